"""Rows of tables with a header: action lists, who is who, and lists of subsidies."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from graph.statement import MoneyStatus
from ingest.prose.context import Context, Draft, Tagged
from ingest.prose.dates import days
from ingest.prose.entities import PARTIES, Entity
from ingest.prose.money import amounts
from ingest.prose.money_status import status_of
from ingest.prose.rules import Rule
from ingest.prose.rules.people import ROLE, holds
from ingest.prose.words import is_role

_PIPE: Final = re.compile(r"\s*\|\s*")
_SLASH: Final = re.compile(r"\s+/\s+")
_COLUMNS: Final = {
    "act": r"acties?|actiepunt(?:en)?|taak|taken|te doen|afspra(?:ak|ken)|toezegging(?:en)?",
    "what": r"omschrijving|wat|onderwerp|besluit(?:en)?|punt",
    "who": r"wie|actiehouders?|eigenaar|verantwoordelijken?|verantwoordelijk|trekkers?"
    r"|door(?: wie)?|uitvoerders?|uitvoering|houder",
    "when": r"wanneer|deadline|gereed(?: op)?|datum(?: gereed)?|termijn|planning|uiterlijk|klaar"
    r"|vóór|voor",
    "person": r"naam|namen|aanwezig(?:en)?|deelnemers?|contactpersoon|vertegenwoordiger|persoon",
    "party": r"organisaties?|namens|instelling|partij|vereniging|stichting|initiatief"
    r"|aanvragers?|ontvangers?|bewonersgroep|project",
    "role": r"functie|rol",
    "money": r"bedrag(?:en)?|(?:toegekende?|verleende?|aangevraagde?|gevraagde?)(?: bedrag"
    r"| subsidie)?|subsidie(?:bedrag)?|bijdrage|toekenning",
}
_NUMBER: Final = re.compile(r"^(?:nr\.?|no\.?|#|\d{1,3}[.)]?)\s+", re.IGNORECASE)
_GIVEN: Final = re.compile(r"\b(?:toegekende?|gehonoreerde?|verleende?)\b", re.IGNORECASE)
_NUMBERS: Final = re.compile(r"nr\.?|no\.?|#|nummer|", re.IGNORECASE)
_ACTIONS: Final = re.compile(r"\b(?:acti(?:e|es|elijst|epunten)|afspraken|toezeggingen)\b", re.I)


class Row(NamedTuple):
    """A row under a header: its cells by the kind of their column."""

    tagged: Tagged
    cells: dict[str, str]
    header: dict[str, str]


def _cells(text: str) -> list[str]:
    bare = re.sub(r"^\s*\|\s*|\s*\|\s*$", "", text)
    cells = [cell.strip() for cell in _PIPE.split(bare)]
    return [_NUMBER.sub("", cells[0]), *cells[1:]]


def _header(cells: list[str]) -> dict[int, str]:
    """Return the kind of each column that a header row names; empty when it is no header."""
    kinds = {
        at: kind
        for at, cell in enumerate(cells)
        for kind, words in _COLUMNS.items()
        if re.fullmatch(rf"(?:{words})(?: \([^)]*\))?", cell.rstrip(":?"), re.IGNORECASE)
    }
    return kinds if len(kinds) > 1 and len(set(kinds.values())) == len(kinds) else {}


def rows(context: Context) -> Iterator[Row]:
    """Yield the rows under the headers of tables; a table ends at what is no row."""
    kinds: dict[int, str] = {}
    names: list[str] = []
    for tagged in context.tagged:
        slashed = _SLASH.sub(" | ", tagged.text) if tagged.text.count(" / ") else tagged.text
        is_row = context.block(tagged).row
        cells = _cells(tagged.text if is_row else slashed)
        found = _header(cells)
        if found:
            skip = int(_NUMBERS.fullmatch(cells[0]) is not None)
            kinds, names = {at - skip: kind for at, kind in found.items()}, cells[skip:]
        elif kinds and len(cells) - (cells[0].isdigit()) == len(names):
            cells = cells[1:] if cells[0].isdigit() else cells
            by_kind = {kind: cells[at] for at, kind in kinds.items()}
            yield Row(tagged, by_kind, {kind: names[at] for at, kind in kinds.items()})
        elif not is_row:
            kinds = {}


def actions(context: Context) -> Iterator[Draft]:
    """'Offertes opvragen | Anna Jansen | 1 juli' under 'Actie | Wie | Wanneer'."""
    for row in rows(context):
        what = row.cells.get("act") or row.cells.get("what") or ""
        heading = context.document.heading_of(context.block(row.tagged))
        title = heading.sentences[0].text if heading and heading.sentences else ""
        called = "act" in row.header or _ACTIONS.search(title) is not None
        if not called or len(what) < 6 or not {"who", "when"} & set(row.header):
            continue
        name = row.tagged.plain(what)
        act = context.make("Commitment", name[:140], row.tagged, row.tagged.sentence.text)
        act.attributes.setdefault("status", "open")
        day = next(iter(days(row.tagged.plain(row.cells.get("when", "")))), None)
        iso = day.iso(context.document.date, after=True) if day else None
        if iso:
            act.attributes["due"] = iso
        if context.meeting is not None:
            yield context.draft(
                "tables.action", act, "made_at", context.meeting, row.tagged, status="open"
            )
        for owner in row.tagged.all(row.cells.get("who", ""), PARTIES | {"Person"}):
            yield context.draft("tables.owner", act, "made_by", owner, row.tagged, status="open")


def people(context: Context) -> Iterator[Draft]:
    """'Anna Jansen | Stichting Zon | voorzitter' under 'Naam | Organisatie | Functie'."""
    for row in rows(context):
        column = row.cells.get("person") or row.cells.get("who") or ""
        found = row.tagged.all(column, frozenset({"Person"}))
        if not found or not {"party", "role"} & set(row.header):
            continue
        parties = row.tagged.all(row.cells.get("party", ""), PARTIES | {"Venue"})
        for person in found:
            for party in parties:
                yield context.draft("tables.tie", person, "member_of", party, row.tagged)
            role = re.match(ROLE, row.cells.get("role", ""), re.IGNORECASE)
            if role and is_role(role["role"]):
                at = parties[0] if len(parties) == 1 else None
                yield from holds(context, "tables.role", row.tagged, person, role["role"], at)


def money(context: Context) -> Iterator[Draft]:
    """'Buurttuin De Akker | € 4.500' under 'Aanvrager | Toegekend bedrag'."""
    for row in rows(context):
        takers = row.tagged.all(row.cells.get("party", ""), PARTIES)
        found = amounts(row.tagged.plain(row.cells.get("money", "")))
        if len(takers) != 1 or len(found) != 1:
            continue
        status = _status(context, row)
        grant = _grant(context, row, found[0].amount, status)
        yield context.draft(
            f"tables.{'granted' if status is MoneyStatus.GRANTED else 'money'}",
            grant,
            "recipient",
            takers[0],
            row.tagged,
            status=status.value,
            amount_eur=found[0].amount,
        )


def _status(context: Context, row: Row) -> MoneyStatus:
    """Return how far the money is: by the row itself, its column, else the heading above."""
    heading = context.document.heading_of(context.block(row.tagged))
    title = heading.sentences[0].text if heading and heading.sentences else ""
    if _GIVEN.search(title):
        return MoneyStatus.GRANTED
    for text in (row.tagged.text, row.header["money"], title):
        status = status_of(text)
        if status is not MoneyStatus.UNCLEAR:
            return status
    return MoneyStatus.UNCLEAR


def _grant(context: Context, row: Row, amount: int, status: MoneyStatus) -> Entity:
    name = row.tagged.sentence.text[:90]
    grant = context.make("Grant", name, row.tagged, row.tagged.sentence.text)
    column = "unclear" if status in (MoneyStatus.REJECTED, MoneyStatus.ENDED) else status.value
    grant.attributes |= {"status": status.value, f"amount_{column}": str(amount)}
    return grant


RULES: Final = (
    Rule("tables.action", 1, 0.9),
    Rule("tables.owner", 1, 0.9),
    Rule("tables.tie", 1, 0.9),
    Rule("tables.role", 1, 0.9),
    Rule("tables.granted", 1, 0.85),
    Rule("tables.money", 1, 0.75),
)
FINDERS: Final = (actions, people, money)
