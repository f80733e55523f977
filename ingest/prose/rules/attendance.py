"""Who was at the meeting: from the list of those present, and from who speaks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ingest.prose.context import PARTY, Context, Draft, P, Tagged
from ingest.prose.meeting import PRESENT_LABEL, below
from ingest.prose.rules import Rule
from ingest.prose.words import either, words

_LIST: Final = re.compile(
    rf"^(?:{either(words('presence'))})\b"
    r"(?: (?:namens|vanuit|van) (?:de |het )?⟦\w+⟧)?"
    r"[^:⟦]{0,40}:|^(?:namens|vanuit) [^:]{3,60} aanwezig:"
    r"|\b(?:waren|was)(?: er)?(?: ook)? aanwezig\b"
    r"|\baanwezig (?:waren|zijn|was)\b|\baan tafel zaten\b|\b(?:sprekers|deelnemers) waren\b"
    r"|^met dank aan\b"
    r"|^met (?:bezoekers|vertegenwoordigers|medewerkers|mensen|bewoners|onder (?:meer|anderen))\b"
    r"|\bonder wie\b|\bte gast (?:was|waren)\b|\bschoven aan\b|\bnamen deel\b|\bdeelnemers:",
    re.IGNORECASE,
)
_FOR: Final = re.compile(
    rf"^(?:{either(words('presence'))})?,? ?(?:namens|vanuit|van) (?:de |het )?{PARTY}"
    r"(?: aanwezig)?: (?P<who>[^;:]+)",
    re.IGNORECASE,
)
_WITH_PARTY: Final = re.compile(rf"(?:^|; ?|: ?){P}, (?:de |het )?{PARTY}(?=;|\.?$)")
_FOR_GROUP: Final = re.compile(r"(?:namens|vanuit|van|gast(?:en)?)\b[^:⟦]{0,40}: ", re.IGNORECASE)
_ITEM: Final = 160
"""Letters of the longest line in a list of people."""
_ABSENT: Final = re.compile(rf"^(?:{either(words('absence'))})\b", re.IGNORECASE)
_GUESTS: Final = re.compile(
    rf"(?:bezoekers|vertegenwoordigers|medewerkers|leden) van (?:de |het )?{PARTY}"
)
_SAYS: Final = (
    r"(?:vertelt|vertellen|vertelde|vertelden|licht(?:te)?|schetst|schetste|geeft|gaf|geven|legt|legde"
    r"|presenteert|presenteerde|opent|opende|meldt|meldde|zegt|zei|blikt|blikte|ziet|zag|benadrukt"
    r"|benadrukte|stelt|stelde|vraagt|vroeg|noemt|noemde|wil|wilde|liet|laat|heet|heette|bedankt"
    r"|bedankte|sluit|sloot|reageert|reageerde|antwoordt|pleit|pleitte|roept|riep|adviseert|deelt"
    r"|deelde|neemt|nam|vindt|vond|waarschuwt|constateert|concludeert|informeert|beantwoordt|bood"
    r"|biedt|beloofde|belooft|toont|toonde|trapt|trapte|leidt|leidde|kijkt|merkt|gaat in op)"
)
_SPEAKS: Final = re.compile(
    rf"^(?:Tot slot |Daarna |Vervolgens |Ook |Ten slotte )?(?:[A-Za-zà-ÿ-]+ )?(?:{P}(?: \([^)]*\)"
    rf"|,? (?:van|namens|bij)(?: de| het)? {PARTY.replace('(', '(?:')}|, [^,]+,)?(?: en )?)+"
    rf" {_SAYS}\b"
)
_ALDUS: Final = re.compile(
    rf"\b(?:aldus|zo (?:vertelde|zei|beloofde|vertelt|zegt)|vertelt|zegt|zei|vertelde),?"
    rf" (?:[a-zà-ÿ]+ )?{P}"
)


def present(context: Context) -> Iterator[Draft]:
    """Who is in a list of those present, and who was a guest."""
    if context.meeting is None:
        return
    listed = {sentence.start for sentence in below(context.document, PRESENT_LABEL)}
    for tagged in context.tagged:
        heading = context.block(tagged).kind == "heading"
        listing = _LIST.search(tagged.text) or (
            _FOR_GROUP.match(tagged.text) and _goes_on(context, tagged)
        )
        inline = listing and not heading and not _ABSENT.match(tagged.text)
        below_label = tagged.sentence.start in listed and len(tagged.sentence.text) < _ITEM
        if not inline and not below_label:
            continue
        for item in tagged.items:
            if item.entity.type == "Person" and item.entity.id not in context.absent:
                yield context.draft(
                    "people.present", item.entity, "attended", context.meeting, tagged
                )
        yield from _spokesmen(context, tagged)
        yield from _with_party(context, tagged, below_label)
        for match in _GUESTS.finditer(tagged.text):
            yield context.draft(
                "people.guests", tagged.one(match[1]), "attended", context.meeting, tagged
            )


def _goes_on(context: Context, tagged: Tagged) -> bool:
    """Tell whether a sentence goes on a list of those present in its own block."""
    first = context.block(tagged).sentences[0].text
    return PRESENT_LABEL.match(first) is not None and _ABSENT.match(first) is None


def _spokesmen(context: Context, tagged: Tagged) -> Iterator[Draft]:
    """'Aanwezig namens de dorpsraad: Anna Jansen en Piet Smit'."""
    match = _FOR.match(tagged.text)
    if match is None:
        return
    for person in tagged.all(match["who"], frozenset({"Person"})):
        yield context.draft("people.spokesman", person, "member_of", tagged.one(match[1]), tagged)


def _with_party(context: Context, tagged: Tagged, one_each: bool) -> Iterator[Draft]:
    """'- Anna Jansen, Stichting Zon' on a line of its own, or between semicolons."""
    if not one_each and ";" not in tagged.text:
        return
    for match in _WITH_PARTY.finditer(tagged.text):
        if not one_each or match.end() == len(tagged.text.rstrip(";. ")):
            person, party = tagged.one(match[1]), tagged.one(match[2])
            yield context.draft("people.listed_with", person, "member_of", party, tagged)


def speakers(context: Context) -> Iterator[Draft]:
    """Who speaks in the report of a meeting was there."""
    if context.meeting is None:
        return
    for tagged in context.body:
        opening = _SPEAKS.match(tagged.text)
        found = tagged.all(opening.group(), frozenset({"Person"})) if opening else []
        found += [tagged.one(m[1]) for m in _ALDUS.finditer(tagged.text)]
        for person in found:
            if person.id not in context.absent:
                yield context.draft("people.speaks", person, "attended", context.meeting, tagged)


RULES: Final = (
    Rule("people.present", 2, 0.95),
    Rule("people.guests", 1, 0.85),
    Rule("people.spokesman", 1, 0.9),
    Rule("people.listed_with", 1, 0.9),
    Rule("people.speaks", 1, 0.85),
)
FINDERS: Final = (present, speakers)
