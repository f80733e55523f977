"""Forms: lines with a label that say who applies, whom to call and how much is asked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ingest.prose.context import PARTY, Context, Draft, P, Tagged
from ingest.prose.entities import Entity
from ingest.prose.money import amounts
from ingest.prose.rules import Rule

_APPLIES: Final = re.compile(
    rf"^(?:aanvrager|aanvragende organisatie|indiener|penvoerder|organisatie|naam organisatie)\s*:"
    rf" (?:de |het )?{PARTY}\W*$",
    re.IGNORECASE,
)
_CONTACT: Final = re.compile(
    rf"^(?:contactpersoon|contact|projectleider|aanspreekpunt)\s*: {P}", re.IGNORECASE
)
_ASKED: Final = re.compile(
    r"^(?:(?P<given>toegekende?|verleende?)|(?:aan)?gevraagde?|benodigde?)"
    r" (?:bijdrage|bedrag|subsidie|budget)\s*(?:\([^)]*\))?\s*:",
    re.IGNORECASE,
)


def _applicant(context: Context) -> Entity | None:
    """Return the one party that the document names as applying."""
    found = [t.one(m[1]) for t in context.body if (m := _APPLIES.match(t.text))]
    return found[0] if len({party.id for party in found}) == 1 else None


def forms(context: Context) -> Iterator[Draft]:
    """'Aanvrager: Stichting Zon', 'Contactpersoon: Anna Jansen', 'Gevraagd bedrag: € 500'."""
    applicant = _applicant(context)
    if applicant is None:
        return
    for tagged in context.body:
        contact, asked = _CONTACT.match(tagged.text), _ASKED.match(tagged.text)
        if contact:
            yield context.draft(
                "forms.contact", tagged.one(contact[1]), "member_of", applicant, tagged
            )
        if asked:
            yield from _money(context, tagged, applicant, asked["given"] is not None)


def _money(context: Context, tagged: Tagged, applicant: Entity, given: bool) -> Iterator[Draft]:
    found = amounts(tagged.sentence.text)
    if len(found) != 1:
        return
    status = "granted" if given else "requested"
    grant = context.make("Grant", tagged.sentence.text[:90], tagged, tagged.sentence.text)
    grant.attributes |= {"status": status, f"amount_{status}": str(found[0].amount)}
    yield context.draft(
        "forms.money",
        grant,
        "recipient",
        applicant,
        tagged,
        status=status,
        amount_eur=found[0].amount,
    )


RULES: Final = (
    Rule("forms.contact", 1, 0.88),
    Rule("forms.money", 1, 0.88),
)
FINDERS: Final = (forms,)
