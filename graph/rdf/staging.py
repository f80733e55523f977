"""Linked data laid out in a table, so that a large file needs little memory."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from itertools import groupby, islice
from pathlib import Path
from typing import Final, NamedTuple

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse

from graph.errors import InputError
from graph.near import near_misses
from graph.rdf.nesting import too_deep
from graph.rdf.terms import expand

FORMATS: Final = {
    ".ttl": RdfFormat.TURTLE, ".jsonld": RdfFormat.JSON_LD, ".nt": RdfFormat.N_TRIPLES,
}
"""The kinds of files that can be read, by how their names end.

Not RDF/XML: a small file of it can be made to grow without end.
"""
IRI: Final = "iri"
TEXT: Final = "text"


class Value(NamedTuple):
    """What a predicate leads to: `kind` is IRI, TEXT, or empty for what has no name."""

    text: str
    kind: str


Told = dict[str, list[Value]]
"""What is told of one subject, by predicate."""


def stage(db: sqlite3.Connection, path: Path) -> None:
    """Put all triples of a file in table `told`; raises InputError when it cannot be read."""
    form = FORMATS.get(path.suffix.lower())
    if form is None:
        raise InputError("choice", name="FILE", value=path.name, expected=", ".join(FORMATS),
                         near=near_misses(path.suffix, FORMATS))
    if too_deep(path):
        raise InputError("rdf_deep", file=path.name)
    db.execute("CREATE TEMP TABLE told (s TEXT, p TEXT, o TEXT, kind TEXT)")
    try:
        quads = parse(path=str(path), format=form)
        while some := list(islice(quads, 10_000)):
            db.executemany("INSERT INTO told VALUES (?, ?, ?, ?)", (
                (q.subject.value, q.predicate.value, *_value(q.object))
                for q in some if isinstance(q.subject, NamedNode)
            ))
    except (SyntaxError, ValueError) as error:
        raise InputError("rdf_syntax", file=path.name, reason=str(error)) from None
    db.execute("CREATE INDEX temp.told_subject ON told (s)")


def _value(term: NamedNode | BlankNode | Literal | Triple) -> Value:
    if isinstance(term, NamedNode):
        return Value(term.value, IRI)
    return Value(term.value, TEXT) if isinstance(term, Literal) else Value("", "")


def of_types(db: sqlite3.Connection, *types: str) -> Iterator[tuple[str, Told]]:
    """Yield every subject of some types (whole IRIs) with all that is told of it."""
    rows = db.execute(
        "SELECT DISTINCT t.s, t.p, t.o, t.kind FROM told t WHERE t.s IN (SELECT s FROM told WHERE"
        f" p = ? AND o IN ({', '.join('?' * len(types))})) ORDER BY t.s, t.p, t.o",
        (expand("rdf:type"), *types),
    )
    for subject, group in groupby(rows, key=lambda row: str(row[0])):
        told: Told = {}
        for _, predicate, *value in group:
            told.setdefault(predicate, []).append(Value(*value))
        yield subject, told
