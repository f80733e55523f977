"""Fragile ties: the one known tie between two groups, more so when it is old or uncertain.

A bridge in the network of lasting ties, with at least `SMALLEST` agents on both sides, of which
only one thing is known that makes it a tie.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import numpy as np
import rustworkx as rx

from graph.analysis.cuts import network_of, sides
from graph.analysis.missing import still_known
from graph.analysis.scopes import THIN, certainty, scopes
from graph.analysis.tie_basis import TieBasis
from graph.analysis.ties import LASTING, Ints, Pairs, distinct, load_ties, pairs
from graph.derive import Derived
from graph.freshness import Freshness, freshness, last_day
from graph.store import Evidence, Graph
from graph.texts import say

VERSION: Final = "2"
SMALLEST: Final = 3
"""A smaller side is no group but a tail."""
ROUNDS: Final = 10
_LARGE: Final = 100_000


def derive(graph: Graph) -> Iterable[Derived]:
    """Yield the ties that alone hold two groups together."""
    ties = load_ties(graph, LASTING)
    known = pairs(ties)
    if not len(known.a):
        return
    bridges = _bridges(known)
    if not bridges:
        return
    sure = _stability(known, list(bridges))
    because = TieBasis(graph, ties, known)
    areas = scopes(graph, ties)
    known_of = areas.around_agents()
    for (a, b), smaller in sorted(bridges.items()):
        basis = because.between(a, {b})
        yield _derived(graph, graph.ids[ties.nodes[a] - 1], graph.ids[ties.nodes[b] - 1], smaller,
                       sure[a, b], float(min(known_of[a], known_of[b])), basis)


def _bridges(known: Pairs) -> dict[tuple[int, int], int]:
    """Return the bridges that are one tie, with the number of agents on the smaller side."""
    one, other, counts = distinct(known.a, known.b)
    double = set(zip(one[counts > 1].tolist(), other[counts > 1].tolist(), strict=True))
    size = len(known.nodes)
    found = sides(size, one, other)
    next_to = found.order[found.start + 1]
    fallen = {(c, n): f for c, n, f in zip(
        found.cutter.tolist(), next_to.tolist(), found.fallen.tolist(), strict=True)}
    total = dict(zip(found.cutter.tolist(), found.total.tolist(), strict=True))
    bridges = {}
    for a, b in sorted(_rx_bridges(size, one, other)):
        side = fallen.get((a, b), fallen.get((b, a), 0))
        whole = total.get(a, total.get(b, 0))
        if (a, b) not in double and min(side, whole - side) >= SMALLEST:
            bridges[a, b] = min(side, whole - side)
    return bridges


def _rx_bridges(size: int, a: Ints, b: Ints) -> set[tuple[int, int]]:
    found: Iterable[tuple[int, ...]] = rx.bridges(network_of(size, a, b))
    return {(min(ends), max(ends)) for ends in found}


def _stability(known: Pairs, bridges: list[tuple[int, int]]) -> dict[tuple[int, int], float]:
    """Return how often each is still a bridge when a tenth of the other ties is missing."""
    kept = dict.fromkeys(bridges, 0)
    size = len(known.nodes)
    own = np.isin(known.a * size + known.b, [a * size + b for a, b in bridges])
    rounds = ROUNDS if len(known.a) < _LARGE else 3
    for seed in range(rounds):
        here = own | still_known(known.link, seed)
        one, other, _ = distinct(known.a[here], known.b[here])
        still = _rx_bridges(size, one, other)
        degree = np.bincount(np.concatenate((one, other)), minlength=size)
        for a, b in bridges:
            kept[a, b] += (a, b) in still and degree[a] > 1 and degree[b] > 1
    return {bridge: count / rounds for bridge, count in kept.items()}


def _derived(
    graph: Graph, a: str, b: str, smaller: int, stability: float, coverage: float,
    basis: tuple[str, ...],
) -> Derived:
    said = [graph.statement(i) for i in basis]
    last = max((s.seen for s in said), default="")
    stale = bool(last) and freshness(last, last_day(graph.meta["today"])) == Freshness.STALE
    weak = all(s.certainty < 0.6 for s in said)
    parts = [say("analysis.fragile.bridge", a=graph.label(a), b=graph.label(b), count=smaller)]
    if stale:
        parts.append(say("analysis.fragile.stale", date=last))
    if weak:
        parts.append(say("analysis.fragile.weak"))
    reason = " ".join(parts) + (say("analysis.thin") if coverage < THIN else "")
    return Derived(
        a, "fragile_tie", object=b, reason=reason,
        certainty=certainty(stability, thin=coverage < THIN), basis=basis,
        detail={"smaller_side": smaller, "stability": stability, "coverage": round(coverage, 2),
                "stale": stale, "weak": weak, "sources": _sources(said)},
    )


def _sources(said: list[Evidence]) -> int:
    return len({s.source for s in said})
