"""What comes out of a question: answers with a because, or why there is none."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NamedTuple

from graph.store import Edge, Node


class Share(float):
    """A part of a whole, 0 to 1; people read it as a percentage."""


class Because(NamedTuple):
    """A statement behind an answer in plain words; `rests_on` holds what a derived one rests on."""

    statement: str
    says: str
    source: str
    locator: str
    quote: str | None
    date: str
    certainty: float
    freshness: str
    rests_on: tuple[Because, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Return the statement as plain values; without `rests_on` when it rests on nothing."""
        plain: dict[str, Any] = self._asdict()
        below = plain.pop("rests_on")
        return {**plain, "rests_on": [b.to_json() for b in below]} if below else plain


@dataclass(frozen=True)
class Answer:
    """One answer; `links` holds the ids behind fields, `path` the arrows of an introduction."""

    rank: int
    id: str
    label: str
    type: str
    score: float
    fields: dict[str, Any] = field(default_factory=dict)
    freshness: str | None = None
    because: list[Because] = field(default_factory=list)
    links: dict[str, list[str]] = field(default_factory=dict)
    path: list[Edge] | None = None

    def to_json(self) -> dict[str, Any]:
        """Return the answer as in the contract of the command line."""
        return {
            "rank": self.rank, "id": self.id, "label": self.label, "type": self.type,
            "score": self.score, "fields": self.fields, "freshness": self.freshness,
            "because": [b.to_json() for b in self.because],
        }


@dataclass(frozen=True)
class Result:
    """All answers to a question; `sentence` says them in one line, `summary` holds totals."""

    question: str
    title: str
    given: dict[str, Node]
    answers: list[Answer]
    abstained: dict[str, str] | None
    otherwise: list[Answer]
    sentence: str
    summary: dict[str, Any]

    def to_json(self) -> dict[str, Any]:
        """Return the result as in the contract of the command line."""
        return {
            "question": self.question,
            "given": {name: node._asdict() for name, node in self.given.items()},
            "sentence": self.sentence,
            "answers": [a.to_json() for a in self.answers],
            "abstained": self.abstained,
            "otherwise": [a.to_json() for a in self.otherwise],
            "summary": self.summary,
        }
