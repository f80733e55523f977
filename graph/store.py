"""A graph file, read-only: look things up, follow arrows, ask for the statements behind them."""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from graph.errors import Ambiguous, GraphError, NotFound
from graph.ledger import Source
from graph.naming import plain
from graph.near import near_misses
from graph.schema import schema

_VERSION: Final = "1"
_EVIDENCE: Final = (
    "SELECT t.id, s.id, r.name, o.id, t.value, t.source, t.locator, t.quote, t.valid_from,"
    " t.valid_until, t.seen, t.method, t.certainty, t.state, t.current, t.detail FROM statement t"
    " JOIN node s ON s.n = t.s JOIN relation r ON r.r = t.r LEFT JOIN node o ON o.n = t.o"
)


class Node(NamedTuple):
    """A thing in the graph."""

    id: str
    type: str
    label: str


class Edge(NamedTuple):
    """An arrow that holds now; `seen` is its last confirmation, `sources` how many say it."""

    subject: str
    relation: str
    object: str
    seen: str
    certainty: float
    sources: int
    state: str


class Evidence(NamedTuple):
    """A statement as this audience sees it; `current` tells whether it holds now."""

    id: str
    subject: str
    relation: str
    object: str | None
    value: str | None
    source: str
    locator: str
    quote: str | None
    valid_from: str | None
    valid_until: str | None
    seen: str
    method: str
    certainty: float
    state: str
    current: bool
    detail: dict[str, Any] | None


class EdgeArrays(NamedTuple):
    """All arrows as arrays: node numbers of both ends, relation numbers; `ids[n - 1]` is n's id."""

    subjects: NDArray[np.int64]
    objects: NDArray[np.int64]
    relations: NDArray[np.int64]


