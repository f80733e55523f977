"""Look up many things at once by number: what is too much to name, one by one, in Python.

Numbers follow the order of ids (see graph.sql): what is in order of number is in order of id.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Final

import numpy as np
from numpy.typing import NDArray

from graph.store import Graph

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
EdgeRow = tuple[int, str, int, str, float, int, str]
"""An Edge with numbers for ids."""
_HALF: Final = 32
_LOW: Final = (1 << _HALF) - 1
_WIDEST: Final = 1 << 62


def table(rows: Iterable[Sequence[int]], width: int) -> Ints:
    """Return rows of `width` numbers as an array with a row for each column."""
    return np.fromiter(chain.from_iterable(rows), dtype=np.int64).reshape(-1, width).T


def packed(columns: Sequence[Ints]) -> Ints:
    """Return one number for each row, in the order of the rows, equal where rows are equal."""
    key, room = np.zeros(len(columns[0]), dtype=np.int64), 1
    for column in columns:
        if not len(column):
            return column
        low = int(column.min())
        width = int(column.max()) - low + 1
        if room * width >= _WIDEST:
            different, key = np.unique(key, return_inverse=True)
            room = len(different)
        key, room = key * width + (column - low), room * width
    return key


def ids(graph: Graph, numbers: Ints) -> dict[int, str]:
    """Return the ids of these things by number."""
    return dict(graph.db.execute(
        "SELECT n.n, n.id FROM json_each(?) j CROSS JOIN node n ON n.n = j.value",
        (json.dumps(sorted({*numbers.ravel().tolist()})),),
    ))


def numbers(graph: Graph, entity_ids: Iterable[str]) -> dict[str, int]:
    """Return the numbers of these things by id."""
    return dict(graph.db.execute(
        "SELECT n.id, n.n FROM json_each(?) j CROSS JOIN node n ON n.id = j.value",
        (json.dumps(sorted(set(entity_ids))),),
    ))


def distances(graph: Graph, relation: str, start: int, ends: Ints, *, up: bool) -> Ints:
    """Return how many steps up (or down) a hierarchy each of `ends` lies; 0 for what is not there.
    """
    here, there = ("below", "above") if up else ("above", "below")
    found = table(graph.db.execute(
        f"SELECT {there}, distance FROM closure WHERE {here} = ? AND"
        f" r = (SELECT r FROM relation WHERE name = ?) ORDER BY {there}", (start, relation),
    ), 2)
    place = np.minimum(np.searchsorted(found[0], ends), max(len(found[0]) - 1, 0))
    if not found.size:
        return np.zeros(len(ends), dtype=np.int64)
    return np.where(found[0][place] == ends, found[1][place], 0)


def between(
    graph: Graph, subjects: Ints, objects: Ints, relations: Sequence[str], *, either: bool
) -> dict[int, list[EdgeRow]]:
    """Return the arrows from each subject to the object beside it, by `pair_keys`.

    With `either` also the other way round. In order of relation as given, then of subject.
    """
    pairs = subjects << _HALF | objects
    if either:
        pairs = np.concatenate((pairs, objects << _HALF | subjects))
    rows = graph.db.execute(
        "SELECT e.s, r.name, e.o, e.seen, e.certainty, e.sources, e.state FROM relation r"
        f" CROSS JOIN json_each(?1) j CROSS JOIN edge e ON e.r = r.r AND e.s = j.value >> {_HALF}"
        f" AND e.o = j.value & {_LOW} WHERE r.name IN (SELECT value FROM json_each(?2))",
        (json.dumps(sorted({*pairs.tolist()})), json.dumps(relations)),
    ).fetchall()
    if len(relations) > 1 or either:
        order = {name: i for i, name in enumerate(relations)}
        rows.sort(key=lambda row: (order[row[1]], row[0]))
    found: dict[int, list[EdgeRow]] = {}
    for row in rows:
        s, o = (row[2], row[0]) if either and row[2] < row[0] else (row[0], row[2])
        found.setdefault(s << _HALF | o, []).append(row)
    return found


def pair_keys(subjects: Ints, objects: Ints, *, either: bool) -> list[int]:
    """Return one number for each subject and object, with `either` whichever comes first."""
    keys = subjects << _HALF | objects
    if either:
        keys = np.minimum(keys, objects << _HALF | subjects)
    found: list[int] = keys.tolist()
    return found
