"""Which nodes hold a network together, and what falls off without each of them.

Pure graph theory over arrays: articulation points, with the sides that are left when one goes,
found for all of them at once from the tree of blocks (parts that no single node can split).
"""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
import rustworkx as rx

from graph.analysis.ties import Bools, Ints, distinct

_NONE: Final = -1


class Sides(NamedTuple):
    """What falls off: without node `cutter[i]`, `fallen[i]` nodes lose the rest of `total[i]`.

    `total` is the size of the cutter's component; its largest side is the rest, and is not among
    these. A side is a range of places, from `start[i]` to `stop[i]`, as is all that falls off
    without a node: `first[node] + 1` to `last[node]`. `order` has the node (below `size`) or block
    in each place.
    """

    size: int
    cutter: Ints
    start: Ints
    stop: Ints
    fallen: Ints
    total: Ints
    order: Ints
    first: Ints
    last: Ints
    component: Ints

    def rest(self) -> Ints:
        """Return for each side how many others stay when only that side falls off."""
        return self.total - 1 - self.fallen

    def members(self, i: int) -> Ints:
        """Return the nodes of side `i`."""
        return self.inside(np.array([i]))[1]

    def inside(self, chosen: Ints) -> tuple[Ints, Ints]:
        """Return the (side, node) pairs of these sides, in order of both."""
        long = self.stop[chosen] - self.start[chosen]
        side = np.repeat(chosen, long)
        place = np.arange(len(side)) - np.repeat(np.cumsum(long) - long, long) + self.start[side]
        node = self.order[place]
        side, node = side[node < self.size], node[node < self.size]
        order = np.lexsort((node, side))
        return side[order], node[order]

    def holding(self, nodes: Bools) -> Ints:
        """Return how many of these nodes each side holds."""
        chosen = np.zeros(len(self.order), dtype=np.int64)
        chosen[self.first[:self.size]] = nodes
        before = np.concatenate(([0], np.cumsum(chosen)))
        return before[self.stop] - before[self.start]

    def in_rest(self, cutters: Ints, others: Ints) -> Bools:
        """Tell of each pair whether the other stays in the rest that this cutter leaves."""
        fallen = (self.first[cutters] < self.first[others]) & (
            self.first[others] < self.last[cutters])
        same = self.component[cutters] == self.component[others]
        return np.asarray(same & ~fallen & (cutters != others))


class Bridges(NamedTuple):
    """Ties that alone hold two parts together: `a[i]` < `b[i]`, and the size of the smaller."""

    a: Ints
    b: Ints
    smaller: Ints


def network_of(size: int, a: Ints, b: Ints) -> rx.PyGraph[int, None]:
    """Return nodes 0 to `size` - 1 with an undirected tie for every pair of `a` and `b`."""
    network: rx.PyGraph[int, None] = rx.PyGraph(multigraph=True)
    network.add_nodes_from(range(size))
    network.add_edges_from_no_data(list(zip(a.tolist(), b.tolist(), strict=True)))
    return network


def articulation_points(size: int, a: Ints, b: Ints) -> Bools:
    """Return for each of `size` nodes whether the network (a, b) falls apart without it."""
    found = np.zeros(size, dtype=bool)
    found[list(rx.articulation_points(network_of(size, a, b)))] = True
    return found


def sides(size: int, a: Ints, b: Ints) -> Sides:
    """Return what each articulation point of the simple network of edges (a, b) would cut off."""
    tree = _tree(size, a, b)[0]
    weight = _weight(size, tree)
    first = np.unique(tree.component, return_index=True)[1]
    hung = tree.hang(first, weight)
    total = hung.below[first][tree.component]
    heavy = np.flatnonzero(hung.below * 2 >= total)
    lightest = heavy[np.lexsort((heavy, hung.below[heavy], tree.component[heavy]))]
    roots = lightest[np.unique(tree.component[lightest], return_index=True)[1]]
    single = roots < size
    roots[single] = _largest_beside(tree, hung, total, roots[single])
    return _sides(size, tree, tree.hang(roots, weight), total)  # now the rest is above each node


def bridges(size: int, a: Ints, b: Ints) -> Bridges:
    """Return the bridges of the simple network of edges (a, b), in order."""
    tree, ends, block = _tree(size, a, b)
    alone = np.bincount(block, minlength=1)[block] == 1
    first = np.unique(tree.component, return_index=True)[1]
    hung = tree.hang(first, _weight(size, tree))
    below = hung.below[block[alone] + size]
    whole = hung.below[first][tree.component[block[alone] + size]]
    low, high = np.sort(ends[alone], axis=1).T
    order = np.lexsort((high, low))
    return Bridges(low[order], high[order], np.minimum(below, whole - below)[order])


def _tree(size: int, a: Ints, b: Ints) -> tuple[_Forest, Ints, Ints]:
    """Return the forest of nodes and blocks; the ends of each tie with the block that it is in."""
    blocks = rx.biconnected_components(network_of(size, a, b))
    ends = np.array(list(blocks.keys()), dtype=np.int64).reshape(-1, 2)
    block = np.array(list(blocks.values()), dtype=np.int64)
    node, inside, _ = distinct(ends.T.ravel(), np.tile(block, 2))
    forest = _Forest(size + int(block.max(initial=-1)) + 1, node, inside + size)
    return forest, ends, block


def _weight(size: int, tree: _Forest) -> Ints:
    """Return 1 for every node and 0 for every block."""
    return (np.arange(tree.size) < size).astype(np.int64)


def _largest_beside(tree: _Forest, hung: _Hung, total: Ints, roots: Ints) -> Ints:
    """Return for each root the neighbour with the largest side, if it has any."""
    counts = tree.first[roots + 1] - tree.first[roots]
    origin = np.repeat(roots, counts)
    at = np.repeat(tree.first[roots] - (np.cumsum(counts) - counts), counts)
    near = tree.near[at + np.arange(len(at))]
    side = np.where(hung.parent[near] == origin, hung.below[near], total[near] - hung.below[origin])
    order = np.lexsort((-near, side, origin))
    found = np.arange(tree.size)
    found[origin[order]] = near[order]  # of several the last is kept
    return found[roots]


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


def _sides(size: int, tree: _Forest, hung: _Hung, total: Ints) -> Sides:
    block = np.arange(size, len(hung.parent))
    block = block[hung.parent[block] != _NONE]
    cutter = hung.parent[block]
    order = np.lexsort((block, -hung.below[block], cutter))
    block, cutter = block[order], cutter[order]
    everything = np.zeros(int(hung.stop.max(initial=0)), dtype=np.int64)
    everything[hung.start] = np.arange(len(hung.start))
    return Sides(size, cutter, hung.start[block], hung.stop[block], hung.below[block],
                 total[cutter], everything, hung.start, hung.stop, tree.component)
