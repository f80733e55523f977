"""Fragile ties: the one known tie between two groups, more so when it is old or uncertain.

A bridge in the network of lasting ties, with at least `SMALLEST` agents on both sides, of which
only one thing is known that makes it a tie. Told is what is found again when a tenth of the ties is
missing; how much of what is found then is true with all of them is said too (see `sureness.py`).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import numpy as np

from graph.analysis.cuts import bridges
from graph.analysis.missing import STABLE, rounds, still_known
from graph.analysis.scopes import scopes
from graph.analysis.sureness import Sureness
from graph.analysis.tie_basis import TieBasis
from graph.analysis.ties import LASTING, Bools, Pairs, distinct, load_ties, pairs
from graph.derive import Derived
from graph.freshness import Freshness, freshness, last_day
from graph.store import Evidence, Graph
from graph.texts import say

VERSION: Final = "3"
SMALLEST: Final = 3
"""A smaller side is no group but a tail."""
ROUNDS: Final = 10


def derive(graph: Graph) -> Iterable[Derived]:
    """Yield the ties that alone hold two groups together."""
    ties = load_ties(graph, LASTING)
    known = pairs(ties)
    if not len(known.a):
        return
    found = fragile(known, np.ones(len(known.a), dtype=bool))
    if not found:
        return
    again, holds = _stability(known, set(found))
    because = TieBasis(graph, ties, known)
    known_of = scopes(graph, ties).around_agents()
    for (a, b), smaller in sorted(found.items()):
        if again[a, b] >= STABLE:
            sure = Sureness(again[a, b], float(min(known_of[a], known_of[b])), holds)
            yield _derived(graph, graph.ids[ties.nodes[a] - 1], graph.ids[ties.nodes[b] - 1],
                           smaller, sure, because.between(a, {b}))


def fragile(known: Pairs, here: Bools) -> dict[tuple[int, int], int]:
    """Return the fragile ties among the pairs `here`, with the agents on the smaller side."""
    one, other, counts = distinct(known.a[here], known.b[here])
    double = set(zip(one[counts > 1].tolist(), other[counts > 1].tolist(), strict=True))
    found = zip(*(part.tolist() for part in bridges(len(known.nodes), one, other)), strict=True)
    return {(a, b): smaller for a, b, smaller in found
            if smaller >= SMALLEST and (a, b) not in double}


def _stability(
    known: Pairs, found: set[tuple[int, int]]
) -> tuple[dict[tuple[int, int], float], float]:
    """Return how often each is found when a tenth of the ties is missing.

    And the share of what is found then that is fragile with all ties.
    """
    times = rounds(ROUNDS, len(known.a))
    again, said = dict.fromkeys(found, 0), 0
    for seed in range(times):
        fewer = set(fragile(known, still_known(known.link, seed)))
        said += len(fewer)
        for tie in found & fewer:
            again[tie] += 1
    holds = sum(again.values()) / max(1, said)
    return {tie: count / times for tie, count in again.items()}, holds


def _derived(
    graph: Graph, a: str, b: str, smaller: int, sure: Sureness, basis: tuple[str, ...]
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
    return Derived(
        a, "fragile_tie", object=b, reason=" ".join(parts) + sure.warning(),
        certainty=sure.certainty, basis=basis,
        detail={"smaller_side": smaller, **sure.detail(), "stale": stale, "weak": weak,
                "sources": _sources(said)},
    )


def _sources(said: list[Evidence]) -> int:
    return len({s.source for s in said})
