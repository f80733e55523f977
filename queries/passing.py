"""Tests of things: whether one ended, is in some state, has any value at all, or is of a type."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
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

_of_types: Final[WeakKeyDictionary[Graph, dict[tuple[str, ...], Flags]]] = WeakKeyDictionary()


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


def typed(graph: Graph, types: tuple[str, ...], things: Ints) -> Flags:
    """Tell of every number in `things` whether that is of one of `types`."""
    known = _of_types.setdefault(graph, {})
    different = {*things.tolist()} if types not in known else set()
    if len(different) > _FEW:
        listed = ", ".join("?" * len(types))
        known[types] = _flags(graph, f"SELECT n FROM node WHERE type IN ({listed})", types)
    if types in known:
        return known[types][things]
    there = {n for n, kind in graph.db.execute(
        "SELECT n.n, n.type FROM json_each(?) j CROSS JOIN node n ON n.n = j.value",
        (json.dumps(sorted(different)),),
    ) if kind in types}
    return np.array([number in there for number in things.tolist()], dtype=bool)


def _everywhere(graph: Graph, test: Test) -> Flags:
    """Return for every number whether a test holds; the beginning of a value decides."""
    holds = f"{BEGINNING} <> 'false'"
    if test.values:
        holds = f"{BEGINNING} IN ({', '.join('?' * len(test.values))})"
    elif _is_date(test.property):
        holds = f"{BEGINNING} <= substr('{graph.meta['today']}', 1, length({BEGINNING}))"
    return _flags(
        graph, "SELECT s FROM statement WHERE r = (SELECT r FROM relation WHERE name = ?)"
        f" AND {PRESENT} AND {holds}", (test.property, *test.values),
    )


def _flags(graph: Graph, text: str, parameters: Sequence[str]) -> Flags:
    """Return for every number whether a SELECT finds it."""
    (size,) = graph.db.execute("SELECT coalesce(max(n), 0) FROM node").fetchone()
    found = np.zeros(size + 1, dtype=bool)
    rows = graph.db.execute(text, parameters)
    found[np.fromiter((n for n, in rows), dtype=np.int64)] = True
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
