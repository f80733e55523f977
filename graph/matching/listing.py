"""Names of any list that may be one thing: `samenspel match`, and the rows for review."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

import numpy as np

from graph.matching.blocking import in_crowd
from graph.matching.comparison import Decision, compare, judge
from graph.matching.context import EMPTY, Context, context_of
from graph.matching.crowd import Crowd, Pairs
from graph.matching.reasons import Reason

_SHARED_TOO_WIDELY: Final = 20
"""What more names than this share is no identifier: a year, a scheme, a general number."""

_CHUNK: Final = 20_000
_INITIALS_FIT: Final = 3
"""Initials that fit more names than this are chance."""


class Row(NamedTuple):
    """A row of a list: where it stands ('2', as a spreadsheet counts), its name and context."""

    number: str
    name: str
    context: Context = EMPTY


class Pair(NamedTuple):
    """Two names that may be one thing; `a_rows` and `b_rows` are all rows with that name."""

    a: str
    b: str
    score: float
    reasons: tuple[Reason, ...]
    decision: Decision
    kind: str
    a_rows: tuple[str, ...]
    b_rows: tuple[str, ...]


Progress = Callable[[int, int], None]
"""Is told how many pairs were compared, and of how many."""
_DECISIONS: Final = (Decision.AUTOMATIC, Decision.REVIEW)


@dataclass(slots=True)
class _Item:
    name: str
    context: Context
    rows: list[str] = field(default_factory=list)


def match(
    rows: Iterable[tuple[str, Mapping[str, str]]], column: str, context: Sequence[str] = (), *,
    kind: str = "", progress: Progress | None = None,
) -> Iterator[Pair]:
    """Yield the pairs among the names in `column` of a table, surest first.

    `rows` are (row number, cells by column). `context` are columns whose headers tell what they
    are (KvK, organisatie, plaats, postcode, soort, …); `kind` holds where no column tells it.
    """
    yield from pairs(_listed(rows, column, context, kind), progress)


def _listed(
    rows: Iterable[tuple[str, Mapping[str, str]]], column: str, context: Sequence[str], kind: str
) -> Iterator[Row]:
    for number, cells in rows:
        name = " ".join(cells.get(column, "").split())
        if name:
            beside = context_of(cells, context)
            yield Row(number, name, beside if beside.kind or not kind
                      else beside._replace(kind=kind))


def pairs(
    rows: Iterable[Row], progress: Progress | None = None, *, elsewhere: bool = False
) -> Iterator[Pair]:
    """Yield the pairs among rows: automatic before review, then by score, then by name.

    Pairs in two places are left out where namesakes explain them, unless `elsewhere`. Only numbers
    are kept of what was found; the reasons of a pair are made when it is yielded.
    """
    items = _trusted(_distinct(rows))
    names, beside = [i.name for i in items], [i.context for i in items]
    compared, crowd = in_crowd(names, beside, elsewhere=elsewhere)
    found = _Found()
    for number, item in enumerate(items):
        if len(item.rows) > 1:
            found.add(items, number, number, crowd)
    for left, right in _each(crowd.together(compared), progress):
        found.add(items, left, right, crowd)
    for left, right in found.ranked():
        yield _pair(items[left], items[right], alone=crowd.alone(left, right))


class _Found:
    """Pairs to be told, as columns of numbers."""

    def __init__(self) -> None:
        self._left, self._right, self._score = array("i"), array("i"), array("d")
        self._decision, self._initials = array("b"), array("b")

    def add(self, items: Sequence[_Item], left: int, right: int, crowd: Crowd) -> None:
        """Compare two items and keep them when they may be one."""
        one, two = items[left], items[right]
        outcome = judge(one.name, two.name, one.context, two.context,
                        alone=crowd.alone(left, right))
        if outcome.decision is not Decision.NOTHING:
            self._left.append(left)
            self._right.append(right)
            self._score.append(outcome.score)
            self._decision.append(_DECISIONS.index(outcome.decision))
            self._initials.append(outcome.only_initials)

    def ranked(self) -> Iterator[tuple[int, int]]:
        """Yield pairs, surest first, without initials that fit many names."""
        left, right = np.array(self._left, np.int64), np.array(self._right, np.int64)
        initials = np.array(self._initials, bool)
        fits = np.bincount(np.concatenate((left[initials], right[initials])),
                           minlength=int(max(right.max(initial=0), left.max(initial=0))) + 1)
        chance = initials & (np.maximum(fits[left], fits[right]) > _INITIALS_FIT)
        order = np.lexsort((right, left, -np.array(self._score), np.array(self._decision)))
        order = order[~chance[order]]
        yield from _each(np.column_stack((left[order], right[order])))


def _pair(one: _Item, two: _Item, *, alone: bool) -> Pair:
    outcome = compare(one.name, two.name, one.context, two.context, alone=alone)
    rows = (one.rows[:1], one.rows[1:]) if one is two else (one.rows, two.rows)
    return Pair(one.name, two.name, outcome.score, outcome.reasons, outcome.decision, outcome.kind,
                tuple(rows[0]), tuple(rows[1]))


def _each(found: Pairs, progress: Progress | None = None) -> Iterator[tuple[int, int]]:
    for start in range(0, len(found), _CHUNK):
        if progress:
            progress(start, len(found))
        yield from found[start:start + _CHUNK].tolist()
    if progress:
        progress(len(found), len(found))


def _trusted(items: Sequence[_Item]) -> Sequence[_Item]:
    """Drop identifiers that too many different names share."""
    names: dict[str, set[str]] = defaultdict(set)
    for item in items:
        if item.context.identifier:
            names[item.context.identifier].add(item.name)
    wide = {value for value, many in names.items() if len(many) > _SHARED_TOO_WIDELY}
    if not wide:
        return items
    return _distinct(
        Row(number, item.name, item.context._replace(identifier="")
            if item.context.identifier in wide else item.context)
        for item in items for number in item.rows)


def _distinct(rows: Iterable[Row]) -> list[_Item]:
    """Put rows with one name and one context together, in order of name."""
    items: dict[tuple[str, Context], _Item] = {}
    for row in rows:
        item = items.get((row.name, row.context))
        if item is None:
            items[row.name, row.context] = item = _Item(row.name, row.context)
        item.rows.append(row.number)
    return sorted(items.values(), key=lambda item: (item.name, item.context))
