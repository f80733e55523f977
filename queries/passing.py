"""Tests of a property: whether a thing ended, is in some state, or has any value at all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Final, TypeVar
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from graph import numbers
from graph.batch import values
from graph.layout import BEGINNING, PRESENT, SHORT
from graph.numbers import Ints
from graph.schema import schema
from graph.store import Graph
from queries.question import Test

Flags = NDArray[np.bool_]
Thing = TypeVar("Thing", int, str)
_FEW: Final = 200
"""For so many things it is quicker to look each up than to read who passes in the whole graph."""
_MOST: Final = 32
"""Tests of a graph that are kept, a byte for each thing."""
_known: Final[WeakKeyDictionary[Graph, dict[Test, Flags]]] = WeakKeyDictionary()


def passing(graph: Graph, test: Test, entity_ids: Iterable[str]) -> set[str]:
    """Return those of `entity_ids` for which a test of a property holds."""
    found = values(graph, entity_ids, [test.property])
    return _holding(graph, test, {entity: known for (entity, _), known in found.items()})


def passed(graph: Graph, test: Test, things: Ints) -> Flags:
    """Tell of every number in `things` whether a test of a property holds."""
    known = _known.setdefault(graph, {})
    flags = known.get(test)
    if flags is None:
        different = {*things.tolist()}
        if len(different) <= _FEW or any(len(value) >= SHORT for value in test.values):
            there = _holding(graph, test, numbers.values(graph, different, test.property))
            return np.array([number in there for number in things.tolist()], dtype=bool)
        if len(known) >= _MOST:
            known.clear()
        known[test] = flags = _everywhere(graph, test)
    return flags[things]


def _everywhere(graph: Graph, test: Test) -> Flags:
    """Return for every number whether a test holds; the beginning of a value decides."""
    holds = f"{BEGINNING} <> 'false'"
    if test.values:
        holds = f"{BEGINNING} IN ({', '.join('?' * len(test.values))})"
    elif _is_date(test.property):
        holds = f"{BEGINNING} <= substr('{graph.meta['today']}', 1, length({BEGINNING}))"
    rows = graph.db.execute(
        f"SELECT s FROM statement WHERE r = (SELECT r FROM relation WHERE name = ?) AND {PRESENT}"
        f" AND {holds}", (test.property, *test.values),
    )
    (size,) = graph.db.execute("SELECT coalesce(max(n), 0) FROM node").fetchone()
    found = np.zeros(size + 1, dtype=bool)
    found[np.fromiter((s for s, in rows), dtype=np.int64)] = True
    return found


def _holding(graph: Graph, test: Test, found: Mapping[Thing, list[str]]) -> set[Thing]:
    return {thing for thing, known in found.items() if _passes(test, known, graph.meta["today"])}


def _passes(test: Test, known: list[str], today: str) -> bool:
    if test.values:
        return bool(set(known) & set(test.values))
    if _is_date(test.property):
        return any(value <= today[: len(value)] for value in known)
    return any(value != "false" for value in known)


@cache
def _is_date(name: str) -> bool:
    return any(
        name in t.properties and t.properties[name].value == "date" for t in schema().concrete()
    )
