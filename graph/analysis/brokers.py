"""Brokers: agents who connect groups that would otherwise be apart, in all or in one area.

Looked at per area as well as everywhere, without the agents that work wider than that area: a
neighbourhood that only hangs together through the town hall does not hang together.
`brokerage` is the share of all pairs there that could no longer reach each other; `sole_link_for`
points at each one that would be cut off. A group holds at least two parties; one party alone counts
only when it loses its last person: that an organisation carries an initiative, or employs someone,
makes nobody a broker.

Told is what is found again when a tenth of the ties is missing. That says little of ties that are
not known yet, so it is also counted how much of what is found in those poorer networks is true in
the whole one (`holds`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

import numpy as np

from graph.analysis.cuts import Sides, sides
from graph.analysis.missing import STABLE, rounds, still_known
from graph.analysis.scopes import (
    EVERYWHERE,
    Network,
    Scopes,
    scopes,
    side_by_side,
    smallest_areas,
)
from graph.analysis.sureness import Sureness
from graph.analysis.tie_basis import TieBasis
from graph.analysis.ties import (
    LASTING,
    Bools,
    Floats,
    Ints,
    Pairs,
    Ties,
    distinct,
    load_ties,
    pairs,
)
from graph.derive import Derived
from graph.store import Graph
from graph.texts import say

VERSION: Final = "2"
ROUNDS: Final = 20
"""How often ties are left out to see whether someone still is a broker; fewer in large networks."""
MOST_NAMED: Final = 50


class _Cut(NamedTuple):
    """What falls off in one scope when a broker goes: groups of agents, and how sure that is.

    `score` is the share of pairs in the scope that lose each other.
    """

    scope: int
    broker: int
    groups: list[list[int]]
    score: float
    stability: float
    holds: float


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
    person = _people(graph, ties)[network.agent]
    whole = _Claims(network, person, np.ones(len(network.a), dtype=bool))
    sure, holds = _stability(network, person, whole)
    told = sure >= STABLE
    score = _separated(network, whole.sides)
    groups: dict[int, dict[int, list[int]]] = {}
    for i, node in zip(whole.side[told].tolist(), whole.other[told].tolist(), strict=True):
        of_side = groups.setdefault(int(whole.sides.cutter[i]), {})
        of_side.setdefault(i, []).append(int(network.agent[node]))
    mean = _mean(whole.cutter[told], sure[told], len(person))
    for node, sides_of in groups.items():
        yield _Cut(int(network.scope[node]), int(network.agent[node]), [*sides_of.values()],
                   float(score[node]), float(mean[node]), holds)


def _people(graph: Graph, ties: Ties) -> Bools:
    numbers = [n for n, in graph.db.execute("SELECT n FROM node WHERE type = 'Person'")]
    return np.isin(ties.nodes, numbers)


def _mean(of: Ints, values: Floats, size: int) -> Floats:
    return np.bincount(of, values, size) / np.maximum(np.bincount(of, minlength=size), 1)


def _separated(network: Network, found: Sides) -> Floats:
    """Return for each node of which share of the pairs in its scope it is the only way."""
    size = len(network.scope)
    total = np.ones(size, dtype=np.int64)
    total[found.cutter] = found.total
    fallen = np.bincount(found.cutter, found.fallen, size)
    within = np.bincount(found.cutter, found.fallen * (found.fallen - 1.0), size)
    rest = total - 1 - fallen
    scope, count = np.unique(network.scope, return_inverse=True, return_counts=True)[1:]
    others = count[scope] - 1
    lost = (total - 1) * (total - 2.0) - within - rest * (rest - 1)
    return np.asarray(lost / np.maximum(others * (others - 1.0), 1))


class _Claims:
    """Who would be cut off from the rest by whom: all pairs (cutter, other) worth telling.

    A side is when it holds two parties, or one that loses its last person.
    """

    def __init__(self, network: Network, person: Bools, here: Bools) -> None:
        size = len(network.scope)
        a, b, _ = distinct(network.a[here], network.b[here])
        self.sides = found = sides(size, a, b)
        last = (network.scope[found.cutter] == EVERYWHERE) & person[found.cutter]
        parties = found.holding(~person)
        worth = (found.rest() > 1) & ((parties > 1) | ((parties == 1) & last))
        self.side, self.other = found.inside(np.flatnonzero(worth))
        self.cutter = found.cutter[self.side]
        self.keys = self.cutter * size + self.other
        self.cuts = np.zeros(size, dtype=bool)
        self.cuts[self.cutter] = True

    def turned(self, others: _Claims) -> Bools:
        """Tell which claims of `others` hold here the other way round: what fell off is the rest.

        Of two groups that are about as large, either may be; who is apart stays the same.
        """
        return self.cuts[others.cutter] & self.sides.in_rest(others.cutter, others.other)


def _stability(network: Network, person: Bools, whole: _Claims) -> tuple[Floats, float]:
    """Return how often each claim is found when a tenth of the ties is missing.

    And the share of what is found then that is true in the whole network.
    """
    times = rounds(ROUNDS, len(network.a))
    again, said, true = np.zeros(len(whole.keys)), 0, 0
    for seed in range(times if len(again) else 0):
        fewer = _Claims(network, person, still_known(network.link, seed))
        turned = fewer.turned(whole)
        again += np.isin(whole.keys, fewer.keys) | turned
        true += int((np.isin(fewer.keys, whole.keys)
                     | np.isin(fewer.cutter, whole.cutter[turned])).sum())
        said += len(fewer.keys)
    return again / times, true / max(1, said)


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
            certainty=self._sure(main).certainty,
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
                       other=self._label(other), scope=self._scope(cut))
            + self._sure(cut).warning(),
            certainty=self._sure(cut).certainty,
            basis=self.because.between(cut.broker, set(group)),
            detail={"scope": self._scope_id(cut), "score": _size(cut), "group": len(group),
                    "share": round(cut.score, 4), **self._sure(cut).detail()},
        )

    def _detail(self, cut: _Cut) -> dict[str, object]:
        groups = sorted(cut.groups, key=len, reverse=True)[:10]
        by_area: dict[str, list[str]] = {}
        for i in sorted({i for group in cut.groups for i in group})[:MOST_NAMED]:
            by_area.setdefault(self._area_of(i), []).append(self.ids[i])
        return {
            "scope": self._scope_id(cut), "score": round(cut.score, 4), "cut_off": _size(cut),
            "groups": [[self.ids[i] for i in group[:MOST_NAMED]] for group in groups],
            "by_area": by_area, **self._sure(cut).detail(),
        }

    def _sure(self, cut: _Cut) -> Sureness:
        return Sureness(cut.stability, self.areas.coverage(cut.scope), cut.holds)

    def _area_of(self, agent: int) -> str:
        area = self.where.get(agent)
        return self.graph.ids[area - 1] if area else ""

    def _reason(self, cut: _Cut) -> str:
        named = [self._label(i) for group in cut.groups for i in group]
        more = say("analysis.and_more", count=len(named) - 5) if len(named) > 5 else ""
        return say(
            f"analysis.broker_{'one' if len(named) == 1 else 'more'}", count=len(named),
            broker=self._label(cut.broker), names=", ".join(named[:5]) + more,
            scope=self._scope(cut),
        ) + self._sure(cut).warning()

    def _label(self, agent: int) -> str:
        return str(self.labels[self.ids[agent]])

    def _scope_id(self, cut: _Cut) -> str | None:
        return None if cut.scope == EVERYWHERE else self.graph.ids[cut.scope - 1]

    def _scope(self, cut: _Cut) -> str:
        area = self._scope_id(cut)
        return say("analysis.everywhere") if area is None else str(self.labels[area])
