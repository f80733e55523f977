"""What people decide: the part of a ledger that keeps decisions on facts, and judgements."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Final

from graph.errors import NotFound
from graph.forgotten import Forgotten
from graph.judgement import Judgement
from graph.reading import instant, now
from graph.statement import State

TABLES: Final = ("decision", "judgement")


class Verdicts:
    """Decisions and judgements; what was decided in one act has the same moment."""

    _db: sqlite3.Connection

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield self._db
        except BaseException:
            self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")

    def _note(self, who: str, action: str, detail: str) -> None:
        self._db.execute("INSERT INTO audit (at, who, action, detail) VALUES (?, ?, ?, ?)",
                         (now(), who, action, detail))

    def forgotten(self) -> Forgotten:
        """Return what is kept of the people who asked to be forgotten, to recognise them by."""
        return Forgotten(self.salt, (h for h, in self._db.execute("SELECT hash FROM forgotten")))

    @property
    def salt(self) -> str:
        """The secret of this ledger, for hashes that nobody else can make."""
        return str(self._db.execute("SELECT value FROM setting WHERE key = 'salt'").fetchone()[0])

    def decide(self, statement: str, state: State, who: str, why: str = "") -> int:
        """Record that `who` accepts or rejects a statement; return the decision's number.

        Raises NotFound.
        """
        return self.decide_all([statement], state, who, why)[0]

    def decide_all(
        self, statements: Iterable[str], state: State, who: str, why: str = ""
    ) -> list[int]:
        """Record that `who` accepts or rejects statements in one act, or none of them.

        Returns the numbers of the decisions; raises NotFound.
        """
        moment = instant()
        with self._writing() as db:
            return [self._decide(db, i, (state, who, why, moment)) for i in statements]

    def _decide(self, db: sqlite3.Connection, statement: str, how: Sequence[str]) -> int:
        if not db.execute("SELECT 1 FROM statement WHERE id = ?", (statement,)).fetchone():
            raise NotFound("statement", id=statement)
        self._note(how[1], f"decide {how[0]}", statement)
        return int(db.execute(
            "INSERT INTO decision (statement, state, who, why, at) VALUES (?, ?, ?, ?, ?)"
            " RETURNING n", (statement, *how)).fetchone()[0])

    def judge(
        self, a: str, b: str, verdict: str, *, who: str, why: str, method: str = "review",
        certainty: float = 1.0,
    ) -> int:
        """Record whether two ids are the same, different or unsure; return its number."""
        with self._writing() as db:
            return int(db.execute(
                "INSERT INTO judgement (a, b, verdict, who, why, method, certainty, at)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING n",
                (*sorted((a, b)), verdict, who, why, method, certainty, instant()),
            ).fetchone()[0])

    def judge_many(self, rows: Iterable[tuple[str, str, str, str, str, str, float]]) -> int:
        """Record rows of (a, b, verdict, who, why, method, certainty); return how many."""
        moment, memory = now(), self.forgotten()
        rows = [(*row[:4], row[4], memory.redact(row[5]), *row[6:]) for row in rows
                if not any(map(memory.knows_id, row[:2]))]
        with self._writing() as db:
            return db.executemany(
                "INSERT INTO judgement (a, b, verdict, who, why, method, certainty, at)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                ((*sorted(row[:2]), *row[2:], moment) for row in rows),
            ).rowcount

    def judgements(self) -> list[Judgement]:
        """Return the judgements in force: the last one on each pair that was not undone."""
        rows = self._db.execute(
            "SELECT n, a, b, verdict, who, why, method, certainty, at FROM judgement j"
            " WHERE undone IS NULL AND n = (SELECT max(n) FROM judgement k WHERE k.a = j.a"
            " AND k.b = j.b AND k.undone IS NULL) ORDER BY n"
        )
        return [Judgement(*row) for row in rows]

    def judged(self) -> set[tuple[str, str]]:
        """Return every pair of ids (smallest first) that was ever judged, also when undone."""
        return {(a, b) for a, b in self._db.execute("SELECT a, b FROM judgement")}

    def undo(self, table: str, number: int, who: str) -> None:
        """Take back a decision or judgement; what stood before it stands again."""
        self.undo_all([(table, number)], who)

    def undo_all(self, made: Iterable[tuple[str, int]], who: str) -> None:
        """Take back decisions and judgements, given as (table, number), in one act."""
        moment = instant()
        with self._writing() as db:
            for table, number in made:
                if table not in TABLES:
                    raise ValueError(table)
                db.execute(f"UPDATE {table} SET undone = ? WHERE n = ?", (moment, number))
                self._note(who, f"undo {table}", str(number))
