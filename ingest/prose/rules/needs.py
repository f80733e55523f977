"""Needs and offers: what is sought or given, by whom, what it takes, and what fits what."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ingest.prose.buildings import owned_buildings
from ingest.prose.context import PARTY, Context, Draft, Tagged
from ingest.prose.entities import PARTIES, Entity
from ingest.prose.rules import Rule
from ingest.prose.subjects import group, opening, subjects

_END: Final = r"(?P<what>[^.;!?]{3,140}?)(?=[.;!?]|, (?:en|maar|zodat|want|aldus|vertelt|zegt)\b|[\"'],|$)"
_NEEDS: Final = (
    (re.compile(rf"\bbehoefte(?: is)? aan {_END}"), "needs.behoefte"),
    (re.compile(rf"\bop zoek naar {_END}"), "needs.zoekt"),
    (re.compile(rf"(?<!\w)(?:zoekt|zoeken)(?: (?:ook|nog|dringend|graag|nu|daarom))* (?!elkaar|naar een oplossing|samen){_END}"), "needs.zoekt"),
    (re.compile(r"\b(?:hebben|heeft)(?: (?:vooral|dringend|ook|nog|nu|echt|daarvoor|hiervoor|wij|we))* (?P<what>[^.;!?]{3,90}?) nodig\b(?P<more>(?: (?:waar|voor|om|die)\b[^.;!?\"]*)?)"), "needs.nodig"),
    (re.compile(r"^(?P<what>[^.;:!?]{3,140}?)(?: lijkt| lijken| is| zijn)(?: steeds)?(?: meer| zeer| hard| erg)* (?:gewenst|wenselijk)\b"), "needs.gewenst"),
    (re.compile(rf"\b(?:zijn|is) (?P<what>(?!de |het |⟦)[a-zà-ÿ][^.;!?]{{3,60}}?) nodig om [^.;!?]+"), "needs.er_is_nodig"),
    (re.compile(rf"\b(?:vragen|vraagt)(?: om)? (?P<meer>meer) {_END}"), "needs.vraagt"),
    (re.compile(rf"(?:\b(?:is|zijn) (?:nog |echter |er )*geen|\bgebrek aan|\btekort aan|\bontbreekt het aan) (?=(?:geld|ruimte|plek|locatie|vrijwilligers|budget|kennis|menskracht|mensen|vervoer)\b){_END}"), "needs.ontbreekt"),
    (re.compile(r"^(?P<who>De uitdaging voor [^.]{3,40}?) (?:ligt in|is) (?P<what>[^.;!?]{3,140})"), "needs.uitdaging"),
    (re.compile(rf"\burgentie voor {_END}"), "needs.urgentie"),
    (re.compile(rf"\b(?:mist|missen)(?: (?:nog|ook|vooral))* (?=een |meer ){_END}"), "needs.mist"),
)
_LEAD: Final = re.compile(r"\b(?:nodig|gezocht|wensen|wensenlijst|we zoeken|wij zoeken|behoeften|zoeken wij|gevraagd)\b[^.]{0,30}[:?]$", re.I)
_REALISE: Final = re.compile(r"^(?P<what>[A-ZÀ-Þ][^.;!?⟦]*\bin (?:de |het )?⟦A(?P<area>\d+)⟧) (?:realiseren|creëren|maken|openen|opzetten)\.?$")
_OFFERS: Final = (
    (re.compile(rf"(?:biedt|bieden|bood|boden)(?: [a-zà-ÿ]+)?? (?P<what>(?:een|de|het|\d+|ruimte|hulp|kennis|geld|materiaal|gratis)\b[^.;!?]*?) aan\b(?P<more>(?: voor [^.,;]+)?)"), "offers.biedt_aan"),
    (re.compile(r"(?:stelt|stellen|stelde|stelden) (?P<what>(?!wij)[^.;!?€\d]{3,60}?) (?:ter )?beschikbaar\b(?P<more>)"), "offers.beschikbaar"),
    (re.compile(r"(?:biedt|bieden) (?P<what>(?!aan|een oplossing)[^.;!?]{3,100}?)(?P<more>)(?=[.;!?]|$)"), "offers.biedt"),
)
_POSSIBLE: Final = re.compile(rf"{PARTY} (?P<what>(?:dit|dat|het|deze)[^.;]{{0,30}}mogelijk (?:maakt|maken|wil maken))(?P<rest>[^.;]*)")
_ROOM: Final = re.compile(r"\b(?:is|zijn)(?: er)?(?: nog)? (?P<what>(?:ruimte|plek|plaats))\b[^.;]{0,20}? in (?:de |het )?(?:[a-zà-ÿ]+ )?⟦V(?P<venue>\d+)⟧")
_SUPPORTS: Final = re.compile(r"\b(?:rol|taak|bijdrage)\b[^.]{0,60}\bin (?:de |het )?(?P<what>(?:ondersteuning|begeleiding|ondersteunen|begeleiden|versterken|versterking) van [^.;,]+)")
_IS_FOR: Final = re.compile(rf"^(?:(?:De|Het) )?{PARTY} is (?:een|de|het) (?P<what>[a-zà-ÿ-]*(?:organisatie|bureau|loket|winkel|bank|plek|punt|dienst) voor [^.;,]+)")
_LIFT: Final = re.compile(rf"^(?:De |Het )?{PARTY} is (?:hard )?nodig om (?:dit|dat|het) mogelijk te maken|\bmits (?:de |het )?{PARTY}")


def _need(context: Context, what: str, tagged: Tagged) -> Entity:
    name = re.sub(r"^(?:een|de|het) ", "", tagged.plain(what))
    need = context.make("Need", name[:120], tagged, tagged.plain(what), tagged.sentence.text)
    need.attributes.setdefault("status", "open")
    return need


def _sought(context: Context, rule: str, tagged: Tagged, what: str, who: list[Entity]) -> Iterator[Draft]:
    need = _need(context, what, tagged)
    extra = _resource(context, tagged.plain(what))
    for party in who:
        yield context.draft(rule, need, "sought_by", party, tagged, status="open", **extra)
    if not who and (unnamed := group(tagged) or _heading_group(context, tagged)):
        yield context.draft("needs.unnamed", need, "sought_by", unnamed, tagged, status="open", **extra)
    for party in who[:1]:
        for found in context.knowledge.concepts_in(re.sub(r"⟦\w+⟧", "·", what), ["Theme"]):
            if party.type in ("Initiative", "Organisation") and found.known.id in _GOALS:
                theme = context.entities.add("Theme", found.known.name, entity_id=found.known.id, known=True)
                theme_rule = "needs.theme" if rule in ("needs.behoefte", "needs.list") else "needs.theme_wish"
                yield context.draft(theme_rule, party, "about", theme, tagged)


_GROUP: Final = re.compile(r"\b(?:initiatieven|bewonersinitiatieven|bewoners|ondernemers|jongeren|ouderen|vrijwilligers)\b")
_GOALS: Final = frozenset({
    "theme:continuiteit-en-borging", "theme:experimenteerruimte", "theme:eigenaarschap",
    "theme:eenzaamheid", "theme:armoede", "theme:democratie-en-zeggenschap", "theme:talentontwikkeling",
})


def _heading_group(context: Context, tagged: Tagged) -> str | None:
    heading = context.document.heading_of(context.block(tagged))
    found = _GROUP.search(heading.sentences[0].text) if heading and heading.sentences else None
    return found.group() if found else None


def _resource(context: Context, what: str) -> dict[str, str]:
    found = context.knowledge.concepts_in(what, ["Resource"])
    return {"asks_for": found[0].known.id} if found else {}


def needs(context: Context) -> Iterator[Draft]:
    """Sentences that say what is needed or sought."""
    for tagged in context.tagged:
        if tagged.text.rstrip(".").endswith("?") or re.search(r"\bgeen behoefte\b", tagged.text):
            continue
        for pattern, rule in _NEEDS:
            match = pattern.search(tagged.text)
            if not match or (context.block(tagged).kind == "heading" and rule != "needs.zoekt"):
                continue
            what = match["what"] + (match.groupdict().get("more") or "")
            if rule == "needs.vraagt":
                what = f"{match['meer']} {what}"
            who = subjects(context, tagged, match.start())
            if rule == "needs.urgentie":
                who = tagged.all(tagged.text[: match.start()], PARTIES)
            elif rule == "needs.uitdaging":
                who = tagged.all(match["who"], PARTIES)
            elif rule in ("needs.vraagt", "needs.er_is_nodig", "needs.mist"):
                own = opening(tagged, match.start())
                who = [own] if own else []
            yield from _sought(context, rule, tagged, what, who)
            break


def lists(context: Context) -> Iterator[Draft]:
    """Bullets under 'Wat is er nodig:' are needs of the section's party."""
    for tagged in context.body:
        block = context.block(tagged)
        if block.lead >= 0:
            lead = context.document.blocks[block.lead].sentences[-1].text
            if _LEAD.search(lead):
                who = [e for e in context.topic(tagged) if e.is_party][:2]
                yield from _sought(context, "needs.list", tagged, tagged.text, who)
        match = _REALISE.match(tagged.text)
        if match and block.kind == "bullet":
            area = tagged.one(match["area"])
            yield from _sought(context, "needs.realise", tagged, match["what"], [area])


