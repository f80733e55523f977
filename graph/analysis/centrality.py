"""Who stands on the shortest ways between others: betweenness in the network of lasting ties.

Asked on demand: exactly in small networks, from sampled starting points in large ones.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import rustworkx as rx

from graph.analysis.cuts import network_of
from graph.analysis.ties import Floats, Ints, distinct, load_ties, pairs
from graph.store import Graph

VERSION: Final = "1"
SMALL: Final = 4_000_000
"""Agents × ties up to which betweenness is exact."""
SAMPLES: Final = 200


def betweenness(graph: Graph, *, samples: int = SAMPLES, seed: int = 0) -> dict[str, float]:
    """Return for every agent with lasting ties the share of shortest ways that run over it, 0 to 1.

    In large networks an estimate from `samples` seeded starting points.
    """
    known = pairs(load_ties(graph, lasting=True))
    size = len(known.nodes)
    if not size:
        return {}
    a, b, _ = distinct(known.a, known.b)
    if size * len(a) <= SMALL:
        exact = rx.betweenness_centrality(network_of(size, a, b))
        values: Floats = np.array([exact[i] for i in range(size)])
    else:
        starts = np.random.default_rng(seed).choice(size, size=min(samples, size), replace=False)
        values = sampled_betweenness(size, a, b, starts)
    return {graph.ids[n - 1]: float(v) for n, v in zip(known.nodes.tolist(), values, strict=True)}


def sampled_betweenness(size: int, a: Ints, b: Ints, starts: Ints) -> Floats:
    """Return betweenness of the simple network of edges (a, b), 0 to 1, from these starts only."""
    start, end = np.concatenate((a, b)), np.concatenate((b, a))
    order = np.argsort(start, kind="stable")
    near, first = end[order], np.concatenate(([0], np.cumsum(np.bincount(start, minlength=size))))
    total = np.zeros(size)
    for source in starts.tolist():
        total += _dependency(size, near, first, source)
    scale = len(starts) / size * max(1, (size - 1) * (size - 2))
    return np.asarray(total / scale)


def _dependency(size: int, near: Ints, first: Ints, source: int) -> Floats:
    """Return how much the ways from `source` to all others depend on each node (Brandes)."""
    distance = np.full(size, -1, dtype=np.int32)
    paths = np.zeros(size)
    distance[source], paths[source] = 0, 1
    front = np.array([source])
    steps: list[tuple[Ints, Ints]] = []
    while len(front):
        counts = first[front + 1] - first[front]
        at = np.arange(int(counts.sum())) + np.repeat(
            first[front] - (np.cumsum(counts) - counts), counts)
        came, reached = np.repeat(front, counts), near[at]
        fresh = np.unique(reached[distance[reached] < 0])
        distance[fresh] = len(steps) + 1
        ahead = distance[reached] == len(steps) + 1
        came, reached = came[ahead], reached[ahead]
        np.add.at(paths, reached, paths[came])
        steps.append((came, reached))
        front = fresh
    dependency = np.zeros(size)
    for came, reached in reversed(steps):
        np.add.at(dependency, came, paths[came] / paths[reached] * (1 + dependency[reached]))
    dependency[source] = 0
    return dependency
