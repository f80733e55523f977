"""Lists of what is asked and what is offered: 'Vraag & aanbod', 'Gezocht:', 'Aangeboden:'."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from ingest.prose.context import PARTY, Context, Draft, P, Tagged
from ingest.prose.entities import Entity
from ingest.prose.rules import Rule
from ingest.prose.subjects import party_of

_ASKS: Final = (
    r"(?:de )?(?:vraag|gevraagd|gezocht|hulpvragen|oproep(?:en)?|wie zoekt wat|te leen gevraagd"
    r"|we zoeken|wij zoeken|wensen|behoeften?|wie helpt(?: er| mee)?|gezocht worden)"
)
_GIVES: Final = (
    r"(?:het )?(?:aanbod|aangeboden|te bieden|te geef|te leen|wie biedt wat|wat bieden (?:we|wij)"
    r"|beschikbaar|we bieden|wij bieden)"
)
_SIDES: Final = (("asks", re.compile(_ASKS, re.I)), ("gives", re.compile(_GIVES, re.I)))
_INLINE: Final = re.compile(rf"^(?:(?P<asks>{_ASKS})|(?P<gives>{_GIVES}))\s*: (?P<rest>.+)$", re.I)
_NAMED: Final = re.compile(
    rf"^(?:(?:De |Het )?{PARTY}|{P}(?: \((?:van )?(?:de |het )?{PARTY}\)|,? (?:van|namens)"
    rf" (?:de |het )?{PARTY})?)"
    r"(?::| [–—-]| (?:zoekt|vraagt|biedt|heeft|geeft|levert|kan|wil|stelt|deelt))"
    r"(?: (?:ook|nog|graag|wel|goed))* (?P<what>[^;!?]{4,140}?)"
    r"(?: (?:aan|beschikbaar|gebruiken|nodig|bieden|aanbieden|in de aanbieding|geven))?[.!]?$"
)
_BRACKET: Final = re.compile(
    rf"^(?P<what>[^;⟦]{{4,140}}?)\?? (?:\(|[–—-] )(?:⟦P\d+⟧(?:,| van) )?(?:de |het )?{PARTY}\)?\.?$"
)
_IDLE: Final = re.compile(r"\b(?:geen|niet)\b", re.IGNORECASE)


def _side(context: Context, tagged: Tagged) -> tuple[str, str] | None:
    """Return (asks or gives, what it says) for a line of a list of questions and offers."""
    inline = _INLINE.match(tagged.text)
    if inline:
        return ("asks" if inline["asks"] else "gives"), inline["rest"]
    block = context.block(tagged)
    if block.kind != "bullet":
        return None
    heading = context.document.heading_of(block)
    above = context.document.blocks[block.lead] if block.lead >= 0 else heading
    title = above.sentences[-1].text.rstrip(":.!? ") if above and above.sentences else ""
    side = next((name for name, pattern in _SIDES if pattern.fullmatch(title)), None)
    return (side, tagged.text) if side else None


def _said(context: Context, tagged: Tagged, text: str) -> tuple[Entity, str] | None:
    """Return (party, what) of a line: 'Stichting Zon: een zaal', 'een zaal (Stichting Zon)'."""
    named = _NAMED.match(text)
    if named:
        number = named[1] or named[3] or named[4]
        party = tagged.one(number) if number else party_of(context, tagged.one(named[2]))
        return (party, named["what"]) if party else None
    bracket = _BRACKET.match(text)
    return (tagged.one(bracket[2]), bracket["what"]) if bracket else None


def listed(context: Context) -> Iterator[Draft]:
    """Lines of a list of what is asked, and of what is offered."""
    for tagged in context.body:
        side = _side(context, tagged)
        said = _said(context, tagged, side[1]) if side else None
        if side is None or said is None or _IDLE.search(side[1]):
            continue
        party, raw = said
        what = re.sub(r"^(?:een|de|het) ", "", tagged.plain(raw))[:120]
        is_need = side[0] == "asks"
        thing = context.make(
            "Need" if is_need else "Offer", what, tagged, tagged.plain(raw), tagged.sentence.text
        )
        thing.attributes.setdefault("status", "open")
        found = context.knowledge.concepts_in(what, ["Resource"])
        extra: dict[str, Any] = {"asks_for": found[0].known.id} if found and is_need else {}
        yield context.draft(
            "exchange.asks" if is_need else "exchange.offers",
            thing,
            "sought_by" if is_need else "offered_by",
            party,
            tagged,
            status="open",
            **extra,
        )


RULES: Final = (
    Rule("exchange.asks", 1, 0.88),
    Rule("exchange.offers", 1, 0.88),
)
FINDERS: Final = (listed,)
