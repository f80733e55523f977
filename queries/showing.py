"""Follows a question's extra arrows from its answers: who holds a post, who offers what."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from graph.batch import neighbours
from graph.engines import Binding
from graph.store import Edge, Graph
from queries.language.pattern import Arrow
from queries.language.reading import typing

Context = Mapping[str, Sequence[str]]
"""The ids that names stand for at one place in an answer."""


class Shown:
    """What the shown arrows lead to; `parents` tells from which name each name is reached."""

    def __init__(self, graph: Graph, arrows: Sequence[Arrow], rows: Sequence[Binding]) -> None:
        self.parents: dict[str, str] = {}
        self.links: dict[str, dict[str, list[tuple[str, Edge]]]] = {}
        known = {name for row in rows for name in row}
        reached: dict[str, set[str]] = {name: {row[name] for row in rows} for name in known}
        for arrow in arrows:
            here, there = self._ends(arrow, reached)
            self.parents.setdefault(there, here)
            if here in reached:
                found = self._follow(graph, arrow, here, reached[here])
                self._add(there, found)
                reached.setdefault(there, set()).update(e for pairs in found.values()
                                                        for e, _ in pairs)

    def _ends(self, arrow: Arrow, reached: Mapping[str, set[str]]) -> tuple[str, str]:
        """Return the known and the new name of an arrow; a name may be reached in two ways."""
        left, right = arrow.subject.name, arrow.object.name
        backward = left not in reached or self.parents.get(left) == right
        return (right, left) if backward else (left, right)

    @staticmethod
    def _follow(
        graph: Graph, arrow: Arrow, here: str, ids: Iterable[str]
    ) -> dict[str, list[tuple[str, Edge]]]:
        forward = arrow.subject.name == here
        ways = [forward] if not arrow.either else [True, False]
        found: dict[str, list[tuple[str, Edge]]] = {}
        for way in ways:
            for entity, edges in neighbours(graph, ids, arrow.relations, forward=way).items():
                found.setdefault(entity, []).extend(
                    (edge.object if way else edge.subject, edge) for edge in edges
                )
        return found

    def _add(self, name: str, found: Mapping[str, list[tuple[str, Edge]]]) -> None:
        known = self.links.setdefault(name, {})
        for entity, pairs in found.items():
            known.setdefault(entity, []).extend(pairs)

    def pairs(self, name: str, context: Context) -> list[tuple[str, Edge]]:
        """Return what `name` leads to in a context, each once, with the arrow that leads there."""
        if name not in self.parents:
            return []
        found: dict[str, Edge] = {}
        for entity in self.ids(self.parents[name], context):
            for other, edge in self.links[name].get(entity, []):
                found.setdefault(other, edge)
        return list(found.items())

    def ids(self, name: str, context: Context) -> list[str]:
        """Return the ids that `name` stands for in a context."""
        if name in context:
            return list(context[name])
        return [entity for entity, _ in self.pairs(name, context)]

    def edges(self, context: Context) -> list[Edge]:
        """Return all shown arrows of a context."""
        return [edge for name in self.parents for _, edge in self.pairs(name, context)]

    def drop(self, name: str, gone: Callable[[str, Edge], bool]) -> None:
        """Leave out the arrows to `name` for which `gone` holds: what they say is over."""
        for entity, pairs in self.links.get(name, {}).items():
            self.links[name][entity] = [pair for pair in pairs if not gone(*pair)]

    def reached(self, name: str) -> set[str]:
        """Return all ids that a shown name stands for anywhere."""
        return {i for pairs in self.links.get(name, {}).values() for i, _ in pairs}

    def everything(self) -> set[str]:
        """Return all ids that the arrows lead to."""
        return {i for found in self.links.values() for pairs in found.values() for i, _ in pairs}


def stored(edge: Edge) -> list[tuple[str, str, str | None]]:
    """Return the triples under which the statements of an arrow may stand."""
    forth = (edge.subject, edge.relation, edge.object)
    if edge.relation not in typing().symmetric:
        return [forth]
    return [forth, (edge.object, edge.relation, edge.subject)]
