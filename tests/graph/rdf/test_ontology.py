"""The ontology says what the types say."""

from __future__ import annotations

from pathlib import Path

import pytest
from rdflib import BNode, Literal, URIRef
from rdflib import Graph as RdfGraph
from rdflib.namespace import ORG, OWL, RDF, RDFS, SKOS
from rdflib.term import Node

import graph as samenspel
from graph.exports import export
from graph.home import Home
from graph.rdf.describing import describe
from graph.rdf.ontology import ontology, term
from graph.rdf.shapes import shapes
from graph.rdf.terms import TERMS, expand
from graph.schema import schema
from graph.store import Graph
from tests.drawing import Drawing, draw


def test_every_type_is_a_class_with_labels_in_both_languages() -> None:
    made = ontology()
    for kind in schema().types.values():
        assert (term(kind.name), RDF.type, OWL.Class) in made
        for lang in ("nl", "en"):
            assert (term(kind.name), RDFS.label, Literal(kind.label[lang], lang=lang)) in made
    assert (term("Initiative"), RDFS.subClassOf, term("Party")) in made
    assert (term("Party"), RDFS.subClassOf, ORG.Organization) in made


def test_relations_have_inverses_and_characters() -> None:
    made = ontology()
    assert (term("has_member"), OWL.inverseOf, term("member_of")) in made
    assert (term("member_of"), RDFS.subPropertyOf, ORG.memberOf) in made
    assert (term("works_with"), RDF.type, OWL.SymmetricProperty) in made
    assert (term("broader"), RDF.type, OWL.TransitiveProperty) in made
    assert (term("within"), RDFS.domain, term("Area")) in made


def test_what_is_transitive_is_so_in_standard_terms_too() -> None:
    """SKOS calls one step `broader`, and any number of steps `broaderTransitive`."""
    made = ontology()
    steps = {SKOS.broader, ORG.subOrganizationOf}
    for one in made.subjects(RDF.type, OWL.TransitiveProperty):
        assert not steps & set(made.objects(one, RDFS.subPropertyOf)), one
    assert (term("broader"), RDFS.subPropertyOf, SKOS.broaderTransitive) in made
    assert (term("part_of"), RDFS.subPropertyOf, ORG.subOrganizationOf) in made


def test_no_two_terms_mean_the_same_by_accident() -> None:
    """Two inverses of one relation would be equivalent, and so would two relations of one name."""
    pairs = [(a, b) for a, b in ontology().subject_objects(OWL.inverseOf) if a != b]
    names = [one for pair in pairs for one in pair if isinstance(one, URIRef)]
    turned = [b for a, b in pairs if not isinstance(a, URIRef)]
    assert len(set(names) - set(turned)) == len([n for n in names if n not in turned])
    assert set(turned) == {term("under")}


def test_two_names_for_one_relation_turned_are_narrower_than_its_inverse() -> None:
    made = ontology()
    for name, kind in (("scheme_of", "Scheme"), ("commitments", "Agreement")):
        above = made.value(term(name), RDFS.subPropertyOf)
        assert made.value(above, OWL.inverseOf) == term("under")
        assert made.value(term(name), RDFS.domain) == term(kind)


def test_every_term_has_labels_in_both_languages_and_says_where_it_is_from() -> None:
    made = ontology()
    for kind in (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty):
        for one in made.subjects(RDF.type, kind):
            if isinstance(one, URIRef):
                langs = {label.language for label in made.objects(one, RDFS.label)
                         if isinstance(label, Literal)}
                assert langs == {"nl", "en"}, one
                assert made.value(one, RDFS.isDefinedBy) == URIRef(TERMS), one


def test_the_ontology_says_its_version() -> None:
    made, me = ontology(), URIRef(TERMS)
    assert made.value(me, OWL.versionInfo) == Literal(samenspel.__version__)
    assert str(made.value(me, OWL.versionIRI)).endswith(samenspel.__version__)


@pytest.mark.parametrize(("own", "standard"), [
    ("Grant", "schema:MonetaryGrant"), ("Scheme", "schema:FundingScheme"),
    ("Venue", "geo:Feature"), ("Area", "geo:Feature"),
])
def test_a_type_is_what_it_is_in_standard_terms(own: str, standard: str) -> None:
    assert (term(own), RDFS.subClassOf, URIRef(expand(standard))) in ontology()


@pytest.mark.parametrize(("own", "standard"), [
    ("kvk", "schema:identifier"), ("publisher", "dc:publisher"), ("licence", "dc:rights"),
    ("funds", "schema:fundedItem"), ("payer", "schema:funder"), ("recipient", None),
])
def test_a_relation_is_what_it_is_in_standard_terms(own: str, standard: str | None) -> None:
    found = ontology().value(term(own), RDFS.subPropertyOf)
    assert found == (URIRef(expand(standard)) if standard else None)


def test_a_term_that_only_some_types_mean_is_not_said_of_all() -> None:
    made = ontology()
    assert [*made.objects(term("about"), RDFS.subPropertyOf)] == []


def test_all_terms_that_are_written_are_in_the_ontology(small_home: Home) -> None:
    made = ontology()
    with Graph(small_home.graph("public")) as graph:
        used = {
            name for _, types, facts in describe(graph) for name in (*types, *(p for p, _ in facts))
            if name.startswith("s:")
        }
    assert [name for name in sorted(used) if (term(name[2:]), RDF.type, None) not in made] == []


def unfolded(made: RdfGraph, node: Node) -> str:
    """Return a node as text; one without a name as all that it leads to.

    Says what `rdflib.compare.isomorphic` says of graphs whose nameless nodes are trees, in a
    hundredth of its time.
    """
    if not isinstance(node, BNode):
        return node.n3()
    told = (f"{p.n3()} {unfolded(made, o)}" for p, o in made.predicate_objects(node))
    return f"[{'; '.join(sorted(told))}]"


def triples(made: RdfGraph) -> list[str]:
    return sorted(f"{s.n3()} {p.n3()} {unfolded(made, o)}" for s, p, o in made
                  if not isinstance(s, BNode))


@pytest.mark.parametrize("name", ["ontology", "shacl"])
def test_both_are_exported(tmp_path: Path, name: str) -> None:
    with draw(tmp_path / "g.sqlite", Drawing()) as graph:
        written = export(graph, name, tmp_path / "out.ttl")
    made = ontology() if name == "ontology" else shapes()
    again = RdfGraph().parse(written)
    assert triples(again) == triples(made) and len(again) == len(made)
