"""Writes a query as SQL for `graph/graph.sql`: parameters only, the given things first.

Names from the schema are checked identifiers and stand in the text; ids are always parameters.
CROSS JOIN keeps SQLite to the order written here: every step follows an index.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import product
from typing import Final, NamedTuple

from queries.language.pattern import Absent, Arrow, Query, Reach, Term
from queries.language.reading import typing
from queries.language.steps import ends as ends_of

_KEYWORDS: Final = frozenset(
    "abort action add after all alter always analyze and as asc attach autoincrement before begin"
    " between by cascade case cast check collate column commit conflict constraint create cross"
    " current current_date current_time current_timestamp database default deferrable deferred"
    " delete desc detach distinct do drop each else end escape except exclude exclusive exists"
    " explain fail filter first following for foreign from full generated glob group groups having"
    " if ignore immediate in index indexed initially inner insert instead intersect into is isnull"
    " join key last left like limit match materialized natural no not nothing notnull null nulls of"
    " offset on or order others outer over partition plan pragma preceding primary query raise"
    " range recursive references regexp reindex release rename replace restrict returning right"
    " rollback row rows savepoint select set table temp temporary then ties to transaction trigger"
    " unbounded union unique update using vacuum values view virtual when where window with without"
    .split()
)


class _Step(NamedTuple):
    """A table to join, with its conditions."""

    table: str
    conditions: tuple[str, ...]


def write(query: Query) -> str:
    """Return the SELECT of a query; its columns are the query's variables, as ids."""
    return "\nUNION\n".join(_Select(query, "_").text(arrows) for arrows in _ways(query))


def write_numbers(query: Query) -> str:
    """Return the same SELECT with numbers for ids of the query's `unknown` variables.

    It may give a row more than once, and does not test types (but of what it scans, and those of
    which there are few): both cost less afterwards.
    """
    return "\nUNION ALL\n".join(_Select(query, "_").numbered(arrows) for arrows in _ways(query))


def _ways(query: Query) -> Iterable[tuple[Arrow, ...]]:
    return (_directed(query.arrows, choice) for choice in _choices(query.arrows))


def _choices(arrows: Sequence[Arrow]) -> Iterable[tuple[bool, ...]]:
    return product(*((False, True) if a.either else (False,) for a in arrows))


def _directed(arrows: Sequence[Arrow], choice: tuple[bool, ...]) -> tuple[Arrow, ...]:
    return tuple(
        replace(a.turned() if turn else a, either=False)
        for a, turn in zip(arrows, choice, strict=True)
    )


def _quoted(name: str) -> str:
    return f'"{name}"' if name in _KEYWORDS else name


def _all(word: str, conditions: Sequence[str]) -> str:
    return word + "\n  AND ".join(conditions) if conditions else ""


def _relation(names: Sequence[str]) -> str:
    if len(names) == 1:
        return f"= (SELECT r FROM relation WHERE name = '{names[0]}')"
    listed = ", ".join(f"'{name}'" for name in names)
    return f"IN (SELECT r FROM relation WHERE name IN ({listed}))"


