"""Agreements and documents: parties, who wants them, where they are for, who presented them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations
from typing import Final

from graph.naming import plain
from ingest.prose.context import LIST, Context, Draft, Tagged
from ingest.prose.entities import PARTIES, Entity
from ingest.prose.rules import Rule
from ingest.prose.subjects import spoken
from ingest.prose.words import heads

_DEED: Final = "|".join(sorted(map(re.escape, heads("agreement")), key=lambda w: -len(w)))
_PAPER: Final = "|".join(sorted(map(re.escape, heads("document")), key=lambda w: -len(w)))
_SIGNED: Final = (
    re.compile(
        rf"\b(?:ondertekenden|ondertekende|sloten|sloot|tekenden|tekende) (?:de |het"
        rf" )?(?P<who>{LIST})[^.]*?⟦D(?P<deed>\d+)⟧"
    ),
    re.compile(
        rf"(?P<who>{LIST}) (?:hebben|heeft|ondertekenden|ondertekende|tekenden|sloten"
        rf"|zetten)\b[^.]*?⟦D(?P<deed>\d+)⟧[^.]*"
    ),
    re.compile(
        rf"⟦D(?P<deed>\d+)⟧[^.]*?\b(?:gesloten|ondertekend|getekend|overeengekomen)\b (?:door"
        rf"|tussen|met) (?:de |het )?(?P<who>{LIST})"
    ),
)
_DEALT: Final = re.compile(
    rf"(?P<who>{LIST}) (?:hebben|sloten|tekenden|ondertekenden)\b[^.]{{0,60}}?"
    r"\b(?:samenwerkingsovereenkomst|intentieverklaring|samenwerkingsconvenant)\b"
)
_SIGNING: Final = re.compile(
    r"\b(?:onderteken\w*|getekend|teken(?:den|de)|gesloten|sloten|sloot|handtekening)\b"
)
_WANTED: Final = re.compile(
    rf"⟦[AOI](?P<who>\d+)⟧ (?:wil|willen)(?: graag)?(?: toe)?(?: naar)?"
    rf" (?P<what>[^.;]*?\b(?P<deed>[a-zà-ÿ]*(?:{_DEED})))\b"
)
_SHOULD: Final = re.compile(r"⟦D(?P<deed>\d+)⟧[^.]*\b(?:moet|moeten|zou|zal|gaat|wil)\b")
_WORKING: Final = re.compile(rf"\b(?P<deed>[a-zà-ÿ]*(?:{_DEED}))\b")
_WORKS_LEAD: Final = re.compile(
    r"^Wat (?:werkt|helpt|hebben we|is er|doen we)\b[^:]*:$|^(?:Wat werkt|We hebben|Wij"
    r" hebben)[^:]*:$"
)
_PRESENTS: Final = re.compile(
    r"⟦P(?P<who>\d+)⟧(?: \([^)]*\)| van (?:de |het )?⟦\w+⟧)? (?:schetst|schetste|presenteert"
    r"|presenteerde|licht|lichtte|toont|toonde|deelt"
    r"|deelde|bespreekt|besprak) (?P<results>(?:de )?(?:resultaten|uitkomsten|conclusies) van"
    r" )?(?P<article>de |het |een |zijn |haar )"
    rf"(?P<np>(?:[a-zà-ÿ]+ )?[a-zà-ÿ]*(?:{_PAPER})\b[^.,;]*)"
)
_TOGETHER: Final = re.compile(r"\b(?:verbind\w*|samenwerk\w*|samenspel)\b")
_TAIL: Final = re.compile(r" (?:toe|uit|voor|en (?:begrijp|vraag|geef)\w*.*)$")


def _concerns(context: Context, deed: Entity, tagged: Tagged, rule: str) -> Iterator[Draft]:
    for area in context.entities.of("Area"):
        if f" {plain(area.name)} " in f" {plain(deed.name)} ":
            yield context.draft(rule, deed, "concerns", area, tagged)


def signed(context: Context) -> Iterator[Draft]:
    """'Op 12 oktober ondertekenden A, B en C het Wijkconvenant'."""
    done: set[str] = set()
    for tagged in context.body:
        for item in tagged.items:
            if item.entity.type == "Agreement" and item.entity.id not in done:
                done.add(item.entity.id)
                yield from _concerns(context, item.entity, tagged, "agreements.named")
        if not _SIGNING.search(tagged.text) or re.search(r"\b(?:niet|geen|nog)\b", tagged.text):
            continue
        for pattern in _SIGNED:
            match = pattern.search(tagged.text)
            if match:
                for party in tagged.all(match["who"]):
                    yield context.draft(
                        "agreements.signed", tagged.one(match["deed"]), "agreed_by", party, tagged
                    )
                break


def deals(context: Context) -> Iterator[Draft]:
    """'A en B hebben een samenwerkingsovereenkomst gesloten': they work together."""
    for tagged in context.body:
        match = _DEALT.search(tagged.text)
        if match and not re.search(r"\b(?:niet|geen|nog)\b", tagged.text):
            for a, b in combinations(tagged.all(match["who"], PARTIES), 2):
                yield context.draft("agreements.deal", a, "works_with", b, tagged)


def wanted(context: Context) -> Iterator[Draft]:
    """'Zuilen wil naar één buurtpact'; 'Het Buurtpact moet …' in the words of a body."""
    for tagged in context.body:
        match = _WANTED.search(tagged.text)
        if match:
            who = tagged.one(match["who"])
            name = f"{match['deed']} {who.name}"
            deed = context.make("Agreement", name, tagged, tagged.plain(match["what"]))
            deed.attributes.update(status="desired", kind=_kind(match["deed"]))
            if who.type == "Area":
                yield context.draft(
                    "agreements.wanted", deed, "concerns", who, tagged, status="desired"
                )
            wishers = (
                [who] if who.type in PARTIES else [e for e in context.topic(tagged) if e.is_party]
            )
            for party in wishers[:1]:
                yield context.draft(
                    "agreements.wanted", deed, "wanted_by", party, tagged, status="desired"
                )
        match = _SHOULD.search(tagged.text)
        if match:
            for body in spoken(context, tagged):
                yield context.draft(
                    "agreements.promoted", tagged.one(match["deed"]), "wanted_by", body, tagged
                )
        if match and _TOGETHER.search(tagged.text):
            known = context.knowledge.concepts.get("samenwerking")
            if known is not None:
                theme = context.entities.add(
                    "Theme", known.name, entity_id=known.id, known=True, variants={"samenwerking"}
                )
                yield context.draft(
                    "agreements.about", tagged.one(match["deed"]), "about", theme, tagged
                )


def _kind(noun: str) -> str:
    for part, kind in (
        ("pact", "pact"),
        ("akkoord", "accord"),
        ("visie", "vision"),
        ("plan", "plan"),
    ):
        if part in noun:
            return kind
    return "covenant"


def working(context: Context) -> Iterator[Draft]:
    """A bullet 'een buurtpact' under 'Wat werkt in Oost:' is the section's party's agreement."""
    for tagged in context.body:
        block = context.block(tagged)
        if block.lead < 0 or re.search(r"\b(?:willen|moet|nodig)\b", tagged.text):
            continue
        lead = next(
            (
                t
                for t in context.section(tagged)
                if t.sentence.block == block.lead and _WORKS_LEAD.match(t.text)
            ),
            None,
        )
        match = _WORKING.search(tagged.text)
        if lead is None or match is None:
            continue
        areas = lead.all(lead.text, frozenset({"Area"}))
        name = " ".join([match["deed"], *(area.name for area in areas[:1])])
        deed = context.make("Agreement", name, tagged, tagged.sentence.text)
        deed.attributes["kind"] = _kind(match["deed"])
        for area in areas[:1]:
            yield context.draft("agreements.working", deed, "concerns", area, tagged)
        for party in [e for e in context.topic(tagged) if e.is_party][:1]:
            yield context.draft("agreements.working", deed, "agreed_by", party, tagged)


def presented(context: Context) -> Iterator[Draft]:
    """'Anna Jansen schetst de resultaten van de inventarisatie …'."""
    for tagged in context.body:
        match = _PRESENTS.search(tagged.text)
        if match:
            raw = _TAIL.sub("", tagged.plain(match["np"]))
            paper = context.make("Source", raw, tagged, f"{match['article'].strip()} {raw}")
            yield context.draft(
                "documents.presented", paper, "presented_by", tagged.one(match["who"]), tagged
            )
        for item in tagged.items:
            if item.entity.type == "Source":
                for found in context.knowledge.concepts_in(item.entity.name, ["Theme"]):
                    theme = context.entities.add(
                        "Theme", found.known.name, entity_id=found.known.id, known=True
                    )
                    yield context.draft("documents.about", item.entity, "about", theme, tagged)


RULES: Final = (
    Rule("agreements.signed", 1, 0.9),
    Rule("agreements.deal", 1, 0.88),
    Rule("agreements.named", 1, 0.9),
    Rule("agreements.wanted", 1, 0.85),
    Rule("agreements.promoted", 1, 0.7),
    Rule("agreements.about", 1, 0.7),
    Rule("agreements.working", 1, 0.7),
    Rule("documents.presented", 1, 0.85),
    Rule("documents.about", 1, 0.8),
)
FINDERS: Final = (signed, deals, wanted, working, presented)
