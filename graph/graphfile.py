"""A graph file, opened read-only: its things, their values, and what lies above and below them."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Final, Self

from graph.errors import GraphError
from graph.records import Node
from graph.schema import schema

VERSION: Final = "1"
"""Of the layout in graph.sql; a file of another version is refused."""


class GraphFile:
    """An open graph; cheap to open, safe to share between threads."""

    def __init__(self, path: Path) -> None:
        if not path.exists():
            raise GraphError("graph_missing", audience=path.stem.partition("-")[2])
        self.path = path
        self._local = threading.local()
        self._open: list[sqlite3.Connection] = []
        try:
            self.meta: dict[str, str] = dict(self.db.execute("SELECT key, value FROM meta"))
        except sqlite3.DatabaseError:
            raise GraphError("graph_version", path=path.name) from None
        if self.meta.get("version") != VERSION:
            raise GraphError("graph_version", path=path.name)

    @property
    def db(self) -> sqlite3.Connection:
        """This thread's connection."""
        found: sqlite3.Connection | None = getattr(self._local, "db", None)
        if found is None:
            uri = f"{self.path.resolve().as_uri()}?mode=ro&immutable=1"
            found = sqlite3.connect(uri, uri=True, check_same_thread=False)
            found.execute("PRAGMA mmap_size = 1073741824")
            self._local.db = found
            self._open.append(found)
        return found

    def close(self) -> None:
        """Close the file in every thread."""
        for connection in self._open:
            connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def audience(self) -> str:
        """For whom this graph was built."""
        return self.meta["audience"]

    def number(self, entity_id: str) -> int | None:
        """Return the number of an id, also of one that was joined to another."""
        row = self.db.execute(
            "SELECT n FROM node WHERE id = ?1 UNION ALL SELECT n FROM alias WHERE id = ?1",
            (entity_id,),
        ).fetchone()
        return int(row[0]) if row else None

    def node(self, entity_id: str) -> Node | None:
        """Return the thing with this id (or one it was joined to), if this audience sees it."""
        row = self.db.execute(
            "SELECT id, type, label FROM node WHERE n = ?", (self.number(entity_id),)
        ).fetchone()
        return Node(*row) if row else None

    def label(self, entity_id: str) -> str:
        """Return what a thing is called; an unknown id stands for itself."""
        found = self.node(entity_id)
        return found.label if found else entity_id

    def nodes(self, type_name: str | None = None) -> Iterator[Node]:
        """Yield all things, or those of a type and its subtypes, in order of label."""
        types = sorted(schema().below(type_name)) if type_name else []
        where = f"WHERE type IN ({', '.join('?' * len(types))})" if type_name else ""
        for row in self.db.execute(
            f"SELECT id, type, label FROM node {where} ORDER BY label, id", types
        ):
            yield Node(*row)

    def properties(self, entity_id: str) -> dict[str, list[str]]:
        """Return the present values of a thing by property, most certain and freshest first."""
        found: dict[str, list[str]] = {}
        for name, value in self.db.execute(
            "SELECT r.name, t.value FROM statement t JOIN relation r ON r.r = t.r WHERE t.s = ?"
            " AND t.value IS NOT NULL AND t.current ORDER BY t.certainty DESC, t.seen DESC, t.n",
            (self.number(entity_id),),
        ):
            values = found.setdefault(name, [])
            if value not in values:
                values.append(value)
        return found

    def above(self, relation: str, entity_id: str) -> dict[str, int]:
        """Return all ids above a thing along a transitive relation, itself at 0, with distance."""
        return self._closure(relation, entity_id, "below", "above")

    def below(self, relation: str, entity_id: str) -> dict[str, int]:
        """Return all ids below a thing along a transitive relation, itself at 0, with distance."""
        return self._closure(relation, entity_id, "above", "below")

    def _closure(self, relation: str, entity_id: str, here: str, there: str) -> dict[str, int]:
        rows = self.db.execute(
            f"SELECT n.id, c.distance FROM closure c JOIN node n ON n.n = c.{there} WHERE"
            f" c.r = (SELECT r FROM relation WHERE name = ?) AND c.{here} = ?",
            (relation, self.number(entity_id)),
        )
        return dict(rows)

    def distance(self, relation: str, below: str, above: str) -> int | None:
        """Return how many steps `above` lies above `below` (0 is the same thing), or None."""
        row = self.db.execute(
            "SELECT distance FROM closure WHERE r = (SELECT r FROM relation WHERE name = ?)"
            " AND below = ? AND above = ?", (relation, self.number(below), self.number(above)),
        ).fetchone()
        return int(row[0]) if row else None
