"""Who a sentence speaks for when it says that something is needed, offered or wanted."""

from __future__ import annotations

import re
from typing import Final

from ingest.prose.context import PARTY, Context, P, Tagged
from ingest.prose.entities import PARTIES, Entity

_OPENING: Final = re.compile(
    rf"^(?:⟦P\d+⟧: )?(?:[\"'„]?)(?:(?:De|Het|Ook|Daarnaast|Inmiddels|Op \w+) )*"
    rf"(?:[a-zà-ÿ]+ )?{PARTY}"
)
_SPEAKER: Final = re.compile(
    rf"(?:\b(?:aldus|zegt|vertelt|zei|vertelde|volgens)\b,? (?:[a-zà-ÿ]+ )?{P}"
    rf"|^{P}\b[^.]{{0,60}}\b(?:zegt|vertelt|meldt|geeft aan|liet zien|laat weten)|^{P}: [\"'])"
)
_PLANS_OF: Final = re.compile(
    rf"⟦P\d+⟧[^.]*\b(?:visie|plannen|beleid|aanpak|ambities|koers) van (?:de |het )?{PARTY}"
)
_WE: Final = re.compile(r"\b(?:[wW]ij|[wW]e|[oO]ns|[oO]nze)\b")
_GROUPS: Final = re.compile(
    r"^(?P<who>(?:Initiatieven|Bewoners|Inwoners|Bewonersinitiatieven|Bewonersorganisaties|Vrijwilligers|Ondernemers"
    r"|Jongeren|Ouderen|Mensen|Buurtbewoners)(?:,? (?:en )?(?:initiatieven|bewoners|inwoners"
    r"|ondernemers))*)\b"
)


def party_of(context: Context, person: Entity) -> Entity | None:
    """Return the one organisation that the text ties a person to by bracket or 'van'."""
    found: dict[str, Entity] = {}
    for tagged in context.tagged:
        pattern = (
            r"⟦P(\d+)⟧(?: \(| van (?:de |het )?|[^.⟦⟧]{0,40} bij (?:de |het )?(?:[a-zà-ÿ]+ )?"
            r"|, [a-zà-ÿ-]+ (?:van|bij) (?:de |het )?(?:[a-zà-ÿ]+ )?)" + PARTY
        )
        for match in re.finditer(pattern, tagged.text):
            if tagged.one(match[1]) is person:
                party = tagged.one(match[2])
                found[party.id] = party
    return next(iter(found.values())) if len(found) == 1 else None


def opening(tagged: Tagged, before: int) -> Entity | None:
    """Return the party that opens a sentence, if it stands before a place in it."""
    match = _OPENING.match(tagged.text)
    return tagged.one(match[1]) if match and match.end() <= before + 1 else None


def _speaker(context: Context, tagged: Tagged) -> Entity | None:
    match = _SPEAKER.search(tagged.text)
    if not match:
        return None
    return party_of(context, tagged.one(match[1] or match[2] or match[3]))


def _of_title(context: Context) -> list[Entity]:
    """Return the one initiative that the title of an article names."""
    span = context.document.title_span
    found = context.entities.within(*span, types=PARTIES) if span else []
    return [found[0][2]] if len({e.id for _, _, e in found}) == 1 else []


def subjects(
    context: Context, tagged: Tagged, at: int, reach: int = 2, back: bool = True
) -> list[Entity]:
    """Return for whom a sentence speaks at a place in it; empty when that is not safe.

    Its own subject, the organisation of its speaker, the gemeente for 'wij' in its letters, else
    the parties that the heading names (at most two), else (`back`) that of the sentence before.
    """
    own = opening(tagged, at)
    if own is not None and own.type in (*PARTIES, "Venue"):
        return [own]
    near = re.search(rf"{PARTY}(?: (?:zelf|ook|nu|nog|al|wel))? $", tagged.text[:at])
    if near:
        return [tagged.one(near[1])]
    speaker = _speaker(context, tagged)
    if speaker is not None:
        return [speaker]
    if _WE.search(tagged.text) and _SPEAKER.search(tagged.text) and context.meeting is None:
        return _of_title(context)
    if _WE.search(tagged.text) and context.is_letter and context.municipality is not None:
        return [context.municipality]
    topic = [e for e in context.topic(tagged) if e.type in (*PARTIES, "Venue")]
    if topic:
        return topic if len(topic) <= reach else []
    if _WE.search(tagged.text) and context.author is not None:
        return [context.author]
    before = context.before(tagged) if back else None
    last = before and opening(before, 12)
    return [last] if last else []


def spoken(context: Context, tagged: Tagged) -> list[Entity]:
    """Return the body whose plans the first sentence of the section presents, if any."""
    first = context.section(tagged)[:1]
    found = _PLANS_OF.search(first[0].text) if first else None
    return [first[0].one(found[1])] if found else []


def group(tagged: Tagged) -> str | None:
    """Return the unnamed group that a sentence opens with: 'Initiatieven, bewoners'."""
    match = _GROUPS.match(tagged.text)
    return match["who"] if match else None
