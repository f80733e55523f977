"""Themes and target groups: what a party says it is about, never what it merely mentions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from graph.naming import plain
from ingest.prose.context import PARTY, Context, Draft, Tagged
from ingest.prose.entities import PARTIES, Entity
from ingest.prose.knowledge import Found
from ingest.prose.rules import Rule
from ingest.prose.subjects import spoken

_LISTED: Final = re.compile(
    r"\b(?:onderwerpen|thema's|speerpunten|terreinen|wijkambities|ambities|pijlers|prioriteiten)\b"
    r"(?:(?: [a-zà-ÿ]+){0,2}\s*:|\s+(?:zijn|is|van)\b(?: onder andere| bijvoorbeeld| o\.a\.)?"
    r"|(?<=[a-z] thema's)(?=\s+[a-zà-ÿ]+(?: en [a-zà-ÿ]+)?,))"
    r"\s*(?P<list>[^.;]+)",
    re.IGNORECASE,
)
_AIMS: Final = re.compile(
    r"\b(?:richt(?:en)? zich (?:vooral |met name )?(?:op|tegen)|houdt zich bezig met"
    r"|zet(?:ten)? zich in voor"
    r"|werkt aan|werken aan|gewerkt aan|gaat over|op het gebied van|aanpak van|streeft naar"
    r"|streven naar|strijdt tegen"
    r"|maakt zich sterk voor"
    r"|aandacht voor|actief op het gebied van|helpt met)\b(?P<what>[^.;]+)",
    re.IGNORECASE,
)
_VISION: Final = re.compile(r"\bvisie op\b(?P<what>[^.;]+)", re.IGNORECASE)
_WANTS: Final = re.compile(rf"{PARTY} (?:wil|willen)\b(?P<what>[^.;]+)")
_FOR: Final = re.compile(
    r"\b(?:richt(?:en)? zich (?:vooral |met name )?op"
    r"|is er voor|bedoeld voor|speciaal voor|helpt|ondersteunt|begeleidt|activiteiten voor"
    r"|opvang voor"
    r"|bestemd voor|er voor)\s+(?P<what>[^.;,]{3,50})",
    re.IGNORECASE,
)
_CLAUSE: Final = re.compile(r",? (?:en |maar )?(?:die|dat|waar\w*|zodat|omdat|terwijl|om te|om)\b")


def _theme(context: Context, found: Found, text: str) -> Entity:
    return context.entities.add(
        found.known.type,
        found.known.name,
        entity_id=found.known.id,
        known=True,
        variants={text[found.start : found.end]},
    )


def _themes(context: Context, text: str, types: Iterable[str] = ("Theme",)) -> list[Entity]:
    return list(
        {
            t.id: t
            for f in context.knowledge.concepts_in(text, types)
            for t in [_theme(context, f, text)]
        }.values()
    )


def _subjects(context: Context, tagged: Tagged, before: int) -> list[Entity]:
    """Return the parties that a sentence is about: its own subject, else the section's."""
    opening = re.match(
        rf"^(?:(?:De|Het|Ook|Inmiddels is|Inmiddels|Daarnaast) )?(?:[a-zà-ÿ]+ )?{PARTY}",
        tagged.text,
    )
    if opening and opening.end() <= before:
        return [tagged.one(opening[1])]
    person = re.match(rf"^⟦P\d+⟧(?: \(| van (?:de |het )?){PARTY}", tagged.text)
    if person and person.end() <= before:
        return [tagged.one(person[1])]
    if re.search(r"⟦P\d+⟧", tagged.text[:before]):
        return []
    topic = [e for e in context.topic(tagged) if e.type in PARTIES]
    if len(topic) == 1:
        return topic
    own = tagged.all(tagged.text[:before], frozenset({"Initiative", "Organisation"}))
    return own if len(own) == 1 and len(tagged.all(tagged.text, PARTIES)) == 1 else []


