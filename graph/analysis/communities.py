"""Groups of agents with more ties among themselves than with others (Leiden).

Asked on demand: the groups are for drawing and naming, not for facts about anyone.
"""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
from scipy.sparse import coo_array

from graph.analysis.ties import Ints, load_ties, pairs
from graph.store import Graph

VERSION: Final = "1"
SMALLEST: Final = 3
ROUNDS: Final = 5
MISSING: Final = 0.1


class Community(NamedTuple):
    """A group of agents (ids), and how alike it stays, 0 to 1, when a tenth of ties is missing."""

    members: tuple[str, ...]
    stability: float


def communities(graph: Graph, *, threads: int = 1) -> list[Community]:
    """Return the groups of at least `SMALLEST` agents, largest first.

    With one thread the same graph always gives the same groups.
    """
    known = pairs(load_ties(graph, lasting=True))
    size = len(known.nodes)
    if not size:
        return []
    found = leiden(size, known.a, known.b, threads=threads)
    stability = _stability(size, known.a, known.b, found, threads)
    order = np.argsort(found, kind="stable")
    groups = np.split(order, np.flatnonzero(np.diff(found[order])) + 1)
    told = [
        Community(tuple(graph.ids[n - 1] for n in known.nodes[group].tolist()),
                  round(float(stability[found[group[0]]]), 2))
        for group in groups if len(group) >= SMALLEST
    ]
    return sorted(told, key=lambda c: (-len(c.members), c.members))


def leiden(size: int, a: Ints, b: Ints, *, threads: int = 1, seed: int = 0) -> Ints:
    """Return the group number of each of `size` nodes; ties that are told twice weigh double."""
    import networkit as nk  # takes a second to load, and few need it

    nk.setSeed(seed, False)
    nk.setNumberOfThreads(threads)
    low, high = np.minimum(a, b), np.maximum(a, b)
    weighed = coo_array((np.ones(len(a)), (low, high)), shape=(size, size)).tocsr().tocoo()
    network = nk.GraphFromCoo(
        (weighed.data, (weighed.row.astype(np.uint64), weighed.col.astype(np.uint64))),
        n=size, weighted=True,
    )
    method = nk.community.ParallelLeiden(network, randomize=threads > 1)
    method.run()
    partition = method.getPartition()
    partition.compact()
    return np.array(partition.getVector(), dtype=np.int64)


def _stability(size: int, a: Ints, b: Ints, found: Ints, threads: int) -> np.ndarray:
    """Return for each group its mean best overlap (Jaccard) with groups found with fewer ties."""
    count = int(found.max()) + 1
    total = np.zeros(count)
    own = np.bincount(found, minlength=count)
    for seed in range(ROUNDS):
        kept = np.random.default_rng(seed).random(len(a)) >= MISSING
        again = leiden(size, a[kept], b[kept], threads=threads)
        theirs = np.bincount(again)
        both = coo_array((np.ones(size), (found, again))).tocsr().tocoo()
        jaccard = both.data / (own[both.row] + theirs[both.col] - both.data)
        best = np.zeros(count)
        np.maximum.at(best, both.row, jaccard)
        total += best
    return np.asarray(total / ROUNDS)
