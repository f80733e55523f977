"""Tables: shown as plain HTML while short, and always to be taken along as CSV and XLSX."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

import streamlit as st
from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from explorer.components import words
from explorer.components.html import Child, Html, show, tag
from explorer.view import View
from graph.naming import slug

Cell = str | float | int | None
_SHORT: Final = 25
_DANGER: Final = ("=", "+", "-", "@", "\t", "\r")
_XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, how it is shown (text, money, number, date) and a link if any."""

    label: str
    kind: str = "text"
    html: Callable[[Sequence[Cell]], Child] | None = None


def _shown(view: View, column: Column, cell: Cell) -> str:
    if cell is None or cell == "":
        return ""
    if column.kind == "money" and isinstance(cell, int | float):
        return words.euros(view, cell)
    if column.kind == "number" and isinstance(cell, int | float):
        return words.number(view, cell)
    return words.day(view, str(cell)) if column.kind == "date" else str(cell)


def _html(
    view: View, title: str, columns: Sequence[Column], rows: Sequence[Sequence[Cell]]
) -> Html:
    right = ["right" if c.kind in ("money", "number") else None for c in columns]
    head = tag(
        "tr",
        [tag("th", c.label, scope="col", class_=r) for c, r in zip(columns, right, strict=True)],
    )
    body = [
        tag(
            "tr",
            [
                tag(
                    "td",
                    c.html(row) if c.html else _shown(view, c, cell),
                    class_=r,
                    data_label=c.label,
                )
                for c, r, cell in zip(columns, right, row, strict=True)
            ],
        )
        for row in rows
    ]
    return tag(
        "div",
        tag(
            "table",
            tag("caption", title),
            tag("thead", head),
            tag("tbody", body),
            class_="plain cards",
        ),
        class_="scroll",
    )


def _sorted(
    view: View, key: str, columns: Sequence[Column], rows: Sequence[Sequence[Cell]]
) -> Sequence[Sequence[Cell]]:
    """Offer to order a long table by a column; numbers from large to small."""
    names = ["", *(c.label for c in columns)]
    chosen = st.selectbox(
        view.say("table.sort"),
        range(len(names)),
        key=f"sort-{key}",
        width=280,
        format_func=lambda i: names[i] or view.say("table.as_is"),
    )
    if not chosen:
        return rows
    down = columns[chosen - 1].kind in ("money", "number", "date")

    def place(row: Sequence[Cell]) -> tuple[bool, float | str]:
        cell = row[chosen - 1]
        empty = cell is None or cell == ""
        if columns[chosen - 1].kind in ("money", "number"):
            return (not empty if down else empty), float(cell or 0)
        return (not empty if down else empty), str(cell or "").casefold()

    return sorted(rows, key=place, reverse=down)


def _paged(
    view: View, key: str, title: str, columns: Sequence[Column], rows: Sequence[Sequence[Cell]]
) -> None:
    """Show a long table a page at a time."""
    rows = _sorted(view, key, columns, rows)
    here = st.container()
    page = st.pagination(math.ceil(len(rows) / _SHORT), key=f"page-{key}")
    with here:
        show(_html(view, title, columns, rows[(page - 1) * _SHORT : page * _SHORT]))


def harmless(cell: Cell) -> Cell:
    """Return a cell that a spreadsheet will not take for a formula (an apostrophe in front)."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_DANGER) else cell


def as_csv(columns: Sequence[Column], rows: Sequence[Sequence[Cell]]) -> bytes:
    """Return a table as CSV: UTF-8 with a mark, so that a spreadsheet reads its letters well."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([c.label for c in columns])
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def as_xlsx(title: str, columns: Sequence[Column], rows: Sequence[Sequence[Cell]]) -> bytes:
    """Return a table as a workbook with one sheet; text stays text, money is a number in euros."""
    book = Workbook()
    book.remove(book.worksheets[0])
    sheet = book.create_sheet("".join(c for c in title if c not in "[]:*?/\\'")[:31] or "1")
    sheet.append([c.label for c in columns])
    for row in rows:
        sheet.append([harmless(cell) for cell in row])
    for index, column in enumerate(columns, 1):
        letter = get_column_letter(index)
        sheet[f"{letter}1"].font = Font(bold=True)
        longest = max([len(column.label), *(len(str(r[index - 1] or "")) for r in rows)])
        sheet.column_dimensions[letter].width = min(60, longest + 2)
        if column.kind == "money":
            for (cell,) in sheet[f"{letter}2:{letter}{len(rows) + 1}"] if rows else ():
                cell.number_format = "€ #,##0.00"
    sheet.freeze_panes = "A2"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def downloads(
    view: View, name: str, columns: Sequence[Column], rows: Sequence[Sequence[Cell]]
) -> None:
    """Put the two download buttons of a table on the page; `name` becomes the file's name."""
    file = f"samenspel-{slug(name)}-{date.today().isoformat()}"
    with st.container(horizontal=True, gap="small"):
        st.download_button(
            view.say("table.csv"),
            lambda: as_csv(columns, rows),
            f"{file}.csv",
            "text/csv",
            key=f"csv-{file}",
            on_click="ignore",
            help=view.say("table.csv_help", name=name),
        )
        st.download_button(
            view.say("table.xlsx"),
            lambda: as_xlsx(name, columns, rows),
            f"{file}.xlsx",
            _XLSX,
            key=f"xlsx-{file}",
            on_click="ignore",
            help=view.say("table.xlsx_help", name=name),
        )


def table(
    view: View,
    title: str,
    columns: Sequence[Column],
    rows: Sequence[Sequence[Cell]],
    *,
    name: str | None = None,
) -> None:
    """Put a table with its downloads on the page; long ones can be sorted and searched."""
    caption = view.say("table.caption", title=title, n=len(rows))
    if len(rows) <= _SHORT:
        show(_html(view, caption, columns, rows))
    else:
        _paged(view, slug(name or title), caption, columns, rows)
    downloads(view, name or title, columns, rows)
