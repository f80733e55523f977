"""Linked data that Samenspel wrote, made into a graph file again, with nothing lost."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Final

from graph import layout
from graph.errors import InputError
from graph.rdf.checking import Subject
from graph.rdf.describing import SOURCE, STATEMENT
from graph.rdf.staging import IRI, of_types, stage
from graph.rdf.terms import TERMS, expand
from graph.schema import schema
from graph.store import Graph
from graph.whole import whole

_OF_SOURCES: Final = {
    "date": "day", "access": "audience", "invented": "flag", "area": "address",
}
_OF_STATEMENTS: Final = {
    "valid_from": "day", "valid_until": "day", "seen": "day", "certainty": "share",
    "state": "state", "current": "flag", "detail": "json", "n": "number",
}
"""What columns hold that are not any text, in the words of `checking`."""
_NEEDED: Final = frozenset(("title", "access", "invented"))
_ALWAYS: Final = frozenset(("seen", "method", "certainty", "state", "current"))


def read(path: Path, out: Path) -> Graph:
    """Make graph file `out` of what `export` wrote to `path`, and open it; as `take_over`."""
    take_over(path, out)
    return Graph(out)


def take_over(path: Path, out: Path) -> str:
    """Make graph file `out` of what `export` wrote to `path`; return what its IRIs begin with.

    Raises InputError when the file cannot be read, is not such an export, or holds what no
    export holds.
    """
    try:
        with whole(out) as part, closing(sqlite3.connect(part, isolation_level=None)) as db:
            db.execute("PRAGMA journal_mode = OFF")
            db.execute("BEGIN")
            stage(db, path)
            start = _Reading(db, path.name).run()
            db.execute("COMMIT")
            db.execute("ANALYZE")
    except sqlite3.IntegrityError as error:
        raise InputError("rdf_syntax", file=path.name, reason=str(error)) from None
    return start


class _Reading:
    """Fills the tables of a graph from the staged triples."""

    def __init__(self, db: sqlite3.Connection, file: str) -> None:
        self.db, self.file = db, file
        self.start = ""

    def run(self) -> str:
        """Fill all tables; return what the IRIs begin with."""
        layout.create(self.db)
        self._meta()
        self._sources()
        self._nodes()
        self._statements()
        layout.edges(self.db, schema())
        layout.closures(self.db, schema())
        layout.index(self.db)
        layout.search(self.db)
        return self.start

    def _subjects(self, *types: str) -> Iterator[Subject]:
        for iri, told in of_types(self.db, *types):
            yield Subject(self.file, iri, told, self.start)

    def _meta(self) -> None:
        """Say what graph this is, and learn what all its IRIs begin with."""
        found = list(self._subjects(f"{TERMS}Graph"))
        if len(found) != 1:
            raise InputError("rdf_not_ours", file=self.file)
        (graph,) = found
        self.start = graph.one("void:uriSpace", "start")
        graph.one("s:audience", "audience")
        graph.one("s:today", "day")
        self.db.executemany("INSERT INTO meta VALUES (?, ?)", [
            (term.removeprefix(TERMS), values[0].text) for term, values in graph.told.items()
            if term.startswith(TERMS)
        ])

    def _sources(self) -> None:
        for source in self._subjects(f"{TERMS}Dataset"):
            row = source.row(SOURCE, _OF_SOURCES, _NEEDED)
            self._insert("source", {**row, "id": source.id("dataset:")})

    def _insert(self, table: str, row: dict[str, object]) -> None:
        marks = ", ".join("?" * len(row))
        self.db.execute(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})", [*row.values()])

    def _nodes(self) -> None:
        self.db.execute("CREATE TEMP TABLE thing (id TEXT, type TEXT, label TEXT)")
        self.db.execute("CREATE TEMP TABLE same (id TEXT, other TEXT)")
        for thing in self._subjects(*(TERMS + t.name for t in schema().concrete())):
            me = thing.id()
            self.db.execute("INSERT INTO thing VALUES (?, ?, ?)",
                            (me, thing.type(), thing.one("rdfs:label")))
            self.db.executemany("INSERT INTO same VALUES (?, ?)", [
                (other, me) for other in thing.all("owl:sameAs")
            ])
        self.db.execute("INSERT INTO node SELECT row_number() OVER (ORDER BY id), id, type, label"
                        " FROM thing ORDER BY id")
        self.db.execute("INSERT INTO alias SELECT s.id, n.n FROM same s JOIN node n"
                        " ON n.id = s.other")

    def _statements(self) -> None:
        said = {p.removeprefix(TERMS) for p, in self.db.execute(
            "SELECT DISTINCT o FROM told WHERE p = ?", (expand("rdf:predicate"),))}
        names = schema().relations().keys() | (said & schema().properties())
        self.db.executemany("INSERT INTO relation (name) VALUES (?)",
                            [(name,) for name in sorted(names)])
        relations = dict(self.db.execute("SELECT name, r FROM relation"))
        numbers = dict(self.db.execute("SELECT id, n FROM node"))
        sources = {source for source, in self.db.execute("SELECT id FROM source")}
        for statement in self._subjects(expand("rdf:Statement")):
            self._statement(statement, relations, numbers, sources)

    def _statement(
        self, told: Subject, relations: dict[str, int], numbers: dict[str, int], sources: set[str]
    ) -> None:
        row = told.row(STATEMENT, _OF_STATEMENTS, _ALWAYS)
        me, relation = told.id("statement:"), told.relation()
        said = told.only("rdf:object")
        row |= (
            {"o": _known(told, "rdf:object", numbers)} if said.kind == IRI
            else {"value": told.one("rdf:object")}
        )
        source = told.address(
            "prov:hadPrimarySource", told.only("prov:hadPrimarySource"), "dataset:")
        if source not in sources:
            raise told.wrong("prov:hadPrimarySource", source, "known")
        self._insert("statement", {
            "locator": "", **row, "id": me, "r": relations[relation], "source": source,
            "s": _known(told, "rdf:subject", numbers),
        })
        self.db.executemany("INSERT INTO basis VALUES (?, ?)", [
            (me, other) for other in told.all("prov:wasDerivedFrom", "statement:")
        ])


def _known(told: Subject, term: str, numbers: dict[str, int]) -> int:
    """Return the number of the thing that a term leads to; raises InputError for a stranger."""
    found = told.one(term, "address")
    if found not in numbers:
        raise told.wrong(term, found, "known")
    return numbers[found]
