"""What a question means, said as plainly as can be: the oracle for every engine."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from graph.freshness import last_day
from queries.language.pattern import Arrow, Reach, Term
from queries.language.reading import Pattern
from queries.question import Question, Test
from tests.drawing import TODAY, Drawing, Triple

Row = dict[str, str]


class Naive:
    """Matches questions on one drawing by trying every arrow for every arrow."""

    def __init__(self, drawing: Drawing) -> None:
        self.drawing = drawing
        self.arrows = drawing.all_arrows()
        self.unless: tuple[Test, ...] = ()

    def rows(
        self, question: Question, given: Mapping[str, str], literals: Mapping[str, str]
    ) -> list[Row]:
        """Return every binding that the question allows, in order of its variables."""
        pattern = question.pattern
        assert pattern is not None
        asked = frozenset(given)
        missing = pattern.missing(asked)
        found = [dict(given)]
        for arrow in pattern.asked(asked):
            found = [more for row in found for more in self._arrow(arrow, row, pattern)]
        for name in (*asked, *pattern.answer):
            found = [more for row in found for more in self._anything(name, row, pattern)]
        known = {*found[0]} if found else set()
        absent = [a for group in _groups(list(pattern.absent), known | missing)
                  if not any(a.names & missing for a in group) for a in group]
        differ = [pair for pair in pattern.differ if not set(pair) & missing]
        self.unless = question.unless
        rows = [row for row in found if self._stands(row, known, absent, differ, pattern)]
        for name, test in question.literals().items():
            if name in literals:
                one = Test(test.of, test.property, (literals[name],))
                rows = [row for row in rows if self._holds(one, row[test.of], guesses=True)]
        for test in question.unless:
            rows = [r for r in rows if test.of not in r or not self._holds(test, r[test.of])]
        unique = {tuple(sorted(row.items())) for row in rows}
        return [dict(items) for items in sorted(unique)]

    def _holds(self, test: Test, entity: str, *, guesses: bool = False) -> bool:
        said = self.drawing.values | (self.drawing.guesses if guesses else set())
        values = {v for s, name, v in said if (s, name) == (entity, test.property)}
        if test.values:
            return bool(values & set(test.values))
        return any(last_day(value) <= date.fromisoformat(TODAY) for value in values)

    def _anything(self, name: str, row: Row, pattern: Pattern) -> Iterator[Row]:
        if name in row:
            yield row
        else:
            for entity, kind in self.drawing.things.items():
                if kind in pattern.types_of(name):
                    yield {**row, name: entity}

    def _arrow(self, arrow: Arrow, row: Row, pattern: Pattern) -> Iterator[Row]:
        for s, relation, o in self.arrows:
            if relation in arrow.relations:
                yield from self._ends(arrow, s, o, row, pattern)
                if arrow.either:
                    yield from self._ends(arrow, o, s, row, pattern)

    def _ends(self, arrow: Arrow, s: str, o: str, row: Row, pattern: Pattern) -> Iterator[Row]:
        for left in self._end(arrow.subject, s, row, pattern):
            yield from self._end(arrow.object, o, left, pattern)

    def _end(self, term: Term, entity: str, row: Row, pattern: Pattern) -> Iterator[Row]:
        """Bind what the arrow touches, and the thing from which it is reached."""
        if row.get(term.at, entity) != entity:
            return
        for name in self._reached(term, entity):
            fits = self.drawing.things[name] in pattern.types_of(term.name)
            if fits and row.get(term.name, name) == name:
                yield {**row, term.at: entity, term.name: name}

    def _reached(self, term: Term, entity: str) -> set[str]:
        found, todo = {entity}, [entity]
        while todo and term.reach is not Reach.SAME:
            here = todo.pop()
            steps: set[Triple] = {a for a in self.arrows if a[1] == term.via}
            below = {s for s, _, o in steps if o == here}
            above = {o for s, _, o in steps if s == here}
            more = (below if term.reach is Reach.UP else above) - found
            found |= more
            todo += more
        return found

    def _stands(
        self, row: Row, known: set[str], absent: list[Arrow], differ: list[tuple[str, str]],
        pattern: Pattern,
    ) -> bool:
        if any(row[a] == row[b] for a, b in differ if {a, b} <= known):
            return False
        return not any(self._all_match(group, row, differ, pattern)
                       for group in _groups(absent, known))

    def _all_match(
        self, group: list[Arrow], row: Row, differ: list[tuple[str, str]], pattern: Pattern
    ) -> bool:
        found = [row]
        for arrow in group:
            found = [more for one in found for more in self._arrow(arrow, one, pattern)]
        for test in self.unless:
            if test.of not in row:
                found = [r for r in found if test.of not in r or not self._holds(test, r[test.of])]
        pairs = [pair for pair in differ if not set(pair) <= row.keys()]
        return any(all(one.get(a) != one.get(b) for a, b in pairs if {a, b} <= one.keys())
                   for one in found)


def _groups(arrows: list[Arrow], known: set[str]) -> list[list[Arrow]]:
    """Put absent arrows together that share a name which is not known outside them."""
    groups: list[list[Arrow]] = []
    for arrow in arrows:
        free = arrow.names - known
        joined = [g for g in groups if any(free & (a.names - known) for a in g)]
        groups = [g for g in groups if g not in joined]
        groups.append([arrow, *(a for g in joined for a in g)])
    return groups
