"""Groups of agents with more ties among themselves than with others (Leiden).

A group in which not all can know each other is split again, or else not told. Each group is named
after its member with most ties inside it, and told as long as it stays much the same when a tenth
of the ties is missing: the groups of a network that has none differ from round to round.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from threading import Lock
from typing import Final, NamedTuple

import numpy as np
from scipy.sparse import coo_array

from graph.analysis.missing import STABLE, rounds, still_known
from graph.analysis.scopes import EVERYWHERE, Scopes, scopes, smallest_areas
from graph.analysis.sureness import Sureness
from graph.analysis.tie_basis import TieBasis
from graph.analysis.ties import LASTING, Floats, Ints, Pairs, Ties, load_ties, pairs
from graph.derive import Derived
from graph.store import Graph
from graph.texts import say

VERSION: Final = "3"
SMALLEST: Final = 4
LARGEST: Final = 150
"""About as many as one person can know (Dunbar, 1992)."""
SPLITS: Final = 4
"""How often a larger group is split, each time with twice the resolution."""
ROUNDS: Final = 5
"""How often ties are left out; fewer in large networks."""
_ONE_AT_A_TIME: Final = Lock()
"""networkit's seed and number of threads are of the whole process."""


class Community(NamedTuple):
    """A group: agents (places in Ties), the one most tied inside, and how stable it is, 0 to 1."""

    members: Ints
    centre: int
    stability: float


def derive(graph: Graph) -> Iterable[Derived]:
    """Yield for each member of a group around whom that group is."""
    ties = load_ties(graph, LASTING)
    known = pairs(ties)
    if not len(known.a):
        return
    teller = _Teller(graph, ties, known)
    for group in communities(known):
        yield from teller.tell(group)


def communities(known: Pairs, *, threads: int = 1) -> Iterator[Community]:
    """Yield the stable groups of a size that people can know; the same ones for the same ties."""
    size = len(known.nodes)
    found = _groups(size, known.a, known.b, threads)
    stability = _stability(size, known, found, threads)
    inside = found[known.a] == found[known.b]
    ties = np.bincount(np.concatenate((known.a[inside], known.b[inside])), minlength=size)
    order = np.argsort(found, kind="stable")
    for members in np.split(order, np.flatnonzero(np.diff(found[order])) + 1):
        sure = float(stability[found[members[0]]])
        if SMALLEST <= len(members) <= LARGEST and sure >= STABLE:
            yield Community(members, int(members[np.argmax(ties[members])]), round(sure, 2))


def _groups(size: int, a: Ints, b: Ints, threads: int) -> Ints:
    """Return the group number of each of `size` nodes; groups that are too large are split."""
    found = leiden(size, a, b, threads=threads)
    for split in range(1, SPLITS + 1):
        large = np.bincount(found) > LARGEST
        inside = large[found[a]] & (found[a] == found[b])
        if not inside.any():
            break
        a, b = a[inside], b[inside]
        again = leiden(size, a, b, threads=threads, resolution=2.0**split)
        both = np.where(large[found], found.max() + 1 + again, found)
        found = np.unique(both, return_inverse=True)[1]
    return found


def leiden(
    size: int, a: Ints, b: Ints, *, threads: int = 1, seed: int = 0, resolution: float = 1
) -> Ints:
    """Return the group number of each of `size` nodes; ties that are told twice weigh double."""
    import networkit as nk  # takes a second to load, and few need it

    low, high = np.minimum(a, b), np.maximum(a, b)
    weighed = coo_array((np.ones(len(a)), (low, high)), shape=(size, size)).tocsr().tocoo()
    network = nk.GraphFromCoo(
        (weighed.data, (weighed.row.astype(np.uint64), weighed.col.astype(np.uint64))),
        n=size, weighted=True,
    )
    with _ONE_AT_A_TIME:
        nk.setSeed(seed, False)
        nk.setNumberOfThreads(threads)
        method = nk.community.ParallelLeiden(
            network, randomize=threads > 1, gamma=resolution)
        method.run()
    partition = method.getPartition()
    partition.compact()
    return np.array(partition.getVector(), dtype=np.int64)


def _stability(size: int, known: Pairs, found: Ints, threads: int) -> Floats:
    """Return for each group its mean best overlap (Jaccard) with groups found with fewer ties."""
    count = int(found.max()) + 1
    total = np.zeros(count)
    own = np.bincount(found, minlength=count)
    times = rounds(ROUNDS, len(known.a))
    for seed in range(times):
        kept = still_known(known.link, seed)
        again = _groups(size, known.a[kept], known.b[kept], threads)
        theirs = np.bincount(again)
        both = coo_array((np.ones(size), (found, again))).tocsr().tocoo()
        jaccard = both.data / (own[both.row] + theirs[both.col] - both.data)
        best = np.zeros(count)
        np.maximum.at(best, both.row, jaccard)
        total += best
    return np.asarray(total / times)


class _Teller:
    """Says in words and numbers what was found, with the statements it rests on."""

    def __init__(self, graph: Graph, ties: Ties, known: Pairs) -> None:
        self.ids = [graph.ids[n - 1] for n in ties.nodes.tolist()]
        labels = dict(graph.db.execute("SELECT id, label FROM node"))
        self.labels = [str(labels[i]) for i in self.ids]
        self.areas: Scopes = scopes(graph, ties)
        self.where = smallest_areas(graph, self.areas)
        self.because = TieBasis(graph, ties, known)

    def tell(self, group: Community) -> Iterator[Derived]:
        """Yield that each other member belongs to the group around its centre."""
        members = set(group.members.tolist())
        sure = Sureness(group.stability, self._coverage(group))
        for member in sorted(members - {group.centre}):
            inside, every = self.because.ties(member, members)
            reason = say("analysis.group", agent=self.labels[member], count=len(members),
                         centre=self.labels[group.centre], inside=inside, outside=every - inside)
            yield Derived(
                self.ids[member], "in_group_around", object=self.ids[group.centre],
                reason=reason + sure.warning(), certainty=sure.certainty,
                basis=self.because.between(member, members),
                detail={"members": len(members), "inside": inside, "ties": every,
                        **sure.detail()},
            )

    def _coverage(self, group: Community) -> float:
        """Return how much is known of the area where the centre belongs."""
        return self.areas.coverage(self.where.get(group.centre, EVERYWHERE))
