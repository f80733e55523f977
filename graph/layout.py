"""The tables of a graph file, and those that follow from its things and statements."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Final

from graph.schema import Schema

_TABLES: Final = Path(__file__).with_name("graph.sql")
SHORT: Final = 16
"""Characters of a value that are indexed: enough for a date or a choice from a list."""
BEGINNING: Final = f"substr(value, 1, {SHORT})"
PRESENT: Final = "value IS NOT NULL AND current"
_INDEXES: Final = (
    "CREATE UNIQUE INDEX node_id ON node (id)",
    "CREATE INDEX node_type ON node (type, label)",
    "CREATE INDEX statement_id ON statement (id)",
    "CREATE INDEX statement_subject ON statement (s, r, o)",
    "CREATE INDEX statement_object ON statement (o, r) WHERE o IS NOT NULL",
    f"CREATE INDEX statement_value ON statement (r, {BEGINNING}, s) WHERE {PRESENT}",
    "CREATE INDEX edge_back ON edge (r, o, s)",
    "CREATE INDEX closure_above ON closure (r, above, below)",
)


def create(db: sqlite3.Connection) -> None:
    """Make the empty tables."""
    for command in _TABLES.read_text("utf-8").split(";\n"):
        db.execute(command)


def index(db: sqlite3.Connection) -> None:
    """Make the indexes; quicker after filling the tables than before."""
    for command in _INDEXES:
        db.execute(command)


def edges(db: sqlite3.Connection, model: Schema) -> None:
    """Put each arrow that holds now once; symmetric relations both ways."""
    group = (
        "max(seen), max(certainty), count(DISTINCT source), min(state) FROM statement"
        " WHERE o IS NOT NULL AND current AND s <> o"
    )
    db.execute(f"INSERT INTO edge SELECT r, s, o, {group} GROUP BY r, s, o")
    symmetric = sorted(model.symmetric())
    db.execute(
        f"INSERT INTO edge SELECT r, o, s, {group} AND r IN (SELECT r FROM relation WHERE name"
        f" IN ({', '.join('?' * len(symmetric))})) GROUP BY r, o, s"
        " ON CONFLICT DO NOTHING", symmetric,
    )


def closures(db: sqlite3.Connection, model: Schema) -> None:
    """Write, for every transitive relation, all that lies above each thing.

    The distance is the longest way up, so that a wijk stays above the subwijk inside it, even
    when a buurt is said to lie in both.
    """
    for name in sorted(model.transitive()):
        (r,) = db.execute("SELECT r FROM relation WHERE name = ?", (name,)).fetchone()
        users = {t for t, _ in model.relations()[name]}
        types = sorted(set().union(*(model.below(user) for user in users)))
        db.execute(
            "WITH RECURSIVE up (below, above, distance) AS ("
            f" SELECT n, n, 0 FROM node WHERE type IN ({', '.join('?' * len(types))})"
            " UNION SELECT up.below, e.o, up.distance + 1 FROM up JOIN edge e ON e.r = ?"
            " AND e.s = up.above WHERE up.distance < 16)"
            " INSERT INTO closure SELECT ?, below, above,"
            " CASE WHEN below = above THEN 0 ELSE max(distance) END FROM up"
            " GROUP BY below, above", (*types, r, r),
        )


def search(db: sqlite3.Connection) -> None:
    """Index labels, other names and descriptions, diacritics folded."""
    db.execute(
        "INSERT INTO search (rowid, label, words) SELECT n.n, n.label, coalesce((SELECT"
        " group_concat(DISTINCT value) FROM statement s WHERE s.s = n.n AND s.r IN (SELECT r"
        " FROM relation WHERE name IN ('name', 'alt_name', 'identifier', 'code', 'postcode',"
        " 'description', 'task'))), '') FROM node n"
    )