def listed(context: Context) -> Iterator[Draft]:
    """'… op alle onderwerpen: wonen, zorg en werk' in the words of a body's spokesperson."""
    for tagged in context.body:
        match = _LISTED.search(tagged.text)
        if not match:
            continue
        subjects = _subjects(context, tagged, match.start()) or spoken(context, tagged)
        rule = "themes.listed" if subjects else "themes.programme"
        for subject in subjects or _programme(context, match["list"]):
            for theme in _themes(context, _untag(match["list"])):
                yield context.draft(rule, subject, "about", theme, tagged)


def _programme(context: Context, listed: str) -> list[Entity]:
    """Return the one programme that a document is about, when a real list of themes follows."""
    found = context.entities.of("Agreement")
    return found if len(found) == 1 and listed.count(",") > 1 else []


def _untag(text: str) -> str:
    return re.sub(r"⟦[A-Z]\d+⟧", "·", text)


def aims(context: Context) -> Iterator[Draft]:
    """'richt zich op eenzaamheid en gezondheid', 'hier wordt gewerkt aan werk'."""
    for tagged in context.body:
        for pattern, rule in ((_AIMS, "themes.aims"), (_VISION, "themes.vision")):
            for match in pattern.finditer(tagged.text):
                if re.search(r"\b(?:niet|geen)\b", match.group()):
                    continue
                what = _CLAUSE.split(_untag(match["what"]))[0]
                for subject in _subjects(context, tagged, match.start()):
                    for theme in _themes(context, what):
                        yield context.draft(rule, subject, "about", theme, tagged)
        for match in _WANTS.finditer(tagged.text):
            party = tagged.one(match[1])
            for theme in _themes(context, _untag(match["what"])):
                if theme.id != "theme:samenwerking-en-samenspel" and party.type in (
                    "Initiative",
                    "Organisation",
                ):
                    yield context.draft("themes.wants", party, "about", theme, tagged)


def in_name(context: Context) -> Iterator[Draft]:
    """A huiskamer is for meeting, a buurttuin is green: the noun in a name gives a theme."""
    seen: set[str] = set()
    for tagged in context.body:
        for item in tagged.items:
            word = plain(tagged.sentence.text[item.start : item.end])
            party = item.entity
            if party.type != "Initiative" or party.id in seen or word == plain(party.name):
                continue
            known = context.knowledge.concepts.get(word)
            if known is not None and known.type == "Theme" and word in plain(party.name):
                seen.add(party.id)
                theme = context.entities.add(
                    "Theme", known.name, entity_id=known.id, known=True, variants={word}
                )
                yield context.draft("themes.in_name", party, "about", theme, tagged)


def groups(context: Context) -> Iterator[Draft]:
    """For whom a party is: 'is er voor jongeren', or the group in its name."""
    for tagged in context.body:
        for match in _FOR.finditer(tagged.text):
            for subject in _subjects(context, tagged, match.start()):
                for group in _themes(context, _untag(match["what"]), ["TargetGroup"]):
                    if group.id != "targetgroup:bewoners":
                        yield context.draft("themes.for", subject, "for_group", group, tagged)
        text = _untag(tagged.text)
        for found in context.knowledge.concepts_in(text, ["TargetGroup"]):
            words = plain(text[found.start : found.end])
            for party in _section_parties(context, tagged):
                named = words in plain(party.name) and len(words) > 6
                if named and found.known.id != "targetgroup:bewoners":
                    group = _theme(context, found, text)
                    yield context.draft("themes.group_in_name", party, "for_group", group, tagged)


def _section_parties(context: Context, tagged: Tagged) -> list[Entity]:
    found = {e.id: e for t in context.section(tagged) for e in t.all(t.text, PARTIES)}
    return list(found.values())


RULES: Final = (
    Rule("themes.listed", 2, 0.85),
    Rule("themes.programme", 1, 0.8),
    Rule("themes.aims", 1, 0.85),
    Rule("themes.vision", 1, 0.8),
    Rule("themes.wants", 1, 0.7),
    Rule("themes.in_name", 1, 0.7),
    Rule("themes.for", 1, 0.85),
    Rule("themes.group_in_name", 1, 0.9),
)
FINDERS: Final = (listed, aims, in_name, groups)
