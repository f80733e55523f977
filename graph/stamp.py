"""Whether a graph still shows the ledger as it is now."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date
from hashlib import blake2b
from typing import Final

from graph.home import Home

_STATE: Final = (
    "SELECT (SELECT max(n) FROM {db}.statement)",
    "(SELECT sum(added + changed + ended) FROM {db}.reading)",
    "(SELECT group_concat(source || name || seen) FROM (SELECT * FROM {db}.document ORDER BY n))",
    "(SELECT count(*) || ' ' || count(undone) FROM {db}.decision)",
    "(SELECT count(*) || ' ' || count(undone) FROM {db}.judgement)",
    "(SELECT count(*) FROM {db}.forgotten)",
)


def stamp(db: sqlite3.Connection, name: str = "main") -> str:
    """Return 16 hex digits that change with every change of the ledger open as database `name`."""
    row = db.execute(", ".join(_STATE).format(db=name)).fetchone()
    return blake2b(repr(row).encode(), digest_size=8).hexdigest()


def outdated(home: Home, audience: str) -> bool:
    """Tell whether an audience's graph is missing, of another day, or older than the ledger."""
    from graph.graphfile import VERSION

    path = home.graph(audience)
    if not home.ledger.exists() or not path.exists():
        return True
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as graph:
            meta = dict(graph.execute("SELECT key, value FROM meta"))
        with closing(sqlite3.connect(f"{home.ledger.resolve().as_uri()}?mode=ro", uri=True)) as db:
            now = stamp(db)
    except sqlite3.DatabaseError:
        return True
    expected = (VERSION, now, date.today().isoformat())
    return (meta.get("version"), meta.get("stamp"), meta.get("today")) != expected
