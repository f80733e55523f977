"""What a reviewer decided, act by act; what was decided in one act is taken back in one act."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from itertools import groupby
from pathlib import Path
from typing import Final, NamedTuple

from graph.correction import corrected, withdraw
from graph.errors import InputError
from graph.ledger import Ledger
from graph.review import in_words
from graph.statement import State
from graph.verdicts import TABLES

_NAMES: Final = {State.ACCEPTED: "accept", State.REJECTED: "reject"}
_DECIDED: Final = (
    "SELECT 'decision', n, state, statement, '', at FROM decision"
    " WHERE who = ?1 AND undone IS NULL AND at >= ?2 UNION ALL"
    " SELECT 'judgement', n, verdict, a, b, at FROM judgement"
    " WHERE who = ?1 AND undone IS NULL AND at >= ?2 AND method = 'review' ORDER BY 6, 2"
)
_UNDONE: Final = (
    "SELECT 1 FROM decision WHERE who = ?1 AND undone >= ?2 UNION ALL"
    " SELECT 1 FROM judgement WHERE who = ?1 AND undone >= ?2 LIMIT 1"
)


class Step(NamedTuple):
    """One act: `made` are its decisions and judgements ('decision:3'), `about` what they are on.

    `about` holds ids of statements, or the two ids of a pair; `name` is accept, reject, edit,
    same, different or unsure.
    """

    made: tuple[str, ...]
    name: str
    about: tuple[str, ...]


def steps(path: Path, who: str, since: str = "") -> list[Step]:
    """Return what `who` decided since an ISO moment and did not take back, the last one last."""
    with closing(sqlite3.connect(path)) as db:
        rows = db.execute(_DECIDED, (who, since)).fetchall()
    with Ledger(path) as ledger:
        return [_step(ledger, list(act)) for _, act in groupby(rows, key=lambda row: row[5])]


def last_step(path: Path, who: str) -> Step | None:
    """Return the last act of `who` that was not taken back, if any, without reading all others."""
    with closing(sqlite3.connect(path)) as db:
        (moment,) = db.execute(f"SELECT max(at) FROM ({_DECIDED})", (who, "")).fetchone()
    return steps(path, who, moment)[-1] if moment else None


def _step(ledger: Ledger, act: list[tuple[str, int, str, str, str, str]]) -> Step:
    table, _, verdict, first, second, _ = act[0]
    made = tuple(f"{row[0]}:{row[1]}" for row in act)
    if table == "judgement":
        return Step(made, verdict, (first, second))
    rejected = verdict == State.REJECTED
    name = "edit" if rejected and corrected(ledger, first) else _NAMES[State(verdict)]
    return Step(made, name, tuple(row[3] for row in act))


def took_back(path: Path, who: str, since: str) -> bool:
    """Tell whether `who` took anything back since an ISO moment."""
    with closing(sqlite3.connect(path)) as db:
        return db.execute(_UNDONE, (who, since)).fetchone() is not None


def told(path: Path, step: Step, lang: str = "nl", most: int = 50) -> list[str]:
    """Return at most so many of what an act is about, in words."""
    with Ledger(path) as ledger:
        if step.made[0].startswith("judgement"):
            return [" = ".join(_name(ledger, i) for i in step.about)]
        found = [ledger.statement(i) for i in step.about[:most]]
        ends = {i for s in found for i in (s.subject, s.object) if i}
        names = {i: _name(ledger, i) for i in ends}
        return [in_words(s, names, lang) for s in found]


def _name(ledger: Ledger, entity_id: str) -> str:
    said = [s.value for s in ledger.statements(subject=entity_id)
            if s.relation == "name" and s.state not in (State.ENDED, State.REJECTED)]
    return next(filter(None, said), entity_id)


def undo(path: Path, who: str, what: str | None = None) -> str:
    """Take back `what` ('decision:3' or 'judgement:8'), else the last act of `who`, whole.

    Returns what was taken back; raises InputError when there is no such thing.
    """
    if what:
        return take_back(path, who, [what])
    last = last_step(path, who)
    if last is None:
        raise InputError("undo_nothing", who=who)
    return take_back(path, who, last.made)


def take_back(path: Path, who: str, made: Iterable[str]) -> str:
    """Take back decisions and judgements in one act; return those that still stood.

    What was said instead of a rejected fact is ended too. Raises InputError when none stood.
    """
    asked = [_parts(what) for what in made]
    with closing(sqlite3.connect(path)) as db:
        standing = [part for part in asked if _stands(db, *part)]
        rejected = [s for table, n in standing if table == "decision" for s in _rejected(db, n)]
    if not standing:
        raise InputError("undo", what=":".join(map(str, asked[0])))
    with Ledger(path) as ledger:
        ledger.undo_all(standing, who)
        for statement in rejected:
            withdraw(ledger, statement)
    return ", ".join(f"{table}:{number}" for table, number in standing)


def _parts(what: str) -> tuple[str, int]:
    table, _, number = what.partition(":")
    if table not in TABLES or not number.isdigit():
        raise InputError("undo", what=what)
    return table, int(number)


def _stands(db: sqlite3.Connection, table: str, number: int) -> bool:
    row = db.execute(f"SELECT 1 FROM {table} WHERE n = ? AND undone IS NULL", (number,))
    return row.fetchone() is not None


def _rejected(db: sqlite3.Connection, number: int) -> list[str]:
    """Return the statement that a decision rejected; none when it accepted one."""
    asked = "SELECT statement FROM decision WHERE n = ? AND state = 'rejected'"
    return [str(row[0]) for row in db.execute(asked, (number,))]
