"""Runs every analysis on a new graph and writes what it finds as derived statements."""

from __future__ import annotations

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
        derive: Callable[[Graph], Iterable[Derived]] = module.derive
        with Graph(path) as graph_so_far:
            found = list(derive(graph_so_far))
        method = f"{module.__name__.rpartition('.')[2]} {module.VERSION}"
        total += _write(db, method, found)
    return total


def _write(db: sqlite3.Connection, method: str, found: list[Derived]) -> int:
    db.execute("BEGIN")
    db.execute(
        "INSERT OR IGNORE INTO source (id, title, access, invented)"
        " VALUES (?, 'Samenspel', 'public', 0)",
        (SOURCE,),
    )
    db.executemany(
        "INSERT OR IGNORE INTO relation (name) VALUES (?)", sorted({(d.relation,) for d in found})
    )
    symmetric = {n for n, uses in schema().relations().items() if uses[0][1].symmetric}
    for derived in found:
        _write_one(db, method, derived, derived.relation in symmetric)
    db.execute("COMMIT")
    return len(found)


def _write_one(db: sqlite3.Connection, method: str, d: Derived, symmetric: bool) -> None:
    what = "\x1f".join((method, d.subject, d.relation, d.object or "", d.value or ""))
    statement = blake2b(what.encode(), digest_size=10).hexdigest()
    seen = db.execute(
        "SELECT coalesce(min(seen), (SELECT value FROM meta WHERE key = 'today')) FROM statement"
        f" WHERE id IN ({', '.join('?' * len(d.basis))})", d.basis,
    ).fetchone()[0]
    s, r, o = db.execute(
        "SELECT (SELECT n FROM node WHERE id = ?), (SELECT r FROM relation WHERE name = ?),"
        " (SELECT n FROM node WHERE id = ?)", (d.subject, d.relation, d.object),
    ).fetchone()
    db.execute(
        "INSERT INTO statement (id, s, r, o, value, source, locator, quote, seen, method,"
        " certainty, state, current, detail) VALUES (?, ?, ?, ?, ?, ?, '', ?, ?, ?, ?, 'accepted', 1, ?)",
        (statement, s, r, o, d.value, SOURCE, d.reason, seen, method, d.certainty,
         json.dumps(d.detail, ensure_ascii=False) if d.detail else None),
    )
    db.executemany("INSERT OR IGNORE INTO basis VALUES (?, ?)", [(statement, b) for b in d.basis])
    if o is not None:
        for pair in ((s, o), (o, s)) if symmetric else ((s, o),):
            db.execute("INSERT OR IGNORE INTO edge VALUES (?, ?, ?, ?, ?, 1, 'accepted')",
                       (r, *pair, seen, d.certainty))
