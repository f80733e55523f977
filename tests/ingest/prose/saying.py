"""Short texts read to facts, for tests that read like examples."""

from __future__ import annotations

from ingest.prose.extraction import Candidate, Extraction, extract
from ingest.prose.reading import document_of


def read(text: str, date: str | None = None) -> Extraction:
    """Return what is read from a text."""
    return extract(document_of(text, "verslag.txt", date=date))


def told(text: str, date: str | None = None) -> set[tuple[str, str, str]]:
    """Return (subject, relation, object or value) of the candidates of a text, by name."""
    return {ends(candidate) for candidate in read(text, date).candidates}


def ends(candidate: Candidate) -> tuple[str, str, str]:
    """Return a candidate by the names of its ends."""
    end = candidate.object.name if candidate.object else str(candidate.value)
    return candidate.subject.name, candidate.relation, end


def named(text: str) -> dict[str, str]:
    """Return the type of each thing that a text names."""
    concepts = ("Theme", "TargetGroup", "Post")
    return {m.name: m.type for m in read(text).mentions if m.type not in concepts}
