"""A graph told as linked data, one subject at a time, so that a large graph streams.

Things have their own terms and the standard ones beside them; every statement is a node with its
source, place, quote, dates and certainty. What is only proposed is in statements alone, so that
nobody takes it for a fact. `reading` makes the same graph of it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from typing import Any, Final, NamedTuple

from graph.rdf.terms import TERMS, base, iri
from graph.rdf.values import Iri, Literal, Term, day, literal, wkt
from graph.schema import EntityType, Property, Relation, schema
from graph.store import Graph

Fact = tuple[str, Term]
GEOMETRY: Final = "geo:hasGeometry"
"""The standard term of values that are a place on the map."""
_ACCEPTED: Final = "state = 'accepted'"
_LANG: Final = "nl"
"""Of the names in the data; SKOS and the European vocabularies want one to be said."""
SOURCE: Final = {
    "title": "dcterms:title", "publisher": "dc:publisher", "licence": "dc:rights",
    "date": "dcterms:issued", "access": "s:visible_to", "area": "dcterms:spatial",
    "invented": "s:invented", "note": "s:note", "url": "schema:url",
}
"""How each column of table `source` is told; `reading` turns it round."""
STATEMENT: Final = {
    "locator": "s:locator", "quote": "s:quote", "valid_from": "schema:validFrom",
    "valid_until": "schema:validThrough", "seen": "s:seen", "method": "s:read_by",
    "certainty": "s:certainty", "state": "s:state", "current": "s:current", "detail": "s:detail",
    "n": "s:number",
}
"""How each column of table `statement` is told."""


class Description(NamedTuple):
    """All that is told of one subject; types and predicates are short names."""

    subject: str
    types: tuple[str, ...]
    facts: list[Fact]


@cache
def standard_types(name: str) -> tuple[str, ...]:
    """Return the terms of other vocabularies for a type and what it extends."""
    found: list[str] = []
    kind: EntityType | None = schema()[name]
    while kind:
        if kind.same_as and kind.same_as != "schema:Thing":
            found.append(kind.same_as)
        if any(prop.same_as == GEOMETRY for prop in kind.properties.values()):
            found.append("geo:Feature")
        kind = schema().types.get(kind.extends or "")
    return tuple(dict.fromkeys(found))


def describe(graph: Graph) -> Iterator[Description]:
    """Yield everything that a graph holds: itself, its sources, things and statements."""
    start = base()
    yield Description(f"{start}graph:{graph.audience}", ("void:Dataset", "s:Graph"), [
        ("void:uriSpace", Literal(start)),
        *((f"s:{key}", Literal(value)) for key, value in sorted(graph.meta.items())),
    ])
    yield from _sources(graph, start)
    yield from _things(graph, start)
    yield from _statements(graph, start)


def _sources(graph: Graph, start: str) -> Iterator[Description]:
    columns = ", ".join(SOURCE)
    for source, *values in graph.db.execute(f"SELECT id, {columns} FROM source ORDER BY id"):
        facts = [
            (term, _source_value(name, value, start))
            for (name, term), value in zip(SOURCE.items(), values, strict=True)
            if value is not None
        ]
        yield Description(
            iri(f"dataset:{source}", start), ("s:Dataset", "dcat:Dataset", "prov:Entity"), facts
        )


def _source_value(name: str, value: Any, start: str) -> Term:
    if name == "area":
        return Iri(iri(value, start))
    if name == "invented":
        return Literal("true" if value else "false", "xsd:boolean")
    return day(value) if name == "date" else Literal(value)


# ── things ──────────────────────────────────────────────────────────────────────────────────────


def _things(graph: Graph, start: str) -> Iterator[Description]:
    values = _ByNumber(
        graph, "SELECT t.s, r.name, t.value FROM statement t JOIN relation r ON r.r = t.r"
        f" WHERE t.value IS NOT NULL AND t.current AND t.{_ACCEPTED} ORDER BY t.s, t.n",
    )
    arrows = _ByNumber(
        graph, "SELECT e.s, r.name, o.id FROM edge e JOIN relation r ON r.r = e.r"
        f" JOIN node o ON o.n = e.o WHERE e.{_ACCEPTED} ORDER BY e.s, r.name, o.id",
    )
    others = _ByNumber(graph, "SELECT n, id FROM alias ORDER BY n, id")
    for n, entity, kind, label in graph.db.execute(
        "SELECT n, id, type, label FROM node ORDER BY n"
    ):
        me = iri(entity, start)
        told = _Thing(iri(f"geometry:{entity}", start), schema()[kind])
        told.name(label)
        for name, value in values(n):
            told.value(name, value)
        for name, other in arrows(n):
            told.arrow(name, iri(other, start))
        told.facts += [("owl:sameAs", Iri(iri(other, start))) for other, in others(n)]
        yield Description(me, (f"s:{kind}", *standard_types(kind)), list(dict.fromkeys(told.facts)))
        yield from told.geometries


class _Thing:
    """Collects what is told of one thing; the IRIs of its geometries begin with `places`."""

    def __init__(self, places: str, kind: EntityType) -> None:
        self.places, self.kind = places, kind
        self.facts: list[Fact] = []
        self.geometries: list[Description] = []

    def name(self, label: str) -> None:
        self.facts.append(("rdfs:label", Literal(label)))
        if {"skos:Concept", "org:Organization"} & {*standard_types(self.kind.name)}:
            self.facts.append(("skos:prefLabel", Literal(label, lang=_LANG)))

    def value(self, name: str, value: str) -> None:
        known = self.kind.properties.get(name) or Property(name, {})
        told = literal(known.value, value)
        self.facts.append((f"s:{name}", told))
        if known.same_as == GEOMETRY:
            self._geometry(known.value, value)
        elif known.same_as:
            worded = known.same_as.startswith("skos:")
            self.facts.append((known.same_as, told._replace(lang=_LANG) if worded else told))

    def _geometry(self, kind: str, value: str) -> None:
        shape = wkt(kind, value)
        if shape:
            where = f"{self.places}/{len(self.geometries) + 1}"
            self.facts.append((GEOMETRY, Iri(where)))
            self.geometries.append(Description(where, ("geo:Geometry",), [("geo:asWKT", shape)]))

    def arrow(self, name: str, other: str) -> None:
        known: Relation | None = self.kind.relations.get(name)
        self.facts.append((f"s:{name}", Iri(other)))
        if known and known.same_as:
            self.facts.append((known.same_as, Iri(other)))


class _ByNumber:
    """Gives the rest of the rows that begin with a number, asked in rising order."""

    def __init__(self, graph: Graph, text: str) -> None:
        self._rows = iter(graph.db.execute(text))
        self._next: tuple[Any, ...] | None = next(self._rows, None)

    def __call__(self, number: int) -> list[tuple[Any, ...]]:
        found = []
        while self._next is not None and self._next[0] <= number:
            if self._next[0] == number:
                found.append(self._next[1:])
            self._next = next(self._rows, None)
        return found


# ── statements ──────────────────────────────────────────────────────────────────────────────────


def _statements(graph: Graph, start: str) -> Iterator[Description]:
    kinds = {p.name: p.value for t in schema().concrete() for p in t.properties.values()}
    for row in graph.db.execute(
        "SELECT t.id, s.id, r.name, o.id, t.value, t.source, (SELECT json_group_array(rests_on)"
        f" FROM basis b WHERE b.statement = t.id), {', '.join(f't.{c}' for c in STATEMENT)}"
        " FROM statement t JOIN node s ON s.n = t.s JOIN relation r ON r.r = t.r LEFT JOIN node o"
        " ON o.n = t.o ORDER BY t.n"
    ):
        statement, subject, relation, target, value, source, basis, *rest = row
        said: Term = Iri(iri(target, start)) if target else literal(kinds.get(relation, ""), value)
        facts: list[Fact] = [
            ("rdf:subject", Iri(iri(subject, start))), ("rdf:predicate", Iri(TERMS + relation)),
            ("rdf:object", said), ("prov:hadPrimarySource", Iri(iri(f"dataset:{source}", start))),
        ]
        facts += [
            (term, _statement_value(name, value))
            for (name, term), value in zip(STATEMENT.items(), rest, strict=True)
            if value not in (None, "")
        ]
        facts += [("prov:wasDerivedFrom", Iri(iri(f"statement:{i}", start)))
                  for i in sorted(json.loads(basis))]
        yield Description(
            iri(f"statement:{statement}", start), ("rdf:Statement", "prov:Entity"), facts
        )


def _statement_value(name: str, value: Any) -> Literal:
    if name == "certainty":
        return Literal(repr(float(value)), "xsd:double")
    if name == "current":
        return Literal("true" if value else "false", "xsd:boolean")
    if name == "n":
        return Literal(str(value), "xsd:integer")
    return day(value) if name in ("valid_from", "valid_until", "seen") else Literal(value)
