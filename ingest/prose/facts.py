"""Candidates as facts for the ledger: proposed or accepted, each with its quote and place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from graph.schema import Property, Relation, schema
from graph.statement import TYPE, Access, Fact, State
from ingest.prose.document import Document
from ingest.prose.entities import Entity
from ingest.prose.extraction import Candidate, Extraction
from ingest.prose.fitting import declared

_RANK: Final = {State.ACCEPTED: 1, State.PROPOSED: 0}


def facts(extraction: Extraction) -> Iterator[Fact]:
    """Yield what a report says: the facts, then what the things in them are and are called.

    A thing is accepted when one fact about it is. An unnamed seeker and what the model has no word
    for stay out. People of whom nothing is said are only known by name, to stewards: a quote may
    hold that name, so it must be known to be hidden or forgotten.
    """
    sure: dict[str, State] = {}
    things: dict[str, tuple[Entity, Candidate]] = {}
    for candidate in extraction.candidates:
        state = State(candidate.state)
        for entity in filter(None, (candidate.subject, candidate.object)):
            things.setdefault(entity.id, (entity, candidate))
            if _RANK[state] >= _RANK.get(sure.get(entity.id, State.PROPOSED), 0):
                sure[entity.id] = state
        yield from _said(candidate, extraction.document)
    for entity, candidate in things.values():
        if not entity.known:
            yield from _thing(entity, candidate, sure[entity.id], extraction)
    for entity in extraction.entities.of("Person"):
        if entity.id not in things and not entity.known:
            yield Fact(entity.id, TYPE, "Person", access=Access.STEWARD)
            yield Fact(entity.id, "name", entity.name, access=Access.STEWARD)


def _said(candidate: Candidate, document: Document) -> Iterator[Fact]:
    known = declared(candidate.subject.type, candidate.relation)
    if isinstance(known, Relation) and candidate.object is None:
        return
    quotes = ((candidate.quote, candidate.start, candidate.end), *candidate.also)
    for quote, start, _ in quotes:
        yield _fact(
            candidate.subject.id,
            candidate.relation,
            candidate,
            document,
            quote,
            start,
            candidate.state,
            candidate.certainty,
        )
    asks = candidate.attributes.get("asks_for")
    if asks and candidate.subject.type == "Need":
        yield Fact(
            candidate.subject.id,
            "asks_for",
            object=str(asks),
            quote=candidate.quote,
            locator=_locator(document, candidate.start),
            state=candidate.state,
            certainty=min(candidate.certainty, 0.8),
        )


def _fact(
    subject: str,
    relation: str,
    candidate: Candidate,
    document: Document,
    quote: str,
    start: int,
    state: str,
    certainty: float,
) -> Fact:
    target = candidate.object.id if candidate.object else None
    return Fact(
        subject,
        relation,
        None if target else candidate.value,
        target,
        locator=_locator(document, start),
        quote=quote,
        certainty=certainty,
        state=state,
    )


def _locator(document: Document, start: int) -> str:
    from bisect import bisect_left

    return document.locator(bisect_left(document.normal.starts, start))


def _thing(
    entity: Entity, candidate: Candidate, state: State, extraction: Extraction
) -> Iterator[Fact]:
    """Yield type, name, other names and properties of a thing, quoting where it was first read."""
    document = extraction.document
    place = _locator(document, candidate.start)

    def fact(relation: str, value: str) -> Fact:
        target = value if isinstance(declared(entity.type, relation), Relation) else None
        return Fact(
            entity.id,
            relation,
            None if target else value,
            target,
            locator=place,
            quote=candidate.quote,
            certainty=candidate.certainty,
            state=state,
        )

    yield fact(TYPE, entity.type)
    yield fact("name", _name(entity, extraction))
    for other in _other_names(entity):
        yield fact("alt_name", other)
    stated = {c.relation for c in extraction.candidates if c.subject is entity}
    for relation, value in sorted(entity.attributes.items()):
        if relation not in stated and _valid(entity.type, relation, value):
            yield fact(relation, value)


def _name(entity: Entity, extraction: Extraction) -> str:
    at = extraction.entities.by_id.get(entity.attributes.get("at", ""))
    name = f"{entity.name} ({at.name})" if entity.type == "Post" and at else entity.name
    return name[:1].upper() + name[1:] if entity.type not in ("Person", "Organisation") else name


def _other_names(entity: Entity) -> Iterable[str]:
    if entity.type in ("Need", "Offer", "Commitment", "Grant", "Post", "Person"):
        return ()
    small = (v for v in entity.variants if v != entity.name and not v[:1].islower())
    return sorted(v for v in small if len(v) > 1)


def _valid(type_name: str, relation: str, value: str) -> bool:
    known = declared(type_name, relation)
    if isinstance(known, Property):
        return known.choices is None or value in known.choices
    return known is not None and schema().type_of(value) is not None


def judgements(
    extraction: Extraction, who: str = "samenspel"
) -> list[tuple[str, str, str, str, str, str, float]]:
    """Return (a, b, verdict, who, why, method, certainty) of the hints between two things here."""
    kept = {e.id for c in extraction.candidates for e in (c.subject, c.object) if e is not None}
    return [
        (h.a_id, h.b_id, h.verdict, who, f"{h.a} / {h.b}: {h.why}", "report 1", h.certainty)
        for h in extraction.hints
        if h.a_id != h.b_id and {h.a_id, h.b_id} <= kept
    ]
