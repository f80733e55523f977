"""Puts answers in order by a question's declared keys; several bindings make one answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Final

import numpy as np

from graph.batch import Triple, evidence
from graph.engines import Binding
from graph.freshness import Freshness
from graph.numbers import EdgeRow, Floats, Ints, between, distances, packed, pair_keys
from graph.store import Edge, Evidence, Graph
from queries.language.pattern import Arrow, Reach
from queries.language.reading import typing
from queries.matches import Matches
from queries.narrowing import Narrowing
from queries.question import Question, Rank
from queries.showing import stored
from queries.words import fresh

_ORDER: Final = {Freshness.CURRENT: 0, Freshness.AGEING: 1, Freshness.STALE: 2}
_FURTHEST: Final = 9
"""Steps that count in a score; more make no difference there."""


@dataclass
class Candidate:
    """An answer to be: its best binding, the arrows of that, and where it ranks."""

    best: Binding
    behind: list[list[Edge]]
    keys: tuple[float, ...] = ()
    derived: Evidence | None = None
    bindings: list[Binding] = field(default_factory=list)
    score: float = 0.0

    @property
    def ties(self) -> list[Edge]:
        """The arrow behind each arrow of the pattern; of several relations the first named."""
        return [edges[0] for edges in self.behind if edges]

    def context(self) -> dict[str, list[str]]:
        """Return what each name stands for in any binding, the best first."""
        rows = [self.best, *self.bindings]
        return {name: list(dict.fromkeys(row[name] for row in rows)) for name in self.best}

    def between(self, names: Sequence[str]) -> Edge | None:
        """Return the arrow by which two names of the pattern are tied, if any."""
        ends = {self.best[name] for name in names if name in self.best}
        return next((e for e in self.ties if ends <= {e.subject, e.object}), None)

    @property
    def weakest(self) -> Edge | None:
        """The arrow that was confirmed longest ago."""
        return min(self.ties, key=lambda edge: edge.seen, default=None)


class Ranking:
    """Ranks the matches of one asking; `key` names what makes an answer.

    A theme high up has thousands of matches: those stay numbers, and arrows are read only where
    the keys before left it open who is among the best.
    """

    def __init__(
        self, graph: Graph, question: Question, arrows: Sequence[Arrow], matches: Matches,
        key: Sequence[str], today: date,
    ) -> None:
        self.graph, self.question, self.arrows, self.today = graph, question, arrows, today
        self.matches = matches
        ends = [matches[name] for name in key]
        if question.either_order:
            ends = [*np.sort(ends, axis=0)]
        different, self.answer = np.unique(packed(ends), return_inverse=True)
        self.count = len(different)
        self._read: dict[int, dict[int, list[EdgeRow]]] = {}

    def best(self, limit: int | None = None) -> list[Candidate]:
        """Return the best candidates, or all; equal ones in order of id."""
        order = Narrowing(self.answer, self.count, self.count if limit is None else limit)
        for rank in self.question.rank:
            if rank.by == "freshness" and rank is self.question.rank[-1]:
                order.by_last(partial(self._keys, rank), min(_ORDER.values()))
            else:
                order.by(self._keys(rank, order.rows))
        rows, keys = order.result()
        bindings = self._bindings(rows)
        found = self._candidates(rows, [bindings[row] for row in rows.tolist()])
        of = dict(zip(self.answer[rows].tolist(), found, strict=True))
        for row, binding in bindings.items():
            of[int(self.answer[row])].bindings.append(binding)
        for candidate, key in zip(found, keys, strict=True):
            candidate.keys = tuple(key)
            candidate.score = self._score(candidate)
        return found

    def _bindings(self, rows: Ints) -> dict[int, Binding]:
        """Return all bindings, by row, of the answers that stand in `rows`."""
        chosen = np.zeros(self.count, dtype=bool)
        chosen[self.answer[rows]] = True
        mine = np.flatnonzero(chosen[self.answer])
        return dict(zip(mine.tolist(), self.matches.at(mine).rows(self.graph), strict=True))

    def _candidates(self, rows: Ints, bindings: Sequence[Binding]) -> list[Candidate]:
        """Return rows with their arrows and what an analysis concluded."""
        behind = [self._edges(place, rows, bindings) for place in range(len(self.arrows))]
        found = [Candidate(b, [each[i] for each in behind]) for i, b in enumerate(bindings)]
        derived = self._derived(found)
        for candidate in found if derived else ():
            concluded = (derived.get(t) for e in candidate.ties for t in stored(e))
            candidate.derived = next((some[0] for some in concluded if some), None)
        return found

    def _ties(self, place: int, rows: Ints) -> list[list[EdgeRow]]:
        """Return for each row what stands between the ends of an arrow; read once."""
        arrow = self.arrows[place]
        subjects = self.matches[arrow.subject.at][rows]
        objects = self.matches[arrow.object.at][rows]
        keys = pair_keys(subjects, objects, either=arrow.either)
        read = self._read.setdefault(place, {})
        new = [i for i, key in enumerate(keys) if key not in read]
        if new:
            read |= between(
                self.graph, subjects[new], objects[new], arrow.relations, either=arrow.either
            )
        return [read.setdefault(key, []) for key in keys]

    def _edges(
        self, place: int, rows: Ints, bindings: Sequence[Binding]
    ) -> list[list[Edge]]:
        """Return for each row, bound as in `bindings`, the same as `_ties` with ids."""
        found = []
        subject, object_ = (term.at for term in self.arrows[place].terms)
        for ties, start, row in zip(
            self._ties(place, rows), self.matches[subject][rows].tolist(), bindings, strict=True
        ):
            one, other = row[subject], row[object_]
            found.append([
                Edge(one, name, other, *tie[3:]) if s == start else Edge(other, name, one, *tie[3:])
                for tie in ties for s, name in [tie[:2]]
            ])
        return found

    def _derived(self, candidates: Iterable[Candidate]) -> dict[Triple, list[Evidence]]:
        """Return the statements behind the arrows that an analysis concluded."""
        edges = {e for c in candidates for some in c.behind for e in some}
        concluded = {e for e in edges if e.relation in typing().derived}
        return evidence(self.graph, [t for e in concluded for t in stored(e)]) if concluded else {}

    # ── keys: lower is better ─────────────────────────────────────────────────────────────────

    def _keys(self, rank: Rank, rows: Ints) -> Floats:
        """Return a key for each of some rows."""
        if rank.by == "count":
            return -self._counts(rank.of)[self.answer[rows]].astype(np.float64)
        if rank.by == "closeness":
            return self._steps(rank.of, rows)
        if rank.by == "freshness":
            return self._freshness(rows)
        if rank.by == "certainty":
            return -self._certainty(rows)
        if rank.by == "score":
            found = self._candidates(rows, self.matches.at(rows).rows(self.graph))
            return np.array([-score_of(candidate) for candidate in found], dtype=np.float64)
        return np.zeros(len(rows))

    def _counts(self, name: str) -> Ints:
        """Return for every answer how many things a name stands for in it."""
        pairs = packed([self.answer, self.matches[name]])
        _, first = np.unique(pairs, return_index=True)
        return np.bincount(self.answer[first], minlength=self.count)

    def _steps(self, name: str, rows: Ints) -> Floats:
        """Return how many steps along its hierarchy lie between a name and what it reached."""
        terms = [t for a in self.arrows for t in a.terms if t.name == name]
        found = np.zeros(len(rows))
        for term in (t for t in terms if t.reach is not Reach.SAME):
            start, end = self.matches[name][rows], self.matches[term.at][rows]
            for number in {*start.tolist()}:
                mine = start == number
                found[mine] += distances(
                    self.graph, term.via, number, end[mine], up=term.reach is Reach.UP
                )
        return found

    def _freshness(self, rows: Ints) -> Floats:
        """Return how fresh the arrow is that was confirmed longest ago."""
        keys: dict[str, float] = {"": 0.0}
        oldest = [min((tie[3] for tie in ties), default="") for ties in self._first(rows)]
        for day in set(oldest) - keys.keys():
            keys[day] = float(_ORDER[fresh(day, self.today)])
        return np.array([keys[day] for day in oldest], dtype=np.float64)

    def _certainty(self, rows: Ints) -> Floats:
        """Return how certain the least certain arrow is."""
        return np.array([
            min((tie[4] for tie in ties), default=1.0) for ties in self._first(rows)
        ], dtype=np.float64)

    def _first(self, rows: Ints) -> Iterator[list[EdgeRow]]:
        """Yield for each row the first of what stands behind each arrow."""
        behind = [self._ties(place, rows) for place in range(len(self.arrows))]
        for i in range(len(rows)):
            yield [ties[i][0] for ties in behind if ties[i]]

    def _score(self, candidate: Candidate) -> float:
        """Return a number that falls with the rank: 1 is exact, or a count or derived score."""
        if self.question.rank and self.question.rank[0].by in ("count", "score"):
            return round(-candidate.keys[0], 4)
        score, weight = 1.0, 0.1
        for rank, key in zip(self.question.rank, candidate.keys, strict=True):
            worse = 9 * (1 + key) if rank.by in ("certainty", "score") else max(key, 0.0)
            score -= weight * min(worse, _FURTHEST)
            weight /= 10
        return round(score, 6)


def score_of(candidate: Candidate) -> float:
    """Return how strong an answer is: what an analysis scored, else its certainty (0 to 1)."""
    if candidate.derived is None:
        return min((edge.certainty for edge in candidate.ties), default=1.0)
    score = (candidate.derived.detail or {}).get("score")
    return float(score) if isinstance(score, int | float) else candidate.derived.certainty
