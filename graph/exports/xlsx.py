"""XLSX: a workbook with a sheet per table; a table that is too long goes on in a next sheet."""

from __future__ import annotations

from itertools import islice
from pathlib import Path
from typing import Any, Final

import xlsxwriter

from graph.store import Graph
from graph.tables import Table, tables
from graph.whole import whole

_ROWS: Final = 1_048_575
"""Rows that fit on a sheet below its header."""
_CELL: Final = 32_767
"""Characters that fit in a cell."""


def write(graph: Graph, out: Path) -> Path:
    """Write a graph as a workbook; text is never taken for a formula. Returns the file."""
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with whole(out) as part, xlsxwriter.Workbook(part, options) as book:
        bold = book.add_format({"bold": True})
        for table in tables(graph):
            _write_table(book, bold, table)
    return out


def _write_table(book: Any, bold: object, table: Table) -> None:
    rows, number = iter(table.rows), 1
    while (chunk := list(islice(rows, _ROWS))) or number == 1:
        sheet = book.add_worksheet(table.name if number == 1 else f"{table.name} {number}")
        sheet.write_row(0, 0, table.header, bold)
        sheet.freeze_panes(1, 0)
        for place, row in enumerate(chunk, 1):
            sheet.write_row(place, 0, [c[:_CELL] if isinstance(c, str) else c for c in row])
        number += 1