def _offer(context: Context, what: str, tagged: Tagged) -> Entity:
    name = re.sub(r"^(?:een|de|het) ", "", tagged.plain(what))
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
            if match and who is not None and who.type in PARTIES:
                offer = _offer(context, match["what"] + match["more"], tagged)
                yield context.draft(rule, offer, "offered_by", who, tagged,
                                    status=offer.attributes["status"])
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
    yield context.draft("offers.possible", offer, "offered_by", tagged.one(match[1]), tagged, status=status)
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
    return next((e for e in context.entities.of("Need") if any(s == start for s, _ in e.spans)), None)


def _others(context: Context, tagged: Tagged) -> Iterator[Draft]:
    match = _ROOM.search(tagged.text)
    if match:
        offer = _offer(context, f"{match['what']} in {tagged.one(match['venue']).name}", tagged)
        yield context.draft("offers.room", offer, "housed_in", tagged.one(match["venue"]), tagged)
    match = _SUPPORTS.search(tagged.text)
    who = opening(tagged, match.start()) if match else None
    if match and who:
        yield context.draft("offers.supports", _offer(context, match["what"], tagged), "offered_by", who, tagged)
    match = _IS_FOR.search(tagged.text)
    if match:
        who = tagged.one(match[1])
        yield context.draft("offers.is_for", _offer(context, match["what"], tagged), "offered_by", who, tagged)


