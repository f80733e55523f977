"""Names of any list that may be one thing: `samenspel match`, and the rows for review."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from graph.matching.blocking import Pairs, candidates
from graph.matching.comparison import Decision, compare
from graph.matching.context import EMPTY, Context, context_of
from graph.matching.reasons import Reason

_SHARED_TOO_WIDELY: Final = 20
"""What more names than this share is no identifier: a year, a scheme, a general number."""

_CHUNK: Final = 100_000
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


@dataclass(slots=True)
class _Item:
    name: str
    context: Context
    rows: list[str] = field(default_factory=list)


def match(
    rows: Iterable[tuple[str, Mapping[str, str]]], column: str, context: Sequence[str] = (), *,
    kind: str = "",
) -> Iterator[Pair]:
    """Yield the pairs among the names in `column` of a table, surest first.

    `rows` are (row number, cells by column). `context` are columns whose headers tell what they
    are (KvK, organisatie, plaats, postcode, soort, …); `kind` holds where no column tells it.
    """
    listed = []
    for number, cells in rows:
        name = " ".join(cells.get(column, "").split())
        if name:
            beside = context_of(cells, context)
            listed.append(Row(number, name, beside if beside.kind or not kind
                              else beside._replace(kind=kind)))
    yield from pairs(listed)


def pairs(rows: Iterable[Row]) -> Iterator[Pair]:
    """Yield the pairs among rows: automatic before review, then by score, then by name."""
    items = _distinct(_trusted(list(rows)))
    found = [pair for item in items if (pair := _repeated(item))]
    names, beside = [i.name for i in items], [i.context for i in items]
    for left, right in _each(candidates(names, beside)):
        one, two = items[left], items[right]
        outcome = compare(one.name, two.name, one.context, two.context)
        if outcome.decision is not Decision.NOTHING:
            found.append(Pair(one.name, two.name, outcome.score, outcome.reasons,
                              outcome.decision, outcome.kind, tuple(one.rows), tuple(two.rows)))
    found = _without_chance(found)
    found.sort(key=lambda p: (p.decision, -p.score, p.a, p.b, p.a_rows))
    yield from found


def _each(found: Pairs) -> Iterator[tuple[int, int]]:
    for start in range(0, len(found), _CHUNK):
        yield from found[start:start + _CHUNK].tolist()


def _without_chance(found: Sequence[Pair]) -> list[Pair]:
    """Drop initials that fit many names, unless something beside the names agrees."""
    fits: Counter[str] = Counter()
    for pair in found:
        if _only_initials(pair):
            fits.update((pair.a, pair.b))
    return [pair for pair in found if not _only_initials(pair)
            or max(fits[pair.a], fits[pair.b]) <= _INITIALS_FIT]


def _only_initials(pair: Pair) -> bool:
    keys = {reason.key for reason in pair.reasons}
    return "initialism" in keys and not any(key.startswith("same_") for key in keys)


def _trusted(rows: Sequence[Row]) -> list[Row]:
    """Drop identifiers that too many different names share."""
    names: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        if row.context.identifier:
            names[row.context.identifier].add(row.name)
    wide = {value for value, many in names.items() if len(many) > _SHARED_TOO_WIDELY}
    return [row._replace(context=row.context._replace(identifier=""))
            if row.context.identifier in wide else row for row in rows]


def _distinct(rows: Sequence[Row]) -> list[_Item]:
    """Put rows with one name and one context together, in order of name."""
    items: dict[tuple[str, Context], _Item] = {}
    for row in rows:
        item = items.setdefault((row.name, row.context), _Item(row.name, row.context))
        item.rows.append(row.number)
    return sorted(items.values(), key=lambda item: (item.name, item.context))


def _repeated(item: _Item) -> Pair | None:
    """Return the pair of a name with itself, when it stands in several rows."""
    if len(item.rows) < 2:
        return None
    outcome = compare(item.name, item.name, item.context, item.context)
    if outcome.decision is Decision.NOTHING:
        return None
    return Pair(item.name, item.name, outcome.score, outcome.reasons, outcome.decision,
                outcome.kind, tuple(item.rows[:1]), tuple(item.rows[1:]))

