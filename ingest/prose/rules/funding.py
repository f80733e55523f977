"""Money: how much, from whom, to whom, where, and how far it is; a request is never a grant."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from graph.statement import MoneyStatus
from ingest.prose.context import PARTY, Context, Draft, Tagged
from ingest.prose.entities import Entity
from ingest.prose.money import Money, amounts
from ingest.prose.money_status import status_of
from ingest.prose.rules import Rule
from ingest.prose.subjects import subjects

_S: Final = MoneyStatus
_LEAD: Final = re.compile(r"\b(?:nodig|gevraagd|vragen|verzoek)\b[^.]{0,30}[:?]$", re.IGNORECASE)
_FROM: Final = re.compile(
    rf"\b(?:[bB]ij|[vV]an|[dD]oor|[uU]it|[vV]anuit|[vV]ia)(?: (?:de|het))?(?: [a-zà-ÿ]+)? {PARTY}"
)
_TO: Final = re.compile(
    rf"\b(?:aan|voor)(?: (?:de|het))?(?: [a-zà-ÿ]+)? {PARTY}(?! als)", re.IGNORECASE
)
_GIVES: Final = re.compile(
    rf"^(?:(?:De|Het|Ook|In \d{{4}}|Eerder) )*{PARTY} (?:heeft|hebben|kent|kende|verleent"
    rf"|verleende|stelt|stelde|geeft|gaf|legt|legde|draagt|droeg|betaalde?|betaalt|trekt|trok|maakt|maakte"
    rf"|investeert|investeerde|reserveert|reserveerde|steekt|stak|schenkt|schonk|doneert|doneerde)"
    rf"(?: (?:aan )?(?:de |het )?{PARTY})?"
)
_CLAUSE_GIVES: Final = re.compile(
    rf"\b(?:dat|omdat|waarvoor|waarmee) (?:de |het )?{PARTY} [^⟦⟧]*\b(?:beschikbaar stel"
    rf"|toeken|bijdra|geef|betaal|verleen|uittrek|vrijmaak|reserveer|investeer|bijleg|schenk|doneer)"
)
_GETS: Final = re.compile(
    r"(?:\b(?:ontvangt|ontving|krijgt|kreeg|(?:bijdrage|bedrag|subsidie) (?:gaat|ging) naar)"
    rf" (?:de |het )?{PARTY}|(?<!van )(?<!Van )(?<!van het )(?<!Van het )(?<!van de )(?<!Van de )"
    rf"{PARTY} (?:ontvangt\b|ontving\b|krijgt\b|kreeg\b|heeft\b[^.]*\b(?:ontvangen|gekregen))"
    rf"|^(?:(?:De|Het) )?{PARTY} [^;,⟦⟧]{{0,80}} en (?:ontvangt|ontving|krijgt|kreeg)\b)"
)
_ASKS: Final = re.compile(
    rf"^(?:(?:De|Het|Ook) )*{PARTY} (?:heeft|hebben|vraagt|vragen|vroeg|vroegen|diende|dient)"
)
_OTHER: Final = re.compile(
    r"\b(?:motie|moties|amendement|amendementen|verlaagd|verlaagt|bezuinig\w*|wegbezuinigd|gekort)\b",
    re.IGNORECASE,
)
"""What is no request, and money that is taken rather than given."""
_GIVING: Final = re.compile(
    r"\b(?:draagt|dragen|droeg|droegen)\b.*\bbij\b|\b(?:schonk|schonken|doneer\w+|sponsor\w*|betaalde\w*"
    r"|betalen|betaalt|gaven|gaf|bijdragen van|bijgedragen|financier\w+)\b"
)
_ASKED_BY: Final = re.compile(
    rf"\b[a-z]*(?:aanvraag|aanvragen|verzoek)(?: \([^)]*\)"
    rf"| (?:van|voor|ad) (?:€ ?)?[\d.,]+(?: euro)?)?"
    rf" (?:van|door)(?: (?:de|het))?(?: [a-zà-ÿ]+)? {PARTY}"
    rf"|\b(?:aangevraagd|gevraagd|ingediend) door (?:de |het )?(?:[a-zà-ÿ]+ )?{PARTY}",
    re.IGNORECASE,
)
_FOR_AREA: Final = re.compile(
    r"\b(?:voor|in)(?: (?:de|het))?(?: [a-zà-ÿ]+)? ⟦[AV](\d+)⟧(?: en (?:de |het )?⟦[AV](\d+)⟧)?",
    re.IGNORECASE,
)
_PURPOSE: Final = re.compile(
    r"\b(?:als|voor) (?P<what>(?!de periode|een periode|\d)[a-zà-ÿ][^.,;⟦€]{3,60})$"
)


def _status(context: Context, tagged: Tagged) -> MoneyStatus:
    block = context.block(tagged)
    status = status_of(tagged.text)
    if status in (_S.UNCLEAR, _S.DESIRED) and block.lead >= 0:
        lead = context.document.blocks[block.lead].sentences[-1].text
        if _LEAD.search(lead):
            return _S.REQUESTED
    after = context.after(tagged)
    if (
        status is _S.REQUESTED
        and after
        and re.search(r"\b(?:verzoek|aanvraag)\b", after.text)
        and status_of(after.text) is _S.REJECTED
    ):
        return _S.REJECTED
    return status


def grant(
    context: Context, tagged: Tagged, money: Money | None, status: MoneyStatus, nth: int
) -> Entity:
    """Return the flow of money of a sentence, with what it says of it."""
    text = tagged.sentence.text
    name = text if len(text) <= 90 else f"{text[:87].rsplit(' ', 1)[0]} …"
    if nth:
        name = f"{name} ({nth + 1})"
    flow = context.make("Grant", name, tagged, text)
    flow.attributes["status"] = status.value
    if money:
        flow.attributes[
            f"amount_{'unclear' if status in (_S.REJECTED, _S.ENDED) else status.value}"
        ] = str(money.amount)
        if money.per:
            flow.attributes["per"] = money.per
        if money.years:
            flow.attributes["years"] = str(money.years)
    purpose = _PURPOSE.search(tagged.text.rstrip("."))
    if purpose:
        flow.attributes["purpose"] = purpose["what"]
    return flow


def _facts(money: Money | None, status: MoneyStatus) -> dict[str, Any]:
    facts: dict[str, Any] = {"status": status.value}
    if money:
        facts["amount_eur"] = money.amount
        if money.per:
            facts["per"] = money.per
        if money.years:
            facts["years"] = money.years
            facts["total_eur"] = money.amount * money.years
    return facts


def flows(context: Context) -> Iterator[Draft]:
    """Sentences with an amount of euro."""
    for tagged in context.body:
        found = amounts(tagged.sentence.text)
        if not found or context.block(tagged).row or _OTHER.search(tagged.text):
            continue
        areas = _areas(tagged)
        each = len(found) > 1 and found[0].respectively and len(areas) == len(found)
        for nth, money in enumerate(found):
            here = areas[nth : nth + 1] if each else areas
            yield from _flow(context, tagged, money, nth, here)


def _flow(
    context: Context, tagged: Tagged, money: Money, nth: int, areas: list[Entity]
) -> Iterator[Draft]:
    status = _status(context, tagged)
    flow, facts = grant(context, tagged, money, status, nth), _facts(money, status)
    for area in areas:
        yield context.draft("funding.area", flow, "benefits", area, tagged, **facts)
    payer, takers = _ends(context, tagged, status)
    beside = _beside(tagged, money)
    if beside is not None and _GIVING.search(tagged.text):
        payer, takers = beside, []
    elif beside is not None and status in (_S.REQUESTED, _S.REJECTED, _S.GRANTED):
        payer, takers = _payer(context, tagged, [beside]), [beside]
    takers = [taker for taker in takers if taker is not payer]
    if payer is not None:
        rule = "payer_unclear" if status in (_S.UNCLEAR, _S.DESIRED) else "payer"
        yield context.draft(f"funding.{rule}", flow, "payer", payer, tagged, **facts)
    for theme in _purposes(context, flow):
        for taker in [t for t in takers if t.type in ("Initiative", "Organisation")][:1]:
            yield context.draft("funding.theme", taker, "about", theme, tagged)
    for taker in takers:
        yield context.draft(f"funding.{_rule(status)}", flow, "recipient", taker, tagged, **facts)


def _beside(tagged: Tagged, money: Money) -> Entity | None:
    """Return the party whose amount follows it in brackets: 'Stichting Zon (€ 500)'."""
    text = tagged.sentence.text
    for item in tagged.items:
        before = text[max(0, item.start - 12) : item.start]
        giver = re.search(r"\b(?:van|door|bij|dankzij)(?: (?:de|het))? $", before, re.IGNORECASE)
        if text[item.end : money.start] == " (" and item.entity.is_party and not giver:
            return item.entity
    return None


def _purposes(context: Context, flow: Entity) -> list[Entity]:
    """Return the themes that the purpose of a grant consists of: 'als experimenteerruimte'."""
    purpose = flow.attributes.get("purpose", "")
    return [
        context.entities.add("Theme", f.known.name, entity_id=f.known.id, known=True)
        for f in context.knowledge.concepts_in(purpose, ["Theme"])
        if f.end - f.start == len(purpose)
    ]


def _rule(status: MoneyStatus) -> str:
    return status.value if status in (_S.REQUESTED, _S.GRANTED, _S.REJECTED) else "other"


def _areas(tagged: Tagged) -> list[Entity]:
    found = _FOR_AREA.search(tagged.text)
    named = [tagged.one(n) for n in found.groups() if n] if found else []
    return [e for e in named if e.type == "Area" or len(named) > 1]


def _ends(
    context: Context, tagged: Tagged, status: MoneyStatus
) -> tuple[Entity | None, list[Entity]]:
    """Return who pays (if said) and who gets or asks."""
    text = tagged.text
    asker = _ASKED_BY.search(text)
    if asker:
        asking = tagged.one(asker[1] or asker[2])
        return _payer(context, tagged, [asking]), [asking]
    if status in (_S.REQUESTED, _S.REJECTED, _S.DESIRED):
        return _asked(context, tagged)
    gets, gives = _GETS.search(text), _GIVES.match(text)
    if gets:
        return _at(tagged, _FROM), [tagged.one(gets[1] or gets[2] or gets[3])]
    if gives:
        to = _TO.search(text, gives.end(1))
        taker = gives[2] or (to[1] if to else None)
        return tagged.one(gives[1]), [tagged.one(taker)] if taker else []
    clause = _CLAUSE_GIVES.search(text)
    if clause:
        to = _TO.search(text, clause.end(1))
        return tagged.one(clause[1]), [tagged.one(to[1])] if to and tagged.one(
            to[1]
        ).is_party else []
    ours = context.is_letter and re.search(r"\bwij\b|\bwe\b", text, re.IGNORECASE)
    payer = context.municipality if ours else _at(tagged, _FROM)
    to = _TO.search(text)
    taker = tagged.one(to[1]) if to else None
    if taker is None and not ours and re.match(r"⟦P\d+⟧: ", text):
        taker = next(iter(subjects(context, tagged, 0)), None)
    return payer, [taker] if taker is not None and taker is not payer and taker.is_party else []


def _asked(context: Context, tagged: Tagged) -> tuple[Entity | None, list[Entity]]:
    """Return who would pay (if said) and who asks."""
    payer = _at(tagged, _FROM)
    takers: list[Entity]
    asks, to = _ASKS.match(tagged.text), _TO.search(tagged.text)
    if asks:
        takers = [tagged.one(asks[1])]
    elif to:
        takers = [tagged.one(to[1])]
    else:
        ours = context.municipality if context.is_letter else None
        takers = [
            e for e in subjects(context, tagged, 0, back=False) if e is not payer and e is not ours
        ]
    return (payer if payer not in takers else None), takers[:2]


def _payer(context: Context, tagged: Tagged, takers: list[Entity]) -> Entity | None:
    """Return the party that money is asked of: not the one whose request it is."""
    found = (tagged.one(match[1]) for match in _FROM.finditer(tagged.text))
    payer = next((party for party in found if party not in takers), None)
    if payer is None and context.is_letter and re.search(r"\b[wW](?:ij|e)\b", tagged.text):
        return context.municipality
    return payer


def _at(tagged: Tagged, pattern: re.Pattern[str]) -> Entity | None:
    match = pattern.search(tagged.text)
    return tagged.one(match[1]) if match else None


RULES: Final = (
    Rule("funding.area", 1, 0.9),
    Rule("funding.payer", 3, 0.85),
    Rule("funding.payer_unclear", 1, 0.7),
    Rule("funding.requested", 2, 0.85),
    Rule("funding.granted", 2, 0.85),
    Rule("funding.rejected", 2, 0.8),
    Rule("funding.theme", 1, 0.8),
    Rule("funding.other", 1, 0.6),
)
FINDERS: Final = (flows,)