class Graph:
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
        if self.meta.get("version") != _VERSION:
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

    def __enter__(self) -> Graph:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def audience(self) -> str:
        """For whom this graph was built."""
        return self.meta["audience"]

    # ── things ────────────────────────────────────────────────────────────────────────────────

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

    # ── names ─────────────────────────────────────────────────────────────────────────────────

    def find(self, text: str, types: Sequence[str] = (), limit: int = 10) -> list[Node]:
        """Return things whose name or description holds the words of `text`, best first."""
        words = plain(text).split()
        if not words:
            return []
        query = " ".join(f'"{word}"*' for word in words)
        wanted = sorted({t for name in types for t in schema().below(name)})
        where = f"AND n.type IN ({', '.join('?' * len(wanted))})" if wanted else ""
        rows = self.db.execute(
            "SELECT n.id, n.type, n.label FROM search JOIN node n ON n.n = search.rowid"
            f" WHERE search MATCH ? {where} ORDER BY bm25(search, 10, 1), length(n.label), n.id"
            " LIMIT ?", (query, *wanted, limit),
        )
        return [Node(*row) for row in rows]

    def resolve(self, text: str, type_name: str, within: str | None = None) -> Node:
        """Return the one thing of a type that `text` (id, name or other name) stands for.

        Of several, the one inside area `within`, else the only one in use. Raises NotFound with
        near misses, or Ambiguous with the choices.
        """
        direct = self.node(text)
        if direct and schema().is_a(direct.type, type_name):
            return direct
        named = self._named(plain(text), type_name)
        if len(named) > 1 and within:
            inside = [n for n in named if self.distance("within", n.id, within) is not None]
            named = inside or named
        if len(named) > 1:
            used = [n for n in named if self.in_use(n.id)]
            named = used if len(used) == 1 else named
        if len(named) == 1:
            return named[0]
        if named:
            choices = "; ".join(f"{self.describe(n)} ({n.id})" for n in named[:8])
            raise Ambiguous("ambiguous_name", name=text, choices=choices, ids=[n.id for n in named])
        near = [n.label for n in self.near(text, type_name)]
        raise NotFound("unknown_name", near=near, name=text, kind=schema()[type_name].label)

    def _named(self, folded: str, type_name: str) -> list[Node]:
        if not folded:
            return []
        types = sorted(schema().below(type_name))
        rows = self.db.execute(
            "SELECT n.n, n.id, n.type, n.label FROM search JOIN node n ON n.n = search.rowid WHERE"
            f" search MATCH ? AND n.type IN ({', '.join('?' * len(types))}) ORDER BY n.id",
            (f'"{folded}"', *types),
        ).fetchall()
        by_label = [Node(*row[1:]) for row in rows if plain(row[3]) == folded]
        return by_label or [Node(*row[1:]) for row in rows if folded in self._other_names(row[0])]

    def _other_names(self, n: int) -> set[str]:
        rows = self.db.execute(
            "SELECT value FROM statement WHERE s = ? AND r IN (SELECT r FROM relation WHERE name IN"
            " ('name', 'alt_name', 'code', 'postcode', 'identifier'))", (n,),
        )
        return {plain(value) for value, in rows}

    def near(self, text: str, type_name: str, limit: int = 3) -> list[Node]:
        """Return things of a type whose label resembles `text`, best first."""
        by_label = {node.label: node for node in self.nodes(type_name)}
        return [by_label[name] for name in near_misses(text, by_label, limit)]

    def describe(self, node: Node) -> str:
        """Return a label that tells namesakes apart: an area with the areas it lies in."""
        above = sorted(self.above("within", node.id).items(), key=lambda pair: pair[1])
        return ", ".join([node.label, *(self.label(i) for i, steps in above if steps)])

    def in_use(self, area_or_concept: str) -> bool:
        """Tell whether anything but the hierarchy itself points at a thing or at what is below."""
        n = self.number(area_or_concept)
        return bool(self.db.execute(
            "SELECT 1 FROM relation r JOIN (SELECT ?1 AS n UNION SELECT below FROM closure WHERE"
            " above = ?1 AND r IN (SELECT r FROM relation WHERE name IN ('within', 'broader'))) d"
            " JOIN edge e ON e.r = r.r AND e.o = d.n WHERE r.name NOT IN ('within', 'broader')"
            " LIMIT 1", (n,),
        ).fetchone())

    # ── arrows ────────────────────────────────────────────────────────────────────────────────

    def edges(
        self, entity_id: str, relations: Iterable[str] = (), *, forward: bool = True,
        backward: bool = True,
    ) -> list[Edge]:
        """Return the arrows from and to a thing, or only those of some relations."""
        names = sorted(set(relations))
        only = f"AND r.name IN ({', '.join('?' * len(names))})" if names else ""
        ends = [end for end, wanted in (("s", forward), ("o", backward)) if wanted]
        found: dict[tuple[str, str, str], Edge] = {}
        for end in ends:
            for row in self.db.execute(
                "SELECT s.id, r.name, o.id, e.seen, e.certainty, e.sources, e.state FROM relation r"
                f" CROSS JOIN edge e ON e.r = r.r AND e.{end} = ? JOIN node s ON s.n = e.s"
                f" JOIN node o ON o.n = e.o WHERE true {only} ORDER BY r.name, s.label, o.label",
                (self.number(entity_id), *names),
            ):
                found[row[:3]] = Edge(*row)
        return list(found.values())

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

    def edge_arrays(self, relations: Iterable[str] = ()) -> EdgeArrays:
        """Return all arrows, or those of some relations, as arrays of node numbers."""
        names = sorted(set(relations))
        where = f"WHERE r.name IN ({', '.join('?' * len(names))})" if names else ""
        rows = self.db.execute(
            f"SELECT e.s, e.o, e.r FROM edge e JOIN relation r ON r.r = e.r {where}", names
        ).fetchall()
        columns = np.array(rows, dtype=np.int64).reshape(-1, 3)
        return EdgeArrays(columns[:, 0], columns[:, 1], columns[:, 2])

    @cached_property
    def ids(self) -> list[str]:
        """All ids in order of number: `ids[n - 1]`."""
        return [row[0] for row in self.db.execute("SELECT id FROM node ORDER BY n")]

    # ── evidence ──────────────────────────────────────────────────────────────────────────────

    def statements(
        self, subject: str | None = None, relation: str | None = None, object: str | None = None,
        *, either_way: bool = False,
    ) -> list[Evidence]:
        """Return the statements with this subject, relation and/or object, freshest first.

        With `either_way`, subject and object may be exchanged (for symmetric relations).
        """
        tests, values = [], []
        for column, wanted in (("t.s", subject), ("t.o", object)):
            if wanted is not None:
                tests.append(f"{column} = ?")
                values.append(self.number(wanted))
        if relation is not None:
            tests.append("t.r = (SELECT r FROM relation WHERE name = ?)")
            values.append(relation)  # type: ignore[arg-type]
        where = " AND ".join(tests) or "true"
        found = self._evidence(f"{where} ORDER BY t.current DESC, t.seen DESC, t.n", values)
        if either_way and subject and object and not found:
            return self.statements(object, relation, subject)
        return found

    def statement(self, statement_id: str) -> Evidence:
        """Return one statement; raises NotFound when this audience does not see it."""
        found = self._evidence("t.id = ?", [statement_id])
        if not found:
            raise NotFound("statement", id=statement_id)
        return found[0]

    def basis(self, statement_id: str) -> list[Evidence]:
        """Return the statements that a derived one rests on."""
        return self._evidence(
            "t.id IN (SELECT rests_on FROM basis WHERE statement = ?) ORDER BY t.n", [statement_id]
        )

    def _evidence(self, where: str, values: Sequence[object]) -> list[Evidence]:
        rows = self.db.execute(f"{_EVIDENCE} WHERE {where}", values)
        return [
            Evidence._make((*row[:14], bool(row[14]), json.loads(row[15]) if row[15] else None))
            for row in rows
        ]

    @cached_property
    def sources(self) -> dict[str, Source]:
        """The sources of what this graph holds, by id."""
        rows = self.db.execute("SELECT * FROM source ORDER BY id")
        return {row[0]: Source(*row)._replace(invented=bool(row[7])) for row in rows}

    def counts(self) -> dict[str, int]:
        """Return how many things there are of each type."""
        return dict(self.db.execute("SELECT type, count(*) FROM node GROUP BY type ORDER BY type"))
