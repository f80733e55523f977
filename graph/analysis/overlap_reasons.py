"""Says why two initiatives overlap: what they share, in words, with the statements of both."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any, Final

import numpy as np
from scipy.sparse import csr_array

from graph.analysis.overlap_rules import LEAST_WORDS, Pair
from graph.analysis.profiles import TRAITS, Profiles
from graph.analysis.sureness import THIN
from graph.analysis.themes import go_together
from graph.analysis.ties import Floats
from graph.derive import Derived
from graph.texts import say

MOST_WORDS: Final = 5
LEAST_WEIGHT: Final = 0.01


class Reasons:
    """Turns pairs into derived statements."""

    def __init__(self, profiles: Profiles) -> None:
        self._profiles = profiles
        graph = profiles.graph
        self._ids = graph.ids
        self._label = [label for label, in graph.db.execute("SELECT label FROM node ORDER BY n")]
        self._has = {kind: _rows(t.matrix) for kind, t in profiles.traits.items()}
        self._above: dict[str, dict[int, set[int]]] = {}
        for kind, matrix in profiles.above.items():
            used = np.flatnonzero(np.bincount(profiles.traits[kind].matrix.indices)).tolist()
            self._above[kind] = {
                n: set(matrix.indices[matrix.indptr[n]:matrix.indptr[n + 1]].tolist()) for n in used
            }
        kin = go_together(profiles)
        self._kin = set(zip(*(ends.tolist() for ends in kin.nonzero()), strict=True))
        matrix = profiles.words[0]
        self._words_of = [
            dict(zip(tokens, weights, strict=True))
            for tokens, weights in zip(_rows(matrix), _rows(matrix, matrix.data), strict=True)
        ]

    def derived(self, pair: Pair, stability: float | None, coverage: float) -> Derived:
        """Return a pair as a derived statement with its reason, basis and detail.

        Without `stability`, where that was not measured, certainty is that of the rule.
        """
        shared: dict[str, list[str]] = {}
        parts: list[str] = []
        basis: list[str] = []
        if pair.sees == "series":
            parts.append(say("analysis.overlap.series"))
        if pair.sees == "exchange":
            parts.append(self._exchange(pair, basis))
        for kind in TRAITS:
            self._trait(kind, pair, shared, parts, basis)
        if pair.sees == "together":
            self._together(pair, shared, parts, basis)
        self._words(pair, shared, parts, basis)
        if pair.kind == "continues" and pair.sees != "series":
            self._times(pair, parts, basis)
        thin, sure = coverage < THIN, 1.0 if stability is None else stability
        reason = "; ".join(parts) + (say("analysis.overlap.unstable") if sure < 0.5 else "")
        reason += say("analysis.overlap.thin") if thin else ""
        measured = {} if stability is None else {"stability": round(stability, 2)}
        nodes = self._profiles.nodes
        return Derived(
            self._ids[nodes[pair.a] - 1], pair.kind, object=self._ids[nodes[pair.b] - 1],
            reason=reason, basis=tuple(dict.fromkeys(basis)),
            certainty=round(min(pair.certainty * sure, 0.5 if thin else 1), 2),
            detail={"kind": pair.kind, "score": pair.score, "shared": shared, **measured,
                    "coverage": round(coverage, 2), "thin": thin},
        )

    def _trait(
        self, kind: str, pair: Pair, shared: dict[str, list[str]], parts: list[str],
        basis: list[str],
    ) -> None:
        """Add what both have of one kind, else what lies within one another."""
        ours, theirs = self._has[kind][pair.a], self._has[kind][pair.b]
        shared[kind] = []
        if not (ours and theirs):
            return
        things = [n for n in ours if n in theirs]
        ends = [(n, n) for n in things]
        key = kind
        if not things and kind in self._above:
            ends = _within(self._above[kind], ours, theirs)
            things = [n for end in ends for n in end]
            key = f"near_{kind}"
        if ends:
            shared[kind] = [self._ids[n - 1] for n in things]
            names = ", ".join([self._label[n - 1] for n in things])
            parts.append(say(f"analysis.overlap.{key}", names=names))
            known = self._profiles.traits[kind].basis
            for a, b in ends:
                basis += known[pair.a, a]
                basis += known[pair.b, b]

    def _together(
        self, pair: Pair, shared: dict[str, list[str]], parts: list[str], basis: list[str]
    ) -> None:
        ours, theirs = (self._has["theme"][row] for row in (pair.a, pair.b))
        ends = [(a, b) for a in ours for b in theirs if (a, b) in self._kin]
        things = list(dict.fromkeys(n for end in ends for n in end))
        shared["themes_together"] = [self._ids[n - 1] for n in things]
        if things:
            names = ", ".join(self._label[n - 1] for n in things)
            parts.append(say("analysis.overlap.together", names=names))
        else:
            parts.append(say("analysis.overlap.other_theme"))
        known = self._profiles.traits["theme"].basis
        basis += [i for a, b in ends for i in (*known[pair.a, a], *known[pair.b, b])]

    def _words(
        self, pair: Pair, shared: dict[str, list[str]], parts: list[str], basis: list[str]
    ) -> None:
        tokens = self._profiles.words[1]
        ours, theirs = self._words_of[pair.a], self._words_of[pair.b]
        if ours.keys().isdisjoint(theirs):
            shared["words"] = []
            return
        weight = {t: ours[t] * theirs[t] for t in ours.keys() & theirs.keys()}
        heaviest = sorted(weight, key=lambda t: (-weight[t], tokens[t]))
        words = [tokens[t] for t in heaviest if weight[t] >= LEAST_WEIGHT and ":" not in tokens[t]]
        shared["words"] = words[:MOST_WORDS]
        if words:
            told = self._profiles.is_described[[pair.a, pair.b]].all()
            alike = told and sum(weight.values()) >= LEAST_WORDS
            parts.append(say(f"analysis.overlap.{'words' if alike else 'both_words'}",
                             names=", ".join(words[:MOST_WORDS])))
            basis += [i for row in (pair.a, pair.b) for i in self._profiles.texts[1][row]]

    def _times(self, pair: Pair, parts: list[str], basis: list[str]) -> None:
        started, ended = self._profiles.span
        parts.append(say(
            "analysis.overlap.after", later=self._profiles.labels[pair.a],
            earlier=self._profiles.labels[pair.b], started=started[pair.a], ended=ended[pair.b],
        ))
        for row, name in ((pair.a, "started"), (pair.b, "ended")):
            basis += self._statements(int(self._profiles.nodes[row]), name)

    def _statements(self, n: int, relation: str) -> list[str]:
        return [i for i, in self._profiles.graph.db.execute(
            "SELECT id FROM statement WHERE s = ? AND current AND r ="
            " (SELECT r FROM relation WHERE name = ?)", (n, relation))]

    def _exchange(self, pair: Pair, basis: list[str]) -> str:
        """Add the statements of the need and the offer that two initiatives are joined by."""
        a, b = (int(self._profiles.nodes[row]) for row in (pair.a, pair.b))
        basis += [i for row in self._profiles.graph.db.execute(_EXCHANGE, (a, b)) for i in row]
        labels = self._profiles.labels
        return say("analysis.overlap.exchange", seeker=labels[pair.a], giver=labels[pair.b])


def _within(
    above: Mapping[int, set[int]], ours: Sequence[int], theirs: Sequence[int]
) -> list[tuple[int, int]]:
    """Return the first of ours and theirs of which one lies within the other, if any."""
    for a in ours:
        if not above[a].isdisjoint(theirs):
            return [(a, next(b for b in theirs if b in above[a]))]
    for b in theirs:
        if not above[b].isdisjoint(ours):
            return [(next(a for a in ours if a in above[b]), b)]
    return []


def _rows(matrix: csr_array, values: Floats | None = None) -> list[list[Any]]:
    """Return the columns (or values) of each row as lists."""
    cells = (matrix.indices if values is None else values).tolist()
    return [cells[a:b] for a, b in pairwise(matrix.indptr.tolist())]


_EXCHANGE: Final = """
SELECT sb.id, fit.id, ob.id FROM statement sb JOIN statement ob ON ob.o = ?2 AND ob.current
JOIN statement fit ON fit.current
AND (fit.s = sb.s AND fit.o = ob.s OR fit.s = ob.s AND fit.o = sb.s) WHERE sb.o = ?1 AND sb.current
AND sb.r = (SELECT r FROM relation WHERE name = 'sought_by')
AND ob.r = (SELECT r FROM relation WHERE name = 'offered_by')
AND fit.r IN (SELECT r FROM relation WHERE name IN ('could_use', 'meets'))
"""
