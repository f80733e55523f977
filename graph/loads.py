"""Which graphs were loaded into servers, so that it can be said when one there is behind."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import Final

from graph.home import Home
from graph.store import Graph

_KEY: Final = "load "


def remember(home: Home, graph: Graph, server: str) -> None:
    """Remember in the ledger, if there is one, that this graph was loaded into a kind of server."""
    if not home.ledger.exists():
        return
    with closing(sqlite3.connect(home.ledger, timeout=60)) as db, db:
        db.execute("INSERT OR REPLACE INTO setting VALUES (?, ?)",
                   (f"{_KEY}{server} {graph.audience}", graph.meta["stamp"]))


def behind(home: Home) -> list[tuple[str, str]]:
    """Return the kinds of servers and audiences that were loaded before the present graph."""
    with closing(sqlite3.connect(home.ledger)) as db:
        rows = db.execute("SELECT key, value FROM setting WHERE key LIKE ? ORDER BY key",
                          (f"{_KEY}%",)).fetchall()
    found = [(*key.removeprefix(_KEY).split(), stamp) for key, stamp in rows]
    return [(server, audience) for server, audience, stamp in found
            if _stamp(home, audience) != stamp]


def _stamp(home: Home, audience: str) -> str:
    """Return the state of the ledger that an audience's graph shows."""
    if not home.graph(audience).exists():
        return ""
    with Graph(home.graph(audience)) as graph:
        return graph.meta["stamp"]
