"""People at work: where they are active, what they founded, whose bureau it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ingest.prose.context import PARTY, Context, Draft, P
from ingest.prose.entities import PARTIES, Entity
from ingest.prose.rules import Rule
from ingest.prose.rules.people import ROLE, holds
from ingest.prose.words import roles

_ACTIVE: Final = re.compile(
    rf"{P}[^.⟦⟧]{{0,40}}\b(?:actief|werkzaam|betrokken|aan de slag|werkt|werkte|werken"
    rf"|vrijwilliger)(?: (?:als [a-zà-ÿ-]+|al|sinds|nu|in|\d+|jaar|ruim|meer|dan|inmiddels)){{0,6}}"
    rf" (?:bij|voor|in)(?: (?:de|het))?"
    rf"(?: [a-zà-ÿ]+)? {PARTY}"
)
_SERVES: Final = re.compile(rf"{P}[^.⟦⟧]{{0,80}}\bin dienst (?:van|bij)(?: (?:de|het))? {PARTY}")
_LOOSE: Final = re.compile(
    rf"^(?:[A-Za-zà-ÿ]+ )?{P} (?:behandelt|beheert|coördineert|organiseert|leidt|begeleidt"
    rf"|doet)\b[^.,⟦⟧]{{0,70}}\b(?:bij|van|voor)"
    rf" (?:de |het )?{PARTY}"
)
_OWN: Final = re.compile(
    rf"\b(?:zijn|haar) (?:eigen )?(?:[a-zà-ÿ]*(?:bureau|bedrijf|stichting|onderneming|winkel"
    rf"|praktijk|organisatie)) {PARTY}"
)
_FOUNDED: Final = re.compile(
    r"\b(?:zette|zetten|richtte|richtten|startte|startten|begon|realiseerde|realiseerden|initieerde)\b[^.]*⟦[OIV]\d+⟧"
    r"|⟦[OIV]\d+⟧[^.]*\b(?:opgericht|opgezet|gestart|bedacht) door ⟦P\d+⟧"
)
_AT_WORK: Final = re.compile(
    rf"{P}(?: \([^)]*\))?, (?:een |de )?(?P<noun>[a-zà-ÿ-]+)(?: [a-zà-ÿ-]+)? (?:bij|van"
    rf"|namens)(?: (?:de"
    rf"|het))?(?: [a-zà-ÿ]+)? {PARTY}"
)
_KIN: Final = frozenset(
    "die dat wie eerder voorheen toen moeder vader zoon dochter broer zus"
    " buurman buurvrouw bewoner bewoonster vriend weduwe"
    " gebruiker"
    " bezoeker klant fan inwoner deelnemer tegenstander eigenaar".split()
)


def employed(context: Context) -> Iterator[Draft]:
    """'Anna Jansen, consultant bij Bureau Zee': a tie, whatever the function is called."""
    for tagged in context.tagged:
        for match in _AT_WORK.finditer(tagged.text):
            if match["noun"] not in _KIN:
                yield context.draft(
                    "people.works_at",
                    tagged.one(match[1]),
                    "member_of",
                    tagged.one(match[3]),
                    tagged,
                )


def engaged(context: Context) -> Iterator[Draft]:
    """'actief bij de Verkeerstuin als coördinator', 'zette met Piet het initiatief Zon op'."""
    last: Entity | None = None
    for tagged in context.body:
        people = [item.entity for item in tagged.items if item.entity.type == "Person"]
        for match in _ACTIVE.finditer(tagged.text):
            party = tagged.one(match[2])
            yield context.draft("people.active", tagged.one(match[1]), "member_of", party, tagged)
            role = re.match(rf" als {ROLE}\b", tagged.text[match.end() :], re.IGNORECASE)
            if role:
                yield from holds(
                    context, "people.active", tagged, tagged.one(match[1]), role["role"], party
                )
        for match in _SERVES.finditer(tagged.text):
            yield context.draft(
                "people.works_at", tagged.one(match[1]), "member_of", tagged.one(match[2]), tagged
            )
        for match in _LOOSE.finditer(tagged.text):
            yield context.draft(
                "people.loose", tagged.one(match[1]), "member_of", tagged.one(match[2]), tagged
            )
        own = _OWN.search(tagged.text)
        pronoun = re.search(r"\b(?:hij|zij|ze)\b", tagged.text)
        owner = people[0] if len(people) == 1 and not pronoun else last
        if own and owner is not None:
            yield context.draft("people.own", owner, "member_of", tagged.one(own[1]), tagged)
        founded = _FOUNDED.search(tagged.text)
        if founded:
            made = tagged.all(founded.group(), PARTIES | {"Venue"})
            who = people + (
                [last]
                if last is not None
                and re.search(r"(?:[tdn]e|begon) (?:hij|zij|ze)\b|^(?:Hij|Zij|Ze) ", tagged.text)
                else []
            )
            for person in {p.id: p for p in who}.values():
                for party in made[-1:]:
                    yield context.draft("people.founded", person, "member_of", party, tagged)
        last = people[-1] if people else last


def under_role(context: Context) -> Iterator[Draft]:
    """A line 'Wijkwethouder' with a name on the next line."""
    for before, tagged in zip(context.tagged, context.tagged[1:], strict=False):
        role = before.text.lower().rstrip(":")
        if role in roles() and re.fullmatch(P, tagged.text):
            yield from holds(
                context, "people.under_role", tagged, tagged.items[0].entity, role, None
            )


RULES: Final = (
    Rule("people.active", 1, 0.85),
    Rule("people.loose", 1, 0.7),
    Rule("people.own", 1, 0.8),
    Rule("people.founded", 1, 0.65),
    Rule("people.under_role", 1, 0.9),
    Rule("people.works_at", 1, 0.9),
)
FINDERS: Final = (employed, engaged, under_role)
