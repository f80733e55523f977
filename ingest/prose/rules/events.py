"""Events: when and where they were, who was the host, who organised them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ingest.prose.context import LIST, Context, Draft, Tagged
from ingest.prose.dates import Day, days, times
from ingest.prose.entities import PARTIES, Entity
from ingest.prose.rules import Rule
from ingest.prose.words import heads

_EVENT: Final = "|".join(sorted(map(re.escape, heads("event")), key=lambda w: -len(w)))
_WHERE: Final = re.compile(
    rf"^(?:locatie|plaats|waar|plek)\s*:|^(?:[a-zà-ÿ]*(?:{_EVENT})) (?:van|op|d\.d\.) .*\bin\b"
    rf"|\b(?:vond|vindt|werd|was|is|kwamen|waren)\b.*\b(?:plaats|gehouden|bijeen"
    rf"|georganiseerd|te gast|samen|bij elkaar)\b|\b(?:avond|bijeenkomst|vergadering"
    rf"|[a-z]*(?:{_EVENT})) "
    r"(?:was|is|vond)\b.* in\b",
    re.IGNORECASE,
)
_INSIDE: Final = re.compile(r"\b(?:in|bij)(?: (?:de|het))?(?: [a-zà-ÿ]+)? ⟦[VOI](\d+)⟧")
_EARLIER: Final = re.compile(
    r"\b(?:vorige week|gisteren|eergisteren|afgelopen (?:week|[a-z]+dag))\b"
)
_AT: Final = re.compile(
    r"\b(?:in|aan|bij|op)(?: (?:de|het|ons))?(?: [a-zà-ÿ]+)? ⟦[VA]\d+⟧|: (?:[a-zà-ÿ]+ )?⟦[VA]"
)
_HOST: Final = re.compile(
    rf"\b(?:te gast bij|gastvrij ontvangen (?:door|bij)|bij|in de (?:[a-zà-ÿ]*(?:huiskamer"
    rf"|ruimte|zaal|gebouw"
    rf"|kantine|keuken|tuin)) van|in het (?:[a-zà-ÿ]*(?:huis|gebouw|pand|kantoor|centrum)) van)"
    rf" (?:de |het )?(?P<hosts>{LIST})",
    re.IGNORECASE,
)
_BY: Final = re.compile(
    rf"(?:\bgeorganiseerd(?: en [a-z]+)? door|\borganisatie\b[^.⟦⟧]{{0,30}} in handen van)"
    rf" (?:de |het )?(?P<who>{LIST})",
    re.IGNORECASE,
)
_OTHER: Final = re.compile(
    rf"^(?:Op|Aanstaande|Vrijdag|Zaterdag|Zondag|Maandag|Dinsdag|Woensdag"
    rf"|Donderdag)\b.*?\b(?:is(?: er)?"
    rf"|vindt|organiseert[^.]{{0,60}}?|houdt[^.]{{0,60}}?|staat|volgt|was(?: er)?"
    rf"|vond)\b.*?\b(?P<np>(?:de|het|een) "
    rf"(?:[\w-]+ ){{0,3}}?[a-zà-ÿ-]*(?:{_EVENT})\b(?: (?:[a-zà-ÿ-]+|⟦[AOI]\d+⟧)){{0,2}})",
    re.IGNORECASE,
)
_FIRST: Final = re.compile(
    rf"^(?P<np>(?:De|Het) (?!volgende)(?:[a-zà-ÿ-]+ )?[a-zà-ÿ-]*(?:{_EVENT})"
    r"(?: (?:van|voor|over) [^.,]{3,40}?)?) (?:is|vindt|wordt|vond|was|staat|volgt)\b"
)
_HELD: Final = re.compile(
    rf"(?P<who>{LIST}) (?:hebben|heeft|organiseerden|organiseerde|organiseert)\b(?P<mid>[^.]*?)"
    rf"\b(?:een|de|het) (?P<np>(?:[a-zà-ÿ]+"
    rf" )?[a-zà-ÿ]*(?:{_EVENT}))\b(?P<rest>[^.]{{0,40}}?)(?:georganiseerd|gehouden|(?=[.,]|$))"
)
_INVERTED: Final = re.compile(
    rf"\b(?:organiseerde|organiseerden|hield|hielden|organiseert|houdt) (?:de |het"
    rf" )?(?P<who>{LIST})\s+(?:samen "
    rf"|gezamenlijk )?"
    rf"(?:met (?:de |het )?(?P<with>{LIST}) )?"
    rf"(?:een|de|het) (?P<np>(?:[a-zà-ÿ]+ )?[a-zà-ÿ]*(?:{_EVENT}))\b"
)
_TRAIL: Final = re.compile(
    r"(?:\s+(?:plaats|georganiseerd|gepland|in|op|om|bij|van|voor|over|waar|gehouden|de|het|een))+$"
)


def _meeting_dates(context: Context) -> Iterator[Tagged]:
    span = context.document.date_span
    for tagged in context.tagged:
        if span and tagged.sentence.start <= span[0] < tagged.sentence.end:
            yield tagged


def meeting_date(context: Context) -> Iterator[Draft]:
    """The date of the document is that of its meeting."""
    meeting = context.meeting
    if meeting is None or context.document.date is None:
        return
    if any(_WHERE.search(t.text) and _EARLIER.search(t.text) for t in context.body):
        return
    meeting.attributes["date"] = context.document.date
    for tagged in _meeting_dates(context):
        yield context.draft("events.date", meeting, "date", context.document.date, tagged)
    for tagged in context.body[:40]:
        found = times(tagged.text)
        if found and days(tagged.text) and "time" not in meeting.attributes:
            meeting.attributes["time"] = found[0]


def meeting_place(context: Context) -> Iterator[Draft]:
    """Where the meeting was: 'vond plaats in …', 'Locatie: …'; and whose guest it was."""
    meeting = context.meeting
    if meeting is None:
        return
    for tagged in context.tagged:
        if not _WHERE.search(tagged.text) or _is_next(tagged, context):
            continue
        hosts = _HOST.search(tagged.text)
        for host in tagged.all(hosts["hosts"], PARTIES) if hosts else ():
            yield context.draft("events.host", meeting, "hosted_by", host, tagged)
        at = _AT.search(tagged.text)
        for place in tagged.all(tagged.text[at.start() :]) if at else ():
            if place.type == "Venue":
                yield context.draft("events.venue", meeting, "held_at", place, tagged)
            elif place.type == "Area" and not context.knowledge.is_gemeente(place.id):
                yield context.draft("events.area", meeting, "held_in", place, tagged)


def _is_next(tagged: Tagged, context: Context) -> bool:
    low = tagged.text.lower()
    return re.match(r"(?:de |het )?volgende?\b", low) is not None or any(
        (iso := day.iso(context.document.date)) is not None and iso != context.document.date
        for day in days(tagged.text)
    )


def organisers(context: Context) -> Iterator[Draft]:
    """'De avond werd georganiseerd door …' is about the meeting."""
    if context.meeting is None:
        return
    for tagged in context.body:
        match = _BY.search(tagged.text)
        if match and not _is_next(tagged, context):
            for party in tagged.all(match["who"]):
                yield context.draft(
                    "events.organised", context.meeting, "organised_by", party, tagged
                )


def _when(tagged: Tagged) -> Day | None:
    found = days(tagged.text)
    return found[0] if found else None


def other_events(context: Context) -> Iterator[Draft]:
    """'Op 30 maart is de … dialoog …': another event, with its date and place."""
    for tagged in context.body:
        match = _OTHER.match(tagged.text) or _FIRST.match(tagged.text)
        day = _when(tagged)
        if not match or day is None:
            continue
        iso = day.iso(context.document.date, after=True)
        if context.meeting and iso is not None and iso == context.document.date:
            continue
        raw = _TRAIL.sub("", match["np"])
        name = re.sub(r"^(?:de|het|een)\s+", "", tagged.plain(raw), flags=re.I)
        event = context.make("Event", name, tagged, tagged.plain(raw))
        if iso:
            event.attributes["date"] = iso
            yield context.draft("events.other_date", event, "date", iso, tagged)
        for found in context.knowledge.concepts_in(name, ["Theme"]):
            theme = context.entities.add(
                "Theme",
                found.known.name,
                entity_id=found.known.id,
                known=True,
                variants={name[found.start : found.end]},
            )
            yield context.draft("events.other_theme", event, "about", theme, tagged)
        where = _INSIDE.search(tagged.text, match.start("np"))
        if where:
            place = tagged.one(where[1])
            yield context.draft("events.other_venue", event, "held_at", place, tagged)


def _details(context: Context, event: Entity, tagged: Tagged, at: int) -> Iterator[Draft]:
    """Yield when and where an event was, by the sentence that says who held it."""
    day = _when(tagged)
    iso = day.iso(context.document.date) if day else None
    if iso:
        event.attributes["date"] = iso
        yield context.draft("events.other_date", event, "date", iso, tagged)
    where = _INSIDE.search(tagged.text, at)
    if where:
        yield context.draft("events.other_venue", event, "held_at", tagged.one(where[1]), tagged)


def held(context: Context) -> Iterator[Draft]:
    """'A, B en C hebben voor … een toer georganiseerd', 'op 9 mei organiseerde A een debat'."""
    for tagged in context.body:
        match = _INVERTED.search(tagged.text)
        if match:
            event = context.meeting
            if event is None or _is_next(tagged, context):
                event = context.make("Event", match["np"], tagged)
            for party in tagged.all(match["who"] + (match["with"] or "")):
                yield context.draft("events.held", event, "organised_by", party, tagged)
            if event is not context.meeting:
                yield from _details(context, event, tagged, match.start("np"))
        for match in _HELD.finditer(tagged.text):
            if not ("georganiseerd" in match.group() or "organiseerde" in match.group()):
                continue
            mid = f" {tagged.plain(match['mid'])} "
            about = re.search(
                r"\bvoor ((?:[a-zà-ÿ]+ ){0,2}?[a-zà-ÿ]+?)(?: gezamenlijk| samen)? $", mid
            )
            name = match["np"] + (f" voor {about[1]}" if about else "")
            surface = tagged.plain(tagged.text[match.start("np") : match.end()])
            event = context.make("Event", name, tagged, surface, match["np"])
            for party in tagged.all(match["who"]):
                yield context.draft("events.held", event, "organised_by", party, tagged)


def named_dates(context: Context) -> Iterator[Draft]:
    """'de Dorpendag op 5 oktober': an event with a name of its own, and its date."""
    for tagged in context.body:
        for match in re.finditer(
            r"⟦E(\d+)⟧ (?:is |vindt plaats |wordt gehouden )?(?:op|is op) (?:[a-z]+ )?(?=\d)",
            tagged.text,
        ):
            event = tagged.one(match[1])
            day = next((d for d in days(tagged.text) if d.start == match.end()), None)
            iso = day.iso(context.document.date, after=True) if day else None
            if iso and event is not context.meeting:
                event.attributes["date"] = iso
                yield context.draft("events.named_date", event, "date", iso, tagged)


def next_meeting(context: Context) -> Iterator[Draft]:
    """'Volgende vergadering: 9 mei in De Sluis.'"""
    for tagged in context.body:
        match = re.match(
            rf"(?P<name>(?:De |Het )?[vV]olgende?(?: [a-zà-ÿ]+)*? (?:{_EVENT}|keer))\b", tagged.text
        )
        day = _when(tagged)
        iso = day.iso(context.document.date, after=True) if day else None
        if not match or iso is None:
            continue
        event = context.make("Event", match["name"], tagged)
        event.attributes["date"] = iso
        yield context.draft("events.next", event, "date", iso, tagged)
        for place in tagged.all(tagged.text, frozenset({"Venue"})):
            yield context.draft("events.next", event, "held_at", place, tagged)


RULES: Final = (
    Rule("events.date", 1, 0.95),
    Rule("events.venue", 1, 0.9),
    Rule("events.area", 1, 0.9),
    Rule("events.host", 1, 0.9),
    Rule("events.organised", 1, 0.9),
    Rule("events.other_date", 2, 0.85),
    Rule("events.other_theme", 1, 0.85),
    Rule("events.other_venue", 1, 0.85),
    Rule("events.held", 1, 0.9),
    Rule("events.named_date", 1, 0.9),
    Rule("events.next", 1, 0.8),
)
FINDERS: Final = (
    meeting_date,
    meeting_place,
    organisers,
    other_events,
    held,
    named_dates,
    next_meeting,
)
