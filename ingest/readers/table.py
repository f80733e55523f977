"""Tables: CSV in any usual delimiter and encoding, and the first sheet of an XLSX workbook.

A title, empty rows or merged group headings above the row with column names are passed over.
"""

from __future__ import annotations

import codecs
import csv
import sys
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from itertools import chain, islice
from pathlib import Path
from typing import Any, Final
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from graph.errors import InputError
from graph.texts import LANGUAGES, say
from ingest.zipped import refuse_bomb

SUFFIXES: Final = (".csv", ".tsv", ".xlsx")
_DELIMITERS: Final = ",;\t|"
_CHUNK: Final = 1 << 20
_SAMPLE: Final = 20
_TITLES: Final = 5
"""How many rows may stand above the column names of a CSV before its delimiter shows."""
Row = tuple[str, dict[str, str]]
_END: Final = "\x00end"
"""Put behind the last line: an open quotation mark would swallow it."""
_BROKEN: Final = (
    BadZipFile, InvalidFileException, ParseError, KeyError, IndexError, OSError, TypeError,
    ValueError,
)
EXTRA: Final = "\x00extra"
"""The column of a cell beyond the last named one."""


def header(path: Path, _options: Mapping[str, Any]) -> list[str]:
    """Return the column names of a table."""
    return next(_records(path), (0, []))[1]


def read(path: Path, _options: Mapping[str, Any]) -> Iterator[Row]:
    """Yield (row number as a spreadsheet shows it, cells by column name) of every filled row."""
    records = _records(path)
    _, names = next(records, (0, []))
    width = len(names)
    for number, cells in records:
        if len(cells) > width and any(cell.strip() for cell in cells[width:]):
            extra = next(cell for cell in cells[width:] if cell.strip())
            yield str(number), {**dict(zip(names, cells, strict=False)), EXTRA: extra}
        elif any(cells):
            yield str(number), dict(zip(names, cells, strict=False))


def _records(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Yield the row of column names, then the others, each with its number."""
    rows = enumerate(_sheet(path) if path.suffix.lower() == ".xlsx" else _lines(path), 1)
    first = list(islice(rows, _SAMPLE))
    above = _above([cells for _, cells in first])
    for number, names in first[above:above + 1]:
        yield number, [" ".join(name.split()) for name in names]
    yield from chain(first[above + 1:], rows)


def _above(rows: list[list[str]]) -> int:
    """Return how many rows stand above the column names: titles, group headings, empty rows."""
    filled = [sum(bool(cell.strip()) for cell in row) for row in rows]
    widest = max(filled, default=0)
    wide = sum(count > 1 for count in filled) * 2 >= sum(map(bool, filled))
    for number, (row, count) in enumerate(zip(rows, filled, strict=True)):
        title = count == 1 and wide
        gaps = len(row) > count and count * 2 < widest
        if count and not title and not gaps:
            return number
    return 0


def encoding_of(path: Path) -> str:
    """Return 'utf-8-sig', or 'cp1252' for what is not UTF-8; raises InputError for neither."""
    for name in ("utf-8-sig", "utf-16", "cp1252"):
        decoder = codecs.getincrementaldecoder(name)()
        with path.open("rb") as file:
            if name == "utf-16" and file.read(2) not in (b"\xff\xfe", b"\xfe\xff"):
                continue
            file.seek(0)
            try:
                while chunk := file.read(_CHUNK):
                    if "\0" in decoder.decode(chunk):
                        break
                else:
                    decoder.decode(b"", final=True)
                    return name
            except UnicodeDecodeError:
                continue
    raise InputError("unknown_encoding", file=path.name)


def delimiter_of(path: Path, encoding: str) -> str:
    """Return the character that splits the column names and most rows into as many columns."""
    widths: dict[str, list[int]] = {}
    for delimiter in _DELIMITERS:
        with path.open(encoding=encoding, newline="") as file:
            first = islice(csv.reader(file, delimiter=delimiter), _SAMPLE)
            widths[delimiter] = [len(record) for record in first if record]
    for row in range(_TITLES):
        fit = {d: w[row] for d, w in widths.items()
               if len(w) > row and w[row] > 1 and w.count(w[row]) * 2 > len(w)}
        if fit:
            return max(fit, key=fit.__getitem__)
    return ","


def _lines(path: Path) -> Iterator[list[str]]:
    # A drawn outline is longer than the csv module's own limit.
    csv.field_size_limit(min(sys.maxsize, 1 << 27))
    encoding = encoding_of(path)
    with path.open(encoding=encoding, newline="") as file:
        reader = csv.reader(chain(file, [_END]), delimiter=delimiter_of(path, encoding))
        line = 1
        try:
            for record in reader:
                if record == [_END]:
                    return
                if record and record[-1].endswith(_END):
                    raise InputError("open_quote", file=path.name, row=line)
                yield record
                line = reader.line_num + 1
        except csv.Error as error:
            raise InputError("broken_table", file=path.name, reason=error) from None


def _sheet(path: Path) -> Iterator[list[str]]:
    refuse_bomb(path)
    try:
        book = load_workbook(path, read_only=True, data_only=True)
    except _BROKEN as error:
        raise InputError("broken_table", file=path.name, reason=error) from None
    try:
        for row in book.worksheets[0].iter_rows(values_only=True):
            yield [_cell(value) for value in row]
    except _BROKEN as error:
        raise InputError("broken_table", file=path.name, reason=error) from None
    finally:
        book.close()


def other_sheets(path: Path) -> list[str]:
    """Return the sheets of a workbook that are not read, without those that explain."""
    if path.suffix.lower() != ".xlsx":
        return []
    book = load_workbook(path, read_only=True)
    try:
        explained = {say("template.sheet", lang) for lang in LANGUAGES}
        return [sheet.title for sheet in book.worksheets[1:] if sheet.title not in explained
                and any(cell is not None for row in sheet.iter_rows(values_only=True)
                        for cell in row)]
    finally:
        book.close()


def _cell(value: object) -> str:
    """Return a spreadsheet's value as people would type it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return _typed(value)
    return str(value)


def _typed(value: float) -> str:
    """Return a float with a comma, so that its point is never taken for thousands."""
    if value.is_integer():
        return str(int(value))
    text = f"{value:.10f}".rstrip("0")
    whole, _, decimals = text.partition(".")
    return f"{whole},{decimals}{'0' if len(decimals) == 3 else ''}"
