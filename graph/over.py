"""What is over today: who stopped, what was closed, abolished or met, as its type says."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from graph.layout import BEGINNING, PRESENT, SHORT
from graph.schema import schema
from graph.store import Graph

_OF: Final = f"r = (SELECT r FROM relation WHERE name = ?) AND {PRESENT}"


def is_over(graph: Graph) -> NDArray[np.bool_]:
    """Tell of every number whether that thing is over."""
    found = np.zeros(graph.width, dtype=bool)
    for test, types in _tests().items():
        name, _, values = (part.strip() for part in test.partition("="))
        text, parameters = saying(graph, name, [v.strip() for v in values.split("|") if v])
        rows = graph.db.execute(
            "SELECT s FROM statement JOIN node ON node.n = s"
            f" WHERE type IN ({_marks(types)}) AND {text}", (*types, *parameters),
        )
        found[[n for n, in rows]] = True
    return found


def saying(
    graph: Graph, name: str, values: Sequence[str] = (), *, proposed: bool = False
) -> tuple[str, tuple[str, ...]]:
    """Return the SQL test, with its parameters, of the statements that a property is so.

    It is one of `values`; without those a day that came, or anything but 'false'. A day of which
    only the month or year is known has come when all of that has passed. Only what is accepted
    counts, unless `proposed`.
    """
    text = _OF if proposed else f"{_OF} AND state = 'accepted'"
    if values:
        listed = _marks(values)
        text += f" AND {BEGINNING} IN ({listed}) AND value IN ({listed})"
        return text, (name, *(value[:SHORT] for value in values), *values)
    if not _is_date(name):
        return f"{text} AND {BEGINNING} <> 'false'", (name,)
    tomorrow = date.fromisoformat(graph.meta["today"]) + timedelta(days=1)
    return f"{text} AND {BEGINNING} < substr(?, 1, length(value))", (name, tomorrow.isoformat())


def _marks(values: Sequence[str]) -> str:
    return ", ".join("?" * len(values))


def _tests() -> dict[str, list[str]]:
    """Return what makes over ('ended', 'phase = ended'), with the types that say so."""
    found: dict[str, list[str]] = {}
    for kind in schema().concrete():
        for test in kind.over:
            found.setdefault(test, []).append(kind.name)
    return found


@cache
def _is_date(name: str) -> bool:
    return any(
        name in t.properties and t.properties[name].value == "date" for t in schema().concrete()
    )
