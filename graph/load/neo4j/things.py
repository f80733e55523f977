"""The things of a graph file as a server will hold them: with labels, values and arrows."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Set
from functools import cache
from hashlib import blake2b
from typing import Any, Final, NamedTuple

from graph.errors import GraphError
from graph.schema import schema
from graph.store import Graph

_STATEMENTS: Final = 20
"""So many statements stand on an arrow at most; more explain nothing."""
_OWN: Final = frozenset(("id", "label", "type", "digest"))
"""What every node has; a statement with such a name is not written over it."""
_NAME: Final = re.compile(r"[a-z][a-z0-9_]*")


class Thing(NamedTuple):
    """A node with its values, and its arrows: relation, other end, evidence."""

    id: str
    type: str
    properties: dict[str, Any]
    arrows: list[tuple[str, str, dict[str, Any]]]

    @property
    def digest(self) -> str:
        """What changes with anything that is written of this thing."""
        said = json.dumps([self.properties, self.arrows], sort_keys=True)
        return blake2b(said.encode(), digest_size=12).hexdigest()


@cache
def labels(kind: str) -> frozenset[str]:
    """Return the labels of a type: its own and those of what it extends."""
    return frozenset(("Entity", *(n for n in schema().types if schema().is_a(kind, n))))


def check_names(graph: Graph) -> None:
    """Raise GraphError for a relation that is no plain word: Cypher takes no name as parameter."""
    for name, in graph.db.execute(
        "SELECT name FROM relation r WHERE EXISTS (SELECT 1 FROM edge e WHERE e.r = r.r)"
    ):
        if not _NAME.fullmatch(name):
            raise GraphError("neo4j_relation", name=name)


def things(graph: Graph, chosen: Set[str]) -> Iterator[Thing]:
    """Yield the chosen nodes with their present values and outgoing arrows, by number."""
    if not chosen:
        return
    values = _grouped(graph.db.execute(
        "SELECT t.s, r.name, t.value FROM statement t JOIN relation r ON r.r = t.r"
        " WHERE t.value IS NOT NULL AND t.current ORDER BY t.s, r.name, t.value"))
    arrows = _grouped(graph.db.execute(
        "SELECT e.s, r.name, o.id, e.seen, e.certainty, e.sources, e.state, e.r, e.o FROM edge e"
        " JOIN relation r ON r.r = e.r JOIN node o ON o.n = e.o ORDER BY e.s, r.name, o.id"))
    mutual = sorted(schema().symmetric())
    behind = _grouped(graph.db.execute(
        "SELECT s, r, o, id FROM statement WHERE o IS NOT NULL UNION ALL SELECT o, r, s, id FROM"
        " statement WHERE o IS NOT NULL AND r IN (SELECT r FROM relation WHERE name IN (SELECT"
        " value FROM json_each(?))) ORDER BY 1, 4", (json.dumps(mutual),)))
    for n, entity_id, kind, label in graph.db.execute(
        "SELECT n, id, type, label FROM node ORDER BY n"
    ):
        if entity_id not in chosen:
            continue
        properties: dict[str, Any] = {"id": entity_id, "label": label, "type": kind}
        for _, name, value in values(n):
            if name not in _OWN:
                properties.setdefault(name, []).append(value)
        said: dict[tuple[int, int], list[str]] = {}
        for _, r, o, statement in behind(n):
            said.setdefault((r, o), []).append(statement)
        yield Thing(entity_id, kind, properties, [
            (name, other, {"seen": seen, "certainty": certainty, "sources": sources,
                           "state": state, "statements": said.get((r, o), [])[:_STATEMENTS]})
            for _, name, other, seen, certainty, sources, state, r, o in arrows(n)
        ])


def _grouped(rows: Iterator[tuple[Any, ...]]) -> Callable[[int], list[tuple[Any, ...]]]:
    """Return a function that gives the rows of one number, asked in rising order."""
    waiting: list[tuple[Any, ...]] = []

    def take(number: int) -> list[tuple[Any, ...]]:
        taken: list[tuple[Any, ...]] = []
        while True:
            row = waiting.pop() if waiting else next(rows, None)
            if row is None:
                return taken
            if row[0] > number:
                waiting.append(row)
                return taken
            if row[0] == number:
                taken.append(row)

    return take
