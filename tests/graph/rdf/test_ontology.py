"""The ontology and the shapes say what the types say, and bundled data keep to them."""

from __future__ import annotations

import io
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from pyshacl import validate
from rdflib import BNode, Literal, URIRef
from rdflib import Graph as RdfGraph
from rdflib.namespace import ORG, OWL, RDF, RDFS, SH, SKOS
from rdflib.term import Node

from graph.exports import export
from graph.home import Home
from graph.rdf.describing import describe
from graph.rdf.ontology import ontology, term
from graph.rdf.shapes import shapes
from graph.rdf.turtle import write
from graph.schema import schema
from graph.store import Graph
from tests.making import graph_of, thing


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
    assert (term("broader"), RDFS.subPropertyOf, SKOS.broader) in made
    assert (term("within"), RDFS.domain, term("Area")) in made


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


@pytest.mark.parametrize("name", ["ontology", "shacl"])
def test_both_are_exported(small_home: Home, tmp_path: Path, name: str) -> None:
    with Graph(small_home.graph("public")) as graph:
        written = export(graph, name, tmp_path / "out.ttl")
    made = ontology() if name == "ontology" else shapes()
    again = RdfGraph().parse(written)
    assert len(again) == len(made)
    assert set(again.subjects(unique=True)) >= set(made.subjects(RDF.type, OWL.Class)) - blank(made)


def blank(made: RdfGraph) -> set[Node]:
    return {node for node in made.subjects() if isinstance(node, BNode)}


def checked(text: str) -> tuple[bool, set[str]]:
    """Return whether data keep to the shapes, and on what paths they do not."""
    data = RdfGraph().parse(data=text, format="turtle")
    report: Any = validate(data, shacl_graph=shapes())
    paths = {str(path).rpartition(":")[2] for path in report[1].objects(None, SH.resultPath)}
    return bool(report[0]), paths


def test_bundled_data_keep_to_the_shapes(small_home: Home) -> None:
    text = io.StringIO()
    with Graph(small_home.graph("public")) as graph:
        everything = list(describe(graph))
    things = [one for one in everything if one.types[0] != "rdf:Statement"]
    statements = [one for one in everything if one.types[0] == "rdf:Statement"]
    assert len(things) > 1000
    write([*things, *islice(statements, 0, None, 40)], text)
    assert checked(text.getvalue()) == (True, set())


@pytest.mark.parametrize(("right", "wrong", "path"), [
    ('s:amount_granted "1250"^^xsd:integer', 's:amount_granted "veel"', "amount_granted"),
    ('s:status "granted"', "s:payer <urn:samenspel:theme:groen>", "payer"),
    ('rdfs:label "Buurtfonds"', 's:purpose "x"', "rdf-schema#label"),
    ('s:per "year"', 's:per "century"', "per"),
    ('s:certainty "1.0"^^xsd:double', 's:certainty "2.0"^^xsd:double', "certainty"),
    ("prov:hadPrimarySource", "prov:wasInfluencedBy", "prov#hadPrimarySource"),
])
def test_shapes_notice_what_is_wrong(tmp_path: Path, right: str, wrong: str, path: str) -> None:
    facts = [
        *thing("grant:t/1", "Grant", "Buurtfonds", amount_granted="1250", per="year",
               status="granted", about="theme:groen", payer="organisation:t/dock"),
        *thing("theme:groen", "Theme", "groen"),
        *thing("organisation:t/dock", "Organisation", "DOCK"),
    ]
    text = io.StringIO()
    with graph_of(tmp_path, facts) as graph:
        write(describe(graph), text)
    assert checked(text.getvalue()) == (True, set())
    assert right in text.getvalue()
    found, paths = checked(text.getvalue().replace(right, wrong))
    assert not found
    assert any(path.endswith(name) for name in paths) or path in " ".join(paths)


def test_shapes_are_for_every_type_of_thing() -> None:
    targets = set(shapes().objects(None, SH.targetClass))
    assert targets == {*(term(kind.name) for kind in schema().concrete()), RDF.Statement}
    assert isinstance(next(iter(targets)), URIRef)
