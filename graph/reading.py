"""One reading into the ledger: laid aside, compared with what stands, and written at once."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import NamedTuple

from graph.statement import NAMING, Fact, statement_id


class Change(NamedTuple):
    """What one reading did to the ledger, in statements; a change is one added and one ended."""

    added: int = 0
    changed: int = 0
    ended: int = 0
    confirmed: int = 0


def now() -> str:
    """Return the moment as an ISO string in UTC, to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def instant() -> str:
    """Return the moment as `now` does, but so precisely that no two acts of a person share it."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def lay_aside(db: sqlite3.Connection, scope: str, facts: Iterable[Fact]) -> None:
    """Put `facts` in the temporary table `incoming`; nobody else waits while they are made."""
    db.execute("DROP TABLE IF EXISTS temp.incoming")
    db.execute(
        "CREATE TEMP TABLE incoming (id TEXT PRIMARY KEY, subject, relation, value, object,"
        " locator, quote, valid_from, valid_until, confirmed, certainty, state, access)"
    )
    db.execute("BEGIN")
    try:
        db.executemany(
            "INSERT OR IGNORE INTO incoming VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            ((statement_id(scope, fact), *fact) for fact in facts),
        )
    except BaseException:
        db.execute("ROLLBACK")
        raise
    db.execute("COMMIT")


def write(
    db: sqlite3.Connection, document: int, method: str, before: str | None = None
) -> Change:
    """Make `incoming` what a document says, inside the caller's transaction.

    What a person accepted is not ended when a document no longer says it: it was last confirmed
    on `before`, the day of the reading before this one, and grows stale.
    """
    moment = now()
    _keep_accepted(db, document, before)
    change = _compare(db, document)
    db.execute(
        "UPDATE statement SET state = 'ended', ended = ? WHERE n IN (SELECT n FROM gone)",
        (moment,),
    )
    db.execute(
        "INSERT INTO statement (id, document, subject, relation, value, object, locator, quote,"
        " valid_from, valid_until, confirmed, method, certainty, state, access, added)"
        " SELECT id, ?, subject, relation, value, object, locator, quote, valid_from,"
        " valid_until, confirmed, ?, certainty, state, access, ? FROM incoming WHERE true"
        " ON CONFLICT (id) DO UPDATE SET locator = excluded.locator, ended = NULL,"
        " confirmed = excluded.confirmed, state = excluded.state, method = excluded.method,"
        " certainty = excluded.certainty"
        " WHERE state <> excluded.state OR locator <> excluded.locator"
        " OR confirmed IS NOT excluded.confirmed OR certainty <> excluded.certainty",
        (document, method, moment),
    )
    return change


def _keep_accepted(db: sqlite3.Connection, document: int, before: str | None) -> None:
    """List in `kept` what a person accepted and is no longer said, with the names of its things."""
    names = ", ".join(f"'{name}'" for name in NAMING)
    missing = (
        "FROM statement WHERE document = ?1 AND state <> 'ended'"
        " AND id NOT IN (SELECT id FROM incoming)"
    )
    db.execute("DROP TABLE IF EXISTS temp.kept")
    db.execute(
        f"CREATE TEMP TABLE kept AS SELECT n, subject, object {missing} AND id IN (SELECT statement"
        " FROM decision WHERE undone IS NULL AND state = 'accepted')", (document,),
    )
    db.execute(
        f"INSERT INTO kept SELECT n, subject, NULL {missing} AND relation IN ({names})"
        " AND subject IN (SELECT subject FROM kept UNION SELECT object FROM kept)", (document,),
    )
    db.execute(
        "UPDATE statement SET confirmed = coalesce(confirmed, ?)"
        " WHERE n IN (SELECT n FROM kept)", (before,),
    )


def _compare(db: sqlite3.Connection, document: int) -> Change:
    """List what is `gone` since the last reading and count what is new."""
    db.execute("DROP TABLE IF EXISTS temp.gone")
    db.execute(
        "CREATE TEMP TABLE gone AS SELECT n, subject, relation FROM statement"
        " WHERE document = ? AND state <> 'ended' AND id NOT IN (SELECT id FROM incoming)"
        " AND n NOT IN (SELECT n FROM kept)",
        (document,),
    )
    (total,) = db.execute("SELECT count(*) FROM incoming").fetchone()
    if not db.execute("SELECT 1 FROM statement WHERE document = ?", (document,)).fetchone():
        return Change(added=total)
    db.execute("DROP TABLE IF EXISTS temp.fresh")
    db.execute(
        "CREATE TEMP TABLE fresh AS SELECT i.id, i.subject, i.relation FROM incoming i"
        " LEFT JOIN statement s ON s.id = i.id WHERE s.id IS NULL OR s.state = 'ended'"
    )
    added, ended, changed = db.execute(
        "SELECT (SELECT count(*) FROM fresh), (SELECT count(*) FROM gone),"
        " (SELECT count(*) FROM (SELECT DISTINCT subject, relation FROM fresh"
        " INTERSECT SELECT DISTINCT subject, relation FROM gone))"
    ).fetchone()
    return Change(added - changed, changed, ended - changed, total - added)
