"""From the ledger to one graph file per audience, each swapped in whole."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import date
from hashlib import blake2b
from pathlib import Path
from typing import Final, NamedTuple

from graph import layout
from graph.audience import HIDDEN_NAME, hidden_people, redactor, visible
from graph.derive import derive_all
from graph.graphfile import VERSION
from graph.home import Home
from graph.identity import clusters
from graph.ledger import Ledger, now
from graph.schema import Schema, schema
from graph.stamp import stamp
from graph.statement import AUDIENCES, NAMING, TYPE, Access
from graph.texts import say

Progress = Callable[[str], None]
_TOGETHER: Final = min(2, os.cpu_count() or 1)
"""So many audiences at once: most of the work is SQLite's, which leaves Python free."""
_LARGE: Final = 1 << 30
"""Bytes of staged facts from which memory is better spent on one audience at a time."""


class Built(NamedTuple):
    """What a build made, in counts; a dropped statement pointed at nothing."""

    audience: str
    nodes: int
    edges: int
    statements: int
    dropped: int
    hidden_people: int


def build(
    home: Home, *, audiences: Sequence[str] = AUDIENCES, today: date | None = None,
    progress: Progress = lambda _step: None,
) -> list[Built]:
    """Build each audience's graph; readers keep the old one until the new one is whole."""
    stage = home.path / f".stage-{os.getpid()}.sqlite"
    try:
        with Ledger(home.ledger) as ledger:
            progress("stage")
            salt = ledger.salt
            _stage(home.ledger, stage, clusters(ledger))
        day = today or date.today()
        together = _TOGETHER if stage.stat().st_size < _LARGE else 1
        with ThreadPoolExecutor(together) as pool:
            return list(pool.map(
                lambda audience: _build_one(home, stage, audience, salt, day, progress), audiences
            ))
    finally:
        for leftover in home.path.glob(f".*-{os.getpid()}.sqlite*"):
            leftover.unlink(missing_ok=True)


def _fast(db: sqlite3.Connection) -> None:
    """Skip journalling: an unfinished file is thrown away anyway."""
    for pragma in ("journal_mode = OFF", "synchronous = OFF", "cache_size = -200000"):
        db.execute(f"PRAGMA {pragma}")


def _stage(ledger: Path, stage: Path, canonical: dict[str, str]) -> None:
    """Write the facts that stand, under canonical ids, to a file that all audiences share."""
    with closing(sqlite3.connect(stage, isolation_level=None, uri=True)) as db:
        _fast(db)
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
        _name_what_is_accepted(db)
        db.execute("CREATE TABLE source AS SELECT * FROM ledger.source")
        db.execute("CREATE TABLE stamp AS SELECT ? AS stamp", (stamp(db, "ledger"),))
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


def _build_one(
    home: Home, stage: Path, audience: str, salt: str, today: date, progress: Progress
) -> Built:
    target = home.graph(audience)
    part = home.path / f".graph-{audience}-{os.getpid()}.sqlite"
    part.unlink(missing_ok=True)
    with closing(sqlite3.connect(part, isolation_level=None)) as db:
        _fast(db)
        db.execute("ATTACH ? AS stage", (str(stage),))
        db.execute("BEGIN")
        layout.create(db)
        builder = _Builder(db, audience, schema(), today)
        progress(f"{audience}.nodes")
        hidden = builder.people(salt)
        builder.nodes()
        progress(f"{audience}.statements")
        dropped = builder.statements()
        layout.edges(db, schema())
        layout.closures(db, schema())
        layout.index(db)
        if hidden:
            builder.roles()
        progress(f"{audience}.search")
        layout.search(db)
        builder.meta(dropped, hidden)
        db.execute("COMMIT")
        db.execute("DETACH stage")
        progress(f"{audience}.analysis")
        db.execute("PRAGMA analysis_limit = 1000")
        db.execute("ANALYZE")  # without it, the queries of the analyses take ten times as long
        derive_all(part, db)
        db.execute("ANALYZE")
        counts = [db.execute(f"SELECT count(*) FROM {t}").fetchone()[0]
                  for t in ("node", "edge", "statement")]
    with part.open("rb+") as file:
        os.fsync(file.fileno())
    part.replace(target)
    return Built(audience, counts[0], counts[1], counts[2], dropped, hidden)


