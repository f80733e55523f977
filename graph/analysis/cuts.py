"""Which nodes hold a network together, and what falls off without each of them.

Pure graph theory over arrays: articulation points, with the sides that are left when one goes,
found for all of them at once from the tree of blocks (parts that no single node can split).
"""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
import rustworkx as rx
from numpy.typing import NDArray

from graph.analysis.ties import Ints

_NONE: Final = -1


class Sides(NamedTuple):
    """What falls off: without node `cutter[i]`, `fallen[i]` nodes lose the rest of `total[i]`.

    They are in `order[start[i]:stop[i]]`, beside blocks (numbers >= `size`). `total` is the size of
    the cutter's component; its largest side counts as the rest.
    """

    size: int
    cutter: Ints
    start: Ints
    stop: Ints
    order: Ints
    fallen: Ints
    total: Ints

    def members(self, i: int) -> Ints:
        """Return the nodes of side `i`."""
        part = self.order[self.start[i]:self.stop[i]]
        return np.sort(part[part < self.size])


def network_of(size: int, a: Ints, b: Ints) -> rx.PyGraph[int, None]:
    """Return nodes 0 to `size` - 1 with an undirected tie for every pair of `a` and `b`."""
    network: rx.PyGraph[int, None] = rx.PyGraph(multigraph=True)
    network.add_nodes_from(range(size))
    network.add_edges_from_no_data(list(zip(a.tolist(), b.tolist(), strict=True)))
    return network


def articulation_points(size: int, a: Ints, b: Ints) -> NDArray[np.bool_]:
    """Return for each of `size` nodes whether the network (a, b) falls apart without it."""
    found = np.zeros(size, dtype=bool)
    found[list(rx.articulation_points(network_of(size, a, b)))] = True
    return found


def sides(size: int, a: Ints, b: Ints) -> Sides:
    """Return what each articulation point of the simple network of edges (a, b) would cut off."""
    blocks = rx.biconnected_components(network_of(size, a, b))
    ends = np.array(list(blocks.keys()), dtype=np.int64).reshape(-1, 2)
    block = np.array(list(blocks.values()), dtype=np.int64)
    member = np.unique(np.stack((np.concatenate((ends[:, 0], ends[:, 1])),
                                 np.concatenate((block, block)) + size), axis=1), axis=0)
    tree = _Forest(size + int(block.max(initial=-1)) + 1, member[:, 0], member[:, 1])
    weight = np.zeros(tree.size, dtype=np.int64)
    weight[:size] = 1
    first = np.unique(tree.component, return_index=True)[1]
    rooted = tree.hang(first, weight)
    total = rooted.below[first][tree.component]
    heavy = np.flatnonzero(rooted.below * 2 >= total)
    lightest = heavy[np.lexsort((heavy, rooted.below[heavy], tree.component[heavy]))]
    roots = lightest[np.unique(tree.component[lightest], return_index=True)[1]]
    rooted = tree.hang(roots, weight)
    return _sides(size, rooted, total, roots)


class _Hung(NamedTuple):
    """A forest hung from its roots: parents, weight below each, and places in depth-first order."""

    parent: Ints
    below: Ints
    start: Ints
    stop: Ints


class _Forest:
    """Trees of nodes and blocks, as adjacency lists."""

    def __init__(self, size: int, a: Ints, b: Ints) -> None:
        start, end = np.concatenate((a, b)), np.concatenate((b, a))
        order = np.argsort(start, kind="stable")
        self.size = size
        self.near = end[order]
        self.first = np.concatenate(([0], np.cumsum(np.bincount(start, minlength=size))))
        self.component = self._components(a, b)

    def _components(self, a: Ints, b: Ints) -> Ints:
        from scipy.sparse import coo_array
        from scipy.sparse.csgraph import connected_components

        matrix = coo_array((np.ones(len(a), np.int8), (a, b)), shape=(self.size, self.size))
        return np.asarray(connected_components(matrix, directed=False)[1], dtype=np.int64)

    def _levels(self, roots: Ints, parent: Ints) -> list[Ints]:
        levels = [roots]
        while len(levels[-1]):
            here = levels[-1]
            counts = self.first[here + 1] - self.first[here]
            before = np.cumsum(counts) - counts
            at = np.arange(int(counts.sum())) + np.repeat(self.first[here] - before, counts)
            came, reached = np.repeat(here, counts), self.near[at]
            new = reached != parent[came]
            parent[reached[new]] = came[new]
            levels.append(reached[new])
        return levels[:-1]

    def hang(self, roots: Ints, weight: Ints) -> _Hung:
        """Hang every tree from its root."""
        parent = np.full(self.size, _NONE)
        levels = self._levels(roots, parent)
        below, count = weight.copy(), np.ones(self.size, dtype=np.int64)
        for level in reversed(levels[1:]):
            np.add.at(below, parent[level], below[level])
            np.add.at(count, parent[level], count[level])
        start = np.zeros(self.size, dtype=np.int64)
        start[roots] = np.cumsum(count[roots]) - count[roots]
        for level in levels[1:]:
            before = np.cumsum(count[level]) - count[level]
            family = np.concatenate(([True], parent[level][1:] != parent[level][:-1]))
            offset = before[np.flatnonzero(family)][np.cumsum(family) - 1]
            start[level] = start[parent[level]] + 1 + before - offset
        return _Hung(parent, below, start, start + count)


def _sides(size: int, hung: _Hung, total: Ints, roots: Ints) -> Sides:
    block = np.arange(size, len(hung.parent))
    block = block[hung.parent[block] != _NONE]
    cutter = hung.parent[block]
    is_root = np.zeros(len(hung.parent), dtype=bool)
    is_root[roots] = True
    order = np.lexsort((block, -hung.below[block], cutter))
    block, cutter = block[order], cutter[order]
    largest = np.concatenate(([True], cutter[1:] != cutter[:-1])) if len(cutter) else is_root[:0]
    keep = ~(largest & is_root[cutter])
    block, cutter = block[keep], cutter[keep]
    everything = np.zeros(int(hung.stop.max(initial=0)), dtype=np.int64)
    everything[hung.start] = np.arange(len(hung.start))
    return Sides(size, cutter, hung.start[block], hung.stop[block], everything, hung.below[block],
                 total[cutter])
