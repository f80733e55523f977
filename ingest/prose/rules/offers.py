"""Offers: what is given, by whom, on what condition, and which need it meets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ingest.prose.buildings import owned_buildings
from ingest.prose.context import PARTY, Context, Draft, Tagged
from ingest.prose.entities import PARTIES, Entity
from ingest.prose.rules import Rule
from ingest.prose.subjects import opening

_NOT_GIVEN: Final = r"(?!aan |zich |(?:zijn |haar |hun |een )?(?:excuses|excuus|petitie|hoofd))"
_OFFERS: Final = (
    (
        re.compile(
            rf"(?:biedt|bieden|bood|boden)(?: (?:ook|graag|nu|daarom|weer|meteen|nog))*"
            rf" (?P<what>{_NOT_GIVEN}[^.;!?]{{3,100}}?) aan\b(?P<more>(?: voor [^.,;]+)?)"
            r"(?=\s*(?:[.,;:()!?\"']|$|(?:om|voor|op|in|bij|als|tijdens|waar|die|dat|vanaf|tot|per"
            r"|tegen|zodat|mits|en|maar|waarmee|met|via|elke|iedere)\b))"
        ),
        "offers.biedt_aan",
    ),
    (
        re.compile(
            r"(?:stelt|stellen|stelde|stelden) (?P<what>(?!wij)[^.;!?€\d]{3,60}?) (?:ter"
            r" )?(?:beschikbaar|beschikking)\b(?P<more>)"
        ),
        "offers.beschikbaar",
    ),
    (
        re.compile(
            rf"\b(?:heeft|hebben) (?P<what>{_NOT_GIVEN}[^.;!?€]{{3,90}}?)"
            r" (?:aangeboden|beschikbaar)\b(?! gesteld)(?P<more>(?: voor [^.,;]+)?)"
        ),
        "offers.aangeboden",
    ),
    (
        re.compile(
            r"(?:biedt|bieden) (?P<what>(?!aan|een oplossing|zich)(?![^.;!?]* aan\b)"
            r"[^.;!?]{3,100}?)(?P<more>)(?=[.;!?]|$)"
        ),
        "offers.biedt",
    ),
)
_POSSIBLE: Final = re.compile(
    rf"{PARTY} (?P<what>(?:dit|dat|het|deze)[^.;]{{0,30}}mogelijk (?:maakt|maken|wil"
    rf" maken))(?P<rest>[^.;]*)"
)
_ROOM: Final = re.compile(
    r"\b(?:is|zijn)(?: er)?(?: nog)? (?P<what>(?:ruimte|plek|plaats))\b[^.;]{0,20}? in (?:de "
    r"|het )?(?:[a-zà-ÿ]+ )?⟦V(?P<venue>\d+)⟧"
)
_SUPPORTS: Final = re.compile(
    r"\b(?:rol|taak|bijdrage)\b[^.]{0,60}\bin (?:de |het )?(?P<what>(?:ondersteuning"
    r"|begeleiding|ondersteunen|begeleiden|versterken|versterking) van [^.;,]+)"
)
_IS_FOR: Final = re.compile(
    rf"^(?:(?:De|Het) )?{PARTY} is (?:een|de|het) (?P<what>[a-zà-ÿ-]*(?:organisatie|bureau"
    rf"|loket|winkel|bank|plek|punt|dienst) voor [^.;,]+)"
)
_LIFT: Final = re.compile(
    rf"^(?:De |Het )?{PARTY} is (?:hard )?nodig om (?:dit|dat|het) mogelijk te maken|\bmits"
    rf" (?:de |het )?{PARTY}"
)


def _offer(context: Context, what: str, tagged: Tagged) -> Entity:
    name = re.sub(
        r"^(?:(?:een|de|het|daarvoor|hiervoor|gratis|ook|graag|tijdelijk) )+",
        "",
        tagged.plain(what),
    )
    offer = context.make("Offer", name[:120], tagged, tagged.plain(what), tagged.sentence.text)
    condition = re.search(r"\bmits\b[^.;]*|\bop voorwaarde dat\b[^.;]*", tagged.sentence.text)
    if condition:
        offer.attributes["condition"] = condition.group()
    offer.attributes.setdefault("status", "conditional" if condition else "open")
    return offer


def offers(context: Context) -> Iterator[Draft]:
    """Sentences that say who offers what."""
    for tagged in context.body:
        if re.search(r"\b(?:niet|geen)\b", tagged.text) and "mits" not in tagged.text:
            continue
        for pattern, rule in _OFFERS:
            match = pattern.search(tagged.text)
            who = opening(tagged, match.start()) if match else None
            if match and who is not None and who.type in (*PARTIES, "Venue"):
                offer = _offer(context, match["what"] + match["more"], tagged)
                yield context.draft(
                    rule, offer, "offered_by", who, tagged, status=offer.attributes["status"]
                )
                break
        yield from _possible(context, tagged)
        yield from _others(context, tagged)


def _possible(context: Context, tagged: Tagged) -> Iterator[Draft]:
    """'X maakt dit graag mogelijk in Y': an offer that meets the need just named."""
    match = _POSSIBLE.search(tagged.text)
    if not match:
        return
    needed = _needed_before(context, tagged)
    what = needed.name if needed else tagged.plain(match["what"])
    offer = _offer(context, what, tagged)
    after = context.after(tagged)
    lift = _LIFT.search(after.text) if after else None
    if lift:
        offer.attributes["status"] = "conditional"
    status = offer.attributes["status"]
    yield context.draft(
        "offers.possible", offer, "offered_by", tagged.one(match[1]), tagged, status=status
    )
    if needed is not None:
        yield context.draft("offers.meets", offer, "meets", needed, tagged, status=status)
    for venue in _venues(context, tagged, match["rest"]):
        yield context.draft("offers.venue", offer, "housed_in", venue, tagged)
    if lift and after:
        lifter = after.one(lift[1] or lift[2])
        yield context.draft("offers.lift", offer, "lifted_by", lifter, after)


def _venues(context: Context, tagged: Tagged, rest: str) -> list[Entity]:
    owned = [venue for venue, _ in owned_buildings(context, tagged)]
    return owned or [e for e in tagged.all(rest) if e.type == "Venue"]


def _needed_before(context: Context, tagged: Tagged) -> Entity | None:
    before = context.before(tagged)
    if before is None:
        return None
    start = before.sentence.start
    return next(
        (e for e in context.entities.of("Need") if any(s == start for s, _ in e.spans)), None
    )


def _others(context: Context, tagged: Tagged) -> Iterator[Draft]:
    match = _ROOM.search(tagged.text)
    if match:
        offer = _offer(context, f"{match['what']} in {tagged.one(match['venue']).name}", tagged)
        yield context.draft("offers.room", offer, "housed_in", tagged.one(match["venue"]), tagged)
    match = _SUPPORTS.search(tagged.text)
    who = opening(tagged, match.start()) if match else None
    if match and who:
        yield context.draft(
            "offers.supports", _offer(context, match["what"], tagged), "offered_by", who, tagged
        )
    match = _IS_FOR.search(tagged.text)
    if match:
        who = tagged.one(match[1])
        yield context.draft(
            "offers.is_for", _offer(context, match["what"], tagged), "offered_by", who, tagged
        )


RULES: Final = (
    Rule("offers.biedt_aan", 2, 0.9),
    Rule("offers.beschikbaar", 2, 0.85),
    Rule("offers.aangeboden", 1, 0.85),
    Rule("offers.biedt", 2, 0.6),
    Rule("offers.possible", 1, 0.85),
    Rule("offers.meets", 1, 0.8),
    Rule("offers.venue", 1, 0.85),
    Rule("offers.lift", 1, 0.85),
    Rule("offers.room", 1, 0.7),
    Rule("offers.supports", 1, 0.7),
    Rule("offers.is_for", 1, 0.6),
)
FINDERS: Final = (offers,)
