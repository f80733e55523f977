"""Take forgotten people out of the tables of a ledger, or of what is about to be written there."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from functools import cache
from typing import Final, NamedTuple

from graph.forgotten import Forgotten
from graph.reading import now

_TEXTS: Final = {
    "source": ("title", "publisher", "note", "url"),
    "decision": ("who", "why"), "judgement": ("who", "why"), "audit": ("who", "detail"),
}
"""Columns beside the statements in which a name may stand."""


class Cleansed(NamedTuple):
    """What was taken out of one ledger, in counts."""

    statements: int
    redacted: int
    decisions: int


def cleanse(
    db: sqlite3.Connection, lasting: Forgotten, acting: Forgotten, spare: frozenset[str]
) -> Cleansed:
    """Take everybody in memory out of a ledger or a copy of one, in one transaction."""
    db.execute("BEGIN IMMEDIATE")
    removed, redacted = take_out(db, "statement", lasting, acting, spare)
    decisions = _drop_decisions(db, removed, lasting)
    for table, columns in _TEXTS.items():
        for column in columns:
            _redact_column(db, table, column, acting)
    _retitle(db, acting)
    keep_hashes(db, lasting)
    if removed or redacted:
        db.execute("INSERT INTO audit (at, who, action, detail) VALUES (?, 'samenspel', 'forget',"
                   " ?)", (now(), f"statements={len(removed)} redacted={redacted}"))
    db.execute("COMMIT")
    return Cleansed(len(removed), redacted, decisions)


def take_out(
    db: sqlite3.Connection, table: str, lasting: Forgotten, acting: Forgotten,
    spare: frozenset[str],
) -> tuple[list[str], int]:
    """Remove statements of forgotten people from `table`, and their names from the others.

    Returns the ids of what was removed and the number of statements that lost a name.
    """
    people = people_of(db, table) - spare
    gone = {i for i in people if acting.knows_id(i) or acting.knows_name(i.rpartition("/")[2])}
    gone |= {i for i, name in names_of(db, table) if i in people and acting.knows_name(name)}
    for entity_id in gone:
        lasting.add_id(entity_id)
    removed, redacted = [], 0
    renamed, redact = cache(acting.renamed), cache(acting.redact)
    for row in db.execute(
        f"SELECT id, subject, object, value, locator, quote FROM {table}"
    ).fetchall():
        statement, subject, target, *texts = row
        if subject in gone or target in gone:
            removed.append(statement)
        elif not {subject, target} & spare:
            after = [renamed(subject), target and renamed(target),
                     *(text and redact(text) for text in texts)]
            if _unusable(texts[0], after[2]):
                removed.append(statement)
            elif after != list(row[1:]):
                redacted += 1
                db.execute(f"UPDATE {table} SET subject = ?, object = ?, value = ?, locator = ?,"
                           " quote = ? WHERE id = ?", (*after, statement))
    db.executemany(f"DELETE FROM {table} WHERE id = ?", [(i,) for i in removed])
    return removed, redacted


def _unusable(before: str | None, after: str | None) -> bool:
    """Tell whether a value is worth nothing without the name: an address, number or code."""
    return before != after and before is not None and not re.search(r"\s", before.strip())


def _drop_decisions(db: sqlite3.Connection, removed: list[str], lasting: Forgotten) -> int:
    dropped = 0
    for statement in removed:
        dropped += db.execute("DELETE FROM decision WHERE statement = ?", (statement,)).rowcount
        db.execute("DELETE FROM audit WHERE detail = ?", (statement,))
    for number, a, b in db.execute("SELECT n, a, b FROM judgement").fetchall():
        if lasting.knows_id(a) or lasting.knows_id(b):
            dropped += db.execute("DELETE FROM judgement WHERE n = ?", (number,)).rowcount
        elif (pair := sorted(map(lasting.renamed, (a, b)))) != [a, b]:
            db.execute("UPDATE judgement SET a = ?, b = ? WHERE n = ?", (*pair, number))
    return dropped


def _retitle(db: sqlite3.Connection, acting: Forgotten) -> None:
    """Give sources and documents with a name in theirs another one."""
    for table, column in (("source", "id"), ("document", "source"), ("document", "name")):
        for name, in db.execute(f"SELECT DISTINCT {column} FROM {table}").fetchall():
            if (after := acting.retitled(name)) != name:
                db.execute(f"UPDATE {table} SET {column} = ? WHERE {column} = ?", (after, name))


def _redact_column(db: sqlite3.Connection, table: str, column: str, acting: Forgotten) -> None:
    rows = db.execute(f"SELECT DISTINCT {column} FROM {table} WHERE {column} IS NOT NULL")
    for text, in rows.fetchall():
        if (after := acting.redact(text)) != text:
            db.execute(f"UPDATE {table} SET {column} = ? WHERE {column} = ?", (after, text))


def people_of(db: sqlite3.Connection, table: str) -> set[str]:
    """Return the ids of all people that `table` speaks of."""
    return {row[0] for row in db.execute(
        f"SELECT subject FROM {table} WHERE subject LIKE 'person:%' OR relation = 'type' AND value"
        f" = 'Person' UNION SELECT object FROM {table} WHERE object LIKE 'person:%'"
    )}


def names_of(db: sqlite3.Connection, table: str) -> Iterator[tuple[str, str]]:
    """Yield (id, name) of all people that `table` names."""
    people = people_of(db, table)
    for entity_id, name in db.execute(
        f"SELECT subject, value FROM {table} WHERE relation IN ('name', 'alt_name')"
    ):
        if entity_id in people:
            yield entity_id, name


def memory_of(db: sqlite3.Connection) -> tuple[str, Forgotten]:
    """Return the salt of a ledger and what it keeps of the forgotten."""
    (salt,) = db.execute("SELECT value FROM setting WHERE key = 'salt'").fetchone()
    return salt, Forgotten(salt, (row[0] for row in db.execute("SELECT hash FROM forgotten")))


def keep_hashes(db: sqlite3.Connection, lasting: Forgotten) -> None:
    """Write what is to be remembered of the forgotten."""
    db.executemany("INSERT OR IGNORE INTO forgotten (hash, at) VALUES (?, ?)",
                   [(h, now()) for h in sorted(lasting.hashes)])


def drop_incoming(db: sqlite3.Connection, salt: str) -> int:
    """Take everybody forgotten out of temp table `incoming`; return how many facts were dropped."""
    lasting = Forgotten(salt, (row[0] for row in db.execute("SELECT hash FROM forgotten")))
    before = len(lasting.hashes)
    removed, _ = take_out(db, "incoming", lasting, lasting, frozenset())
    if len(lasting.hashes) > before:
        keep_hashes(db, lasting)
    return len(removed)
