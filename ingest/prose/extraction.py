"""What a report says: mentions, candidate facts with their quotes, and hints about names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from graph.naming import slug
from graph.statement import State
from ingest.prose.certainty import certainty, threshold
from ingest.prose.context import Context, Draft
from ingest.prose.document import Document
from ingest.prose.entities import Entities, Entity
from ingest.prose.fitting import fitting
from ingest.prose.hints import Hint, find_hints
from ingest.prose.knowledge import Knowledge, gemeente_of
from ingest.prose.meeting import absent_people, find_meeting
from ingest.prose.resolve import Resolver
from ingest.prose.rules import finders, rules
from ingest.prose.words import either, roles

VERSION: Final = "2"
"""Goes up when the same report gives other facts; part of the method of its statements."""
_NEVER_ALONE: Final = frozenset({"phase", "meets", "lifted_by"})
"""Relations that a person always looks at."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A fact that a rule read; `start` and `end` are in the original, `quote` stands there."""

    subject: Entity
    relation: str
    object: Entity | None
    value: str | None
    attributes: dict[str, Any]
    quote: str
    start: int
    end: int
    rule: str
    certainty: float
    state: str
    also: tuple[tuple[str, int, int], ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Return it as a line of `samenspel candidates`."""
        made: dict[str, Any] = {"subject": self.subject.to_json(), "relation": self.relation}
        made |= {"object": self.object.to_json()} if self.object else {"value": self.value}
        made |= {
            "attributes": self.attributes,
            "quote": self.quote,
            "start": self.start,
            "end": self.end,
            "rule": self.rule,
            "certainty": self.certainty,
            "state": self.state,
        }
        return made


@dataclass(slots=True)
class Extraction:
    """All that was read from one document."""

    document: Document
    entities: Entities
    candidates: list[Candidate]
    hints: list[Hint]
    meeting: Entity | None = None
    gemeente: str | None = None

    @property
    def mentions(self) -> list[Entity]:
        """What the document names, in the order in which it first does."""
        quiet = {"Need", "Offer", "Commitment", "Grant"}
        found = [
            e
            for e in self.entities
            if e.type not in quiet
            and not e.twin
            and not (e.type == "Post" and "at" in e.attributes)
        ]
        return sorted(found, key=lambda e: (min(e.spans, default=(1 << 40, 0)), e.id))


def extract(
    document: Document,
    knowledge: Knowledge | None = None,
    *,
    source: str | None = None,
    area: str | None = None,
) -> Extraction:
    """Read the facts of a document; `area` is the id of the gemeente it is about, if known."""
    knowledge = knowledge or Knowledge.bundled()
    given = (knowledge.gemeente(area) or area) if area else None
    gemeente = given or gemeente_of(knowledge, document.text)
    scope = source or slug(document.name.rsplit(".", 1)[0])
    entities = Resolver(document, knowledge, gemeente, scope).resolve()
    _concepts(document, knowledge, entities)
    _roles(document, entities)
    context = Context(document, entities, knowledge, gemeente)
    context.absent = absent_people(document, entities)
    context.meeting = find_meeting(document, entities)
    found = (draft for finder in finders() for draft in finder(context))
    drafts = [fit for draft in found if (fit := fitting(draft, entities)) is not None]
    hints = find_hints(context)
    return Extraction(
        document, entities, _candidates(document, drafts), hints, context.meeting, gemeente
    )


def _concepts(document: Document, knowledge: Knowledge, entities: Entities) -> None:
    for sentence in document.sentences():
        for found in knowledge.concepts_in(sentence.text):
            span = sentence.start + found.start, sentence.start + found.end
            entities.add(
                found.known.type,
                found.known.name,
                entity_id=found.known.id,
                known=True,
                variants={sentence.text[found.start : found.end]},
                spans=[span],
            )


def _roles(document: Document, entities: Entities) -> None:
    pattern = re.compile(
        rf"(?<![\w-])({either(roles())})(s|en|ers)?(?![\w-])",
        re.I,
    )
    for sentence in document.sentences():
        for match in pattern.finditer(sentence.text):
            name = match[1].lower()
            if name in ("lid", "verslag", "verslaglegging"):
                continue
            name = {"gemeenteraadsleden": "gemeenteraadslid", "raadsleden": "raadslid"}.get(
                name, name
            )
            entities.add(
                "Post",
                name,
                variants={match.group()},
                spans=[(sentence.start + match.start(), sentence.start + match.end())],
            )


def _key(draft: Draft) -> tuple[str, ...]:
    end = draft.object.id if draft.object else str(draft.value)
    ends = (draft.subject.id, end)
    return (draft.relation, *(sorted(ends) if draft.relation == "works_with" else ends))


def _candidates(document: Document, drafts: list[Draft]) -> list[Candidate]:
    """One candidate for each fact: its surest sentence as quote, the others beside it."""
    groups: dict[tuple[str, ...], list[Draft]] = {}
    for draft in drafts:
        groups.setdefault(_key(draft), []).append(draft)
    made = [_candidate(document, same) for same in groups.values()]
    return sorted(made, key=lambda c: (c.start, c.end, c.relation, c.subject.id, str(c.value)))


def _evidence(draft: Draft) -> tuple[bool, float, float, int]:
    """Rank what to quote: a sentence that says it before a name that implies it."""
    implied = draft.rule.endswith("in_name")
    return not implied, rules()[draft.rule].prior, certainty(draft.rule), -draft.start


def _candidate(document: Document, same: list[Draft]) -> Candidate:
    best = max(same, key=_evidence)
    quote, start, end = document.quote(best.start, best.end)
    others = sorted({(d.start, d.end) for d in same} - {(best.start, best.end)})
    sure = max(certainty(draft.rule) for draft in same)
    accepted = sure >= threshold() and best.relation not in _NEVER_ALONE
    return Candidate(
        best.subject,
        best.relation,
        best.object,
        best.value,
        best.attributes,
        quote,
        start,
        end,
        best.rule,
        sure,
        State.ACCEPTED if accepted else State.PROPOSED,
        tuple(document.quote(s, e) for s, e in others),
    )


def mention_lines(extraction: Extraction) -> Iterator[dict[str, Any]]:
    """Yield the lines of `samenspel mentions`; spans are in the original text."""
    normal = extraction.document.normal
    for entity in extraction.mentions:
        yield {
            "name": entity.name,
            "type": entity.type,
            "id": entity.id,
            "variants": sorted({entity.name, *entity.variants}),
            "spans": [list(normal.span(start, end)) for start, end in sorted(entity.spans)],
        }


def hint_line(extraction: Extraction, hint: Hint) -> dict[str, Any]:
    """Return a hint as a line of `samenspel candidates`, with relation same_as."""
    quote, start, end = extraction.document.quote(hint.start, hint.end)
    return {
        "subject": {"name": hint.a, "type": hint.type, "id": hint.a_id},
        "relation": "same_as",
        "object": {"name": hint.b, "type": hint.type, "id": hint.b_id},
        "attributes": {"why": hint.why, "verdict": hint.verdict},
        "quote": quote,
        "start": start,
        "end": end,
        "rule": "names.same",
        "certainty": hint.certainty,
        "state": State.ACCEPTED if hint.verdict == "same" else State.PROPOSED,
    }


def candidate_lines(extraction: Extraction) -> Iterator[dict[str, Any]]:
    """Yield the lines of `samenspel candidates`: facts, then hints as same_as."""
    for candidate in extraction.candidates:
        yield candidate.to_json()
    for hint in extraction.hints:
        yield hint_line(extraction, hint)
