"""A spot: a place in a document where something is named, with votes for what it may be."""

from __future__ import annotations

from dataclasses import dataclass, field

from ingest.prose.document import Sentence


@dataclass(slots=True)
class Spot:
    """A name at a span of the even text; `votes` weigh the types it may have."""

    text: str
    start: int
    end: int
    sentence: Sentence
    votes: dict[str, float] = field(default_factory=dict)
    noun: str | None = None
    first: bool = False
    generic: bool = False
    after_person: bool = False
    shaped: bool = False

    def vote(self, type_name: str, weight: float) -> None:
        """Add to the weight of a type."""
        self.votes[type_name] = self.votes.get(type_name, 0.0) + weight
