"""Linked data that Samenspel wrote, made into a graph file again, with nothing lost."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from itertools import groupby, islice
from pathlib import Path
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse

from graph import layout
from graph.errors import InputError
from graph.near import near_misses
from graph.rdf.describing import SOURCE, STATEMENT
from graph.rdf.terms import TERMS, entity_id, expand
from graph.schema import schema
from graph.store import Graph

FORMATS: Final = {
    ".ttl": RdfFormat.TURTLE, ".jsonld": RdfFormat.JSON_LD, ".nt": RdfFormat.N_TRIPLES,
    ".rdf": RdfFormat.RDF_XML,
}
"""The kinds of files that can be read, by how their names end."""
_TYPE: Final = expand("rdf:type")
_STATEMENT: Final = expand("rdf:Statement")
Told = dict[str, list[str]]
"""What is told of one subject: IRIs and texts by predicate."""


def read(path: Path, out: Path) -> Graph:
    """Make graph file `out` of what `export` wrote to `path`, and open it.

    Raises InputError when the file cannot be read or is not such an export.
    """
    part = out.with_name(f".{out.name}.part")
    part.unlink(missing_ok=True)
    try:
        with closing(sqlite3.connect(part, isolation_level=None)) as db:
            db.execute("PRAGMA journal_mode = OFF")
            db.execute("BEGIN")
            _stage(db, path)
            _Reading(db, path.name).run()
            db.execute("COMMIT")
            db.execute("ANALYZE")
        part.replace(out)
    except sqlite3.IntegrityError as error:
        raise InputError("rdf_syntax", file=path.name, reason=str(error)) from None
    finally:
        part.unlink(missing_ok=True)
    return Graph(out)


def _stage(db: sqlite3.Connection, path: Path) -> None:
    """Put all triples in a table, so that a large file needs little memory."""
    if path.suffix not in FORMATS:
        raise InputError("choice", name="FILE", value=path.name, expected=", ".join(FORMATS),
                         near=near_misses(path.suffix, FORMATS))
    db.execute("CREATE TEMP TABLE told (s TEXT, p TEXT, o TEXT, is_text INTEGER)")
    try:
        quads = parse(path=str(path), format=FORMATS[path.suffix])
        while some := list(islice(quads, 10_000)):
            db.executemany("INSERT INTO told VALUES (?, ?, ?, ?)", (
                (str(q.subject.value), q.predicate.value, _plain(q.object),
                 isinstance(q.object, Literal)) for q in some
                if not isinstance(q.subject, Triple)
            ))
    except (SyntaxError, ValueError) as error:
        raise InputError("rdf_syntax", file=path.name, reason=str(error)) from None
    db.execute("CREATE INDEX temp.told_subject ON told (s)")


def _plain(term: NamedNode | BlankNode | Literal | Triple) -> str:
    return "" if isinstance(term, Triple) else str(term.value)


class _Reading:
    """Fills the tables of a graph from the staged triples."""

    def __init__(self, db: sqlite3.Connection, file: str) -> None:
        self.db, self.file = db, file
        self.start = ""

    def run(self) -> None:
        """Fill all tables."""
        layout.create(self.db)
        self._meta()
        self._sources()
        self._nodes()
        self._statements()
        layout.edges(self.db, schema())
        layout.closures(self.db, schema())
        layout.index(self.db)
        layout.search(self.db)

    def _of_type(self, *types: str) -> Iterator[tuple[str, Told]]:
        """Yield every subject of some types with all that is told of it."""
        rows = self.db.execute(
            "SELECT t.s, t.p, t.o FROM told t WHERE t.s IN (SELECT s FROM told WHERE p = ? AND o"
            f" IN ({', '.join('?' * len(types))})) ORDER BY t.s, t.p, t.o",
            (_TYPE, *types),
        )
        for subject, group in groupby(rows, key=lambda row: str(row[0])):
            told: Told = {}
            for _, predicate, value in group:
                told.setdefault(predicate, []).append(value)
            yield subject, told

    def _id(self, iri: str, kind: str = "") -> str:
        return entity_id(iri, self.start).removeprefix(kind)

    def _one(self, subject: str, told: Told, term: str) -> str:
        found = told.get(expand(term))
        if not found:
            raise InputError("rdf_missing", file=self.file, subject=subject, term=term)
        return found[0]

    def _meta(self) -> None:
        found = list(self._of_type(f"{TERMS}Graph"))
        if len(found) != 1:
            raise InputError("rdf_not_ours", file=self.file)
        subject, told = found[0]
        self.start = self._one(subject, told, "void:uriSpace")
        self.db.executemany("INSERT INTO meta VALUES (?, ?)", [
            (predicate.removeprefix(TERMS), values[0]) for predicate, values in told.items()
            if predicate.startswith(TERMS)
        ])

    def _sources(self) -> None:
        columns = {expand(term): name for name, term in SOURCE.items()}
        for subject, told in self._of_type(f"{TERMS}Dataset"):
            row: dict[str, object] = {columns[p]: v[0] for p, v in told.items() if p in columns}
            row["invented"] = row.get("invented") == "true"
            if "area" in row:
                row["area"] = self._id(str(row["area"]))
            row["id"] = self._id(subject, "dataset:")
            self._insert("source", row)

    def _insert(self, table: str, row: dict[str, object]) -> None:
        marks = ", ".join("?" * len(row))
        self.db.execute(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})", [*row.values()])

    def _nodes(self) -> None:
        kinds = {TERMS + t.name: t.name for t in schema().concrete()}
        self.db.execute("CREATE TEMP TABLE thing (id TEXT, type TEXT, label TEXT)")
        self.db.execute("CREATE TEMP TABLE same (id TEXT, other TEXT)")
        for subject, told in self._of_type(*kinds):
            me = self._id(subject)
            kind = next(kinds[t] for t in told[_TYPE] if t in kinds)
            self.db.execute("INSERT INTO thing VALUES (?, ?, ?)",
                            (me, kind, self._one(subject, told, "rdfs:label")))
            self.db.executemany("INSERT INTO same VALUES (?, ?)", [
                (self._id(other), me) for other in told.get(expand("owl:sameAs"), ())
            ])
        self.db.execute("INSERT INTO node SELECT row_number() OVER (ORDER BY id), id, type, label"
                        " FROM thing ORDER BY id")
        self.db.execute("INSERT INTO alias SELECT s.id, n.n FROM same s JOIN node n"
                        " ON n.id = s.other")

    def _statements(self) -> None:
        names = {p.removeprefix(TERMS) for p, in self.db.execute(
            "SELECT DISTINCT o FROM told WHERE p = ?", (expand("rdf:predicate"),))}
        self.db.executemany("INSERT INTO relation (name) VALUES (?)",
                            [(name,) for name in sorted(names | schema().relations().keys())])
        numbers = dict(self.db.execute("SELECT id, n FROM node"))
        relations = dict(self.db.execute("SELECT name, r FROM relation"))
        objects = dict(self.db.execute(
            "SELECT s, is_text FROM told WHERE p = ?", (expand("rdf:object"),)))
        for subject, told in self._of_type(_STATEMENT):
            row = self._row(subject, told)
            said = self._one(subject, told, "rdf:object")
            row["value" if objects[subject] else "o"] = (
                said if objects[subject] else self._known(subject, said, numbers)
            )
            row["s"] = self._known(subject, self._one(subject, told, "rdf:subject"), numbers)
            row["r"] = relations[self._one(subject, told, "rdf:predicate").removeprefix(TERMS)]
            self._insert("statement", row)
            self._basis(str(row["id"]), told.get(expand("prov:wasDerivedFrom"), ()))

    def _row(self, subject: str, told: Told) -> dict[str, object]:
        row: dict[str, object] = {
            name: told[expand(term)][0] for name, term in STATEMENT.items() if expand(term) in told
        }
        source = self._one(subject, told, "prov:hadPrimarySource")
        return {
            "locator": "", **row, "id": self._id(subject, "statement:"),
            "source": self._id(source, "dataset:"), "current": row.get("current") == "true",
        }

    def _known(self, subject: str, iri: str, numbers: dict[str, int]) -> int:
        found = numbers.get(self._id(iri))
        if found is None:
            raise InputError("rdf_missing", file=self.file, subject=subject, term=iri)
        return found

    def _basis(self, statement: str, rests_on: Iterable[str]) -> None:
        self.db.executemany("INSERT INTO basis VALUES (?, ?)", [
            (statement, self._id(other, "statement:")) for other in rests_on
        ])
