"""Money without an amount: who pays along, who made something possible, what stays in the wijk."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from graph.statement import MoneyStatus
from ingest.prose.context import LIST, PARTY, Context, Draft
from ingest.prose.entities import PARTIES
from ingest.prose.money import amounts
from ingest.prose.rules import Rule
from ingest.prose.rules.funding import grant
from ingest.prose.subjects import subjects

_S: Final = MoneyStatus
_WITHIN: Final = re.compile(
    r"\b(?:verdiensten|winst|opbrengst(?:en)?|omzet|overschot)\b[^.]*\b(?:in|aan) de (?:wijk"
    r"|buurt)\b[^.,]*\b(?:blijven|blijft|terugvloei\w*|besteed|geïnvesteerd)\b"
)
_MADE_POSSIBLE: Final = re.compile(
    rf"\b(?:(?:financieel|mede) (?:mede )?mogelijk gemaakt|gefinancierd|gesubsidieerd) door"
    rf" (?:de |het )?(?P<who>{LIST})"
)
_CO_PAYS: Final = re.compile(
    rf"{PARTY} (?:betaalde|betaalt|betaalden|betalen|financierde|financiert) (?:mee )?(?:aan )?"
)


def without_amount(context: Context) -> Iterator[Draft]:
    """'De provincie betaalde mee aan de aanleg', 'een deel van de winst blijft in de wijk'."""
    for tagged in context.body:
        if amounts(tagged.sentence.text):
            continue
        match = _CO_PAYS.search(tagged.text)
        if match and " mee" in match.group() and not re.search(r"\bniet\b", tagged.text):
            flow = grant(context, tagged, None, _S.PAID, 0)
            yield context.draft(
                "funding.co_pays", flow, "payer", tagged.one(match[1]), tagged, status="paid"
            )
            for topic in [e for e in context.topic(tagged) if e.is_party][:1]:
                yield context.draft(
                    "funding.co_pays", flow, "recipient", topic, tagged, status="paid"
                )
        made = _MADE_POSSIBLE.search(tagged.text)
        if made and not re.search(r"\bniet\b", tagged.text):
            flow = grant(context, tagged, None, _S.PAID, 0)
            for payer in tagged.all(made["who"], PARTIES):
                yield context.draft("funding.made", flow, "payer", payer, tagged, status="paid")
            for topic in subjects(context, tagged, made.start())[:1]:
                yield context.draft("funding.made", flow, "recipient", topic, tagged, status="paid")
        if _WITHIN.search(tagged.text):
            for subject in subjects(context, tagged, len(tagged.text), reach=1):
                flow = grant(context, tagged, None, _S.UNCLEAR, 0)
                yield context.draft(
                    "funding.own_earnings", flow, "payer", subject, tagged, status="unclear"
                )


RULES: Final = (
    Rule("funding.co_pays", 1, 0.7),
    Rule("funding.made", 1, 0.85),
    Rule("funding.own_earnings", 1, 0.6),
)
FINDERS: Final = (without_amount,)
