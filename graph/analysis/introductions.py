"""Through whom two agents can meet: the shortest ties between them, and others that differ.

Asked on demand. Fewest ties first; among equally short ones the freshest and most certain, then
those through agents who know fewer others (an introduction by the whole municipality is none).
Nobody is introduced by who or what is over, but may ask after it.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from graph.analysis.ties import Floats, Ints, Steps, Ties, tie_steps
from graph.store import Edge, Graph

VERSION: Final = "2"
MOST_TIES: Final = 6
"""Nobody is introduced through more than this."""


def introductions(graph: Graph, from_id: str, to_id: str, limit: int = 3) -> list[list[Edge]]:
    """Return at most `limit` chains of arrows between two agents, with other people in between.

    Each chain runs from `from_id` to `to_id`; a shared post, meeting or agreement is two arrows.
    Empty when either is unknown, is no agent, or they have no ties in common.
    """
    ties, adjacency, over = tie_steps(graph)
    start, end = _position(ties, graph.number(from_id)), _position(ties, graph.number(to_id))
    if start is None or end is None or start == end:
        return []
    found: list[list[Edge]] = []
    closed = over.copy()
    closed[[start, end]] = False
    place = np.empty(len(closed), dtype=np.int64)
    while len(found) < limit:
        path = _best_path(adjacency, start, end, closed, place)
        if not path:
            break
        found.append(_arrows(graph, ties, path))
        between = [node for node, _ in path[1:-1] if node < adjacency.agents]
        closed[between or _shared_by(adjacency, start, end)] = True
    return found


def _position(ties: Ties, number: int | None) -> int | None:
    if number is None:
        return None
    place = int(np.searchsorted(ties.nodes, number))
    return place if place < len(ties.nodes) and ties.nodes[place] == number else None


def _shared_by(adjacency: Steps, start: int, end: int) -> Ints:
    """Return the links that two agents both have: a direct tie is not told three times."""
    mine = adjacency.neighbour[adjacency.first[start]:adjacency.first[start + 1]]
    yours = adjacency.neighbour[adjacency.first[end]:adjacency.first[end + 1]]
    return np.intersect1d(mine, yours)


def _around(adjacency: Steps, nodes: Ints) -> tuple[Ints, Ints]:
    """Return the positions of all steps from `nodes`, and how many there are from each."""
    first = adjacency.first[nodes]
    counts = adjacency.first[nodes + 1] - first
    before = np.cumsum(counts) - counts
    at = np.arange(int(counts.sum())) + np.repeat(first - before, counts)
    return at, counts


def _best_path(
    adjacency: Steps, start: int, end: int, closed: NDArray[np.bool_], place: Ints
) -> list[tuple[int, int]]:
    """Return (node, row that led to it) from start to end, or nothing.

    `place` is room to work in, one for every node: writing all of it would take longer than to
    look around. So is `seen`, which starts at 1 because zeros come for free.
    """
    seen = np.zeros((2, len(closed)), dtype=np.int8)
    fronts = [np.array([start]), np.array([end])]
    seen[0, start] = seen[1, end] = 1
    depth = [1, 1]
    while sum(depth) < 2 * MOST_TIES + 2 and all(len(front) for front in fronts):
        side = int(_work(adjacency, fronts[1]) < _work(adjacency, fronts[0]))
        at, _ = _around(adjacency, fronts[side])
        reached = adjacency.neighbour[at]
        mine, other = seen[side], seen[1 - side]
        reached = reached[mine[reached] == 0]
        reached = _once(reached[~closed[reached]], place)
        depth[side] += 1
        mine[reached] = depth[side]
        fronts[side] = reached
        meeting = np.sort(reached[other[reached] > 0])
        if len(meeting):
            return _cheapest(adjacency, _levels(adjacency, seen, meeting, depth), end)
    return []


def _once(nodes: Ints, place: Ints) -> Ints:
    """Return nodes without repeats, in any order; much quicker than sorting them."""
    here = np.arange(len(nodes))
    place[nodes] = here
    once: Ints = nodes[place[nodes] == here]
    return once


def _work(adjacency: Steps, front: Ints) -> int:
    return int((adjacency.first[front + 1] - adjacency.first[front]).sum())


def _levels(
    adjacency: Steps, seen: NDArray[np.int8], meeting: Ints, depth: list[int]
) -> list[Ints]:
    """Return the nodes at every distance from the start that are on some shortest path."""
    halves: list[list[Ints]] = []
    for side in (0, 1):
        levels = [meeting]
        for distance in range(depth[side] - 1, 0, -1):
            at, _ = _around(adjacency, levels[-1])
            near = adjacency.neighbour[at]
            levels.append(np.unique(near[seen[side][near] == distance]))
        halves.append(levels)
    return [*reversed(halves[0]), *halves[1][1:]]


def _cheapest(adjacency: Steps, levels: list[Ints], end: int) -> list[tuple[int, int]]:
    """Return the cheapest of the shortest paths that run through `levels`."""
    cost: Floats = np.zeros(1)
    came: list[dict[int, tuple[int, int]]] = []
    for here, there in pairwise(levels):
        at, counts = _around(adjacency, here)
        origin = np.repeat(here, counts)
        ahead = adjacency.neighbour[at]
        place = np.minimum(np.searchsorted(there, ahead), len(there) - 1)
        fits = there[place] == ahead
        at, origin, ahead = at[fits], origin[fits], ahead[fits]
        total = cost[np.searchsorted(here, origin)] + adjacency.cost[at]
        order = np.lexsort((origin, total, ahead))
        _, best = np.unique(ahead[order], return_index=True)
        chosen = order[best]
        came.append({int(ahead[i]): (int(origin[i]), int(adjacency.row[at[i]])) for i in chosen})
        cost = total[chosen]
    path, node = [], end
    for step in reversed(came):
        before, row = step[node]
        path.append((node, row))
        node = before
    return [(node, -1), *reversed(path)]


def _arrows(graph: Graph, ties: Ties, path: list[tuple[int, int]]) -> list[Edge]:
    rows = dict.fromkeys(row for _, row in path[1:])
    keys = dict.fromkeys(
        (int(ties.relation[row]), int(ties.subject[row]), int(ties.object[row])) for row in rows
    )
    return [
        Edge(*graph.db.execute(
            "SELECT s.id, r.name, o.id, e.seen, e.certainty, e.sources, e.state FROM edge e"
            " JOIN relation r ON r.r = e.r JOIN node s ON s.n = e.s JOIN node o ON o.n = e.o"
            " WHERE e.r = ? AND e.s = ? AND e.o = ?", key,
        ).fetchone())
        for key in keys
    ]
