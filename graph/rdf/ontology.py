"""The model as a small ontology (RDFS and OWL), made from the types in `graph/types`."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from rdflib import BNode, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.namespace import OWL, RDF, RDFS, XSD

from graph import __version__
from graph.rdf.describing import GEOMETRY
from graph.rdf.terms import PREFIXES, TERMS, expand
from graph.schema import EntityType, Label, Property, Relation, Schema, schema

RANGES = {"money": XSD.decimal, "number": XSD.decimal, "flag": XSD.boolean}
"""Of kinds of values that every value has; a date may also be a month or a year."""
_EVIDENCE = Path(__file__).with_name("evidence.toml")
_WIDER = {
    "skos:broader": "skos:broaderTransitive",
    "org:subOrganizationOf": "org:transitiveSubOrganizationOf",
}
"""Of standard terms for one step up, those for any number of steps, as a transitive one means."""


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
    graph.add((me, OWL.versionInfo, Literal(__version__)))
    graph.add((me, OWL.versionIRI, URIRef(f"{TERMS}version:{__version__}")))
    _labels(graph, me, [{"nl": "Samenspel", "en": "Samenspel"}])
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


def _own(graph: Graph, name: str, kind: URIRef, labels: Iterable[Label]) -> URIRef:
    """Add an own term with its labels; return it."""
    me = term(name)
    graph.add((me, RDF.type, kind))
    graph.add((me, RDFS.isDefinedBy, URIRef(TERMS)))
    _labels(graph, me, labels)
    return me


def _class(graph: Graph, kind: EntityType) -> None:
    me = _own(graph, kind.name, OWL.Class, [kind.label])
    above = [expand(kind.same_as)] if kind.same_as else []
    if any(prop.same_as == GEOMETRY for prop in kind.properties.values()):
        above.append(expand("geo:Feature"))
    if kind.extends:
        above.append(TERMS + kind.extends)
    for one in above:
        graph.add((me, RDFS.subClassOf, URIRef(one)))


def _property(graph: Graph, name: str, kind: URIRef, uses: Uses) -> URIRef:
    """Add what values and relations share; a standard term only when every type means it."""
    me = _own(graph, name, kind, [declared.label for _, declared in uses])
    graph.add((me, RDFS.domain, _either(graph, sorted({kind for kind, _ in uses}))))
    same = {declared.same_as for _, declared in uses}
    standard = same.pop() if len(same) == 1 else None
    if standard and any(getattr(declared, "transitive", False) for _, declared in uses):
        standard = _WIDER.get(standard, standard)
    if standard and standard != GEOMETRY:
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
    inverses = sorted({r.inverse for r in relations if r.inverse})
    for inverse in inverses:
        _inverse(graph, me, inverse, [r for r in relations if r.inverse == inverse],
                 alone=len(inverses) == 1)


def _inverse(
    graph: Graph, me: URIRef, name: str, relations: Sequence[Relation], *, alone: bool
) -> None:
    """Add the name of a relation the other way round.

    Two names for one relation, each from types of its own, are narrower than its inverse: as
    inverses they would both mean the same.
    """
    labels = [r.inverse_label for r in relations if r.inverse_label]
    back = _own(graph, name, OWL.ObjectProperty, labels)
    if alone:
        graph.add((back, OWL.inverseOf, me))
        return
    turned = BNode()
    graph.add((turned, OWL.inverseOf, me))
    graph.add((back, RDFS.subPropertyOf, turned))
    targets = sorted({target for r in relations for target in r.targets})
    graph.add((back, RDFS.domain, _either(graph, targets)))


def _evidence(graph: Graph) -> None:
    """Add the terms for statements, sources and the graph itself, which are in `evidence.toml`."""
    told = tomllib.loads(_EVIDENCE.read_text("utf-8"))
    for name, kind in told.items():
        domain = URIRef(expand(kind["is"])) if "is" in kind else term(name)
        if "label" in kind:
            me = _own(graph, name, OWL.Class, [kind["label"]])
            graph.add((me, RDFS.subClassOf, URIRef(expand(kind["same_as"]))))
        for key, label in kind["terms"].items():
            me = _own(graph, key, OWL.DatatypeProperty, [label])
            graph.add((me, RDFS.domain, domain))