class _Builder:
    """Fills one graph file from the staged facts."""

    def __init__(
        self, db: sqlite3.Connection, audience: str, model: Schema, today: date
    ) -> None:
        self.db, self.audience, self.model = db, audience, model
        self.today = today.isoformat()
        levels = ", ".join(f"'{level}'" for level in visible(audience))
        self.may_see = f"f.access IN ({levels})"
        if audience == Access.PUBLIC:
            self.may_see += " AND f.state = 'accepted'"
        personal = {p.name for p in model["Person"].properties.values() if p.personal}
        if audience != Access.STEWARD:
            listed = ", ".join(f"'{name}'" for name in sorted(personal))
            self.may_see += f" AND NOT (f.relation IN ({listed}) AND f.subject LIKE 'person:%')"

    def people(self, salt: str) -> int:
        """Prepare who is shown as a role: table `hidden` and SQL function `redact`."""
        people = hidden_people(self.db, salt) if self.audience == Access.PUBLIC else []
        self.db.execute("CREATE TEMP TABLE hidden (id TEXT PRIMARY KEY, shown TEXT) WITHOUT ROWID")
        self.db.executemany("INSERT INTO hidden VALUES (?, ?)", [p[:2] for p in people])
        self.db.create_function("redact", 1, redactor(people), deterministic=True)
        self.redact = "redact({})" if people else "{}"
        self.db.create_function(
            "veil", 1, lambda text: blake2b(f"{salt}{text}".encode(), digest_size=10).hexdigest(),
            deterministic=True,
        )
        return len(people)

    def nodes(self) -> None:
        """Give every visible entity a number, its most specific type and its best name."""
        depth = {t.name: len(self._chain(t.name)) for t in self.model.concrete()}
        self.db.execute("CREATE TEMP TABLE depth (type TEXT PRIMARY KEY, depth) WITHOUT ROWID")
        self.db.executemany("INSERT INTO depth VALUES (?, ?)", depth.items())
        self._best("kind", "type", "depth")
        self._best("title", "name", "member = subject")
        label = self.redact.format("t.value")
        self.db.execute(
            f"""
            CREATE TEMP TABLE entity AS
            SELECT k.subject, k.value AS type, h.shown IS NOT NULL AS hidden,
                   CASE WHEN h.shown IS NOT NULL THEN h.shown
                        WHEN {self.redact.format("k.subject")} = k.subject THEN k.subject
                        ELSE substr(k.subject, 1, instr(k.subject, ':')) || veil(k.subject)
                   END AS id,
                   CASE WHEN h.shown IS NOT NULL THEN '{HIDDEN_NAME}' WHEN t.value IS NULL THEN
                   substr(k.subject, instr(k.subject, ':') + 1) ELSE {label} END AS label
            FROM kind k LEFT JOIN title t ON t.subject = k.subject
            LEFT JOIN hidden h ON h.id = k.subject ORDER BY id
            """
        )
        self.db.execute("INSERT INTO node SELECT rowid, id, type, label FROM entity")
        self.db.execute("CREATE UNIQUE INDEX temp.entity_subject ON entity (subject)")
        self.db.execute(
            "INSERT INTO alias SELECT s.id, e.rowid FROM stage.same s JOIN entity e ON"
            " e.subject = s.canonical WHERE e.id = s.canonical AND s.id <> s.canonical"
            f" AND {self.redact.format('s.id')} = s.id"
        )

    def _best(self, table: str, relation: str, first: str) -> None:
        """Make a temporary table of the best value of a relation for every subject."""
        columns = "(subject TEXT PRIMARY KEY, value) WITHOUT ROWID"
        self.db.execute(f"CREATE TEMP TABLE {table} {columns}")
        self.db.execute(
            f"INSERT INTO {table} SELECT subject, value FROM (SELECT subject, value, row_number()"
            f" OVER (PARTITION BY subject ORDER BY {first} DESC, certainty DESC, seen DESC, value)"
            " AS place FROM stage.fact f LEFT JOIN depth d ON d.type = f.value"
            f" WHERE relation = '{relation}' AND {self.may_see}) WHERE place = 1"
        )

    def _chain(self, name: str) -> list[str]:
        parent = self.model[name].extends
        return [name, *(self._chain(parent) if parent else [])]

    def statements(self) -> int:
        """Copy every visible fact between known entities; return how many pointed at nothing."""
        names = [name for name, in self.db.execute("SELECT DISTINCT relation FROM stage.fact")]
        declared = sorted({*names, *self.model.relations()} - {"type"})
        self.db.executemany("INSERT INTO relation (name) VALUES (?)", [(n,) for n in declared])
        text = {c: self.redact.format(f"f.{c}") for c in ("value", "locator", "quote")}
        self.db.execute(
            f"""
            INSERT INTO statement (id, s, r, o, value, source, locator, quote, valid_from,
                valid_until, seen, method, certainty, state, current)
            SELECT CASE WHEN s.hidden OR o.hidden THEN veil(f.id) ELSE f.id END, s.rowid, r.r,
                o.rowid, {text['value']}, f.source, {text['locator']},
                CASE WHEN s.hidden OR o.hidden THEN NULL ELSE {text['quote']} END, f.valid_from,
                f.valid_until, f.seen, f.method, f.certainty, f.state,
                coalesce(f.valid_from, '') <= :today AND coalesce(f.valid_until, 'z')
                    >= substr(:today, 1, length(coalesce(f.valid_until, 'z')))
            FROM stage.fact f JOIN entity s ON s.subject = f.subject
            JOIN relation r ON r.name = f.relation
            LEFT JOIN entity o ON o.subject = f.object
            WHERE {self.may_see} AND (f.object IS NULL AND NOT s.hidden OR o.rowid IS NOT NULL)
            """,
            {"today": self.today},
        )
        return int(self.db.execute(
            f"SELECT count(*) FROM stage.fact f WHERE {self.may_see} AND f.object IS NOT NULL"
            " AND f.object NOT IN (SELECT subject FROM entity)"
        ).fetchone()[0])

    def roles(self) -> None:
        """Call a person who may not be named by role: what they speak for or belong to."""
        rows = self.db.execute(
            "SELECT p.n, r.name, o.label FROM node p JOIN statement s ON s.s = p.n"
            " JOIN relation r ON r.r = s.r JOIN node o ON o.n = s.o WHERE p.label = ? AND r.name IN"
            " ('represents', 'holds', 'member_of', 'attended') ORDER BY p.n, CASE r.name WHEN"
            " 'represents' THEN 1 WHEN 'holds' THEN 2 WHEN 'member_of' THEN 3 ELSE 4 END, o.label",
            (HIDDEN_NAME,),
        )
        labels: dict[int, str] = {}
        for n, relation, label in rows:
            labels.setdefault(n, say(f"role.{relation}", label=label))
        self.db.executemany(
            "UPDATE node SET label = ? WHERE n = ?", [(label, n) for n, label in labels.items()]
        )
        self.db.execute(
            "UPDATE node SET label = ? WHERE label = ?", (say("role.none"), HIDDEN_NAME)
        )

    def meta(self, dropped: int, hidden: int) -> None:
        """Write what this graph is and the sources that it shows."""
        self.db.execute(
            "INSERT INTO source SELECT * FROM stage.source WHERE id IN"
            " (SELECT DISTINCT source FROM statement)"
        )
        self.db.executemany("INSERT INTO meta VALUES (?, ?)", [
            ("version", VERSION), ("audience", self.audience), ("built", now()),
            ("today", self.today), ("dropped", str(dropped)), ("hidden_people", str(hidden)),
            *self.db.execute("SELECT 'stamp', stamp FROM stage.stamp"),
        ])
