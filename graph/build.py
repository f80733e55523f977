"""From the ledger to one graph file per audience, each swapped in whole."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, closing, nullcontext
from datetime import date
from hashlib import blake2b
from pathlib import Path
from threading import Lock
from typing import Final, NamedTuple

from graph import layout
from graph.audience import HIDDEN_NAME, hidden_people, in_reports, visible
from graph.derive import derive_all
from graph.graphfile import VERSION
from graph.home import Home
from graph.identity import clusters
from graph.ledger import Ledger, now
from graph.leftovers import clear
from graph.private import private_file
from graph.redaction import redactor
from graph.schema import Schema, schema
from graph.staging import fast, write_stage
from graph.statement import AUDIENCES, Access
from graph.texts import say

Progress = Callable[[str], None]
_TOGETHER: Final = min(2, os.cpu_count() or 1)
"""So many audiences at once: most of the work is SQLite's, which leaves Python free."""
_LARGE: Final = 1 << 30
"""Bytes of staged facts from which analyses, which fill memory, go one at a time."""


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
    clear(home.path)
    stage = home.path / f".stage-{os.getpid()}.sqlite"
    try:
        with Ledger(home.ledger) as ledger:
            progress("stage")
            salt = ledger.salt
            write_stage(home.ledger, stage, clusters(ledger))
        large = stage.stat().st_size >= _LARGE
        job = _Job(home, stage, salt, today or date.today(), progress,
                   Lock() if large else nullcontext())
        with ThreadPoolExecutor(_TOGETHER) as pool:
            return list(pool.map(job.build, audiences))
    finally:
        for leftover in home.path.glob(f".*-{os.getpid()}.sqlite*"):
            leftover.unlink(missing_ok=True)


