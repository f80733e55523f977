"""Times of the analyses on one graph, beside networkx in the same run."""

from __future__ import annotations

from collections.abc import Iterator
from time import perf_counter

import networkx as nx
import numpy as np

from benchmarks.measure import Row, compared
from benchmarks.peers import tie_graph
from graph.analysis import brokers, centrality, communities, matches, overlap
from graph.analysis.centrality import sampled_betweenness
from graph.analysis.communities import leiden
from graph.analysis.cuts import articulation_points
from graph.analysis.ties import LASTING, Ints, distinct, load_ties, pairs
from graph.derive import conclusions
from graph.store import Graph

STARTS = 20
"""Starting points of betweenness, the same for both."""


def analysed(graph: Graph) -> Iterator[Row]:
    """Yield the time of each analysis."""
    for module in (overlap, matches, brokers, communities, centrality):
        start = perf_counter()
        count = len(conclusions(module, graph))
        name = module.__name__.rpartition(".")[2]
        yield Row(name, f"{perf_counter() - start:.2f} s", note=f"{count} statements derived")


def beside_networkx(size: int, ties: Ints) -> Iterator[Row]:
    """Yield the time of each measure of `size` nodes and an n × 2 array of ties."""
    peer = tie_graph(size, ties)
    yield _cut_points(size, ties, peer, f"equal; {size:,} agents, {len(ties):,} ties")
    yield _between(size, ties, peer)
    yield _groups(size, ties, peer)


def tied(graph: Graph) -> tuple[int, Ints]:
    """Return how many agents have lasting ties, and these as an n × 2 array."""
    known = pairs(load_ties(graph, LASTING))
    return len(known.nodes), np.stack(distinct(known.a, known.b)[:2], axis=1)


def _cut_points(size: int, simple: Ints, peer: nx.Graph, note: str) -> Row:
    start = perf_counter()
    ours = set(np.flatnonzero(articulation_points(size, simple[:, 0], simple[:, 1])).tolist())
    taken = perf_counter() - start
    start = perf_counter()
    theirs = set(nx.articulation_points(peer))
    if ours != theirs:
        raise AssertionError("other articulation points than networkx")
    return compared("articulation points", taken, perf_counter() - start, "s", note)


def _between(size: int, simple: Ints, peer: nx.Graph) -> Row:
    """Compare betweenness from the same starting points; networkx does not scale it up."""
    start = perf_counter()
    starts = np.random.default_rng(0).choice(size, size=STARTS, replace=False)
    ours = sampled_betweenness(size, simple[:, 0], simple[:, 1], starts)
    taken = perf_counter() - start
    start = perf_counter()
    theirs = nx.betweenness_centrality_subset(peer, starts.tolist(), range(size))
    spent = perf_counter() - start
    scale = 2 * size / STARTS / ((size - 1) * (size - 2))
    if not np.allclose(ours, [theirs[i] * scale for i in range(size)]):
        raise AssertionError("other betweenness than networkx")
    return compared(f"betweenness from {STARTS} starts", taken, spent, "s", "equal")


def _groups(size: int, simple: Ints, peer: nx.Graph) -> Row:
    leiden(3, simple[:2, 0] % 3, simple[:2, 1] % 3)
    start = perf_counter()
    found = leiden(size, simple[:, 0], simple[:, 1], threads=2)
    taken = perf_counter() - start
    groups: dict[int, set[int]] = {}
    for node, group in enumerate(found.tolist()):
        groups.setdefault(group, set()).add(node)
    start = perf_counter()
    theirs = nx.community.louvain_communities(peer, seed=0)
    spent = perf_counter() - start
    quality = [nx.community.modularity(peer, parts) for parts in (groups.values(), theirs)]
    return compared("communities", taken, spent, "s",
                    f"Leiden, modularity {quality[0]:.3f}; networkx Louvain {quality[1]:.3f}")