RULES: Final = (
    Rule("needs.behoefte", 1, 0.9),
    Rule("needs.zoekt", 1, 0.85),
    Rule("needs.nodig", 1, 0.85),
    Rule("needs.gewenst", 1, 0.7),
    Rule("needs.er_is_nodig", 1, 0.6),
    Rule("needs.vraagt", 1, 0.7),
    Rule("needs.ontbreekt", 1, 0.7),
    Rule("needs.uitdaging", 1, 0.8),
    Rule("needs.urgentie", 1, 0.8),
    Rule("needs.mist", 1, 0.7),
    Rule("needs.unnamed", 1, 0.6),
    Rule("needs.theme", 1, 0.75),
    Rule("needs.theme_wish", 1, 0.6),
    Rule("needs.list", 1, 0.9),
    Rule("needs.realise", 1, 0.8),
    Rule("offers.biedt_aan", 1, 0.9),
    Rule("offers.beschikbaar", 1, 0.85),
    Rule("offers.biedt", 1, 0.6),
    Rule("offers.possible", 1, 0.85),
    Rule("offers.meets", 1, 0.8),
    Rule("offers.venue", 1, 0.85),
    Rule("offers.lift", 1, 0.85),
    Rule("offers.room", 1, 0.7),
    Rule("offers.supports", 1, 0.7),
    Rule("offers.is_for", 1, 0.6),
)
FINDERS: Final = (needs, lists, offers)
