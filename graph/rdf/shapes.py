"""What a graph must look like as linked data: SHACL shapes, made from the types."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rdflib import BNode, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.namespace import RDF, SH, XSD
from rdflib.term import Node

from graph.rdf.ontology import empty, term
from graph.rdf.terms import TERMS, expand
from graph.schema import EntityType, Property, Relation, schema
from graph.statement import AUDIENCES, MoneyStatus, State

_DAYS = (XSD.date, XSD.gYearMonth, XSD.gYear)
_WKT = "^(POINT|POLYGON|MULTIPOLYGON)\\("


def shapes() -> Graph:
    """Return a shape for every type that things can have, and for what tells of them."""
    graph = empty()
    for kind in schema().concrete():
        _type(graph, kind)
    _statements(graph)
    _sources(graph)
    _graphs(graph)
    return graph


def _shape(graph: Graph, name: str, target: URIRef) -> URIRef:
    shape = URIRef(f"{TERMS}shape:{name}")
    graph.add((shape, RDF.type, SH.NodeShape))
    graph.add((shape, SH.targetClass, target))
    return shape


def _on(graph: Graph, shape: URIRef, path: URIRef, least: int = 0, most: int = 0) -> BNode:
    """Add a rule on what `path` leads to, with how many there must and may be (0: any)."""
    rule = BNode()
    graph.add((shape, SH.property, rule))
    graph.add((rule, SH.path, path))
    if least:
        graph.add((rule, SH.minCount, Literal(least)))
    if most:
        graph.add((rule, SH.maxCount, Literal(most)))
    return rule


def _list(graph: Graph, members: Sequence[Node]) -> BNode:
    head = BNode()
    Collection(graph, head, list(members))
    return head


def _any_of(graph: Graph, rule: BNode, test: URIRef, values: Sequence[Node]) -> None:
    """Say that a test must hold for one of `values`."""
    if len(values) == 1:
        graph.add((rule, test, values[0]))
        return
    choices = [BNode() for _ in values]
    for choice, value in zip(choices, values, strict=True):
        graph.add((choice, test, value))
    graph.add((rule, SH["or"], _list(graph, choices)))


def _one_of(graph: Graph, rule: BNode, values: Iterable[str]) -> None:
    graph.add((rule, SH["in"], _list(graph, [Literal(str(value)) for value in values])))


def _text(graph: Graph, shape: URIRef, name: str, least: int = 0) -> BNode:
    """Say that there is at most one value, given as a short name, and that it is a text."""
    rule = _on(graph, shape, URIRef(expand(name)), least, 1)
    graph.add((rule, SH.nodeKind, SH.Literal))
    return rule


def _type(graph: Graph, kind: EntityType) -> None:
    shape = _shape(graph, kind.name, term(kind.name))
    _text(graph, shape, "rdfs:label", 1)
    for prop in kind.properties.values():
        _value(graph, shape, prop)
    for relation in kind.relations.values():
        _relation(graph, shape, relation)


def _value(graph: Graph, shape: URIRef, prop: Property) -> None:
    rule = _on(graph, shape, term(prop.name))
    if prop.choices:
        _one_of(graph, rule, prop.choices)
    elif prop.value == "status":
        _one_of(graph, rule, MoneyStatus)
    elif prop.value == "flag":
        graph.add((rule, SH.datatype, XSD.boolean))
    elif prop.value in ("money", "number"):
        _any_of(graph, rule, SH.datatype, (XSD.integer, XSD.decimal))
    elif prop.value == "date":
        _any_of(graph, rule, SH.datatype, _DAYS)
    elif prop.value == "year":
        graph.add((rule, SH.datatype, XSD.gYear))
    else:
        graph.add((rule, SH.nodeKind, SH.Literal))


def _relation(graph: Graph, shape: URIRef, relation: Relation) -> None:
    rule = _on(graph, shape, term(relation.name))
    graph.add((rule, SH.nodeKind, SH.IRI))
    concrete = {t.name for t in schema().concrete()}
    targets = sorted({name for t in relation.targets for name in schema().below(t)} & concrete)
    _any_of(graph, rule, SH["class"], [term(name) for name in targets])


def _statements(graph: Graph) -> None:
    """Every statement says one thing of the model, and has a source, a day and a certainty."""
    shape = _shape(graph, "Statement", RDF.Statement)
    _points_at(graph, shape, "rdf:subject", 1)
    said = _on(graph, shape, RDF.predicate, 1, 1)
    names = sorted(schema().relations().keys() | schema().properties())
    graph.add((said, SH["in"], _list(graph, [term(name) for name in names])))
    _on(graph, shape, RDF.object, 1, 1)
    source = _on(graph, shape, URIRef(expand("prov:hadPrimarySource")), 1, 1)
    graph.add((source, SH["class"], term("Dataset")))
    basis = _on(graph, shape, URIRef(expand("prov:wasDerivedFrom")))
    graph.add((basis, SH["class"], RDF.Statement))
    for name, least in (("s:seen", 1), ("schema:validFrom", 0), ("schema:validThrough", 0)):
        _any_of(graph, _text(graph, shape, name, least), SH.datatype, _DAYS)
    _text(graph, shape, "s:read_by", 1)
    for name in ("s:locator", "s:quote", "s:detail"):
        _text(graph, shape, name)
    certainty = _text(graph, shape, "s:certainty", 1)
    graph.add((certainty, SH.datatype, XSD.double))
    graph.add((certainty, SH.minInclusive, Literal("0", datatype=XSD.double)))
    graph.add((certainty, SH.maxInclusive, Literal("1", datatype=XSD.double)))
    _one_of(graph, _text(graph, shape, "s:state", 1), (State.ACCEPTED, State.PROPOSED))
    graph.add((_text(graph, shape, "s:current", 1), SH.datatype, XSD.boolean))
    graph.add((_text(graph, shape, "s:number"), SH.datatype, XSD.integer))


def _points_at(graph: Graph, shape: URIRef, name: str, least: int = 0) -> BNode:
    rule = _on(graph, shape, URIRef(expand(name)), least, 1)
    graph.add((rule, SH.nodeKind, SH.IRI))
    return rule


def _sources(graph: Graph) -> None:
    """Every source has a title and says who may see it."""
    shape = _shape(graph, "Dataset", term("Dataset"))
    _text(graph, shape, "dcterms:title", 1)
    _one_of(graph, _text(graph, shape, "s:visible_to", 1), AUDIENCES)
    graph.add((_text(graph, shape, "s:invented", 1), SH.datatype, XSD.boolean))
    _any_of(graph, _text(graph, shape, "dcterms:issued"), SH.datatype, _DAYS)
    _points_at(graph, shape, "dcterms:spatial")
    for name in ("dc:publisher", "dc:rights", "s:note", "schema:url"):
        _text(graph, shape, name)


def _graphs(graph: Graph) -> None:
    """A graph says whose it is and of what day; places on the map are what GeoSPARQL reads."""
    shape = _shape(graph, "Graph", term("Graph"))
    _text(graph, shape, "void:uriSpace", 1)
    _one_of(graph, _text(graph, shape, "s:audience", 1), AUDIENCES)
    today = _text(graph, shape, "s:today", 1)
    graph.add((today, SH.pattern, Literal("^[0-9]{4}-[0-9]{2}-[0-9]{2}$")))
    place = _shape(graph, "Geometry", URIRef(expand("geo:Geometry")))
    wkt = _text(graph, place, "geo:asWKT", 1)
    graph.add((wkt, SH.datatype, URIRef(expand("geo:wktLiteral"))))
    graph.add((wkt, SH.pattern, Literal(_WKT)))
