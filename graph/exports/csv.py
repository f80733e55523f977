"""CSV: a folder with four tables, or one file with all statements when the name ends in .csv."""

from __future__ import annotations

import csv
from pathlib import Path

from graph.store import Graph
from graph.tables import Table, harmless, statements, tables
from graph.whole import whole


def write(graph: Graph, out: Path) -> Path:
    """Write a graph as UTF-8 CSV with commas; return the file or folder."""
    if out.suffix == ".csv":
        _write_table(statements(graph), out)
        return out
    out.mkdir(exist_ok=True)
    for table in tables(graph):
        _write_table(table, out / f"{table.name}.csv")
    return out


def _write_table(table: Table, out: Path) -> None:
    with whole(out) as part, part.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(table.header)
        writer.writerows(map(harmless, row) for row in table.rows)
