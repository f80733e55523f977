"""Graph files drawn straight from things and arrows, without a ledger: quick, for many at once."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path

from graph import layout
from graph.schema import schema
from graph.store import Graph

TODAY = "2026-11-23"
Triple = tuple[str, str, str]


@dataclass
class Drawing:
    """What to draw: things with their type, arrows between them, and values of properties.

    Of `twice` a second source says the same as the first; `guesses` are values only proposed.
    """

    things: dict[str, str] = field(default_factory=dict)
    arrows: set[Triple] = field(default_factory=set)
    values: set[Triple] = field(default_factory=set)
    twice: set[Triple] = field(default_factory=set)
    guesses: set[Triple] = field(default_factory=set)

    def all_arrows(self) -> set[Triple]:
        """Return the arrows with symmetric ones both ways, without those to the thing itself."""
        uses = schema().relations()
        back = {(o, r, s) for s, r, o in self.arrows if uses[r][0][1].symmetric}
        return {(s, r, o) for s, r, o in self.arrows | back if s != o}


def draw(
    path: Path, drawing: Drawing, *, audience: str = "public", built: str = "",
    labels: Mapping[str, str] | None = None,
) -> Graph:
    """Write a graph file and open it."""
    path.unlink(missing_ok=True)
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("PRAGMA synchronous = OFF")
        db.execute("BEGIN")
        layout.create(db)
        names = dict(labels or {})
        ids = sorted(drawing.things)
        db.executemany("INSERT INTO node VALUES (?, ?, ?, ?)", [
            (n, i, drawing.things[i], names.get(i, i)) for n, i in enumerate(ids, 1)
        ])
        valued = drawing.values | drawing.guesses
        relations = {*schema().relations(), *(name for _, name, _ in valued)}
        db.executemany("INSERT INTO relation (name) VALUES (?)", [(r,) for r in sorted(relations)])
        for source in ("town", "register"):
            db.execute(
                "INSERT INTO source (id, title, access, invented) VALUES (?, 'T', 'public', 1)",
                (source,),
            )
        _statements(db, drawing)
        layout.edges(db, schema())
        layout.closures(db, schema())
        layout.index(db)
        layout.search(db)
        db.executemany("INSERT INTO meta VALUES (?, ?)", [
            ("version", "1"), ("audience", audience), ("built", built or path.stem),
            ("today", TODAY), ("stamp", path.stem),
        ])
        db.execute("COMMIT")
    return Graph(path)


def _statements(db: sqlite3.Connection, drawing: Drawing) -> None:
    facts: Iterable[tuple[str, str, str, str, str | None, str | None]] = [
        *(("accepted", "town", *arrow, None) for arrow in sorted(drawing.arrows | drawing.twice)),
        *(("accepted", "register", *arrow, None) for arrow in sorted(drawing.twice)),
        *(("accepted", "town", s, r, None, v) for s, r, v in sorted(drawing.values)),
        *(("proposed", "town", s, r, None, v) for s, r, v in sorted(drawing.guesses)),
    ]
    db.executemany(
        "INSERT INTO statement (id, state, source, s, r, o, value, locator, seen, method,"
        " certainty, current) VALUES (?, ?, ?, (SELECT n FROM node WHERE id = ?), (SELECT r FROM"
        " relation WHERE name = ?), (SELECT n FROM node WHERE id = ?), ?, '', '2026-11-01',"
        " 'test 1', 1, 1)",
        [(_id(fact), *fact) for fact in facts],
    )


def _id(fact: tuple[str | None, ...]) -> str:
    return blake2b(repr(fact).encode(), digest_size=10).hexdigest()
