"""The ledger: every statement ever read, in one SQLite file that is only added to."""

from __future__ import annotations

import secrets
import sqlite3
from collections.abc import Callable, Container, Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Final

from graph.cleansing import drop_incoming
from graph.errors import InputError, LedgerError, NotFound
from graph.judgement import Judgement as Judgement
from graph.private import private_file, private_folder
from graph.reading import Change as Change
from graph.reading import lay_aside, write
from graph.reading import now as now
from graph.source import Source as Source
from graph.statement import Fact, Statement
from graph.verdicts import Verdicts
from graph.whole import whole

VERSION: Final = 1
_SCHEMA: Final = Path(__file__).with_suffix(".sql")
_CACHE_KB: Final = 65_536
_COLUMNS: Final = ", ".join(Statement._fields)


class Ledger(Verdicts):
    """An open ledger; every method is one transaction and safe beside other processes."""

    def __init__(self, path: Path) -> None:
        private_folder(path.parent)
        self.path = path
        try:
            private_file(path)
            self._db = sqlite3.connect(path, isolation_level=None, timeout=60)
            self._db.execute("PRAGMA journal_mode = WAL")
            self._db.execute("PRAGMA synchronous = FULL")
            self._db.execute("PRAGMA foreign_keys = ON")
            for store in ("main", "temp"):
                self._db.execute(f"PRAGMA {store}.cache_size = -{_CACHE_KB}")
            self._create()
        except sqlite3.DatabaseError as error:
            raise LedgerError("ledger_corrupt", path=path.name, reason=error) from None

    def _create(self) -> None:
        if self._db.execute("PRAGMA user_version").fetchone() == (VERSION,):
            return
        with self._writing():
            (found,) = self._db.execute("PRAGMA user_version").fetchone()
            if found == 0:
                for command in _SCHEMA.read_text("utf-8").split(";\n"):
                    self._db.execute(command)
                salt = secrets.token_hex(16)
                self._db.execute("INSERT INTO setting VALUES ('salt', ?)", (salt,))
                self._db.execute(f"PRAGMA user_version = {VERSION}")
            elif found != VERSION:
                name = self.path.name
                raise LedgerError("ledger_version", path=name, found=found, expected=VERSION)

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def __enter__(self) -> Ledger:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def known(self, source: str, document: str) -> tuple[str, str] | None:
        """Return (digest, seen) of the last reading of a document, or None if it is new."""
        found = self._db.execute(
            "SELECT digest, seen FROM document WHERE source = ? AND name = ?",
            self.kept_as(source, document),
        ).fetchone()
        return found and (str(found[0]), str(found[1]))

    def was_read(self, source: str, document: str, digest: str) -> bool:
        """Tell whether a document was ever read with this content."""
        return self._db.execute(
            "SELECT 1 FROM reading r JOIN document d ON d.n = r.document WHERE d.source = ?"
            " AND d.name = ? AND r.digest = ?", (*self.kept_as(source, document), digest),
        ).fetchone() is not None

    def methods(self, source: str) -> set[str]:
        """Return by what methods the documents of a source were ever read."""
        return {method for method, in self._db.execute(
            "SELECT DISTINCT r.method FROM reading r JOIN document d ON d.n = r.document"
            " WHERE d.source = ?", self.kept_as(source, "")[:1],
        )}

    def read(
        self, source: Source, document: str, facts: Iterable[Fact], *,
        digest: str | Callable[[], str], seen: str, method: str,
    ) -> Change:
        """Make `facts` what `document` of `source` says from now on, in one transaction.

        What it said before and no longer says is ended. `seen` is the ISO date on which it was
        true; `digest` tells whether the content is new (asked after the facts are taken).
        Raises InputError for an older reading.
        """
        self._refuse_older(source.id, document, seen)
        lay_aside(self._db, f"{source.id}/{document}", facts)
        content = digest if isinstance(digest, str) else digest()
        with self._writing() as db:
            # Another process may have read a newer one since.
            before = self._refuse_older(source.id, document, seen)
            name = self.kept_as(source.id, document)[1]
            source = source.without(self.forgotten())
            self._put_source(source)
            number = db.execute(
                "INSERT INTO document (source, name, digest, seen) VALUES (?, ?, ?, ?)"
                " ON CONFLICT DO UPDATE SET digest = excluded.digest, seen = excluded.seen"
                " RETURNING n",
                (source.id, name, content, seen),
            ).fetchone()[0]
            if forgotten := self._drop_forgotten():
                self._note("ingest", "skipped_forgotten", str(forgotten))
            change = write(db, number, method, before)
            db.execute(
                "INSERT INTO reading (document, at, method, digest, seen, added, changed, ended,"
                " confirmed) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (number, now(), method, content, seen, *change),
            )
        return change

    def _refuse_older(self, source: str, document: str, seen: str) -> str | None:
        """Return the day of the last reading; raises InputError when it was later than `seen`."""
        before = self.known(source, document)
        if before and before[1] > seen:
            raise InputError("older_reading", document=document, known=before[1], found=seen)
        return before[1] if before else None

    def kept_as(self, source: str, document: str) -> tuple[str, str]:
        """Return source and document as the ledger calls them: without forgotten names."""
        memory = self.forgotten()
        return memory.retitled(source), memory.retitled(document)

    def _drop_forgotten(self) -> int:
        """Leave out what somebody asked to be forgotten; return how many facts that were."""
        return drop_incoming(self._db, self.salt) if self.forgotten().hashes else 0

    def confirm(self, source: str, document: str, seen: str) -> int:
        """Note that an unchanged document was read again on ISO date `seen`; count what it says."""
        source, document = self.kept_as(source, document)
        with self._writing() as db:
            db.execute(
                "UPDATE document SET seen = max(seen, ?) WHERE source = ? AND name = ?",
                (seen, source, document),
            )
            return int(db.execute(
                "SELECT count(*) FROM statement WHERE state <> 'ended' AND document ="
                " (SELECT n FROM document WHERE source = ? AND name = ?)", (source, document),
            ).fetchone()[0])

    def _put_source(self, source: Source) -> None:
        self._db.execute(
            "INSERT OR REPLACE INTO source (id, title, publisher, licence, date, access, area,"
            " invented, note, url) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", source,
        )

    def sources(self) -> list[Source]:
        """Return all sources in order of id."""
        rows = self._db.execute("SELECT * FROM source ORDER BY id")
        return [Source(*row)._replace(invented=bool(row[7])) for row in rows]

    def statement(self, statement: str) -> Statement:
        """Return one statement as it stands; raises NotFound."""
        asked = f"SELECT {_COLUMNS} FROM standing WHERE id = ?"
        row = self._db.execute(asked, (statement,)).fetchone()
        if row is None:
            raise NotFound("statement", id=statement)
        return Statement(*row)

    def statements(
        self, *, subject: str | None = None, source: str | None = None, state: str | None = None
    ) -> Iterator[Statement]:
        """Yield statements as they stand, in the order they were added."""
        tests = {"subject": subject, "source": source, "state": state}
        used = {key: value for key, value in tests.items() if value is not None}
        where = " AND ".join(f"{key} = :{key}" for key in used) or "true"
        for row in self._db.execute(
            f"SELECT {_COLUMNS} FROM standing WHERE {where} ORDER BY n", used
        ):
            yield Statement(*row)

    def names(
        self, apart_from: Container[tuple[str, str]] = ()
    ) -> Iterator[tuple[str, str, str, bool]]:
        """Yield (id, name, source, is main name) of all that is named now.

        What only the documents (source, document) of `apart_from` say is left out.
        """
        for subject, name, source, relation, document in self._db.execute(
            "SELECT s.subject, s.value, d.source, s.relation, d.name FROM statement s"
            " JOIN document d ON d.n = s.document WHERE s.relation IN ('name', 'alt_name')"
            " AND s.state NOT IN ('ended', 'rejected') AND coalesce((SELECT c.state FROM decision c"
            " WHERE c.statement = s.id AND c.undone IS NULL ORDER BY c.n DESC LIMIT 1), '')"
            " <> 'rejected' ORDER BY s.n"
        ):
            if (source, document) not in apart_from:
                yield subject, name, source, relation == "name"

    def ties(self, relation: str) -> Iterator[tuple[str, str]]:
        """Yield (subject, object) of every statement with this relation that is not ended."""
        return self._said(relation, "object")

    def values(self, relation: str) -> Iterator[tuple[str, str]]:
        """Yield (subject, value) of every statement with this property that is not ended."""
        return self._said(relation, "value")

    def _said(self, relation: str, column: str) -> Iterator[tuple[str, str]]:
        yield from self._db.execute(
            f"SELECT subject, {column} FROM statement WHERE relation = ? AND state <> 'ended'"
            f" AND {column} IS NOT NULL ORDER BY n", (relation,),
        )

    def backup(self, target: Path) -> None:
        """Copy the ledger, whole and consistent, to `target` (or not at all)."""
        with whole(target, private=True) as part, closing(sqlite3.connect(part)) as copy:
            self._db.backup(copy)
