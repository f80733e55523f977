"""What stands around one thing: rings of ties, cut off at a stated number of things."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Final

from graph.batch import nodes
from graph.schema import schema
from graph.store import Edge, Graph, Node

MOST: Final = 300
_NOT_WALKED: Final = ("Area", "Concept", "Source")
"""Through these everything hangs together, so they are shown but not walked through."""
_HIDDEN: Final = frozenset({"within", "broader"})
_RESTATED: Final = frozenset({"communities", "centrality"})
"""Analyses that conclude from the ties which are drawn already; their arrows would bury those."""


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """Things and ties around `centre`; `left_out` things in reach did not fit."""

    centre: Node
    nodes: list[Node]
    edges: list[Edge]
    steps: dict[str, int]
    left_out: int = 0
    relations: list[str] = field(default_factory=list)


def _ring(graph: Graph, ids: Sequence[str], relations: Collection[str]) -> list[Edge]:
    numbers = [n for n in map(graph.number, ids) if n is not None]
    marks = ", ".join("?" * len(numbers))
    only = f"AND r.name IN ({', '.join('?' * len(relations))})" if relations else ""
    found: dict[tuple[str, str, str], Edge] = {}
    for end in ("s", "o"):
        for row in graph.db.execute(
            "SELECT s.id, r.name, o.id, e.seen, e.certainty, e.sources, e.state FROM relation r"
            f" CROSS JOIN edge e ON e.r = r.r AND e.{end} IN ({marks}) JOIN node s ON s.n = e.s"
            f" JOIN node o ON o.n = e.o WHERE true {only}",
            (*numbers, *relations),
        ):
            found[row[:3]] = Edge(*row)
    hidden = _HIDDEN if relations else _HIDDEN | _restated()
    return [edge for edge in found.values() if edge.relation not in hidden]


def _restated() -> set[str]:
    return {name for name, uses in schema().relations().items() if uses[0][1].derived in _RESTATED}


def _walkable(node: Node) -> bool:
    return not any(schema().is_a(node.type, name) for name in _NOT_WALKED)


def _degrees(graph: Graph, ids: Sequence[str]) -> dict[str, int]:
    degrees: dict[str, int] = {}
    for start in range(0, len(ids), 500):
        part = ids[start : start + 500]
        marks = ", ".join("?" * len(part))
        degrees |= dict(
            graph.db.execute(
                "SELECT n.id,"
                " (SELECT count(*) FROM relation r JOIN edge e ON e.r = r.r AND e.s = n.n)"
                " + (SELECT count(*) FROM relation r JOIN edge e ON e.r = r.r AND e.o = n.n)"
                f" FROM node n WHERE n.id IN ({marks})",
                part,
            )
        )
    return degrees


def neighbourhood(
    graph: Graph,
    centre: Node,
    *,
    steps: int = 2,
    most: int = MOST,
    types: Collection[str] = (),
    relations: Collection[str] = (),
    also: Sequence[str] = (),
) -> Neighbourhood:
    """Return what lies within `steps` ties of `centre`, and one tie around each of `also`.

    At most `most` things: the nearest first, and of those the ones with most ties.
    """
    kept = {centre.id: centre}
    ring, distance = {centre.id: 0}, 0
    opened: set[str] = set()
    left_out = 0
    fringe = [centre.id]
    for distance in range(1, max(steps, 2 if also else 1) + 1):
        if distance > steps:
            fringe = [i for i in also if i in kept and i not in opened]
        opened.update(fringe)
        edges = _ring(graph, fringe, relations)
        new = {i for e in edges for i in (e.subject, e.object)} - kept.keys()
        fitting = [n for n in nodes(graph, new).values() if not types or n.type in types]
        room = most - len(kept)
        if len(fitting) > room:
            degrees = _degrees(graph, [n.id for n in fitting])
            fitting.sort(key=lambda n: (-degrees[n.id], n.label, n.id))
            left_out += len(fitting) - room
            fitting = fitting[:room]
        kept |= {n.id: n for n in fitting}
        ring |= {n.id: distance for n in fitting}
        fringe = [n.id for n in fitting if _walkable(n)]
    return _between(graph, centre, kept, ring, left_out, relations)


def _between(
    graph: Graph,
    centre: Node,
    kept: dict[str, Node],
    ring: dict[str, int],
    left_out: int,
    relations: Collection[str],
) -> Neighbourhood:
    """Add the ties among the kept things; symmetric ones once."""
    edges: dict[tuple[str, str, str], Edge] = {}
    for edge in _ring(graph, list(kept), relations):
        if edge.subject in kept and edge.object in kept:
            back = (edge.object, edge.relation, edge.subject)
            if back not in edges:
                edges[edge.subject, edge.relation, edge.object] = edge
    names = sorted({edge.relation for edge in edges.values()})
    return Neighbourhood(centre, list(kept.values()), list(edges.values()), ring, left_out, names)
