"""Puts answers in order by a question's declared keys; several bindings make one answer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from graph.batch import Triple, between, evidence
from graph.engines import Binding
from graph.freshness import Freshness
from graph.store import Edge, Evidence, Graph
from queries.language.pattern import Arrow, Reach
from queries.language.reading import typing
from queries.question import Question, Rank
from queries.showing import stored
from queries.words import fresh

_ORDER: Final = {Freshness.CURRENT: 0, Freshness.AGEING: 1, Freshness.STALE: 2}
Pair = tuple[str, str]
_FURTHEST: Final = 9
"""Steps that count in a score; more make no difference there."""


@dataclass
class Candidate:
    """An answer to be: its best binding, the arrows of that, and where it ranks."""

    key: tuple[str, ...]
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
    """Ranks the bindings of one asking."""

    def __init__(
        self, graph: Graph, question: Question, arrows: Sequence[Arrow], rows: Sequence[Binding],
        today: date,
    ) -> None:
        self.graph, self.question, self.arrows, self.today = graph, question, arrows, today
        self.edges = [self._between(arrow, rows) for arrow in arrows]
        self.derived = self._derived()
        self._reached: dict[tuple[str, str, Reach], dict[str, int]] = {}

    def _between(self, arrow: Arrow, rows: Sequence[Binding]) -> dict[Pair, list[Edge]]:
        """Return what stands between the ends of an arrow in every binding."""
        pairs = {(row[arrow.subject.at], row[arrow.object.at]) for row in rows}
        turned = {(o, s) for s, o in pairs} if arrow.either else set()
        found: dict[Pair, list[Edge]] = {}
        for edge in between(self.graph, pairs | turned, arrow.relations):
            for pair in {(edge.subject, edge.object), (edge.object, edge.subject)}:
                found.setdefault(pair, []).append(edge)
        order = {name: place for place, name in enumerate(arrow.relations)}
        for pair, edges in found.items():
            forth = [e for e in edges if arrow.either or (e.subject, e.object) == pair]
            found[pair] = sorted(forth, key=lambda e: (order[e.relation], e.subject))
        return found

    def _derived(self) -> dict[Triple, list[Evidence]]:
        """Return the statements behind the arrows that an analysis concluded."""
        edges = [e for found in self.edges for some in found.values() for e in some]
        concluded = {e for e in edges if e.relation in typing().derived}
        return evidence(self.graph, [t for e in concluded for t in stored(e)]) if concluded else {}

    def candidates(self, rows: Iterable[Binding], key: Sequence[str]) -> list[Candidate]:
        """Return one candidate for each answer, best first."""
        found: dict[tuple[str, ...], Candidate] = {}
        for row in rows:
            new = self._candidate(row, tuple(row[name] for name in key))
            old = found.setdefault(new.key, new)
            if old.keys > new.keys:
                new.bindings = old.bindings
                found[new.key] = old = new
            old.bindings.append(row)
        return self.in_order(found.values())

    def in_order(self, candidates: Iterable[Candidate]) -> list[Candidate]:
        """Return candidates best first; equal ones in order of id."""
        found = list(candidates)
        for candidate in found:
            candidate.keys = tuple(
                -float(len({b[rank.of] for b in candidate.bindings})) if rank.by == "count" else key
                for rank, key in zip(self.question.rank, candidate.keys, strict=True)
            )
            candidate.score = self._score(candidate)
        return sorted(found, key=lambda c: (c.keys, c.key))

    def _candidate(self, row: Binding, key: tuple[str, ...]) -> Candidate:
        if self.question.either_order:
            key = tuple(sorted(key))
        behind = [
            found.get((row[arrow.subject.at], row[arrow.object.at]), [])
            for arrow, found in zip(self.arrows, self.edges, strict=True)
        ]
        candidate = Candidate(key, row, behind)
        if self.derived:
            concluded = (self.derived.get(t) for e in candidate.ties for t in stored(e))
            candidate.derived = next((found[0] for found in concluded if found), None)
        candidate.keys = tuple(self._key(rank, candidate) for rank in self.question.rank)
        return candidate

    def _key(self, rank: Rank, candidate: Candidate) -> float:
        if rank.by == "closeness":
            return float(self.steps(rank.of, candidate.best))
        if rank.by == "freshness":
            weakest = candidate.weakest
            return float(_ORDER[fresh(weakest.seen, self.today)]) if weakest else 0.0
        if rank.by == "certainty":
            return -min((edge.certainty for edge in candidate.ties), default=1.0)
        return -score_of(candidate) if rank.by == "score" else 0.0

    def steps(self, name: str, row: Binding) -> int:
        """Return how many steps along its hierarchy lie between a name and what it reached."""
        return sum(
            self._distances(t.via, row[t.name], t.reach).get(row[t.at], 0)
            for a in self.arrows for t in a.terms if t.name == name and t.reach is not Reach.SAME
        )

    def _distances(self, relation: str, name: str, reach: Reach) -> dict[str, int]:
        """Return all that a thing reaches along a hierarchy, with the number of steps."""
        key = (relation, name, reach)
        if key not in self._reached:
            look = self.graph.above if reach is Reach.UP else self.graph.below
            self._reached[key] = look(relation, name)
        return self._reached[key]

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
