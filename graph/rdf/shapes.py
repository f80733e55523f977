"""What a graph must look like as linked data: SHACL shapes, made from the types."""

from __future__ import annotations

from collections.abc import Sequence

from rdflib import BNode, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.namespace import RDF, SH, XSD
from rdflib.term import Node

from graph.rdf.ontology import empty, term
from graph.rdf.terms import TERMS, expand
from graph.schema import EntityType, Property, Relation, schema
from graph.statement import State

_DAYS = (XSD.date, XSD.gYearMonth, XSD.gYear)


def shapes() -> Graph:
    """Return a shape for every type that things can have, and one for statements."""
    graph = empty()
    for kind in schema().concrete():
        _type(graph, kind)
    _statements(graph)
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


def _type(graph: Graph, kind: EntityType) -> None:
    shape = _shape(graph, kind.name, term(kind.name))
    label = _on(graph, shape, URIRef(expand("rdfs:label")), 1, 1)
    graph.add((label, SH.nodeKind, SH.Literal))
    for prop in kind.properties.values():
        _value(graph, shape, prop)
    for relation in kind.relations.values():
        _relation(graph, shape, relation)


def _value(graph: Graph, shape: URIRef, prop: Property) -> None:
    rule = _on(graph, shape, term(prop.name))
    if prop.choices:
        graph.add((rule, SH["in"], _list(graph, [Literal(choice) for choice in prop.choices])))
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
    """Every statement says one thing, has a source, a day and a certainty."""
    shape = _shape(graph, "Statement", RDF.Statement)
    for path in (RDF.subject, RDF.predicate):
        graph.add((_on(graph, shape, path, 1, 1), SH.nodeKind, SH.IRI))
    _on(graph, shape, RDF.object, 1, 1)
    source = _on(graph, shape, URIRef(expand("prov:hadPrimarySource")), 1, 1)
    graph.add((source, SH["class"], term("Dataset")))
    _any_of(graph, _on(graph, shape, term("seen"), 1, 1), SH.datatype, _DAYS)
    certainty = _on(graph, shape, term("certainty"), 1, 1)
    graph.add((certainty, SH.minInclusive, Literal("0", datatype=XSD.double)))
    graph.add((certainty, SH.maxInclusive, Literal("1", datatype=XSD.double)))
    state = _on(graph, shape, term("state"), 1, 1)
    allowed = [Literal(s) for s in (State.ACCEPTED.value, State.PROPOSED.value)]
    graph.add((state, SH["in"], _list(graph, allowed)))
    current = _on(graph, shape, term("current"), 1, 1)
    graph.add((current, SH.datatype, XSD.boolean))
