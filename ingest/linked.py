"""Linked data that Samenspel exported elsewhere, read into the ledger under its own sources."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import file_digest
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from graph.derive import SOURCE as DERIVED
from graph.errors import InputError
from graph.ledger import Ledger, Source
from graph.rdf.reading import take_over
from graph.rdf.staging import FORMATS
from graph.statement import TYPE, Fact
from graph.store import Graph
from ingest.pipeline import failure
from ingest.summary import Message, Summary

VERSION: Final = "2"
"""Goes up when the same file gives other facts."""
_METHOD: Final = "linked"


def readable(path: Path) -> bool:
    """Tell whether a file is named as linked data."""
    return path.suffix.lower() in FORMATS


def read_linked(ledger: Ledger, path: Path) -> list[Summary]:
    """Read an export into `ledger`; what analyses concluded is left out, as a build makes that.

    A source that the ledger has from elsewhere is left alone, with a notice. Raises InputError
    when the file cannot be read or is not an export of Samenspel.
    """
    with path.open("rb") as file:
        digest = file_digest(file, "blake2b").hexdigest()
    with TemporaryDirectory() as folder:
        made = Path(folder) / "graph.sqlite"
        start = take_over(path, made)
        with Graph(made) as graph:
            one = _Export(ledger, graph, path.name, digest, start)
            summaries = [one.read(source) for source in one.sources()]
            one.other_ids()
    return summaries


class _Export:
    """One export being read into a ledger."""

    def __init__(
        self, ledger: Ledger, graph: Graph, file: str, digest: str, start: str
    ) -> None:
        self.ledger, self.graph, self.file, self.digest = ledger, graph, file, digest
        self.start = start

    def sources(self) -> list[Source]:
        """Return the sources that say something."""
        said = {source for source, in self.graph.db.execute(
            "SELECT DISTINCT source FROM statement")}
        return [s for s in self.graph.sources.values() if s.id in said - {DERIVED}]

    def read(self, source: Source) -> Summary:
        """Read what one source says."""
        summary = Summary(source.id, self.file)
        if any(_start(method) not in ("", self.start) for method in self.ledger.methods(source.id)):
            summary.notices.append(Message("notice.own_source", {
                "file": self.file, "source": source.id, "start": self.start}))
            return summary
        (seen,) = self.graph.db.execute(
            "SELECT max(seen) FROM statement WHERE source = ?", (source.id,)).fetchone()
        try:
            summary.change = self.ledger.read(
                source, self.file, _facts(self.graph, source.id), digest=self.digest, seen=seen,
                method=f"{_METHOD} {VERSION} {self.start}",
            )
        except InputError as error:
            return failure(source.id, self.file, error)
        summary.rows = summary.change.added
        return summary

    def other_ids(self) -> None:
        """Note other ids of things, so that they are found by those too; none that is in use."""
        judged = self.ledger.judged()
        self.ledger.judge_many(
            (other, entity, "same", _METHOD, self.file, f"{_METHOD} {VERSION}", 1.0)
            for other, entity in self.graph.db.execute(
                "SELECT a.id, n.id FROM alias a JOIN node n ON n.n = a.n ORDER BY a.id")
            if (min(other, entity), max(other, entity)) not in judged
            and next(self.ledger.statements(subject=other), None) is None
        )


def _start(method: str) -> str | None:
    """Return what the IRIs began with in the files that a method read; None for other readers.

    Empty for files that an older version read, which did not tell.
    """
    name, _, rest = method.partition(" ")
    return rest.partition(" ")[2] if name == _METHOD else None


def _facts(graph: Graph, source: str) -> Iterator[Fact]:
    """Yield what a source says, and the type of everything that it says something about.

    A graph does not hold who may see each fact, only that its audience may: so may that.
    """
    access = graph.audience
    for entity, kind in graph.db.execute(
        "SELECT id, type FROM node WHERE n IN (SELECT s FROM statement WHERE source = ?1 UNION"
        " SELECT o FROM statement WHERE source = ?1) ORDER BY id", (source,)
    ):
        yield Fact(entity, TYPE, value=kind, access=access)
    for row in graph.db.execute(
        "SELECT s.id, r.name, t.value, o.id, t.locator, t.quote, t.valid_from, t.valid_until,"
        " t.seen, t.certainty, t.state FROM statement t JOIN node s ON s.n = t.s JOIN relation r"
        " ON r.r = t.r LEFT JOIN node o ON o.n = t.o WHERE t.source = ? ORDER BY t.n", (source,)
    ):
        yield Fact._make((*row, access))
