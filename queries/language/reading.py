"""From the arrows of a question to a checked pattern, and from that to what an engine runs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Final

from graph.errors import QuestionError
from graph.near import near_misses
from graph.schema import schema
from queries.language.pattern import Arrow, Query, name_reached, parse_arrow, together
from queries.language.typing import Typing

MOST_ARROWS: Final = 20
MOST_EITHER: Final = 6
"""Arrows in any direction: each doubles what SQL has to join."""


@cache
def typing() -> Typing:
    """Return what the schema allows arrows to be."""
    return Typing(schema())


@dataclass(frozen=True, slots=True)
class Pattern:
    """The checked arrows of a question; `types` holds the possible types of every name."""

    arrows: tuple[Arrow, ...]
    absent: tuple[Arrow, ...]
    differ: tuple[tuple[str, str], ...]
    given: tuple[str, ...]
    optional: frozenset[str]
    answer: tuple[str, ...]
    types: tuple[tuple[str, frozenset[str]], ...]

    def types_of(self, name: str) -> frozenset[str]:
        """Return the types that `name` can have."""
        return dict(self.types)[name]

    def missing(self, names: frozenset[str]) -> frozenset[str]:
        """Return the optional names that were not asked; one that is an answer is left open."""
        return self.optional - names - set(self.answer)

    def asked(self, names: frozenset[str]) -> tuple[Arrow, ...]:
        """Return the arrows that hold when only the given `names` are asked."""
        missing = self.missing(names)
        return tuple(a for a in self.arrows if not a.names & missing)

    def certain(self) -> dict[str, frozenset[str]]:
        """Return the names that every match binds, whatever is asked, with their types."""
        bound = {*self.answer, *self.given} - self.missing(frozenset())
        bound = bound.union(*(arrow.names for arrow in self.asked(frozenset())))
        return {name: types for name, types in self.types if name in bound}

    def query(self, names: frozenset[str]) -> Query:
        """Return what to run when the given `names` are asked; other optional ones drop out."""
        return _query(self, names)


@lru_cache(maxsize=1024)
def _query(pattern: Pattern, names: frozenset[str]) -> Query:
    arrows, missing = pattern.asked(names), pattern.missing(names)
    given = tuple(name for name in pattern.given if name in names)
    seen = frozenset({*given, *pattern.answer}.union(*(a.variables for a in arrows)))
    differ = tuple(pair for pair in pattern.differ if not set(pair) & missing)
    everything = together(pattern.absent, seen | missing, differ)
    groups = tuple(g for g in everything if not any(a.names & missing for a in g.arrows))
    absent = tuple(a for group in groups for a in group.arrows)
    inside = {name for group in groups for a in group.arrows for name in a.names} - seen
    checks = [
        *_checks(pattern, arrows, seen - set(given)),
        *_checks(pattern, absent, frozenset(inside)),
    ]
    return Query(
        arrows, groups, tuple(pair for pair in differ if set(pair) <= seen), given,
        tuple(sorted(checks)), tuple(sorted(seen)),
    )


def _checks(
    pattern: Pattern, arrows: Sequence[Arrow], names: frozenset[str]
) -> list[tuple[str, tuple[str, ...]]]:
    """Return the names (with types) that may be of another type as far as `arrows` tell."""
    known, found = typing(), []
    for name, wanted in pattern.types:
        if name in names:
            allowed = known.all.intersection(*(known.ends(a, name) for a in arrows))
            if not allowed <= wanted:
                found.append((name, tuple(sorted(wanted))))
    return found


def read_pattern(
    file: str, *, pattern: Sequence[str], answer: Sequence[str], given: Mapping[str, str],
    optional: Sequence[str] = (), absent: Sequence[str] = (),
    differ: Sequence[Sequence[str]] = (), types: Mapping[str, str] | None = None,
) -> Pattern:
    """Read and check the arrows of question `file`; raises QuestionError naming what is wrong."""
    declared = {**given, **(types or {})}
    known = typing()
    arrows = [parse_arrow(text, file) for text in pattern]
    missing = [parse_arrow(text, file) for text in absent]
    for arrow in (*arrows, *missing):
        known.check_relations(arrow, file)
    arrows = [_plain(a, known) for a in arrows]
    missing = [_plain(a, known) for a in missing]
    _check_number(file, arrows)
    _check_number(file, missing)
    found = known.infer((*arrows, *missing), declared, file)
    names = {*given}.union(*(a.names for a in arrows), *(a.names for a in missing))
    for name in (*answer, *optional, *(n for pair in differ for n in pair), *declared):
        if name not in names and name not in declared:
            _refuse_name(file, name, names)
    for name in answer:
        if name not in found:
            _refuse_name(file, name, names)
    taken = set(names)
    typed = known.hierarchies((*arrows, *missing), found, file)
    named = name_reached(typed, taken)
    return Pattern(
        named[: len(arrows)], named[len(arrows):], tuple((a, b) for a, b in differ),
        tuple(given), frozenset(optional), tuple(answer), tuple(sorted(found.items())),
    )


def _check_number(file: str, arrows: Sequence[Arrow]) -> None:
    """Raise QuestionError for more arrows than an engine can join."""
    if len(arrows) > MOST_ARROWS or sum(a.either for a in arrows) > MOST_EITHER:
        raise QuestionError("question.size", file=file, most=MOST_ARROWS, either=MOST_EITHER)


def _refuse_name(file: str, name: str, names: set[str]) -> None:
    raise QuestionError(
        "question.name", file=file, value=name, near=near_misses(name, names) or sorted(names)
    )


def _plain(arrow: Arrow, known: Typing) -> Arrow:
    """Leave out 'in any direction' where a relation is symmetric anyway."""
    return replace(arrow, either=arrow.either and not known.symmetric >= set(arrow.relations))
