"""What an audience may see of people: who is named, and who is shown as a role."""

from __future__ import annotations

import sqlite3
from hashlib import blake2b
from typing import Final, NamedTuple

from graph.redaction import HIDDEN_NAME as HIDDEN_NAME
from graph.redaction import PREFIXES as PREFIXES
from graph.statement import AUDIENCES, Access

_TOLD: Final = "subject, relation, value, object, state, access"


class HiddenPerson(NamedTuple):
    """A person who may not be named: the real id, the id shown instead, and all names."""

    id: str
    shown_as: str
    names: tuple[str, ...]


def visible(audience: str) -> tuple[str, ...]:
    """Return the access levels that `audience` may see."""
    return AUDIENCES[: AUDIENCES.index(Access(audience)) + 1]


def pseudonym(entity_id: str, salt: str) -> str:
    """Return an id that says nothing of the person, the same in every build of one ledger."""
    return "person:" + blake2b(f"{salt}{entity_id}".encode(), digest_size=8).hexdigest()


def hidden_people(db: sqlite3.Connection, salt: str) -> list[HiddenPerson]:
    """Return the people of table `fact` without public or professional post, consent or office.

    `fact` holds the whole ledger under canonical ids, and `past` what it said of people before:
    a name in a text stays private when the row that told whose it was is gone. Only what was
    accepted, and may be seen by everybody, makes that somebody is named. A post without a standing
    counts as professional at an organisation, not at an initiative.
    """
    rows = db.execute(
        f"""
        WITH told AS (SELECT {_TOLD} FROM fact UNION ALL SELECT {_TOLD} FROM past),
        person AS (SELECT subject AS id FROM told WHERE relation = 'type' AND value = 'Person'
                   UNION SELECT subject FROM told WHERE subject LIKE 'person:%'),
        sure AS (SELECT * FROM told WHERE state = 'accepted' AND access = 'public'),
        named AS (
            SELECT subject AS id FROM told WHERE state = 'accepted'
            AND relation IN ('consent', 'unknown') AND value <> 'false'
            UNION
            SELECT h.subject FROM sure h
            LEFT JOIN sure p ON p.subject = h.object AND p.relation = 'standing'
            LEFT JOIN sure a ON a.subject = h.object AND a.relation = 'at'
            LEFT JOIN sure t ON t.subject = a.object AND t.relation = 'type'
            WHERE h.relation = 'holds' AND (p.value IN ('office', 'professional')
                  OR p.value IS NULL AND t.value IN ('Organisation', 'PublicBody'))
        )
        SELECT person.id, f.value FROM person
        LEFT JOIN told f ON f.subject = person.id AND f.relation IN ('name', 'alt_name')
        WHERE person.id NOT IN (SELECT id FROM named) ORDER BY person.id
        """
    )
    names: dict[str, set[str]] = {}
    for entity_id, name in rows:
        names.setdefault(entity_id, set()).update([name] if name else [])
    return [HiddenPerson(i, pseudonym(i, salt), tuple(sorted(n))) for i, n in names.items()]


def in_reports(db: sqlite3.Connection, people: list[HiddenPerson]) -> list[tuple[str, str]]:
    """Return (source, name) of the hidden people that reports name."""
    hidden = {person.id for person in people}
    return [(source, name) for subject, source, name in db.execute(
        "SELECT DISTINCT subject, source, value FROM fact WHERE method LIKE 'report%'"
        " AND relation = 'name' AND subject LIKE 'person:%'"
    ) if subject in hidden]
