"""Places: where something is, in which area it lies, and whose building it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from graph.naming import plain
from ingest.prose.buildings import owned_buildings
from ingest.prose.context import LIST, PARTY, Context, Draft, Tagged
from ingest.prose.entities import PARTIES, Entity
from ingest.prose.rules import Rule

_SITS: Final = re.compile(
    rf"{PARTY} (?:is |zit |staat |huist |ligt )?(?:gevestigd |gehuisvest |te vinden )?"
    rf"(?:(?:in|op|achter|naast|tegenover|boven) (?:de|het|een) (?:[a-zà-ÿ'-]+ ){{1,4}})?(?:in"
    rf"|aan|op)(?: (?:de|het))?"
    r"(?: [a-zà-ÿ]+)? ⟦(?P<kind>[VA])(?P<place>\d+)⟧"
)
_SITS_VERB: Final = re.compile(
    r"⟧ (?:is (?:gevestigd|gehuisvest|te vinden)|zit|huist|staat|ligt|is) "
)
_THEN: Final = re.compile(
    r"⟦V(\d+)⟧,? (?:in|te)(?: (?:de|het))?(?: [a-zà-ÿ]+)? ⟦A(\d+)⟧|⟦V(\d+)⟧, ⟦A(\d+)⟧|⟦V(\d+)⟧"
    r" in (?:de|het) ⟦V(\d+)⟧"
)
_BEFORE: Final = re.compile(r"\bin(?: (?:de|het))? ⟦A(\d+)⟧, ⟦V(\d+)⟧")
_OF_AREA: Final = re.compile(
    r"⟦[VOI](\d+)⟧, (?:het|de|een) [a-zà-ÿ]+ (?:van|in)(?: (?:de|het))? ⟦A(\d+)⟧"
)
_AT: Final = re.compile(r"⟦[OI](\d+)⟧(?:, | \()(?:aan de )?⟦V(\d+)⟧(?=[,.;)]|$)")
_HOSTED: Final = re.compile(
    rf"\bin (?:de|het) [a-zà-ÿ]*(?:huiskamer|ruimte|zaal|gebouw|huis|pand|kantine|keuken|tuin"
    rf"|kantoor|centrum) van"
    rf" (?:de |het )?(?P<hosts>{LIST}) (?P<rest>in (?:de |het )?⟦A\d+⟧(?:, ⟦V\d+⟧)?|aan (?:de"
    rf"|het) ⟦V\d+⟧)"
)
_IN: Final = re.compile(
    rf"{PARTY} in(?: (?:de|het))?(?: (?:[A-Z][a-zà-ÿ]+se )?(?:wijk|buurt|stad|dorp))?"
    rf" ⟦[AV](?P<place>\d+)⟧"
)
_INVERTED: Final = re.compile(
    r"(?:\b(?:[iI]n|[aA]an|[oO]p)|\b[aA]an de rand van)(?: (?:de|het))?(?: [a-zà-ÿ]+)? ⟦[AV](\d+)⟧"
    r" (?:ligt|staat|zit"
    r"|huist|bevindt zich|vind je|vindt u|groeit|bloeit|draait)"
    r"(?: (?:de|het|ook|al|sinds|nu|inmiddels|tegenwoordig|jaar|jaren|\d{4}|[a-z]+ jaar))*"
    r" ⟦[OIV](\d+)⟧"
)
_HERE: Final = re.compile(
    rf"\b(?:huist|zit|staat|ligt|woont|werkt) hier (?:de |het |ook )?{PARTY}|^Hier (?:huist"
    rf"|zit|staat|ligt|werkt) (?:de |het )?{PARTY}"
)
_OPENING: Final = re.compile(
    r"^In (?:de |het )?(?:[A-Z][a-zà-ÿ]+se )?(?:[a-zà-ÿ]+ )?⟦A(?P<area>\d+)⟧ [^.⟦⟧]*\bin (?:de"
    r"|het) ⟦[VOI](?P<venue>\d+)⟧"
)
_ACTIVE: Final = re.compile(r"\bin(?: (?:de|het))?(?: (?:wijk|buurt|stad|dorp))? ⟦A(\d+)⟧")


def sits(context: Context) -> Iterator[Draft]:
    """'De Loods is gevestigd aan de Molenweg 3 in het Oranjepark'."""
    for tagged in context.body:
        for match in _SITS.finditer(tagged.text):
            if not _SITS_VERB.search(match.group()):
                continue
            party, place = tagged.one(match[1]), tagged.one(match["place"])
            if party is place or (
                re.search(r" is (?:in|op) ", match.group()) and place.type == "Area"
            ):
                continue
            yield from _put(context, "places.sits", party, place, tagged)
            after = re.match(r",? in (?:de |het )?⟦[AV](\d+)⟧", tagged.text[match.end() :])
            if after:
                yield from _put(context, "places.sits", party, tagged.one(after[1]), tagged)
        for match in _OF_AREA.finditer(tagged.text):
            yield from _put(
                context, "places.of", tagged.one(match[1]), tagged.one(match[2]), tagged
            )


def _put(
    context: Context, rule: str, thing: Entity, place: Entity, tagged: Tagged
) -> Iterator[Draft]:
    if thing.type == "Venue":
        relation = "located_in"
    else:
        relation = "active_in" if place.type == "Area" else "housed_in"
    yield context.draft(rule, thing, relation, place, tagged)


def addresses(context: Context) -> Iterator[Draft]:
    """'in Overvecht, Indusdreef 5', 'Kadelaan 12, Elzendam', 'Molenweg 3 in het Oranjepark'."""
    for tagged in context.body:
        for match in _THEN.finditer(tagged.text):
            venue, area = (tagged.one(n) for n in match.groups() if n is not None)
            yield context.draft("places.address", venue, "located_in", area, tagged)
        for match in _AT.finditer(tagged.text):
            if re.search(r"\d", tagged.one(match[2]).name):
                yield context.draft(
                    "places.at", tagged.one(match[1]), "housed_in", tagged.one(match[2]), tagged
                )
        for match in _BEFORE.finditer(tagged.text):
            yield context.draft(
                "places.address", tagged.one(match[2]), "located_in", tagged.one(match[1]), tagged
            )


def hosts(context: Context) -> Iterator[Draft]:
    """'in de huiskamer van A en B in Overvecht, Indusdreef 5': A and B are there."""
    for tagged in context.body:
        for match in _HOSTED.finditer(tagged.text):
            for party in tagged.all(match["hosts"], PARTIES):
                for place in tagged.all(match["rest"]):
                    yield from _put(context, "places.host", party, place, tagged)


def beside(context: Context) -> Iterator[Draft]:
    """'de Verkeerstuin in Park Transwijk', 'In de wijk Oost … in het Krachtstation'."""
    for tagged in context.body:
        for match in _IN.finditer(tagged.text):
            thing, place = tagged.one(match[1]), tagged.one(match["place"])
            if thing.type != "PublicBody" and thing is not place and thing.type != "Venue":
                yield from _put(context, "places.in", thing, place, tagged)
        for match in _INVERTED.finditer(tagged.text):
            yield from _put(
                context, "places.inverted", tagged.one(match[2]), tagged.one(match[1]), tagged
            )
        here = _HERE.search(tagged.text)
        before = context.before(tagged) if here else None
        areas = before.all(before.text, frozenset({"Area"})) if before else []
        if here and before and len(areas) == 1:
            party = tagged.one(here[1] or here[2])
            yield from _put(context, "places.here", party, areas[0], tagged)
        opening = _OPENING.search(tagged.text)
        if opening:
            venue, area = tagged.one(opening["venue"]), tagged.one(opening["area"])
            yield from _put(context, "places.opening", venue, area, tagged)


def in_names(context: Context) -> Iterator[Draft]:
    """'Wijkraad Overvecht': a party whose name ends in an area works there."""
    seen: set[str] = set()
    for tagged in context.tagged:
        for item in tagged.items:
            party = item.entity
            if party.type not in ("Initiative", "Organisation") or party.id in seen:
                continue
            seen.add(party.id)
            for area in context.entities.of("Area"):
                if f" {plain(party.name)}".endswith(f" {plain(area.name)}"):
                    town = context.knowledge.gemeenten(area.name) or (
                        f"emeente {area.name}" in context.document.text
                    )
                    rule = "places.town_in_name" if town else "places.in_name"
                    yield context.draft(rule, party, "active_in", area, tagged)


def active(context: Context) -> Iterator[Draft]:
    """A party named after an area, in a passage about it that says 'in <area>'."""
    seen: set[tuple[str, str]] = set()
    for tagged in context.body:
        for match in _ACTIVE.finditer(tagged.text):
            area = tagged.one(match[1])
            for party in (*tagged.all(tagged.text, PARTIES), *context.topic(tagged)):
                named = f" {plain(area.name)} " in f" {plain(party.name)} " and party.type in (
                    "Initiative",
                    "Organisation",
                )
                if named and (party.id, area.id) not in seen:
                    seen.add((party.id, area.id))
                    yield context.draft("places.named", party, "active_in", area, tagged)


def buildings(context: Context) -> Iterator[Draft]:
    """'de nieuwbouw van de Gagelsteede': a building, and whose it is."""
    for tagged in context.body:
        for venue, party in owned_buildings(context, tagged):
            yield context.draft("places.owned", venue, "owned_by", party, tagged)


RULES: Final = (
    Rule("places.sits", 2, 0.9),
    Rule("places.of", 1, 0.9),
    Rule("places.address", 1, 0.9),
    Rule("places.at", 1, 0.88),
    Rule("places.host", 1, 0.85),
    Rule("places.named", 1, 0.9),
    Rule("places.in", 1, 0.85),
    Rule("places.inverted", 1, 0.9),
    Rule("places.here", 1, 0.85),
    Rule("places.opening", 1, 0.75),
    Rule("places.in_name", 1, 0.92),
    Rule("places.town_in_name", 1, 0.75),
    Rule("places.owned", 1, 0.75),
)
FINDERS: Final = (sits, addresses, hosts, beside, in_names, active, buildings)
