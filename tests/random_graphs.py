"""Graphs made at random from the schema, in which a question's pattern is planted, also partly.

In every second graph one more match is planted that hangs on one part of the question: on one of
several relations, on a step up or down, or on something being over. Each part has its turn.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from random import Random
from typing import Final

from graph.schema import schema
from queries.language.pattern import Arrow, Reach, Term
from queries.language.reading import Pattern, typing
from queries.question import Question, Test
from tests.drawing import Drawing

_STRANGE: Final = (
    "' OR 1=1 --", '"}) DETACH DELETE n //', "> ?s ?p ?o", "é ü 🌳", "`$theme`", "\\",
)
"""Ends of ids that would break a query into which they were pasted."""
_DAYS: Final = ("2019-01-29", "2025", "2026-10", "2026-11", "2026-11-24", "2027-01")


@dataclass
class Case:
    """A graph with what is given when the question is asked of it."""

    drawing: Drawing
    given: dict[str, str]
    literals: dict[str, str]


def case(question: Question, seed: int) -> Case:
    """Return the graph and the givens of `question` for a seed; the same seed gives the same."""
    maker = _Maker(question, Random(f"{question.name} {seed}"))
    return maker.case(turn=seed // 2 if seed % 2 else None)


class _Maker:
    """Makes one case."""

    def __init__(self, question: Question, random: Random) -> None:
        assert question.pattern is not None
        self.question, self.pattern, self.random = question, question.pattern, random
        self.drawing = Drawing()
        self.ending = random.choice(_STRANGE) if random.random() < 0.2 else ""

    def case(self, turn: int | None) -> Case:
        planted = [self._plant(self.pattern) for _ in range(self.random.randint(3, 5))]
        for arrow in self.pattern.absent:
            for bound in self.random.sample(planted, len(planted) // 2):
                self._arrow(arrow, bound)
        self._thin_out()
        self._noise()
        self._values()
        parts = self._parts()
        needed: set[str] = set()
        literals = {n: "2026" for n in self.question.literals() if self.random.random() < 0.3}
        if turn is None or not parts:
            chosen = self.random.choice(planted)
        else:
            chosen, needed = self._hang(*parts[turn % len(parts)])
            literals = {}
        given = {
            name: chosen[name] for name in self.pattern.given if name in needed
            or name not in self.pattern.optional or self.random.random() < 0.45
        }
        return Case(self.drawing, given, literals)

    # ── a match that hangs on one part ────────────────────────────────────────────────────────

    def _parts(self) -> list[tuple[Arrow | None, str, Test | None]]:
        """Return every relation in every arrow, and everything that may be over."""
        known = dict(self.pattern.types)
        return [
            *((a, r, None) for a in (*self.pattern.arrows, *self.pattern.absent)
              for r in a.relations),
            *((None, "", test) for test in self.question.unless if test.of in known),
        ]

    def _hang(
        self, arrow: Arrow | None, relation: str, test: Test | None
    ) -> tuple[dict[str, str], set[str]]:
        """Draw a match of new things, and one that only lacks the arrow.

        Returns the first, and what must be given for it to matter.
        """
        names = arrow.names if arrow else {test.of} if test else set()
        absent = self._group(names) if not arrow or arrow in self.pattern.absent else []
        arrows = [*self.pattern.arrows, *absent]
        types = self._types(arrows, arrow, relation)
        used = {*self.pattern.given, *self.pattern.answer}.union(*(a.names for a in arrows))
        bound = {name: self._thing(types[name], reuse=0) for name in sorted(used)}
        for one in arrows:
            self._arrow(one, bound, relation if one is arrow else "", walk=one is arrow)
        near = {name: bound[name] if name in self.pattern.given else self._thing(types[name], 0)
                for name in sorted(used)}
        for one in arrows if arrow else ():
            if one is not arrow:
                self._arrow(one, near)
        if test:
            value = self.random.choice(test.values or ("2020",))
            self.drawing.values.add((bound[test.of], test.property, value))
        needed = names.union(*(a.names for a in absent))
        return bound, {name for name in self.pattern.given if name in needed}

    def _group(self, names: Collection[str]) -> list[Arrow]:
        """Return the absent arrows that must not hold together with one of these names."""
        held = {*self.pattern.given, *self.pattern.answer}.union(
            *(a.names for a in self.pattern.arrows))
        free = set(names) - held
        for _ in self.pattern.absent:
            free |= {n for a in self.pattern.absent if a.names & free for n in a.names - held}
        return [a for a in self.pattern.absent if a.names & free or a.names <= set(names)]

    # ── planting ──────────────────────────────────────────────────────────────────────────────

    def _plant(self, pattern: Pattern) -> dict[str, str]:
        """Draw one whole match, partly from things that are there already."""
        types = self._types(pattern.arrows)
        bound: dict[str, str] = {}
        for name in sorted({*pattern.given, *pattern.answer}.union(
            *(a.names for a in pattern.arrows)
        )):
            bound[name] = self._thing(types[name], reuse=0.4)
        for arrow in pattern.arrows:
            self._arrow(arrow, bound)
        return bound

    def _types(
        self, arrows: Sequence[Arrow], special: Arrow | None = None, relation: str = ""
    ) -> dict[str, str]:
        """Choose a type for every name, such that every arrow can stand; one by a relation."""
        while True:
            types = {n: self.random.choice(sorted(ts)) for n, ts in self.pattern.types}
            ways = [(a, self._possible(a, types[a.subject.name], types[a.object.name]))
                    for a in arrows]
            if all(relation in dict(found) if a is special else found for a, found in ways):
                return types

    def _possible(self, arrow: Arrow, left: str, right: str) -> list[tuple[str, bool]]:
        """Return the relations that can stand between two types, and whether turned."""
        ways = [(left, right, False), *([(right, left, True)] if arrow.either else [])]
        return [
            (name, turned) for name in arrow.relations for a, b, turned in ways
            if name in typing().between([a], [b])
        ]

    def _thing(self, kind: str, reuse: float) -> str:
        known = sorted(i for i, k in self.drawing.things.items() if k == kind)
        if known and self.random.random() < reuse:
            return self.random.choice(known)
        new = f"{kind.lower()}:t/{len(self.drawing.things)}{self.ending}"
        self.drawing.things[new] = kind
        return new

    def _arrow(
        self, arrow: Arrow, bound: dict[str, str], relation: str = "", *, walk: bool = False
    ) -> None:
        """Draw an arrow of a pattern between what is bound, or between new things."""
        types = dict(self.pattern.types)
        for name in sorted(arrow.names - bound.keys()):
            bound = {**bound, name: self._thing(self.random.choice(sorted(types[name])), 0.7)}
        ends = [self._reached(term, bound[term.name], walk=walk) for term in arrow.terms]
        ways = self._possible(arrow, *(self.drawing.things[end] for end in ends))
        ways = [way for way in ways if way[0] == relation] or ways
        if ways:
            name, turned = self.random.choice(ways)
            s, o = reversed(ends) if turned else ends
            self.drawing.arrows.add((s, name, o))

    def _reached(self, term: Term, entity: str, *, walk: bool) -> str:
        """Walk 0 to 2 steps up or down a hierarchy that is drawn on the way; with `walk` 1 or 2."""
        steps = self.random.choice((1, 2) if walk else (0, 0, 1, 2))
        for _ in range(steps if term.reach is not Reach.SAME else 0):
            other = self._thing(self.drawing.things[entity], reuse=0 if walk else 0.2)
            step = (entity, term.via, other)
            if term.reach is Reach.DOWN:
                step = (other, term.via, entity)
            self.drawing.arrows.add(step)
            entity = other
        return entity

    # ── the rest ──────────────────────────────────────────────────────────────────────────────

    def _thin_out(self) -> None:
        """Leave out some arrows, so that matches are partial."""
        for arrow in sorted(self.drawing.arrows):
            if self.random.random() < 0.2:
                self.drawing.arrows.discard(arrow)

    def _noise(self) -> None:
        kinds = sorted({k for _, ts in self.pattern.types for k in ts})
        for _ in range(self.random.randint(1, 5)):
            self._thing(self.random.choice(kinds), reuse=0)
        arrows = [*self.pattern.arrows, *self.pattern.absent]
        names = sorted({r for a in arrows for r in a.relations})
        things = sorted(self.drawing.things.items())
        for _ in range(12):
            (s, left), (o, right) = self.random.choice(things), self.random.choice(things)
            fitting = typing().between([left], [right])
            wanted = [n for n in fitting if n in names] or fitting
            if wanted:
                self.drawing.arrows.add((s, self.random.choice(wanted), o))

    def _values(self) -> None:
        """Give some things a value, or a guess, for the properties that the question tests."""
        tests = [*self.question.unless, *self.question.literals().values()]
        for test in {(test.property, test.values): test for test in tests}.values():
            for entity, kind in sorted(self.drawing.things.items()):
                if test.property in schema()[kind].properties and self.random.random() < 0.35:
                    values = test.values or _DAYS
                    value = self.random.choice((*values, "2026"))
                    guess = self.random.random() < 0.2
                    said = self.drawing.guesses if guess else self.drawing.values
                    said.add((entity, test.property, value))