class _Job(NamedTuple):
    """What the builds of all audiences have in common; `analysing` is held while memory fills."""

    home: Home
    stage: Path
    salt: str
    today: date
    progress: Progress
    analysing: AbstractContextManager[object]

    def build(self, audience: str) -> Built:
        """Build the graph of one audience and put it in place."""
        part = self.home.path / f".graph-{audience}-{os.getpid()}.sqlite"
        part.unlink(missing_ok=True)
        private_file(part)
        with closing(sqlite3.connect(part, isolation_level=None)) as db:
            fast(db)
            dropped, hidden = self._fill(db, audience)
            with self.analysing:
                self.progress(f"{audience}.analysis")
                db.execute("PRAGMA analysis_limit = 1000")
                db.execute("ANALYZE")  # without it, analyses read ten times as long
                derive_all(part, db)
                db.execute("ANALYZE")
            nodes, edges, statements = (
                db.execute(f"SELECT count(*) FROM {t}").fetchone()[0]
                for t in ("node", "edge", "statement"))
        with part.open("rb+") as file:
            os.fsync(file.fileno())
        part.replace(self.home.graph(audience))
        return Built(audience, nodes, edges, statements, dropped, hidden)

    def _fill(self, db: sqlite3.Connection, audience: str) -> tuple[int, int]:
        """Write what an audience may see; return how many statements and people are left out."""
        db.execute("ATTACH ? AS stage", (str(self.stage),))
        db.execute("BEGIN")
        layout.create(db)
        builder = _Builder(db, audience, schema(), self.today)
        self.progress(f"{audience}.nodes")
        hidden = builder.people(self.salt)
        builder.nodes()
        self.progress(f"{audience}.statements")
        dropped = builder.statements()
        layout.edges(db, schema())
        layout.closures(db, schema())
        layout.index(db)
        if hidden:
            builder.roles()
        self.progress(f"{audience}.search")
        layout.search(db)
        builder.meta(dropped, hidden)
        builder.close()
        return dropped, hidden


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
        redact = redactor((name for one in people for name in one.names),
                          in_reports(self.db, people))
        self.db.create_function("redact", 2, redact, deterministic=True)
        self.redact = "redact({}, {})" if people else "{}"
        self.db.create_function(
            "veil", 1, lambda text: blake2b(f"{salt}{text}".encode(), digest_size=10).hexdigest(),
            deterministic=True,
        )
        return len(people)

    def close(self) -> None:
        """Let go of the facts, and of all hidden names, which may take much memory."""
        self.db.execute("COMMIT")
        self.db.execute("DETACH stage")
        for function, arguments in (("redact", 2), ("veil", 1)):
            self.db.create_function(function, arguments, None)

    def nodes(self) -> None:
        """Give every visible entity a number, its most specific type and its best name."""
        depth = {t.name: len(self._chain(t.name)) for t in self.model.concrete()}
        self.db.execute("CREATE TEMP TABLE depth (type TEXT PRIMARY KEY, depth) WITHOUT ROWID")
        self.db.executemany("INSERT INTO depth VALUES (?, ?)", depth.items())
        self._best("kind", "type", "depth")
        self._best("title", "name", "member = subject")
        scope = "substr(k.subject, instr(k.subject, ':') + 1)"
        source = f"substr({scope}, 1, instr({scope}, '/') - 1)"
        self.db.execute(
            f"""
            CREATE TEMP TABLE entity AS
            SELECT k.subject, k.value AS type, h.shown IS NOT NULL AS hidden,
                   CASE WHEN h.shown IS NOT NULL THEN h.shown WHEN k.value = 'Person' THEN k.subject
                        WHEN {self.redact.format("k.subject", "NULL")} = k.subject THEN k.subject
                        ELSE substr(k.subject, 1, instr(k.subject, ':')) || veil(k.subject)
                   END AS id,
                   CASE WHEN h.shown IS NOT NULL THEN '{HIDDEN_NAME}'
                        WHEN t.value IS NULL THEN {self.redact.format(scope, "NULL")}
                        WHEN k.value = 'Person' THEN t.value
                        ELSE {self.redact.format("t.value", source)} END AS label
            FROM kind k LEFT JOIN title t ON t.subject = k.subject
            LEFT JOIN hidden h ON h.id = k.subject ORDER BY id
            """
        )
        self.db.execute("INSERT INTO node SELECT rowid, id, type, label FROM entity")
        self.db.execute("CREATE UNIQUE INDEX temp.entity_subject ON entity (subject)")
        self.db.execute(
            "INSERT INTO alias SELECT s.id, e.rowid FROM stage.same s JOIN entity e ON"
            " e.subject = s.canonical WHERE e.id = s.canonical AND s.id <> s.canonical"
            f" AND (e.type = 'Person' OR {self.redact.format('s.id', 'NULL')} = s.id)"
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
        close = "CASE WHEN f.method LIKE 'report%' THEN f.source END"
        text = {c: self.redact.format(f"f.{c}", close) for c in ("value", "locator", "quote")}
        self.db.execute(
            f"""
            INSERT INTO statement (id, s, r, o, value, source, locator, quote, valid_from,
                valid_until, seen, method, certainty, state, current)
            SELECT CASE WHEN s.hidden OR o.hidden OR s.id <> s.subject OR o.id <> o.subject
                THEN veil(f.id) ELSE f.id END, s.rowid, r.r, o.rowid,
                CASE WHEN s.type = 'Person' AND f.relation IN ('name', 'alt_name') THEN f.value
                ELSE {text['value']} END, f.source, {text['locator']},
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
        self._veil()
        return int(self.db.execute(
            f"SELECT count(*) FROM stage.fact f WHERE {self.may_see} AND f.object IS NOT NULL"
            " AND f.object NOT IN (SELECT subject FROM entity)"
        ).fetchone()[0])

    def _veil(self) -> None:
        """Give statements that lost a name ids that nobody can guess the name from.

        An address of which only a part may be seen leads nowhere: it goes.
        """
        self.db.execute(
            f"DELETE FROM statement WHERE instr(value, '{HIDDEN_NAME}') AND r IN"
            " (SELECT r FROM relation WHERE name IN ('email', 'website'))"
        )
        self.db.execute(
            "UPDATE statement SET id = veil(id) WHERE"
            f" instr(value, '{HIDDEN_NAME}') OR instr(quote, '{HIDDEN_NAME}')"
        )

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
        shown = {c: self.redact.format(c, "id") for c in ("title", "publisher", "note", "url")}
        self.db.execute(
            f"INSERT INTO source SELECT id, {shown['title']}, {shown['publisher']}, licence, date,"
            f" access, area, invented, {shown['note']}, {shown['url']} FROM stage.source"
            " WHERE id IN (SELECT DISTINCT source FROM statement)"
        )
        named = self.db.execute(
            f"SELECT veil(id), id FROM source WHERE {self.redact.format('id', 'NULL')} <> id"
        ).fetchall()
        self.db.executemany("UPDATE source SET id = ? WHERE id = ?", named)
        self.db.executemany("UPDATE statement SET source = ? WHERE source = ?", named)
        self.db.executemany("INSERT INTO meta VALUES (?, ?)", [
            ("version", VERSION), ("audience", self.audience), ("built", now()),
            ("today", self.today), ("dropped", str(dropped)), ("hidden_people", str(hidden)),
            *self.db.execute("SELECT 'stamp', stamp FROM stage.stamp UNION ALL"
                             " SELECT 'staged', staged FROM stage.stamp"),
        ])
