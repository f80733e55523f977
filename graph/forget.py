"""Forget a person: out of ledger, graphs and backups, and kept out when files are read again.

Statements about a person go; their name is blacked out in statements about something else. What
stays are salted hashes. The work can be broken off at any moment and finished by asking again.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from graph.audience import pseudonym
from graph.backups import registered
from graph.build import build
from graph.cleansing import cleanse, memory_of, names_of, people_of
from graph.errors import Ambiguous, InputError, LedgerError, NotFound
from graph.forgotten import Forgotten
from graph.home import Home
from graph.identity import clusters
from graph.kept import cleanse_texts
from graph.ledger import Ledger
from graph.leftovers import clear
from graph.naming import plain
from graph.reports import FOLDER
from graph.stamp import outdated
from graph.statement import AUDIENCES


class Forgot(NamedTuple):
    """What forgetting took out, in counts; `missing` backups were not where they were made."""

    statements: int = 0
    redacted: int = 0
    decisions: int = 0
    backups: int = 0
    missing: int = 0
    already: bool = False


class _Person(NamedTuple):
    """Everything that stands for one person; `spare` are ids of others with the same name."""

    ids: frozenset[str]
    names: frozenset[str]
    contacts: frozenset[str]
    spare: frozenset[str]


def forget(
    home: Home, person: str, progress: Callable[[str], None] = lambda _step: None
) -> Forgot:
    """Forget the person with this id or name; raises NotFound, or Ambiguous for namesakes."""
    _clear_leftovers(home)
    with _open(home.ledger) as db:
        salt, lasting = memory_of(db)
        found = _find(home, person, salt)
        if found is None and not (lasting.knows_id(person) or lasting.knows_name(person)):
            raise NotFound("forget_unknown")
        acting = Forgotten(salt, lasting.hashes)
        if found:
            _remember(found, lasting, acting)
        spare = found.spare if found else frozenset()
        done = cleanse(db, lasting, acting, spare)
        _scrub(db)
    present = [path for path in registered(home) if path.exists()]
    for path in present:
        with _open(path) as copy:
            cleanse(copy, lasting, acting, spare)
            _scrub(copy)
    cleanse_texts(home, acting)
    stale = [a for a in AUDIENCES if home.graph(a).exists() and outdated(home, a)]
    if stale:
        build(home, audiences=stale, progress=progress)
    _clear_leftovers(home)  # a build that began before this one still knows the person
    missing = len(registered(home)) - len(present)
    return Forgot(*done, len(present), missing, already=found is None)


def _find(home: Home, asked: str, salt: str) -> _Person | None:
    with Ledger(home.ledger) as ledger:
        canonical = clusters(ledger)
    with closing(sqlite3.connect(home.ledger)) as db:
        names: dict[str, set[str]] = {i: set() for i in people_of(db, "statement")}
        for entity_id, name in names_of(db, "statement"):
            names.setdefault(entity_id, set()).add(name)
        root = {i: canonical.get(i, i) for i in names}
        meant = {root[i] for i in names if asked in (i, pseudonym(i, salt))} or {
            root[i] for i in names if any(plain(asked) == plain(name) for name in names[i])
        }
        if len(meant) > 1:
            raise Ambiguous("forget_several", count=len(meant), choices="; ".join(sorted(meant)))
        if not meant:
            return _only_in_texts(home, db, asked, salt)
        ids = frozenset(i for i in names if root[i] in meant)
        own = frozenset(name for i in ids for name in names[i])
        same = {plain(name) for name in own}
        spare = frozenset(i for i in names if i not in ids and same & set(map(plain, names[i])))
        return _Person(ids, own, frozenset(_contacts(db, ids)), spare)


def _only_in_texts(home: Home, db: sqlite3.Connection, asked: str, salt: str) -> _Person | None:
    """Return somebody of whom nothing is known, but whose whole name stands in a text.

    Never when it is what something else is called.
    """
    memory = Forgotten(salt)
    memory.add_name(asked)
    called = (value for value, in db.execute(
        "SELECT DISTINCT value FROM statement WHERE relation IN ('name', 'alt_name')"))
    if len(plain(asked).split()) < 2 or ":" in asked or any(map(memory.knows_name, called)):
        return None
    texts = db.execute(
        "SELECT value FROM statement WHERE value IS NOT NULL UNION SELECT quote FROM statement"
        " WHERE quote IS NOT NULL UNION SELECT title FROM source UNION SELECT coalesce(note, '')"
        " FROM source UNION SELECT locator FROM statement")
    kept = (path.read_text("utf-8", "replace") for path in home.path.glob(f"{FOLDER}/*/*.txt"))
    if any(memory.redact(text) != text for text in chain((row[0] for row in texts), kept)):
        return _Person(frozenset(), frozenset({asked}), frozenset(), frozenset())
    return None


def _contacts(db: sqlite3.Connection, ids: Iterable[str]) -> Iterator[str]:
    """Yield the e-mail addresses and telephone numbers that only these ids have."""
    owners: dict[str, set[str]] = {}
    for entity_id, value in db.execute(
        "SELECT subject, value FROM statement WHERE relation IN ('email', 'phone')"
    ):
        owners.setdefault(value, set()).add(entity_id)
    yield from (value for value, who in owners.items() if who <= set(ids))


def _remember(person: _Person, lasting: Forgotten, acting: Forgotten) -> None:
    """Add a person to both memories; a name that others have too is not kept for later."""
    for memory in (lasting, acting):
        for entity_id in person.ids:
            memory.add_id(entity_id)
        for contact in person.contacts:
            memory.add_contact(contact)
        if memory is acting or not person.spare:
            for name in person.names:
                memory.add_name(name)


@contextmanager
def _open(path: Path) -> Iterator[sqlite3.Connection]:
    """Open a ledger or a copy so that what is deleted is overwritten."""
    with closing(sqlite3.connect(path, isolation_level=None, timeout=60)) as db:
        db.execute("PRAGMA secure_delete = ON")
        yield db


def _scrub(db: sqlite3.Connection) -> None:
    """Leave no trace in freed pages or in the write-ahead log; raises LedgerError when in use."""
    try:
        db.execute("VACUUM")
        (busy, *_) = db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    except sqlite3.OperationalError:
        busy = 1
    if busy:
        raise LedgerError("busy")


def _clear_leftovers(home: Home) -> None:
    """Remove what builds that were broken off left behind; raises InputError when one runs."""
    if running := clear(home.path):
        raise InputError("build_running", pid=running)
