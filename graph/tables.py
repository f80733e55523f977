"""A graph as four flat tables: things, arrows, statements and sources."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from graph.store import Graph

Cell = str | int | float | None


_FORMULA: Final = re.compile(r"[=@\t\r]|[+-](?![\d ])")


class Table(NamedTuple):
    """A named table with a header; its rows can be read once."""

    name: str
    header: tuple[str, ...]
    rows: Iterable[tuple[Cell, ...]]


_STATEMENTS: Final = (
    "SELECT t.id, s.id, s.label, r.name, o.id, coalesce(o.label, t.value), t.valid_from,"
    " t.valid_until, t.current, t.state, t.certainty, t.seen, t.source, t.locator, t.quote,"
    " t.method FROM statement t JOIN node s ON s.n = t.s JOIN relation r ON r.r = t.r"
    " LEFT JOIN node o ON o.n = t.o ORDER BY s.id, r.name, t.n"
)
_ARROWS: Final = (
    "SELECT s.id, s.label, r.name, o.id, o.label, e.seen, e.certainty, e.sources, e.state"
    " FROM edge e JOIN node s ON s.n = e.s JOIN node o ON o.n = e.o JOIN relation r ON r.r = e.r"
    " ORDER BY s.id, r.name, o.id"
)
_SOURCES: Final = (
    "SELECT id, title, publisher, licence, date, access, invented, url FROM source ORDER BY id"
)


def harmless(cell: Cell) -> Cell:
    """Return a cell that no spreadsheet takes for a formula: those get an apostrophe in front."""
    return f"'{cell}" if isinstance(cell, str) and _FORMULA.match(cell) else cell


def tables(graph: Graph) -> Iterator[Table]:
    """Yield the four tables of a graph."""
    yield Table("things", ("id", "type", "label"), graph.nodes())
    yield Table(
        "arrows", ("subject", "subject_label", "relation", "object", "object_label", "seen",
                   "certainty", "sources", "state"), graph.db.execute(_ARROWS),
    )
    yield statements(graph)
    yield Table(
        "sources", ("id", "title", "publisher", "licence", "date", "access", "invented", "url"),
        graph.db.execute(_SOURCES),
    )


def statements(graph: Graph) -> Table:
    """Return every statement with its source, one a row."""
    return Table(
        "statements",
        ("id", "subject", "subject_label", "relation", "object", "value", "valid_from",
         "valid_until", "current", "state", "certainty", "seen", "source", "locator", "quote",
         "method"), graph.db.execute(_STATEMENTS),
    )
