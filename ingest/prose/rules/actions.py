"""Commitments: what was promised, by whom, and the actions that a meeting agreed on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ingest.prose.context import PARTY, Context, Draft, P, Tagged
from ingest.prose.dates import days
from ingest.prose.entities import Entity
from ingest.prose.rules import Rule

_HEADING: Final = re.compile(
    r"^(?:\d+[.)]? )?(?:actie(?:s|punten|lijst|puntenlijst)?|afspraken(?: en acties)?"
    r"|besluiten en acties|to ?do|toezeggingen|actiepunten.*"
    r"|afsprakenlijst|vervolgacties|vervolgstappen|wat gaan we doen|wat spreken we af|wat"
    r" nemen we mee)\b\W*$",
    re.IGNORECASE,
)
_LEAD: Final = re.compile(
    r"^(?:acties|actiepunten|actie|afspraken|afspraak|vervolgacties|toezeggingen)\s*:\s*(?P<rest>.*)$",
    re.IGNORECASE,
)
_ITEM: Final = re.compile(r"^\(?\d{1,2}[.)]\s*")
_MARKED: Final = re.compile(r"\(acties?\b[^)]*\)|^Actie\b[^:]{0,30}:", re.IGNORECASE)
_PROMISE: Final = re.compile(
    rf"(?:{P}|{PARTY}|\b(?P<we>[wW]ij|[wW]e))(?: \([^)]*\)| van (?:de |het )?⟦\w+⟧)? (?:zegt"
    rf"|zeggen|zegde|zegden|belooft|beloven|beloofde|beloofden)(?: u)?\b(?: toe)?(?P<what>[^.]*)"
)
_TOLD: Final = re.compile(rf"\bzo (?:beloofde|belooft|zegde)\b[^.]*{P}")
_MAKING: Final = (
    "organiseren|opzetten|oprichten|starten|beginnen|ontwikkelen|realiseren|onderzoeken|openen"
    "|uitbreiden|aanleggen|opknappen|plaatsen|bouwen|verbouwen|verduurzamen|isoleren|aanschaffen"
    "|kopen|aankopen|huren|inrichten|overnemen|verbeteren|vergroenen|aanpakken|inzetten|planten"
    "|herinrichten|versterken|uitvoeren|invoeren|aanvragen|opstellen|houden|voortzetten|behouden"
    "|vervangen|renoveren"
)
_WISH: Final = re.compile(
    rf"^(?:(?P<they>Zij|Hij|Ze)|(?:(?:De|Het|Ook|Ook de|Ook het) )?"
    rf"(?:[bB]estuur van (?:de |het )?)?{PARTY}|{P}(?: \([^)]*\)| van (?:de |het"
    rf" )?⟦\w+⟧)?) (?:wil|willen|wilde|zou(?:den)?(?= (?:ook )?graag))(?: ook)? "
    rf"(?P<what>(?:graag\b[^.]+|[^.;]*?\b(?:{_MAKING})\b[^.;]*))"
)
_WISH_INVERTED: Final = re.compile(
    rf"^[A-ZÀ-Þ][^.⟦⟧;]{{2,40}} (?:wil|willen) (?:de |het )?{PARTY}"
    rf" (?P<what>[^.;]*?\b(?:{_MAKING})\b)"
)
_TALKS: Final = re.compile(
    rf"(?:{P}|{PARTY}) (?P<what>gaat(?: [a-zà-ÿ0-9]+){{0,4}} (?:in gesprek|aan de slag"
    rf"|uitzoeken|onderzoeken|overleggen|kijken|regelen)\b[^.]*"
    r"|(?:neemt|nemen) (?:hierover |daarover )?contact op\b[^.]*|(?:zoekt|zoeken) (?:dit|het"
    r"|dat) uit\b[^.]*|komt (?:hier|er|daar)(?:op)? (?:op )?terug\b[^.]*)"
)
_WANT: Final = re.compile(r"\b(?:mist|missen|behoefte aan|tekort aan|gebrek aan)\b")
_NEXT: Final = re.compile(r"(?:De |Het )?[vV]olgende? (?:[a-zà-ÿ]+ )?[a-zà-ÿ]+\b[^.]*\d")
_AMBITION: Final = re.compile(
    r"\b(?:ambities|uitwerking|hoe verder|vervolg|plannen|volgende stap\w*|toekomst)\b",
    re.IGNORECASE,
)
_INFINITIVE: Final = re.compile(
    r"^(?!Hoe|Wat|Wie|Waar)[A-ZÀ-Þ][a-zà-ÿ]+ (?:[a-zà-ÿ]+ ){0,3}(?:vertalen|maken|creëren"
    r"|opzetten|realiseren|organiseren|ontwikkelen|versterken|verbinden|verbeteren|starten|onderzoeken)\b"
)
_COMES: Final = re.compile(
    r"^(?:Er (?:komt|komen)|We (?:gaan|starten|organiseren|maken)|Wij (?:gaan|starten"
    r"|organiseren|maken))\b (?P<what>[^.]+)"
)
_OWNER: Final = re.compile(
    rf"^(?:\(?\d{{1,2}}[.)] ?|Actie[^:]*: ?)?(?:{P}|{PARTY})(?:(?: en |, |/){P})?"
    r"(?::| [–—-]| [a-zà-ÿ])"
)
_OWNER_LAST: Final = re.compile(
    rf"(?: \((?:actie:? |door )?{P}"
    rf"|(?: [–—>→-]+ |,? [Aa]ctie(?:houder)?:? | [Dd]oor: )(?:{P}|{PARTY}))"
    rf"(?:(?: en |, |/){P})?(?:, [^⟦⟧()]{{2,30}})?\)?\.?$"
)
_CALLED: Final = re.compile(
    rf"^Actie(?:punt)?(?: voor)? (?:{P}|{PARTY})(?:(?: en |, |/){P})?: (?P<what>.+)$"
)


def _act(context: Context, what: str, tagged: Tagged, *variants: str) -> Entity:
    raw = _MARKED.sub("", _ITEM.sub("", tagged.plain(what))).strip()
    name = (raw or tagged.sentence.text)[:140]
    act = context.make("Commitment", name, tagged, tagged.sentence.text, *variants)
    act.attributes.setdefault("status", "open")
    due = re.search(r"\b(?:vóór|voor|uiterlijk(?: op)?|per)\s", tagged.sentence.text)
    day = next((d for d in days(tagged.sentence.text) if due and d.start - due.end() < 4), None)
    iso = day.iso(context.document.date, after=True) if day else None
    if iso:
        act.attributes["due"] = iso
    return act


def _agreed(context: Context, rule: str, act: Entity, tagged: Tagged) -> Iterator[Draft]:
    if context.meeting is not None:
        yield context.draft(rule, act, "made_at", context.meeting, tagged, status="open")


def listed(context: Context) -> Iterator[Draft]:
    """Bullets under 'Actiepunten', and items after 'Acties:'."""
    running = -1
    for tagged in context.body:
        block = context.block(tagged)
        heading = context.document.heading_of(block)
        title = heading.sentences[0].text if heading and heading.sentences else ""
        lead = _LEAD.match(tagged.text)
        if lead and not lead["rest"]:
            running = tagged.sentence.block
            continue
        under = block.lead >= 0 and _LEAD.match(
            context.document.blocks[block.lead].sentences[-1].text
        )
        is_item = block.kind == "bullet" and (_HEADING.match(title) or under)
        item = is_item or (running == tagged.sentence.block and _ITEM.match(tagged.text))
        if (not item and not (lead and lead["rest"])) or _WANT.search(tagged.text):
            continue
        if _NEXT.match(tagged.text):
            continue
        text = lead["rest"] if lead else tagged.text
        owner, last = _OWNER.match(text), _OWNER_LAST.search(text)
        act = _act(context, text[: last.start()] if last and not owner else text, tagged)
        yield from _agreed(context, "actions.listed", act, tagged)
        owner = owner or last
        if owner:
            for number in filter(None, owner.groups()):
                yield context.draft(
                    "actions.owner", act, "made_by", tagged.one(number), tagged, status="open"
                )


def marked(context: Context) -> Iterator[Draft]:
    """'… vraagt nog uitwerking (actie)'."""
    for tagged in context.body:
        called = _CALLED.match(tagged.text)
        if called:
            act = _act(context, called["what"], tagged)
            yield from _agreed(context, "actions.listed", act, tagged)
            for number in filter(None, called.groups()[:3]):
                yield context.draft(
                    "actions.owner", act, "made_by", tagged.one(number), tagged, status="open"
                )
        elif _MARKED.search(tagged.text) and not _LEAD.match(tagged.text):
            yield from _agreed(
                context, "actions.marked", _act(context, tagged.text, tagged), tagged
            )


def promises(context: Context) -> Iterator[Draft]:
    """'zegt toe dat', 'beloofde', 'gaat in gesprek met'."""
    for tagged in context.body:
        match = _PROMISE.search(tagged.text)
        if match and ("belo" in match.group() or re.search(r"\btoe\b", match.group())):
            who = (
                tagged.one(match[1] or match[2])
                if match[1] or match[2]
                else (context.municipality if context.is_letter else None)
            )
            if who is not None:
                what = re.sub(r"^[ ,]*(?:u )?(?:toe )?(?:dat |om )?", "", match["what"])
                act = _act(context, what, tagged)
                yield context.draft("actions.promise", act, "made_by", who, tagged, status="open")
                yield from _agreed(context, "actions.promised_at", act, tagged)
            continue
        match = _TALKS.search(tagged.text)
        if match:
            who = tagged.one(match[1] or match[2])
            yield context.draft(
                "actions.talks",
                _act(context, match["what"], tagged),
                "made_by",
                who,
                tagged,
                status="open",
            )
        match = _TOLD.search(tagged.text)
        if match:
            act = _act(context, tagged.text, tagged)
            yield context.draft(
                "actions.promise", act, "made_by", tagged.one(match[1]), tagged, status="open"
            )


def wishes(context: Context) -> Iterator[Draft]:
    """'X wil graag …', 'X wil een inloop organiseren'."""
    for tagged in context.body:
        inverted = _WISH_INVERTED.match(tagged.text)
        if inverted:
            act = _act(context, inverted["what"], tagged)
            yield context.draft(
                "actions.wish",
                act,
                "made_by",
                tagged.one(inverted[1]),
                tagged,
                status="open",
                intention=True,
            )
        match = _WISH.match(tagged.text)
        if not match or re.search(r"\b(?:buurtpact|convenant|akkoord)\b", match["what"]):
            continue
        who = tagged.one(match[2] or match[3]) if match[2] or match[3] else _they(context, tagged)
        if who is not None:
            act = _act(context, match["what"], tagged)
            yield context.draft(
                "actions.wish", act, "made_by", who, tagged, status="open", intention=True
            )


def _they(context: Context, tagged: Tagged) -> Entity | None:
    """Return the one person that the sentences before 'zij' in this block open with."""
    people = [
        t.one(m[1])
        for t in context.section(tagged)
        if t.sentence.block == tagged.sentence.block
        and t.sentence.start < tagged.sentence.start
        and (m := re.match(P, t.text))
    ]
    return people[-1] if people and len({p.id for p in people}) == 1 else None


def ambitions(context: Context) -> Iterator[Draft]:
    """A bullet of one sentence that says what is to be done, under a heading about what is next."""
    for tagged in context.body:
        block = context.block(tagged)
        heading = context.document.heading_of(block)
        title = heading.sentences[0].text if heading and heading.sentences else ""
        if block.kind != "bullet" or len(block.sentences) != 1:
            continue
        ambition = _AMBITION.search(title) and _INFINITIVE.match(tagged.text)
        coming = (_HEADING.match(title) or _AMBITION.search(title)) and _COMES.match(tagged.text)
        if ambition and "⟦A" not in tagged.text:
            act = _act(context, tagged.text, tagged)
            yield from _agreed(context, "actions.ambition", act, tagged)
        elif coming and not _HEADING.match(title):
            yield from _agreed(
                context, "actions.coming", _act(context, tagged.text, tagged), tagged
            )


RULES: Final = (
    Rule("actions.listed", 2, 0.9),
    Rule("actions.owner", 2, 0.9),
    Rule("actions.marked", 1, 0.6),
    Rule("actions.promise", 1, 0.85),
    Rule("actions.promised_at", 1, 0.8),
    Rule("actions.talks", 1, 0.7),
    Rule("actions.wish", 2, 0.75),
    Rule("actions.ambition", 1, 0.7),
    Rule("actions.coming", 1, 0.7),
)
FINDERS: Final = (listed, marked, promises, wishes, ambitions)
