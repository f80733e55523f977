"""The embedded engine: runs compiled SQL on the graph file itself."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from itertools import islice
from time import monotonic
from typing import Any, Final

from graph.engines import MOST_ROWS, PATIENCE, Binding
from graph.errors import QuestionError
from graph.numbers import Ints, table
from graph.store import Graph

_LOOK: Final = 100_000
"""Steps of SQLite between two looks at the clock: some milliseconds."""


class Sqlite:
    """Runs SQL on one graph."""

    language: Final = "sql"

    def __init__(self, graph: Graph) -> None:
        self._graph = graph

    def rows(self, text: str, given: Mapping[str, str]) -> list[Binding]:
        """Run `text`; return every binding once, in any order."""
        with self._running(text, given) as cursor:
            names = [column[0] for column in cursor.description]
            return [dict(zip(names, row, strict=True)) for row in _first(cursor)]

    def numbers(self, text: str, given: Mapping[str, str]) -> Ints:
        """Run text that selects numbers; return a row for each column, some bindings twice."""
        with self._running(text, given) as cursor:
            return table(_first(cursor), len(cursor.description))

    @contextmanager
    def _running(self, text: str, given: Mapping[str, str]) -> Iterator[sqlite3.Cursor]:
        """Give what comes out of a text; raises QuestionError when that takes too long."""
        db, until = self._graph.db, monotonic() + PATIENCE
        db.set_progress_handler(lambda: monotonic() > until, _LOOK)
        try:
            yield db.execute(text, dict(given))
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_INTERRUPT:
                raise
            raise QuestionError("question.too_long", seconds=PATIENCE) from None
        finally:
            db.set_progress_handler(None, 0)


def _first(cursor: sqlite3.Cursor) -> Iterator[Any]:
    """Return the rows up to the first that is too many."""
    return islice(cursor, MOST_ROWS + 1)


def connect(graph: Graph) -> Sqlite:
    """Return the engine for a graph."""
    return Sqlite(graph)
