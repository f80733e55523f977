"""What is over today: who stopped, what was closed, abolished or met, as its type says."""

from __future__ import annotations

from datetime import date
from typing import Final

import numpy as np
from numpy.typing import NDArray

from graph.freshness import last_day
from graph.schema import schema
from graph.store import Graph

_SAID: Final = (
    "SELECT t.s, t.value FROM relation r JOIN statement t ON t.r = r.r JOIN node n ON n.n = t.s"
    " WHERE r.name = ? AND t.current AND t.state = 'accepted' AND t.value IS NOT NULL"
    " AND n.type IN ({types})"
)


def is_over(graph: Graph) -> NDArray[np.bool_]:
    """Tell of every number whether that thing is over; proposals do not count.

    A last day of which only the month or year is known has come when all of that has passed.
    """
    size = int(graph.db.execute("SELECT coalesce(max(n), 0) + 1 FROM node").fetchone()[0])
    found = np.zeros(size, dtype=bool)
    for test, types in _tests().items():
        found[_passing(graph, test, types)] = True
    return found


def _tests() -> dict[str, list[str]]:
    """Return what makes over ('ended', 'phase = ended'), with the types that say so."""
    found: dict[str, list[str]] = {}
    for kind in schema().concrete():
        for test in kind.over:
            found.setdefault(test, []).append(kind.name)
    return found


def _passing(graph: Graph, test: str, types: list[str]) -> list[int]:
    name, _, values = (part.strip() for part in test.partition("="))
    listed = _SAID.format(types=", ".join("?" * len(types)))
    rows = graph.db.execute(listed, (name, *types))
    if values:
        wanted = {value.strip() for value in values.split("|")}
        return [n for n, value in rows if value in wanted]
    today = date.fromisoformat(graph.meta["today"])
    return [n for n, value in rows if last_day(value) <= today]
