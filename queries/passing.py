"""Tests of things: whether one ended, is in some state, has any value at all, or is of a type.

What is over here is over for the analyses too: both ask `graph.over`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Final
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from graph.numbers import Ints, numbers
from graph.over import saying
from graph.store import Graph
from queries.question import Test

Flags = NDArray[np.bool_]
_FEW: Final = 200
"""For so many things it is quicker to look each up than to read who passes in the whole graph."""
_MOST: Final = 32
"""Tests of a graph that are kept, a byte for each thing."""
_known: Final[WeakKeyDictionary[Graph, dict[tuple[Test, bool], Flags]]] = WeakKeyDictionary()

_of_types: Final[WeakKeyDictionary[Graph, dict[tuple[str, ...], Flags]]] = WeakKeyDictionary()


def passing(graph: Graph, test: Test, entity_ids: Iterable[str]) -> set[str]:
    """Return those of `entity_ids` for which a test of a property holds."""
    known = numbers(graph, entity_ids)
    flags = passed(graph, test, np.fromiter(known.values(), dtype=np.int64))
    return {entity for entity, flag in zip(known, flags.tolist(), strict=True) if flag}


def passed(graph: Graph, test: Test, things: Ints, *, proposed: bool = False) -> Flags:
    """Tell of every number in `things` whether a test of a property holds.

    A proposed value counts only with `proposed`: nothing goes because of a guess.
    """
    known, key = _known.setdefault(graph, {}), (test, proposed)
    if key not in known:
        text, parameters = saying(graph, test.property, test.values, proposed=proposed)
        different = {*things.tolist()}
        if len(different) <= _FEW:
            there = {n for n, in graph.db.execute(
                "SELECT s FROM (SELECT value AS thing FROM json_each(?))"
                f" CROSS JOIN statement ON s = thing WHERE {text}",
                (json.dumps(sorted(different)), *parameters),
            )}
            return np.array([number in there for number in things.tolist()], dtype=bool)
        if len(known) >= _MOST:
            known.clear()
        known[key] = _flags(graph, f"SELECT s FROM statement WHERE {text}", parameters)
    return known[key][things]


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


def _flags(graph: Graph, text: str, parameters: Sequence[str]) -> Flags:
    """Return for every number whether a SELECT finds it."""
    found = np.zeros(graph.width, dtype=bool)
    rows = graph.db.execute(text, parameters)
    found[np.fromiter((n for n, in rows), dtype=np.int64)] = True
    return found
