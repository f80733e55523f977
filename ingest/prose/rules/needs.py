"""Needs: what is sought, by whom, and about what."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from ingest.prose.context import Context, Draft, Tagged
from ingest.prose.entities import PARTIES, Entity
from ingest.prose.rules import Rule
from ingest.prose.subjects import group, opening, subjects

_END: Final = (
    r"(?P<what>[^.;!?]{3,140}?)(?=[.;!?]|, (?:en|maar|zodat|want|aldus|vertelt|zegt)\b|[\"'],|$)"
)
_NEEDS: Final = (
    (re.compile(rf"\bbehoefte(?: is)? aan {_END}"), "needs.behoefte"),
    (re.compile(rf"\bop zoek naar {_END}"), "needs.zoekt"),
    (
        re.compile(
            r"^(?P<what>(?:Nieuwe |Extra |Meer )?"
            r"(?:[vV]rijwilligers|[dD]onateurs|[hH]anden|[mM]ensen"
            r"|[gG]astheren|[gG]astvrouwen|[sS]ponsors|[sS]ponsoren|[cC]hauffeurs|[mM]aterialen))"
            r" (?:zijn|is)(?: (?:nog|altijd|hard|dringend|erg|ook|steeds))* nodig\b"
            r"(?P<more>(?: (?:voor|om)\b[^.;!?\"]*)?)"
        ),
        "needs.er_is",
    ),
    (
        re.compile(
            rf"(?<!\w)(?:zoekt|zoeken)(?: (?:ook|nog|dringend|graag|nu|daarom))* (?!elkaar"
            rf"|naar een oplossing|samen){_END}"
        ),
        "needs.zoekt",
    ),
    (
        re.compile(
            r"\b(?:hebben|heeft)(?: (?:vooral|dringend|ook|nog|nu|echt|daarvoor|hiervoor|wij"
            r"|we))* (?P<what>[^.;!?]{3,90}?) nodig\b(?P<more>(?: (?:waar|voor|om"
            r"|die)\b[^.;!?\"]*)?)"
        ),
        "needs.nodig",
    ),
    (
        re.compile(
            r"^(?P<what>[^.;:!?]{3,140}?)(?: lijkt| lijken| is| zijn)(?: steeds)?(?: meer|"
            r" zeer| hard| erg)* (?:gewenst|wenselijk)\b"
        ),
        "needs.gewenst",
    ),
    (
        re.compile(
            r"\b[eE]r (?:is|zijn)(?: (?:nog|ook|dringend|echter|daarom|wel|vooral))*"
            r" (?P<what>(?!geen|niet)[^.;!?]{3,80}?) nodig\b"
            r"(?P<more>(?: (?:voor|om|die|met)\b[^.;!?\"]*)?)"
        ),
        "needs.er_is",
    ),
    (
        re.compile(
            r"\bkan(?: (?:wel|goed|nog|ook|altijd))* (?P<what>(?!niet)[^.;!?]{3,60}?) gebruiken\b"
        ),
        "needs.gebruiken",
    ),
    (
        re.compile(
            r"\b(?:zijn|is) (?P<what>(?!de |het |⟦)[a-zà-ÿ][^.;!?]{3,60}?) nodig om [^.;!?]+"
        ),
        "needs.er_is_nodig",
    ),
    (re.compile(rf"\b(?:vragen|vraagt)(?: om)? (?P<meer>meer) {_END}"), "needs.vraagt"),
    (
        re.compile(
            rf"(?:\b(?:is|zijn) (?:nog |echter |er )*geen|\bgebrek aan|\btekort aan"
            rf"|\bontbreekt het aan) (?=(?:geld|ruimte|plek|locatie|vrijwilligers|budget"
            rf"|dekking|financiering|middelen|personeel|opvolger|beheerder|onderkomen|kennis|menskracht|mensen|vervoer)\b){_END}"
        ),
        "needs.ontbreekt",
    ),
    (
        re.compile(
            r"^(?P<who>De uitdaging voor [^.]{3,40}?) (?:ligt in|is) (?P<what>[^.;!?]{3,140})"
        ),
        "needs.uitdaging",
    ),
    (re.compile(rf"\burgentie voor {_END}"), "needs.urgentie"),
    (re.compile(rf"\b(?:mist|missen)(?: (?:nog|ook|vooral))* (?=een |meer ){_END}"), "needs.mist"),
)
_LEAD: Final = re.compile(
    r"\b(?:nodig|gezocht|wensen|wensenlijst|we zoeken|wij zoeken|behoeften|zoeken wij"
    r"|gevraagd)\b[^.]{0,30}[:?]$",
    re.I,
)
_REALISE: Final = re.compile(
    r"^(?P<what>[A-ZÀ-Þ][^.;!?⟦]*\bin (?:de |het )?⟦A(?P<area>\d+)⟧) (?:realiseren|creëren"
    r"|maken|openen|opzetten)\.?$"
)


def _need(context: Context, what: str, tagged: Tagged) -> Entity:
    name = re.sub(r"^(?:een|de|het) ", "", tagged.plain(what))
    need = context.make("Need", name[:120], tagged, tagged.plain(what), tagged.sentence.text)
    need.attributes.setdefault("status", "open")
    return need


def _sought(
    context: Context, rule: str, tagged: Tagged, what: str, who: list[Entity]
) -> Iterator[Draft]:
    need = _need(context, what, tagged)
    extra = _resource(context, tagged.plain(what))
    for party in who:
        yield context.draft(rule, need, "sought_by", party, tagged, status="open", **extra)
    if (
        not who
        and rule != "needs.er_is"
        and (unnamed := group(tagged) or _heading_group(context, tagged))
    ):
        yield context.draft(
            "needs.unnamed", need, "sought_by", unnamed, tagged, status="open", **extra
        )
    for party in who[:1]:
        for found in context.knowledge.concepts_in(re.sub(r"⟦\w+⟧", "·", what), ["Theme"]):
            if party.type in ("Initiative", "Organisation") and found.known.id in _GOALS:
                theme = context.entities.add(
                    "Theme", found.known.name, entity_id=found.known.id, known=True
                )
                theme_rule = (
                    "needs.theme"
                    if rule in ("needs.behoefte", "needs.list")
                    else "needs.theme_wish"
                )
                yield context.draft(theme_rule, party, "about", theme, tagged)


_GROUP: Final = re.compile(
    r"\b(?:initiatieven|bewonersinitiatieven|bewoners|ondernemers|jongeren|ouderen|vrijwilligers)\b"
)
_GOALS: Final = frozenset(
    {
        "theme:continuiteit-en-borging",
        "theme:experimenteerruimte",
        "theme:eigenaarschap",
        "theme:eenzaamheid",
        "theme:armoede",
        "theme:democratie-en-zeggenschap",
        "theme:talentontwikkeling",
    }
)


def _heading_group(context: Context, tagged: Tagged) -> str | None:
    heading = context.document.heading_of(context.block(tagged))
    found = _GROUP.search(heading.sentences[0].text) if heading and heading.sentences else None
    return found.group() if found else None


def _resource(context: Context, what: str) -> dict[str, Any]:
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
            who = _seekers(context, rule, tagged, match)
            yield from _sought(context, rule, tagged, what, who)
            break


def _seekers(context: Context, rule: str, tagged: Tagged, match: re.Match[str]) -> list[Entity]:
    """Return who seeks what a sentence says is needed."""
    if rule == "needs.urgentie":
        return tagged.all(tagged.text[: match.start()], PARTIES)
    if rule == "needs.uitdaging":
        return tagged.all(match["who"], PARTIES)
    if rule in ("needs.vraagt", "needs.er_is_nodig", "needs.mist"):
        own = opening(tagged, match.start())
        return [own] if own else []
    found = subjects(context, tagged, match.start())
    if not found and rule == "needs.er_is":
        last = context.party_before(tagged)
        return [last] if last else []
    if not found and rule == "needs.ontbreekt" and context.is_letter and context.municipality:
        return [context.municipality]
    return found


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


RULES: Final = (
    Rule("needs.behoefte", 1, 0.9),
    Rule("needs.zoekt", 1, 0.85),
    Rule("needs.nodig", 1, 0.85),
    Rule("needs.gewenst", 1, 0.7),
    Rule("needs.er_is_nodig", 1, 0.6),
    Rule("needs.er_is", 1, 0.75),
    Rule("needs.gebruiken", 1, 0.85),
    Rule("needs.vraagt", 1, 0.7),
    Rule("needs.ontbreekt", 2, 0.7),
    Rule("needs.uitdaging", 1, 0.8),
    Rule("needs.urgentie", 1, 0.8),
    Rule("needs.mist", 1, 0.7),
    Rule("needs.unnamed", 1, 0.6),
    Rule("needs.theme", 1, 0.75),
    Rule("needs.theme_wish", 1, 0.6),
    Rule("needs.list", 1, 0.9),
    Rule("needs.realise", 1, 0.8),
)
FINDERS: Final = (needs, lists)
