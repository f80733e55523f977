"""Brokers: agents who connect groups that would otherwise be apart, in all or in one area.

Looked at per area as well as everywhere, without the agents that work wider than that area: a
neighbourhood that only hangs together through the town hall does not hang together.
`brokerage` is the share of pairs that would lose each other, with all sides in its detail;
`sole_link_for` points at each one that would be cut off. A group holds at least two parties; one
party alone counts only when it loses its last person: that an organisation carries an initiative,
or employs someone, makes nobody a broker.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from graph.analysis.cuts import Sides, articulation_points, sides
from graph.analysis.missing import still_known
from graph.analysis.scopes import (
    EVERYWHERE,
    Network,
    Scopes,
    certainty,
    scopes,
    side_by_side,
    smallest_areas,
)
from graph.analysis.tie_basis import TieBasis
from graph.analysis.ties import LASTING, Floats, Pairs, Ties, distinct, load_ties, pairs
from graph.derive import Derived
from graph.store import Graph
from graph.texts import say

VERSION: Final = "1"
ROUNDS: Final = 20
"""How often ties are left out to see whether someone still is a broker; fewer in large networks."""
MOST_NAMED: Final = 50
_LARGE: Final = 100_000


class _Cut(NamedTuple):
    """What falls off in one scope when a broker goes: groups of agents, and how sure that is."""

    scope: int
    broker: int
    groups: list[list[int]]
    score: float
    stability: float


def derive(graph: Graph) -> Iterable[Derived]:
    """Yield who are brokers, and for whom they are the only link."""
    ties = load_ties(graph, LASTING)
    known = pairs(ties)
    if not len(known.a):
        return
    areas = scopes(graph, ties)
    network = side_by_side(known, areas)
    cuts: dict[int, list[_Cut]] = {}
    for cut in _cuts(graph, ties, network):
        cuts.setdefault(cut.broker, []).append(cut)
    teller = _Teller(graph, ties, known, areas)
    for _, mine in sorted(cuts.items()):
        yield from teller.tell(sorted(mine, key=_widest_first))


def _widest_first(cut: _Cut) -> tuple[int, int]:
    return -_size(cut), cut.scope


def _size(cut: _Cut) -> int:
    return sum(map(len, cut.groups))


def _cuts(graph: Graph, ties: Ties, network: Network) -> Iterator[_Cut]:
    a, b, _ = distinct(network.a, network.b)
    found = sides(len(network.scope), a, b)
    is_person = _people(graph, ties)
    groups: dict[int, list[list[int]]] = {}
    for i in _worth_telling(network, found, is_person):
        members = network.agent[found.members(i)].tolist()
        groups.setdefault(int(found.cutter[i]), []).append(members)
    sure = _stability(network) if groups else np.zeros(0)
    totals = dict(zip(found.cutter.tolist(), found.total.tolist(), strict=True))
    for node, parts in groups.items():
        yield _Cut(int(network.scope[node]), int(network.agent[node]), parts,
                   _separated([len(p) for p in parts], totals[node] - 1), float(sure[node]))


def _people(graph: Graph, ties: Ties) -> NDArray[np.bool_]:
    numbers = [n for n, in graph.db.execute("SELECT n FROM node WHERE type = 'Person'")]
    return np.isin(ties.nodes, numbers)


def _worth_telling(network: Network, found: Sides, is_person: NDArray[np.bool_]) -> list[int]:
    """Return the sides that hold two parties, or one that loses its last person."""
    rest = found.total - 1 - found.fallen
    last = (network.scope[found.cutter] == EVERYWHERE) & is_person[network.agent[found.cutter]]
    told = []
    for i in np.flatnonzero((rest > 1) & ((found.fallen > 1) | last)).tolist():
        parties = int((~is_person[network.agent[found.members(i)]]).sum())
        if parties > 1 or (parties == 1 and last[i]):
            told.append(i)
    return told


def _separated(parts: list[int], others: int) -> float:
    """Return the share of pairs among `others` that lose each other when `parts` fall off."""
    rest = others - sum(parts)
    together = sum(size * (size - 1) for size in (*parts, rest))
    return 1 - together / (others * (others - 1)) if others > 1 else 0.0


def _stability(network: Network) -> Floats:
    """Return how often each node still cuts off others when a tenth of the ties is missing."""
    rounds = ROUNDS if len(network.a) < _LARGE else ROUNDS // 5
    kept = np.zeros(len(network.scope))
    for seed in range(rounds):
        here = still_known(network.link, seed)
        kept += articulation_points(len(network.scope), network.a[here], network.b[here])
    return kept / rounds


class _Teller:
    """Says in words and numbers what was found, with the statements it rests on."""

    def __init__(self, graph: Graph, ties: Ties, known: Pairs, areas: Scopes) -> None:
        self.graph, self.areas = graph, areas
        self.ids = [graph.ids[n - 1] for n in ties.nodes.tolist()]
        self.labels = dict(graph.db.execute("SELECT id, label FROM node"))
        self.where = smallest_areas(graph, areas)
        self.because = TieBasis(graph, ties, known)

    def tell(self, cuts: list[_Cut]) -> Iterator[Derived]:
        main = cuts[0]
        broker = self.ids[main.broker]
        detail = self._detail(main)
        detail["scopes"] = [self._detail(cut) for cut in cuts[1:6]]
        lost = {i for cut in cuts for group in cut.groups for i in group}
        yield Derived(
            broker, "brokerage", value=f"{main.score:.4f}", reason=self._reason(main),
            certainty=self._certainty(main),
            basis=self.because.between(main.broker, lost), detail=detail,
        )
        told: set[int] = set()
        for cut in cuts:
            for group in sorted(cut.groups, key=len, reverse=True):
                for other in group:
                    if other not in told and len(told) < MOST_NAMED:
                        told.add(other)
                        yield self._only_link(cut, group, other)

    def _only_link(self, cut: _Cut, group: list[int], other: int) -> Derived:
        return Derived(
            self.ids[cut.broker], "sole_link_for", object=self.ids[other],
            reason=say("analysis.sole_link", broker=self._label(cut.broker),
                       other=self._label(other), scope=self._scope(cut)),
            certainty=self._certainty(cut),
            basis=self.because.between(cut.broker, set(group)),
            detail={"scope": self._scope_id(cut), "group": len(group), "stability": cut.stability},
        )

    def _detail(self, cut: _Cut) -> dict[str, object]:
        groups = sorted(cut.groups, key=len, reverse=True)[:10]
        by_area: dict[str, list[str]] = {}
        for i in sorted({i for group in cut.groups for i in group})[:MOST_NAMED]:
            by_area.setdefault(self._area_of(i), []).append(self.ids[i])
        return {
            "scope": self._scope_id(cut), "score": round(cut.score, 4), "cut_off": _size(cut),
            "groups": [[self.ids[i] for i in group[:MOST_NAMED]] for group in groups],
            "by_area": by_area, "stability": round(cut.stability, 2),
            "coverage": round(self.areas.coverage(cut.scope), 2),
            "thin": self.areas.is_thin(cut.scope),
        }

    def _area_of(self, agent: int) -> str:
        area = self.where.get(agent)
        return self.graph.ids[area - 1] if area else ""

    def _certainty(self, cut: _Cut) -> float:
        return certainty(cut.stability, thin=self.areas.is_thin(cut.scope))

    def _reason(self, cut: _Cut) -> str:
        named = [self._label(i) for group in cut.groups for i in group]
        more = say("analysis.and_more", count=len(named) - 5) if len(named) > 5 else ""
        text = say("analysis.broker", broker=self._label(cut.broker), count=len(named),
                   names=", ".join(named[:5]) + more, scope=self._scope(cut))
        return text + (say("analysis.thin") if self.areas.is_thin(cut.scope) else "")

    def _label(self, agent: int) -> str:
        return str(self.labels[self.ids[agent]])

    def _scope_id(self, cut: _Cut) -> str | None:
        return None if cut.scope == EVERYWHERE else self.graph.ids[cut.scope - 1]

    def _scope(self, cut: _Cut) -> str:
        area = self._scope_id(cut)
        return say("analysis.everywhere") if area is None else str(self.labels[area])
