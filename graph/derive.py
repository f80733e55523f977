"""Runs every analysis on a new graph and writes what it finds as derived statements."""

from __future__ import annotations

import gc
import json
import pkgutil
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from hashlib import blake2b
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import graph.analysis
from graph.schema import schema

if TYPE_CHECKING:
    from graph.store import Graph

SOURCE: Final = "samenspel"


class Derived(NamedTuple):
    """What an analysis concludes: ids, a reason in plain Dutch, and the statements it rests on.

    `certainty` is 0 to 1; `detail` is for programs (scores, shared fields) and becomes JSON.
    """

    subject: str
    relation: str
    object: str | None = None
    value: str | None = None
    reason: str = ""
    certainty: float = 1.0
    basis: tuple[str, ...] = ()
    detail: dict[str, Any] | None = None


def analyses() -> Iterator[ModuleType]:
    """Yield every module of `graph/analysis` that derives statements, in order of name."""
    for found in sorted(pkgutil.iter_modules(graph.analysis.__path__), key=lambda m: m.name):
        module = import_module(f"graph.analysis.{found.name}")
        if hasattr(module, "derive"):
            yield module


def derive_all(path: Path, db: sqlite3.Connection) -> int:
    """Run all analyses on the graph file `path`, writing through `db`; return the count."""
    from graph.store import Graph

    total = 0
    for module in analyses():
        with Graph(path) as graph_so_far:
            found = conclusions(module, graph_so_far)
        method = f"{module.__name__.rpartition('.')[2]} {module.VERSION}"
        total += _write(db, method, found)
    return total


def conclusions(module: ModuleType, graph: Graph) -> list[Derived]:
    """Return what one analysis concludes.

    Millions of small things are made and none in circles, so that looking for circles is put off.
    """
    derive: Callable[[Graph], Iterable[Derived]] = module.derive
    collecting = gc.isenabled()
    gc.disable()
    try:
        return list(derive(graph))
    finally:
        if collecting:
            gc.enable()


def _write(db: sqlite3.Connection, method: str, found: list[Derived]) -> int:
    """Write what one analysis concludes in sets: a query for each would take most of a build."""
    db.execute("BEGIN")
    db.execute(
        "INSERT OR IGNORE INTO source (id, title, access, invented)"
        " VALUES (?, 'Samenspel', 'public', 0)",
        (SOURCE,),
    )
    db.executemany(
        "INSERT OR IGNORE INTO relation (name) VALUES (?)", sorted({(d.relation,) for d in found})
    )
    db.execute("DROP TABLE IF EXISTS temp.derived")
    db.execute(_DERIVED)
    db.executemany(
        "INSERT OR IGNORE INTO derived VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (_row(method, derived) for derived in found),
    )
    db.executemany(
        "INSERT OR IGNORE INTO basis VALUES (?, ?)",
        ((_id(method, d), rests_on) for d in found for rests_on in d.basis),
    )
    db.execute(_STATEMENTS, {"source": SOURCE, "method": method})
    db.execute(_EDGES.format(s="s", o="o", only=""))
    listed = ", ".join(f"'{name}'" for name in sorted(schema().symmetric()))
    only = f"AND r IN (SELECT r FROM relation WHERE name IN ({listed}))"
    db.execute(_EDGES.format(s="o", o="s", only=only))
    db.execute("COMMIT")
    return len(found)


def _id(method: str, d: Derived) -> str:
    what = "\x1f".join((method, d.subject, d.relation, d.object or "", d.value or ""))
    return blake2b(what.encode(), digest_size=10).hexdigest()


def _row(method: str, d: Derived) -> tuple[object, ...]:
    detail = json.dumps(d.detail, ensure_ascii=False) if d.detail else None
    return (_id(method, d), d.subject, d.relation, d.object, d.value, d.reason, d.certainty, detail)


_DERIVED: Final = """
CREATE TEMP TABLE derived (id TEXT PRIMARY KEY, subject, relation, object, value, reason, certainty,
    detail)
"""
_STATEMENTS: Final = """
INSERT INTO statement (id, s, r, o, value, source, locator, quote, seen, method, certainty, state,
    current, detail)
SELECT d.id, s.n, r.r, o.n, d.value, :source, '', d.reason, coalesce(
    (SELECT min(t.seen) FROM basis b JOIN statement t ON t.id = b.rests_on
     WHERE b.statement = d.id),
    (SELECT value FROM meta WHERE key = 'today')), :method, d.certainty, 'accepted', 1, d.detail
FROM derived d JOIN node s ON s.id = d.subject JOIN relation r ON r.name = d.relation
LEFT JOIN node o ON o.id = d.object ORDER BY d.rowid
"""
_EDGES: Final = """
INSERT OR IGNORE INTO edge SELECT r, {s}, {o}, seen, certainty, 1, 'accepted' FROM statement
WHERE id IN (SELECT id FROM derived) AND o IS NOT NULL {only}
"""
