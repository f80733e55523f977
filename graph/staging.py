"""The facts that stand, laid out once for the builds of all audiences."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from graph.private import private_file
from graph.reading import instant
from graph.stamp import stamp
from graph.statement import NAMING, TYPE


def fast(db: sqlite3.Connection) -> None:
    """Skip journalling: an unfinished file is thrown away anyway."""
    for pragma in ("journal_mode = OFF", "synchronous = OFF", "cache_size = -200000"):
        db.execute(f"PRAGMA {pragma}")


def write_stage(ledger: Path, stage: Path, canonical: dict[str, str]) -> None:
    """Write the facts that stand, under canonical ids, to a file that all audiences share."""
    private_file(stage)
    moment = instant()
    with closing(sqlite3.connect(stage, isolation_level=None, uri=True)) as db:
        fast(db)
        db.execute("ATTACH ? AS ledger", (f"{ledger.resolve().as_uri()}?mode=ro",))
        db.execute("BEGIN")
        db.execute("CREATE TABLE same (id TEXT PRIMARY KEY, canonical TEXT) WITHOUT ROWID")
        db.executemany("INSERT INTO same VALUES (?, ?)", canonical.items())
        db.execute(
            "CREATE TABLE fact AS SELECT f.id, coalesce(a.canonical, f.subject) AS subject,"
            " f.subject AS member, f.relation, f.value, coalesce(b.canonical, f.object) AS object,"
            " f.source, f.locator, f.quote, f.valid_from, f.valid_until, f.seen, f.method,"
            " f.certainty, f.state, f.access FROM ledger.standing f"
            " LEFT JOIN same a ON a.id = f.subject LEFT JOIN same b ON b.id = f.object"
            " WHERE f.state IN ('accepted', 'proposed')"
        )
        db.execute("CREATE INDEX fact_subject ON fact (subject, relation)")
        db.execute("CREATE INDEX fact_relation ON fact (relation, subject)")
        db.execute(
            "CREATE TABLE past AS SELECT coalesce(a.canonical, f.subject) AS subject, f.relation,"
            " f.value, coalesce(b.canonical, f.object) AS object, 'accepted' AS state, f.access"
            " FROM ledger.standing f LEFT JOIN same a ON a.id = f.subject"
            " LEFT JOIN same b ON b.id = f.object WHERE f.state = 'ended'"
            " AND f.method NOT LIKE 'report%'"  # a reader of prose that improved takes back errors
        )
        _name_what_is_accepted(db)
        db.execute("CREATE TABLE source AS SELECT * FROM ledger.source")
        state = (stamp(db, "ledger"), moment)
        db.execute("CREATE TABLE stamp AS SELECT ? AS stamp, ? AS staged", state)
        db.execute("COMMIT")


def _name_what_is_accepted(db: sqlite3.Connection) -> None:
    """Accept the proposed names and types of things of which a fact was accepted."""
    names = ", ".join(f"'{name}'" for name in NAMING)
    naming = f"relation IN ({names})"
    accepted = f"FROM fact WHERE state = 'accepted' AND relation <> '{TYPE}'"
    if db.execute("SELECT 1 FROM fact WHERE state = 'proposed' LIMIT 1").fetchone():
        db.execute(
            f"UPDATE fact SET state = 'accepted' WHERE state = 'proposed' AND {naming} AND subject"
            f" IN (SELECT subject {accepted} UNION SELECT object {accepted})"
        )
