"""The model as a small ontology (RDFS and OWL), made from the types in `graph/types`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from rdflib import BNode, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.namespace import OWL, RDF, RDFS, XSD

from graph.rdf.terms import PREFIXES, TERMS, expand
from graph.schema import EntityType, Label, Property, Relation, Schema, schema

RANGES = {"money": XSD.decimal, "number": XSD.decimal, "flag": XSD.boolean}
"""Of kinds of values that every value has; a date may also be a month or a year."""
_STATEMENT = {
    "locator": "where in the source: section, page or row", "quote": "the words of the source",
    "seen": "day of the last confirmation", "read_by": "the reader or rule and its version",
    "certainty": "0 to 1", "state": "accepted or proposed", "detail": "for programs, as JSON",
    "current": "whether it holds now", "number": "its place in the graph",
}
_SOURCE = {"visible_to": "who may see it: public, network or steward", "note": "remark",
           "invented": "whether its facts are made up"}
_GRAPH = {"audience": "who may see it", "built": "when it was made", "today": "the day it is of",
          "version": "of the layout", "stamp": "state of the ledger", "dropped": "left out",
          "staged": "when the ledger was read",
          "hidden_people": "people shown as a role"}


def term(name: str) -> URIRef:
    """Return the IRI of an own term."""
    return URIRef(TERMS + name)


def empty() -> Graph:
    """Return a graph that knows all prefixes."""
    graph = Graph(bind_namespaces="none")
    for prefix, start in PREFIXES.items():
        graph.bind(prefix, start)
    return graph


def ontology() -> Graph:
    """Return all classes and properties of the model."""
    graph, model = empty(), schema()
    me = URIRef(TERMS)
    graph.add((me, RDF.type, OWL.Ontology))
    graph.add((me, RDFS.label, Literal("Samenspel", lang="nl")))
    graph.add((me, RDFS.comment, Literal(
        "Residents' initiatives and their partners in a city; every fact is a statement with a"
        " source. Money is in euro. Made from graph/types.", lang="en")))
    for entity_type in model.types.values():
        _class(graph, entity_type)
    for name, properties in _declared(model, "properties").items():
        _value(graph, name, properties)
    for name, relations in _declared(model, "relations").items():
        _relation(graph, name, relations)
    _evidence(graph)
    return graph


Uses = list[tuple[str, Property | Relation]]


def _declared(model: Schema, part: str) -> dict[str, Uses]:
    """Return the types that declare each name themselves, with what they declare."""
    found: dict[str, Uses] = {}
    for kind in model.types.values():
        inherited: Mapping[str, object] = (
            getattr(model[kind.extends], part) if kind.extends else {}
        )
        for name, declared in getattr(kind, part).items():
            if inherited.get(name) != declared:
                found.setdefault(name, []).append((kind.name, declared))
    return found


def _labels(graph: Graph, subject: URIRef, labels: Iterable[Label]) -> None:
    for label in labels:
        for lang, text in label.items():
            graph.add((subject, RDFS.label, Literal(text, lang=lang)))


def _class(graph: Graph, kind: EntityType) -> None:
    me = term(kind.name)
    graph.add((me, RDF.type, OWL.Class))
    graph.add((me, RDFS.isDefinedBy, URIRef(TERMS)))
    _labels(graph, me, [kind.label])
    above = [*([term(kind.extends)] if kind.extends else []),
             *([URIRef(expand(kind.same_as))] if kind.same_as else [])]
    for one in above:
        graph.add((me, RDFS.subClassOf, one))


def _property(graph: Graph, name: str, kind: URIRef, uses: Uses) -> URIRef:
    """Add what values and relations share; a standard term only when every type means it."""
    me = term(name)
    graph.add((me, RDF.type, kind))
    graph.add((me, RDFS.isDefinedBy, URIRef(TERMS)))
    _labels(graph, me, [declared.label for _, declared in uses])
    graph.add((me, RDFS.domain, _either(graph, sorted({kind for kind, _ in uses}))))
    same = {declared.same_as for _, declared in uses}
    standard = same.pop() if len(same) == 1 else None
    if standard and standard != "geo:hasGeometry":
        graph.add((me, RDFS.subPropertyOf, URIRef(expand(standard))))
    return me


def _either(graph: Graph, names: Sequence[str]) -> URIRef | BNode:
    """Return a class, or the union of several."""
    if len(names) == 1:
        return term(names[0])
    union, members = BNode(), BNode()
    graph.add((union, RDF.type, OWL.Class))
    graph.add((union, OWL.unionOf, members))
    Collection(graph, members, [term(name) for name in names])
    return union


def _value(graph: Graph, name: str, uses: Uses) -> None:
    me = _property(graph, name, OWL.DatatypeProperty, uses)
    ranges = {RANGES.get(p.value) for _, p in uses if isinstance(p, Property)}
    if len(ranges) == 1 and (only := ranges.pop()):
        graph.add((me, RDFS.range, only))


def _relation(graph: Graph, name: str, uses: Uses) -> None:
    relations = [r for _, r in uses if isinstance(r, Relation)]
    me = _property(graph, name, OWL.ObjectProperty, uses)
    targets = sorted({target for r in relations for target in r.targets})
    graph.add((me, RDFS.range, _either(graph, targets)))
    if relations[0].symmetric:
        graph.add((me, RDF.type, OWL.SymmetricProperty))
    if relations[0].transitive:
        graph.add((me, RDF.type, OWL.TransitiveProperty))
    for inverse in sorted({r.inverse for r in relations if r.inverse}):
        back = term(inverse)
        graph.add((back, RDF.type, OWL.ObjectProperty))
        graph.add((back, OWL.inverseOf, me))
        _labels(graph, back, [
            r.inverse_label for r in relations if r.inverse == inverse and r.inverse_label
        ])


def _evidence(graph: Graph) -> None:
    """Add the terms for statements, sources and the graph itself."""
    for kind, label, above in (
        ("Dataset", "a source that was read", "dcat:Dataset"),
        ("Graph", "what one audience may see", "void:Dataset"),
    ):
        graph.add((term(kind), RDF.type, OWL.Class))
        graph.add((term(kind), RDFS.label, Literal(label, lang="en")))
        graph.add((term(kind), RDFS.subClassOf, URIRef(expand(above))))
    for domain, names in (
        (RDF.Statement, _STATEMENT), (term("Dataset"), _SOURCE), (term("Graph"), _GRAPH),
    ):
        for name, label in names.items():
            graph.add((term(name), RDF.type, OWL.DatatypeProperty))
            graph.add((term(name), RDFS.label, Literal(label, lang="en")))
            graph.add((term(name), RDFS.domain, domain))
