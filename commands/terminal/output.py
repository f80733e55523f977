"""Standard output: tables for people, JSON and CSV for programs; notices on standard error."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

Row = Sequence[object]


def line(text: str = "") -> None:
    """Write one line to standard output."""
    sys.stdout.write(f"{text}\n")


def notice(text: str) -> None:
    """Write one line to standard error."""
    sys.stderr.write(f"{text}\n")


def write_json(value: object) -> None:
    """Write a value as JSON."""
    line(json.dumps(value, ensure_ascii=False, indent=2, default=str))


def write_jsonl(values: Iterable[Mapping[str, Any]]) -> None:
    """Write each value as JSON on a line of its own."""
    for value in values:
        line(json.dumps(value, ensure_ascii=False, default=str))


def write_csv(header: Sequence[str], rows: Iterable[Row]) -> None:
    """Write rows as CSV: comma, quotes where needed; no cell is a formula."""
    from graph.tables import harmless

    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(header)
    writer.writerows([harmless(_text(cell)) for cell in row] for row in rows)


def write_table(header: Sequence[str], rows: Iterable[Row], title: str = "") -> None:
    """Write rows as a table: drawn on a terminal, plain aligned columns elsewhere."""
    cells = [[_text(cell) for cell in row] for row in rows]
    if sys.stdout.isatty():
        _draw(header, cells, title)
        return
    if title:
        line(title)
    widths = [max(map(len, column)) for column in zip(header, *cells, strict=True)]
    for row in (header, *cells):
        line("  ".join(c.ljust(w) for c, w in zip(row, widths, strict=True)).rstrip())


def _draw(header: Sequence[str], cells: Iterable[Sequence[str]], title: str) -> None:
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(*header, box=SIMPLE_HEAD, title=title or None, title_justify="left")
    for row in cells:
        table.add_row(*(Text(cell) for cell in row))
    Console().print(table)


def _text(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float):
        return f"{cell:g}"
    if isinstance(cell, list | tuple):
        return "; ".join(map(_text, cell))
    return " ".join(str(cell).split())


@contextmanager
def progress(label: str) -> Iterator[Callable[[str], None]]:
    """Show on a terminal what long work is at; give a function that says the next step."""
    if not sys.stderr.isatty():
        yield lambda _step: None
        return
    from rich.console import Console

    with Console(stderr=True).status(label) as status:
        yield lambda step: status.update(f"{label} {step}")


@contextmanager
def bar(label: str) -> Iterator[Callable[[int, int], None]]:
    """Show on a terminal how far long work is; give a function that takes done and total."""
    if not sys.stderr.isatty():
        yield lambda _done, _total: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bars:
        task = bars.add_task(label, total=None)
        yield lambda done, total: bars.update(task, completed=done, total=total)
