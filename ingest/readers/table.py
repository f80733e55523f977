"""Tables: CSV in any usual delimiter and encoding, and the first sheet of an XLSX workbook."""

from __future__ import annotations

import codecs
import csv
import sys
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import Any, Final
from zipfile import BadZipFile

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from graph.errors import InputError

SUFFIXES: Final = (".csv", ".tsv", ".xlsx")
_DELIMITERS: Final = ",;\t|"
_CHUNK: Final = 1 << 20
_SAMPLE: Final = 20
Row = tuple[str, dict[str, str]]
EXTRA: Final = "\x00extra"
"""The column of a cell beyond the last named one."""


def header(path: Path, _options: Mapping[str, Any]) -> list[str]:
    """Return the column names of a table."""
    return next(_records(path), [])


def read(path: Path, _options: Mapping[str, Any]) -> Iterator[Row]:
    """Yield (row number as a spreadsheet shows it, cells by column name) of every filled row."""
    records = _records(path)
    names = next(records, [])
    width = len(names)
    for number, cells in enumerate(records, 2):
        if len(cells) > width and any(cell.strip() for cell in cells[width:]):
            extra = next(cell for cell in cells[width:] if cell.strip())
            yield str(number), {**dict(zip(names, cells, strict=False)), EXTRA: extra}
        elif any(cells):
            yield str(number), dict(zip(names, cells, strict=False))


def _records(path: Path) -> Iterator[list[str]]:
    records = _sheet(path) if path.suffix.lower() == ".xlsx" else _lines(path)
    first = next(records, None)
    if first is not None:
        yield [" ".join(name.split()) for name in first]
        yield from records


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
    """Return the character that splits the first records into equally many columns."""
    best, most = ",", 1
    for delimiter in _DELIMITERS:
        with path.open(encoding=encoding, newline="") as file:
            widths = [len(r) for r in islice(csv.reader(file, delimiter=delimiter), _SAMPLE) if r]
        columns = widths[0] if widths else 0
        even = sum(width == columns for width in widths)
        if columns > most and even * 2 > len(widths):
            best, most = delimiter, columns
    return best


def _lines(path: Path) -> Iterator[list[str]]:
    # A drawn outline is longer than the csv module's own limit.
    csv.field_size_limit(min(sys.maxsize, 1 << 27))
    encoding = encoding_of(path)
    with path.open(encoding=encoding, newline="") as file:
        try:
            yield from csv.reader(file, delimiter=delimiter_of(path, encoding))
        except csv.Error as error:
            raise InputError("broken_table", file=path.name, reason=error) from None


def _sheet(path: Path) -> Iterator[list[str]]:
    try:
        book = load_workbook(path, read_only=True, data_only=True)
    except (BadZipFile, InvalidFileException, KeyError, OSError, ValueError) as error:
        raise InputError("broken_table", file=path.name, reason=error) from None
    try:
        for row in book.worksheets[0].iter_rows(values_only=True):
            yield [_cell(value) for value in row]
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
