"""What waits for a person to decide: proposed facts, and pairs that may be the same thing."""

from __future__ import annotations

import getpass
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Final

from graph.errors import InputError
from graph.ledger import Judgement, Ledger
from graph.schema import schema
from graph.statement import NAMING, State, Statement

UNSURE: Final = "unsure"


@dataclass(frozen=True, slots=True)
class Proposal:
    """Something to decide on: a statement's id, or two ids with names; `why` in words."""

    kind: str
    id: str
    says: str
    quote: str | None
    source: str | None
    locator: str | None
    certainty: float
    why: str
    a: str | None = None
    b: str | None = None


def reviewer() -> str:
    """Return who is deciding: the user of this machine."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "samenspel"


def queue(path: Path, lang: str = "nl") -> Iterator[Proposal]:
    """Yield what waits in the ledger at `path`, surest first."""
    with Ledger(path) as ledger:
        names = dict(_main_names(ledger))
        facts = (_fact(s, names, lang) for s in _proposed(ledger))
        pairs = (_pair(j, names) for j in ledger.judgements() if j.verdict == UNSURE)
        yield from sorted(chain(facts, pairs), key=lambda p: (-p.certainty, p.id))


def waiting(path: Path) -> int:
    """Return how much waits in the ledger at `path`."""
    with Ledger(path) as ledger:
        unsure = sum(j.verdict == UNSURE for j in ledger.judgements())
        return unsure + sum(1 for _ in _proposed(ledger))


def _proposed(ledger: Ledger) -> Iterator[Statement]:
    """Yield the facts to decide on; names and types go along with the other facts of a thing."""
    proposed = list(ledger.statements(state=State.PROPOSED))
    told = {i for s in proposed if s.relation not in NAMING for i in (s.subject, s.object)}
    for statement in proposed:
        bare = statement.relation == "name" and statement.subject not in told
        if bare or statement.relation not in NAMING:
            yield statement


def undo(path: Path, who: str, what: str | None = None) -> str:
    """Take back `what` ('decision:3' or 'judgement:8'), else the last thing `who` decided.

    Returns what was taken back; raises InputError when there is no such thing.
    """
    table, number = _asked(what) if what else _last(path, who)
    if not _stands(path, table, number):
        raise InputError("undo", what=f"{table}:{number}")
    with Ledger(path) as ledger:
        ledger.undo(table, number, who)
    return f"{table}:{number}"


def _main_names(ledger: Ledger) -> Iterator[tuple[str, str]]:
    for entity_id, name, _source, main in ledger.names():
        if main:
            yield entity_id, name


def _fact(statement: Statement, names: dict[str, str], lang: str) -> Proposal:
    found = schema().type_of(statement.subject)
    named = found and (found.properties.get(statement.relation)
                       or found.relations.get(statement.relation))
    what = statement.value or names.get(statement.object or "", statement.object or "")
    says = " ".join((
        names.get(statement.subject, statement.subject),
        named.label[lang] if named else statement.relation, what,
    ))
    return Proposal("fact", statement.id, says, statement.quote, statement.source,
                    statement.locator, statement.certainty, statement.method)


def _pair(judgement: Judgement, names: dict[str, str]) -> Proposal:
    a, b = judgement.a, judgement.b
    says = f"{names.get(a, a)} = {names.get(b, b)}?"
    return Proposal("pair", f"judgement:{judgement.n}", says, None, None, None,
                    judgement.certainty, judgement.why, a, b)


def _asked(what: str) -> tuple[str, int]:
    table, _, number = what.partition(":")
    if table not in ("decision", "judgement") or not number.isdigit():
        raise InputError("undo", what=what)
    return table, int(number)


def _last(path: Path, who: str) -> tuple[str, int]:
    with closing(sqlite3.connect(path)) as db:
        row = db.execute(
            "SELECT 'decision', n, at FROM decision WHERE who = ?1 AND undone IS NULL UNION ALL"
            " SELECT 'judgement', n, at FROM judgement WHERE who = ?1 AND undone IS NULL"
            " ORDER BY at DESC, n DESC LIMIT 1", (who,),
        ).fetchone()
    if row is None:
        raise InputError("undo_nothing", who=who)
    return str(row[0]), int(row[1])


def _stands(path: Path, table: str, number: int) -> bool:
    with closing(sqlite3.connect(path)) as db:
        row = db.execute(f"SELECT 1 FROM {table} WHERE n = ? AND undone IS NULL", (number,))
        return row.fetchone() is not None
