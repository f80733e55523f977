"""What a pattern means, said in the plainest Python: the oracle for every engine."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from graph.schema import schema
from graph.store import Graph
from queries.language.pattern import Arrow, Query, Reach, Term
from queries.language.reading import Pattern

Row = dict[str, str]


class World:
    """All things and arrows of a small graph."""

    def __init__(self, graph: Graph) -> None:
        self.types = {node.id: node.type for node in graph.nodes()}
        self.arrows = set(graph.db.execute(
            "SELECT s.id, r.name, o.id FROM edge e JOIN node s ON s.n = e.s"
            " JOIN relation r ON r.r = e.r JOIN node o ON o.n = e.o"
        ))

    def above(self, relation: str, node: str) -> set[str]:
        """Return a thing and all that lies above it."""
        found, todo = {node}, [node]
        while todo:
            here = todo.pop()
            up = {o for s, r, o in self.arrows if s == here and r == relation} - found
            found |= up
            todo += up
        return found

    def matches(self, arrows: Sequence[Arrow], row: Row) -> Iterator[Row]:
        """Yield every way to extend `row` so that all arrows hold."""
        if not arrows:
            yield row
            return
        for new in self._arrow(arrows[0], row):
            yield from self.matches(arrows[1:], new)

    def _arrow(self, arrow: Arrow, row: Row) -> Iterator[Row]:
        for s, r, o in sorted(self.arrows):
            if r in arrow.relations:
                for ends in [(s, o), (o, s)] if arrow.either else [(s, o)]:
                    for left in self._end(arrow.subject, ends[0], row):
                        yield from self._end(arrow.object, ends[1], left)

    def _end(self, term: Term, node: str, row: Row) -> Iterator[Row]:
        """Yield `row` with the end of an arrow filled in, and what reaches it."""
        if row.get(term.at, node) != node:
            return
        row = {**row, term.at: node}
        known = [row[term.name]] if term.name in row else list(self.types)
        for other in known:
            if self._reaches(term, other, node):
                yield {**row, term.name: other}

    def _reaches(self, term: Term, name: str, at: str) -> bool:
        if term.reach is Reach.UP:
            return at in self.above(term.via, name)
        return name in self.above(term.via, at) if term.reach is Reach.DOWN else name == at


def expected(world: World, pattern: Pattern, given: Mapping[str, str]) -> list[Row]:
    """Return all rows of a pattern, in the order of their variables."""
    query = pattern.query(frozenset(given))
    rows: list[Row] = []
    for row in world.matches(query.arrows, dict(given)):
        rows += _fill(world, pattern, query, row)
    rows = [row for row in rows if _fits(world, pattern, row, query.variables)]
    rows = [row for row in rows if all(row[a] != row[b] for a, b in query.differ)]
    rows = [row for row in rows if not any(_exists(world, pattern, g, row) for g in query.absent)]
    unique = {tuple(row[name] for name in query.variables): row for row in rows}
    return [unique[key] for key in sorted(unique)]


def _fill(world: World, pattern: Pattern, query: Query, row: Row) -> list[Row]:
    rows = [row]
    for name in query.variables:
        if name not in row:
            kinds = pattern.types_of(name)
            rows = [{**r, name: i} for r in rows for i, t in world.types.items() if t in kinds]
    return rows


def _fits(world: World, pattern: Pattern, row: Row, names: Sequence[str]) -> bool:
    known = dict(pattern.types)
    return all(world.types[row[n]] in known.get(n, set(schema().types)) for n in names)


def _exists(world: World, pattern: Pattern, group: object, row: Row) -> bool:
    arrows, differ = group.arrows, group.differ  # type: ignore[attr-defined]
    return any(
        all(found[a] != found[b] for a, b in differ)
        and _fits(world, pattern, found, [n for n in found if n in dict(pattern.types)])
        for found in world.matches(arrows, dict(row))
    )


def some_given(world: World, pattern: Pattern, names: frozenset[str], seed: int) -> Row:
    """Return things to ask for: on even seeds those of a match, so that not all is empty."""
    chance = random.Random(f"{seed} {sorted(names)}")
    row: Row = {}
    if seed % 2 == 0:
        some = list(islice(world.matches(pattern.query(names).arrows, {}), 25))
        some = [row for row in some if _fits(world, pattern, row, sorted(names & row.keys()))]
        row = chance.choice(some) if some else {}
    return {
        name: row.get(name) or chance.choice([i for i, t in sorted(world.types.items())
                             if t in pattern.types_of(name)]) for name in sorted(names)
    }