class _Select:
    """One SELECT (or, for what must be absent, one subquery) that grows step by step."""

    def __init__(self, query: Query, prefix: str, numbers: dict[str, str] | None = None) -> None:
        self.query, self.prefix = query, prefix
        self.numbers: dict[str, str] = dict(numbers or {})
        self.known = frozenset(self.numbers)
        self.steps: list[_Step] = []
        self.joined: set[str] = set()
        self.aliases = 0
        self.typed = True
        self.linked = False

    def text(self, arrows: tuple[Arrow, ...]) -> str:
        """Return the whole SELECT for `arrows`, each in one direction."""
        self._start(arrows)
        for name in self.query.variables:
            if name not in self.joined:
                self._node(name, (f"{_quoted(name)}.n = {self.numbers[name]}",))
        columns = ",\n       ".join(
            f"{_quoted(name)}.id AS {_quoted(name)}" for name in self.query.variables
        )
        return f"SELECT DISTINCT\n       {columns}\n{self._tested()}"

    def numbered(self, arrows: tuple[Arrow, ...]) -> str:
        """Return the SELECT of numbers."""
        self.typed = False
        self._start(arrows)
        columns = [f"{self.numbers[name]} AS {_quoted(name)}" for name in self.query.unknown]
        return f"SELECT {', '.join(columns)}\n{self._tested()}"

    def _start(self, arrows: tuple[Arrow, ...]) -> None:
        for name in self.query.given:
            self._node(name, (f"{_quoted(name)}.id = :{name}",))
            self.numbers[name] = f"{_quoted(name)}.n"
        self._follow(arrows)
        for name in self.query.variables:
            if name not in self.numbers:
                self._scan(name)

    def _tested(self) -> str:
        """Return what to select from, with all tests."""
        tests = [f"{self.numbers[a]} <> {self.numbers[b]}" for a, b in self.query.differ]
        tests += [self._absent(group, i) for i, group in enumerate(self.query.absent, 1)]
        return self._from(tests)

    def _from(self, tests: Sequence[str]) -> str:
        first, *rest = self.steps
        lines = [f"FROM {first.table}"]
        lines += [
            f"CROSS JOIN {step.table}" + _all("\n  ON ", step.conditions) for step in rest
        ]
        return "\n".join(lines) + _all("\nWHERE ", [*first.conditions, *tests])

    def _node(self, name: str, conditions: tuple[str, ...]) -> None:
        types = self.query.type_check(name)
        if types:
            listed = ", ".join(f"'{t}'" for t in types)
            conditions = (*conditions, f"{_quoted(name)}.type IN ({listed})")
        alias = _quoted(name)
        self.steps.append(_Step("node" if alias == "node" else f"node AS {alias}", conditions))
        self.joined.add(name)

    def _scan(self, name: str) -> None:
        self._node(name, ())
        self.numbers[name] = f"{_quoted(name)}.n"

    def _alias(self, kind: str) -> str:
        self.aliases += 1
        return f"{self.prefix}{kind}{self.aliases}"

    def _follow(self, arrows: Iterable[Arrow]) -> None:
        """Add arrows and hierarchies, each time the one that narrows most from what is known."""
        arrows = list(arrows)
        todo: list[Arrow | Term] = [*arrows]
        todo += [t for a in arrows for t in a.terms if t.reach is not Reach.SAME]
        while todo:
            chosen = min(todo, key=self._cost)
            todo.remove(chosen)
            if isinstance(chosen, Arrow):
                self._edge(chosen)
            else:
                self._reach(chosen)

    def _cost(self, step: Arrow | Term) -> int:
        """Return how much a step widens: lower is better; without anything known it is a scan."""
        if isinstance(step, Arrow):
            ends = [term.at in self.numbers for term in step.terms]
            return (6, 2, 0)[sum(ends)]
        below, above = ends_of(step)
        known = (below in self.numbers, above in self.numbers)
        opens = self.linked and below in self.query.given
        up = 3 if opens else 1
        return {(True, True): 0, (True, False): up, (False, True): 4, (False, False): 7}[known]

    def _edge(self, arrow: Arrow) -> None:
        alias = self._alias("arrow")
        conditions = (f"{alias}.r {_relation(arrow.relations)}",)
        ends = {"s": arrow.subject.at, "o": arrow.object.at}
        self._join("edge", alias, conditions, ends)

    def _reach(self, term: Term) -> None:
        alias = self._alias("reach")
        below, above = ends_of(term)
        conditions = (f"{alias}.r {_relation((term.via,))}",)
        self._join("closure", alias, conditions, {"below": below, "above": above})

    def _join(
        self, table: str, alias: str, conditions: tuple[str, ...], ends: dict[str, str]
    ) -> None:
        fresh = []
        for column, name in ends.items():
            if name in self.numbers:
                conditions = (*conditions, f"{alias}.{column} = {self.numbers[name]}")
            else:
                self.numbers[name] = f"{alias}.{column}"
                fresh.append(name)
        self.steps.append(_Step(f"{table} AS {alias}", conditions))
        self.linked = True
        for name in fresh:
            types = self.query.type_check(name)
            if types and (self.typed or typing().special.issuperset(types)):
                self._node(name, (f"{_quoted(name)}.n = {self.numbers[name]}",))

    def _absent(self, group: Absent, place: int) -> str:
        """Return the test that `group` does not exist, in any direction that it may have."""
        tests = []
        for choice in _choices(group.arrows):
            inner = _Select(self.query, f"_not{place}_", self.numbers)
            inner._follow(_directed(group.arrows, choice))
            differ = [f"{inner.numbers[a]} <> {inner.numbers[b]}" for a, b in group.differ]
            body = inner._from(differ).replace("\n", "\n    ")
            tests.append(f"NOT EXISTS (\n    SELECT 1\n    {body})")
        return "\n  AND ".join(tests)
