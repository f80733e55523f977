"""Linked data that Samenspel exported elsewhere, read into the ledger under its own sources."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import file_digest
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from graph.derive import SOURCE as DERIVED
from graph.ledger import Ledger, Source
from graph.rdf.reading import FORMATS, read
from graph.statement import TYPE, Fact
from graph.store import Graph
from ingest.summary import Summary

VERSION: Final = "1"
"""Goes up when the same file gives other facts."""


def readable(path: Path) -> bool:
    """Tell whether a file is named as linked data."""
    return path.suffix in FORMATS


def read_linked(ledger: Ledger, path: Path) -> list[Summary]:
    """Read an export into `ledger`; what analyses concluded is left out, as a build makes that.

    Raises InputError when the file cannot be read or is not an export of Samenspel.
    """
    with path.open("rb") as file:
        digest = file_digest(file, "blake2b").hexdigest()
    with TemporaryDirectory() as folder, read(path, Path(folder) / "graph.sqlite") as graph:
        return [
            _read_source(ledger, graph, source, path.name, digest)
            for source in graph.sources.values() if source.id != DERIVED
        ]


def _read_source(
    ledger: Ledger, graph: Graph, source: Source, document: str, digest: str
) -> Summary:
    (seen,) = graph.db.execute(
        "SELECT max(seen) FROM statement WHERE source = ?", (source.id,)
    ).fetchone()
    change = ledger.read(source, document, _facts(graph, source.id), digest=digest, seen=seen,
                         method=f"linked {VERSION}")
    return Summary(source.id, document, rows=change.added, change=change)


def _facts(graph: Graph, source: str) -> Iterator[Fact]:
    """Yield what a source says, and the type of everything that it says something about."""
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
