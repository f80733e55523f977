"""Puts answers in order by a question's declared keys; several bindings make one answer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from graph.batch import Triple, edges, evidence
from graph.engines import Binding
from graph.freshness import Freshness
from graph.store import Edge, Evidence, Graph
from queries.language.pattern import Arrow, Reach
from queries.language.reading import typing
from queries.question import Question, Rank
from queries.words import fresh

_ORDER: Final = {Freshness.CURRENT: 0, Freshness.AGEING: 1, Freshness.STALE: 2}
_FURTHEST: Final = 9
"""Steps that count in a score; more make no difference there."""


@dataclass
class Candidate:
    """An answer to be: its best binding, the arrows of that, and where it ranks."""

    key: tuple[str, ...]
    best: Binding
    ties: list[Edge]
    keys: tuple[float, ...]
    derived: Evidence | None = None
    bindings: list[Binding] = field(default_factory=list)
    score: float = 0.0

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
        wanted = [t for row in rows for a in arrows for t in triples(a, row)]
        self.edges = edges(graph, wanted)
        self.derived = self._derived()
        self._reached: dict[tuple[str, str, Reach], dict[str, int]] = {}

    def _derived(self) -> dict[Triple, list[Evidence]]:
        """Return the statements behind the arrows that an analysis concluded."""
        known = typing()
        concluded = [e for e in self.edges.values() if e.relation in known.derived]
        wanted: list[Triple] = [e[:3] for e in concluded]
        wanted += [(o, r, s) for s, r, o, *_ in concluded if r in known.symmetric]
        return evidence(self.graph, wanted) if wanted else {}

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
        """Return candidates best first; equal ones by label, then id."""
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
        ties = [e for a in self.arrows if (e := self._tie(a, row))]
        concluded = next((
            found[0] for a in self.arrows for t in triples(a, row, stored=True)
            if (found := self.derived.get(t))
        ), None) if self.derived else None
        candidate = Candidate(key, row, ties, (), concluded)
        candidate.keys = tuple(self._key(rank, candidate) for rank in self.question.rank)
        return candidate

    def _tie(self, arrow: Arrow, row: Binding) -> Edge | None:
        found = [e for t in triples(arrow, row) if (e := self.edges.get(t))]
        return max(found, key=lambda edge: edge.seen, default=None)

    def _key(self, rank: Rank, candidate: Candidate) -> float:
        if rank.by == "closeness":
            return float(self.steps(rank.of, candidate.best))
        if rank.by == "freshness":
            weakest = candidate.weakest
            return float(_ORDER[fresh(weakest.seen, self.today)]) if weakest else 0.0
        if rank.by == "certainty":
            return -min((edge.certainty for edge in candidate.ties), default=1.0)
        return -score_of(candidate.derived) if rank.by == "score" else 0.0

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


def score_of(derived: Evidence | None) -> float:
    """Return how strong a derived statement is: its score, else its certainty (0 to 1)."""
    if derived is None:
        return 0.0
    score = (derived.detail or {}).get("score")
    return float(score) if isinstance(score, int | float) else derived.certainty


def triples(arrow: Arrow, row: Binding, *, stored: bool = False) -> list[Triple]:
    """Return the (subject, relation, object) that may stand behind an arrow of a binding.

    With `stored`, also the other way around for symmetric relations: statements stand once.
    """
    subject, object_ = row[arrow.subject.at], row[arrow.object.at]
    found: list[Triple] = [(subject, r, object_) for r in arrow.relations]
    turned = [
        r for r in arrow.relations if arrow.either or (stored and r in typing().symmetric)
    ]
    return found + [(object_, r, subject) for r in turned]
