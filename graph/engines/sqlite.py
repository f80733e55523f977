"""The embedded engine: runs compiled SQL on the graph file itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from graph.engines import Binding
from graph.numbers import Ints, table
from graph.store import Graph


class Sqlite:
    """Runs SQL on one graph."""

    language: Final = "sql"

    def __init__(self, graph: Graph) -> None:
        self._graph = graph

    def rows(self, text: str, given: Mapping[str, str]) -> list[Binding]:
        """Run `text`; return every binding once, in any order."""
        cursor = self._graph.db.execute(text, dict(given))
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor]

    def numbers(self, text: str, given: Mapping[str, str]) -> Ints:
        """Run text that selects numbers; return a row for each column, some bindings twice."""
        cursor = self._graph.db.execute(text, dict(given))
        return table(cursor, len(cursor.description))


def connect(graph: Graph) -> Sqlite:
    """Return the engine for a graph."""
    return Sqlite(graph)
