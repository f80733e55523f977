"""Empty spreadsheets with explanations, for people who fill them in by hand."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font

from graph.errors import InputError
from graph.naming import plain
from graph.near import near_misses
from graph.schema import Property
from graph.texts import say
from graph.whole import whole
from ingest.recognise import template_names, templates
from ingest.rules import ColumnRule, SourceMapping

_WIDTH_CM: Final = 24
_EXPLAINED_WIDTH: Final = 60


def template(name: str) -> SourceMapping:
    """Return the template called `name` in Dutch or English; raises InputError with near misses."""
    known = {plain(word): mapping for mapping in templates().values()
             for word in (mapping.name, *mapping.files, *mapping.about["title"].values())}
    if plain(name) not in known:
        raise InputError(
            "unknown_template", name=name, expected=template_names(),
            near=near_misses(name, known),
        )
    return known[plain(name)]


def write_template(name: str, path: Path, lang: str = "nl") -> Path:
    """Write an empty spreadsheet to `path` (.xlsx or .csv); return what was written.

    The workbook has its explanations on a second sheet; beside the CSV stands a text file.
    """
    mapping = template(name)
    suffix = path.suffix.lower()
    if suffix == ".xlsx":
        with whole(path) as part:
            _workbook(mapping, lang).save(part)
    elif suffix == ".csv":
        with whole(path) as part, part.open("w", encoding="utf-8-sig", newline="") as file:
            csv.writer(file, delimiter=";").writerow(headers(mapping))
        notes = "\n".join(": ".join(filter(None, row)) for row in explained(mapping, lang))
        aside = f"{say('template.sheet', lang).lower()}-{path.stem}.txt"
        path.with_name(aside).write_text(notes + "\n", "utf-8")
    else:
        raise InputError("unknown_kind", file=path.name, expected=".xlsx, .csv")
    return path


def headers(mapping: SourceMapping) -> list[str]:
    """Return the column names of a template."""
    return [column.header for column in mapping.columns]


def explained(mapping: SourceMapping, lang: str = "nl") -> Iterator[tuple[str, str, str]]:
    """Yield (column, what to fill in, example) for every column."""
    for column in mapping.columns:
        words = [dict(column.explain or {}).get(lang, "")]
        if column.required:
            words.append(say("template.required", lang))
        if column.split:
            words.append(say("template.many", lang))
        if (kind := _kind(column.prop)) and "," not in words[0]:
            words.append(say(f"refused.expected.{kind}", lang))
        yield column.header, "; ".join(filter(None, words)), _example(column, lang)


def _kind(prop: Property | None) -> str | None:
    """Return the kind of value where a person needs to be told how it is written."""
    return prop.value if prop and prop.value in ("money", "date", "number", "year") else None


def _example(column: ColumnRule, lang: str) -> str:
    return say("template.example", lang, example=column.example) if column.example else ""


def _workbook(mapping: SourceMapping, lang: str) -> Workbook:
    book = Workbook()
    sheet = book.active or book.create_sheet()
    sheet.title = str(mapping.about["title"][lang])[:31]
    sheet.append(headers(mapping))
    sheet.freeze_panes = "A2"
    notes = book.create_sheet(say("template.sheet", lang))
    for row in explained(mapping, lang):
        notes.append(row)
    for cell in sheet[1]:
        cell.font = Font(bold=True)
        # Text cells keep what is typed: a spreadsheet would turn "1-3" into a date.
        sheet.column_dimensions[cell.column_letter].width = _WIDTH_CM
        sheet.column_dimensions[cell.column_letter].number_format = "@"
    notes.column_dimensions["A"].width = _WIDTH_CM
    notes.column_dimensions["B"].width = _EXPLAINED_WIDTH
    notes.column_dimensions["C"].width = _EXPLAINED_WIDTH
    for row_cells in notes.iter_rows():
        for cell in row_cells:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    return book
