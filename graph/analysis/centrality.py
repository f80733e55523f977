"""Who stands in the middle of an area: on the shortest ways between others, per kind of tie.

Betweenness in the network of everyone who belongs to the area, without those who work wider (see
`scopes.py`). Told are the first few of each area over whom clearly more ways run than over most, as
long as they stay among those when a tenth of the ties is missing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final, NamedTuple

import numpy as np
import rustworkx as rx

from graph.analysis.cuts import network_of
from graph.analysis.missing import STABLE, still_known
from graph.analysis.scopes import (
    SMALLEST,
    Network,
    Scopes,
    scopes,
    side_by_side,
)
from graph.analysis.sureness import Sureness
from graph.analysis.tie_basis import TieBasis
from graph.analysis.ties import (
    Floats,
    Ints,
    Ties,
    distinct,
    load_ties,
    made_by,
    pairs,
    relation_numbers,
)
from graph.derive import Derived
from graph.store import Graph
from graph.texts import say

VERSION: Final = "3"
KINDS: Final[Mapping[str, tuple[str, ...]]] = {
    "central_in_cooperation": ("works_with",),
    "central_in_organisations": ("member_of", "represents", "part_of", "run_by", "holds", "at"),
    "central_in_agreements": ("agreed_by", "led_by", "made_by", "made_to"),
    "central_in_meetings": ("attended", "organised_by", "hosted_by"),
}
"""What is concluded from which ties."""
EXACT: Final = 300_000
"""Agents × ties up to which betweenness is exact."""
SAMPLES: Final = 40
ROUNDS: Final = 5
"""How often ties are left out; fewer where betweenness is an estimate."""
MOST: Final = 20
LEAST: Final = 0.05
"""With a smaller share of the ways than this nobody is in the middle, however small the rest is."""
TIMES_MEAN: Final = 2
"""Nor with less than so many times what all have on average."""
_DIGITS: Final = 9
"""Exact betweenness is summed in parallel, in any order: what lies behind differs by chance."""


class _Local(NamedTuple):
    """The network of one area: agents (places in Ties) and the ties (a, b) between their places."""

    area: int
    agents: Ints
    a: Ints
    b: Ints
    link: Ints


def derive(graph: Graph) -> Iterable[Derived]:
    """Yield who are in the middle of each area, for each kind of tie."""
    ties = load_ties(graph)
    if not len(ties.agent):
        return
    teller = _Teller(graph, ties, scopes(graph, ties))
    for relation, names in KINDS.items():
        yield from teller.tell(relation, made_by(ties, [
            number for name, number in relation_numbers(graph).items() if name in names]))


def betweenness(size: int, a: Ints, b: Ints, *, samples: int = SAMPLES, seed: int = 0) -> Floats:
    """Return for each of `size` nodes the share of shortest ways that run over it, 0 to 1.

    In large networks an estimate from `samples` seeded starting points.
    """
    a, b, _ = distinct(np.minimum(a, b), np.maximum(a, b))
    if size * len(a) > EXACT and samples < size:
        starts = np.random.default_rng(seed).choice(size, size=samples, replace=False)
        return sampled_betweenness(size, a, b, starts)
    exact = rx.betweenness_centrality(network_of(size, a, b))
    found = np.fromiter((exact[i] for i in range(size)), dtype=np.float64, count=size)
    return found.round(_DIGITS)


def _locals(network: Network) -> Iterator[_Local]:
    """Yield the network of each area that has one."""
    order = np.argsort(network.scope[network.a], kind="stable")
    scope = network.scope[network.a][order]
    for part in np.split(order, np.flatnonzero(np.diff(scope)) + 1):
        ends = np.concatenate((network.a[part], network.b[part]))
        nodes, place = np.unique(ends, return_inverse=True)
        if len(nodes) >= SMALLEST:
            a, b = np.split(place, 2)
            yield _Local(int(network.scope[nodes[0]]), network.agent[nodes], a, b,
                         network.link[part])


def _first(local: _Local, values: Floats) -> Ints:
    """Return who stand in the middle most: a tenth, but never less than 3 or more than `MOST`."""
    count = min(MOST, max(3, len(local.agents) // 10))
    best = np.lexsort((local.agents, -values))[:count]
    return best[values[best] >= max(LEAST, TIMES_MEAN * float(values.mean()))]


def _stability(local: _Local, first: Ints) -> dict[int, float]:
    """Return how often each of `first` is among the first when a tenth of the ties is missing."""
    again = dict.fromkeys(first.tolist(), 0)
    link = np.unique(local.link, return_inverse=True)[1]
    size = len(local.agents)
    rounds = ROUNDS if size * len(local.a) <= EXACT else 3
    for seed in range(1, rounds + 1):
        here = still_known(link, seed)
        values = betweenness(size, local.a[here], local.b[here], seed=seed)
        for agent in _first(local, values).tolist():
            if agent in again:
                again[agent] += 1
    return {agent: round(count / rounds, 2) for agent, count in again.items()}


class _Teller:
    """Says in words and numbers what was found, with the statements it rests on."""

    def __init__(self, graph: Graph, ties: Ties, areas: Scopes) -> None:
        self.graph, self.ties, self.areas = graph, ties, areas
        self.labels = dict(graph.db.execute("SELECT n, label FROM node"))

    def tell(self, relation: str, ties: Ties) -> Iterator[Derived]:
        """Yield who are in the middle of each area by these ties."""
        known = pairs(ties)
        coverage = self.areas.share_of(np.concatenate((known.a, known.b)))
        because = TieBasis(self.graph, ties, known, KINDS[relation])
        for local in _locals(side_by_side(known, self.areas, everywhere=False)):
            values = betweenness(len(local.agents), local.a, local.b)
            first = _first(local, values)
            for agent, stability in _stability(local, first).items() if len(first) else ():
                if stability >= STABLE:
                    yield self._derived(relation, local, coverage[local.area], because, agent,
                                        float(values[agent]), stability)

    def _derived(
        self, relation: str, local: _Local, coverage: float, because: TieBasis, agent: int,
        value: float, stability: float,
    ) -> Derived:
        sure = Sureness(stability, coverage)
        near = {*local.b[local.a == agent].tolist(), *local.a[local.b == agent].tolist()}
        node = int(self.ties.nodes[local.agents[agent]])
        reason = say(f"analysis.{relation}", agent=self.labels[node], others=len(local.agents) - 1,
                     area=self.labels[local.area], share=f"{100 * value:.0f}", ties=len(near))
        return Derived(
            self.graph.ids[node - 1], relation, object=self.graph.ids[local.area - 1],
            reason=reason + sure.warning("analysis.few_known"), certainty=sure.certainty,
            basis=because.between(int(local.agents[agent]), set(local.agents[list(near)].tolist())),
            detail={"score": round(value, 4), "ties": len(near), "agents": len(local.agents),
                    **sure.detail()},
        )


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
        ahead = distance[reached] < 0
        came, reached = came[ahead], reached[ahead]
        paths += np.bincount(reached, paths[came], size)
        steps.append((came, reached))
        distance[reached] = len(steps)
        front = np.flatnonzero(distance == len(steps))
    dependency = np.zeros(size)
    for came, reached in reversed(steps):
        share = paths[came] / paths[reached] * (1 + dependency[reached])
        dependency += np.bincount(came, share, size)
    dependency[source] = 0
    return dependency
