"""Which graph each database on a server holds, so that it can be said when one there is behind.

The ledger knows a database by a keyed hash of its address and name, never by these themselves.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from contextlib import closing
from hashlib import blake2b
from typing import Final
from urllib.parse import urlsplit

from graph.home import Home
from graph.ledger import Ledger
from graph.store import Graph

_KEY: Final = "loaded "
_PORT: Final = 7687
"""Where a Neo4j server answers when its address does not say so."""


def remember(home: Home, graph: Graph, server: str, uri: str | None, *, whole: bool) -> None:
    """Remember in the ledger, if there is one, that the database at `uri` holds this graph only.

    Until it is `whole` there, the database counts as behind.
    """
    if not home.ledger.exists():
        return
    with Ledger(home.ledger) as ledger:
        key = ledger.salt.encode()[:64]
    place = blake2b(_place(uri).encode(), key=key, digest_size=8).hexdigest()
    stamp = graph.meta["stamp"] if whole else ""
    with closing(sqlite3.connect(home.ledger, timeout=60)) as db, db:
        db.execute("INSERT OR REPLACE INTO setting VALUES (?, ?)",
                   (f"{_KEY}{server} {place}", f"{graph.audience} {stamp}"))


def behind(home: Home) -> list[tuple[str, str, int]]:
    """Return how many databases, by kind of server and audience, do not hold the present graph."""
    with closing(sqlite3.connect(home.ledger)) as db:
        rows = db.execute(
            "SELECT key, value FROM setting WHERE key LIKE ?", (f"{_KEY}%",)).fetchall()
    older: Counter[tuple[str, str]] = Counter()
    for key, value in rows:
        audience, stamp = value.split(" ")
        older[key.split(" ")[1], audience] += stamp != _stamp(home, audience)
    return sorted((*which, count) for which, count in older.items() if count)


def _place(uri: str | None) -> str:
    """Return host, port and name of a database: the same for every way to write its address."""
    from graph.engines.neo4j import Server

    server = Server.from_environment(uri)
    address = urlsplit(server.uri)
    return f"{address.hostname}:{address.port or _PORT}/{server.database or ''}"


def _stamp(home: Home, audience: str) -> str | None:
    """Return the state of the ledger that an audience's graph shows; None without a graph."""
    if not home.graph(audience).exists():
        return None
    with Graph(home.graph(audience)) as graph:
        return graph.meta["stamp"]
