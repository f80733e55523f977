"""How far the money of a sentence is: asked for, hoped for, granted, paid."""

from __future__ import annotations

import re
from typing import Final

from graph.statement import MoneyStatus

_S: Final = MoneyStatus
_WISHES: Final = r"\b(?:nodig|gewenst|wil|willen|zoekt|hoopt|hopen|wens|streeft)\b"
_STATUS: Final = (
    (
        _S.REJECTED,
        r"\b(?:afgewezen|afwijz\w*|wijst\b.*\baf|wijzen\b.*\baf|wees\b.*\baf|geweigerd|niet"
        r" (?:toegekend|gehonoreerd|verleend|goedgekeurd|ingewilligd)|kent\b.*\bniet toe)\b",
    ),
    (
        _S.ENDED,
        r"\b(?:stopgezet|beëindigd|stopt(?:en)? met|trekt\b.*\bterug|vervalt|stop te zetten)\b",
    ),
    (
        _S.GRANTED,
        r"^(?!.*\b(?:niet|geen|nog)\b).*\b(?:aanvraag|aanvragen|verzoek)\b.*\b(?:is|zijn|werd|werden"
        r"|hebben|heeft)\b.*\b(?:gehonoreerd|toegekend|goedgekeurd|ingewilligd)\b",
    ),
    (
        _S.REQUESTED,
        r"\b(?:aangevraagd\w*|aanvraag|aanvragen|vraagt\b.*\baan|vroeg\b.*\baan|gevraagd"
        r"|verzoek|verzocht|vraagt om|vragen om|ingediend|subsidieaanvraag|vraagt)\b",
    ),
    (_S.SETTLED, r"\bvastgesteld\w*\b"),
    (
        _S.GRANTED,
        r"\b(?:toegekend\w*|toekennen|kent\b.*\btoe|kende\b.*\btoe|verleend\w*|verleent"
        r"|verlenen|ontvangt|ontvangen|ontving\w*|krijgt|krijgen|kreeg|kregen|gekregen"
        r"|stelt\b.*\bbeschikbaar|stellen\b.*\bbeschikbaar|stelden?\b.*\bbeschikbaar"
        r"|beschikbaar (?:gesteld|stelt|stellen|stelde)|gehonoreerd|toegezegd"
        r"|legt\b.*\bbij|draagt\b.*\bbij|droeg(?:en)?\b.*\bbij"
        r"|(?:bijdrage|subsidie|bedrag) (?:gaat|ging|gaan|gingen) naar"
        r"|(?:gaf|gaven|geeft|geven)\b.*(?:subsidie|bijdrage)|schonk(?:en)?|schenkt|doneerden?)\b",
    ),
    (
        _S.PAID,
        r"\b(?:betaald\w*|betaalt|betaalden?|uitgekeerd|overgemaakt|uitbetaald|gefinancierd|financierde)\b",
    ),
    (_S.DESIRED, _WISHES),
)
_NOT_YET: Final = re.compile(
    r"\bnog niet\b|\bgeen (?:subsidie|bijdrage|geld)\b|\bniet (?:ontvangen|gekregen|toegekend)\b"
)
_OPEN: Final = re.compile(
    r"\b(?:hoopt|hopen|hoopte|hoopten|wil|willen|wilde|wilden|wens\w*|graag|zou|zouden|kan|kunnen|kon"
    r"|konden|moet|moeten|mag|mogen|zal|zullen|verwacht\w*|misschien|wellicht|mogelijk|eventueel"
    r"|maximaal|hooguit|ten hoogste|(?<!beschikbaar )stelt voor|voorstel\w*"
    r"|indien|mits|tenzij|om te)\b"
    r"|^\W*(?:als|wanneer|zodra|wie)\b",
    re.IGNORECASE,
)
"""What makes of a verb of giving a wish, a plan or a condition."""
_CLAUSE: Final = re.compile(
    r"[;:]|,(?!\d)|\b(?:zodat|omdat|waardoor|waarmee|waarvoor|nadat|terwijl|maar)\b"
)
_CONDITION: Final = re.compile(r"\W*(?:als|indien|wanneer|zodra|mits)\b", re.IGNORECASE)
_GIVEN: Final = frozenset({MoneyStatus.GRANTED, MoneyStatus.SETTLED, MoneyStatus.PAID})


def status_of(text: str) -> MoneyStatus:
    """Return how far the money of a sentence is; granted only on an explicit verb.

    Money that somebody hopes for, may get or gets on a condition is not granted, nor paid.
    """
    if _NOT_YET.search(text):
        return _S.REQUESTED if re.search(r"aanvra|gevraagd|verzoek", text) else _S.UNCLEAR
    status, verbs = next((s for s in _STATUS if _says(s[1], text)), (_S.UNCLEAR, ""))
    if status not in _GIVEN or any(
        _says(verbs, clause) and not _OPEN.search(clause) for clause in _clauses(text)
    ):
        return status
    return _S.DESIRED if _says(_WISHES, text) else _S.UNCLEAR


def _says(verbs: str, text: str) -> bool:
    return re.search(verbs, text, re.IGNORECASE) is not None


def _clauses(text: str) -> list[str]:
    """Return the clauses of a sentence; a condition before its main clause stays with that."""
    clauses = _CLAUSE.split(text)
    if len(clauses) > 1 and _CONDITION.match(text):
        return [f"{clauses[0]} {clauses[1]}", *clauses[2:]]
    return clauses
