"""Things are told in standard terms beside our own, and every statement with its source."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from rdflib import Graph as RdfGraph
from rdflib import Literal, URIRef
from rdflib.namespace import ORG, PROV, RDF, SKOS
from rdflib.term import Node

from graph.errors import InputError
from graph.rdf.describing import describe
from graph.rdf.terms import base, entity_id, expand, iri
from graph.rdf.turtle import write
from graph.rdf.values import literal, wkt
from graph.store import Graph
from tests.making import fact, graph_of, thing


@pytest.fixture
def graph(tmp_path: Path) -> Iterator[Graph]:
    facts = [
        *thing("organisation:t/dock", "Organisation", "DOCK", phone="030 123"),
        *thing("initiative:t/tuin", "Initiative", "De Tuin", part_of="organisation:t/dock",
               active_in="area:t/oost", started="2019-05"),
        *thing("theme:groen", "Theme", "groen", alt_name="natuur", broader="theme:milieu"),
        *thing("theme:milieu", "Theme", "milieu"),
        *thing("area:t/oost", "Area", "Oost", outline="[[[5.1,52.1],[5.2,52.1],[5.1,52.1]]]"),
        fact("initiative:t/tuin", "about", "theme:groen", quote="een groene tuin", locator="p. 3",
             certainty=0.8, valid_from="2019"),
    ]
    with graph_of(tmp_path, facts) as made:
        yield made


def told(graph: Graph) -> RdfGraph:
    text = io.StringIO()
    write(describe(graph), text)
    return RdfGraph().parse(data=text.getvalue(), format="turtle")


def node(entity: str) -> URIRef:
    return URIRef(iri(entity))


def test_an_organisation_is_one_in_the_words_of_w3c_org(graph: Graph) -> None:
    rdf = told(graph)
    assert (node("organisation:t/dock"), RDF.type, ORG.Organization) in rdf
    assert (node("initiative:t/tuin"), ORG.subOrganizationOf, node("organisation:t/dock")) in rdf


def test_a_theme_is_a_concept_with_labels_in_dutch(graph: Graph) -> None:
    rdf = told(graph)
    assert (node("theme:groen"), SKOS.prefLabel, Literal("groen", lang="nl")) in rdf
    assert (node("theme:groen"), SKOS.altLabel, Literal("natuur", lang="nl")) in rdf
    assert (node("theme:groen"), SKOS.broader, node("theme:milieu")) in rdf


def test_an_outline_is_a_geometry_of_geosparql(graph: Graph) -> None:
    rdf = told(graph)
    shape = rdf.value(node("area:t/oost"), URIRef(expand("geo:hasGeometry")))
    as_text = rdf.value(shape, URIRef(expand("geo:asWKT")))
    assert as_text == Literal("POLYGON((5.1 52.1, 5.2 52.1, 5.1 52.1))",
                              datatype=URIRef(expand("geo:wktLiteral")))


def test_a_statement_has_its_source_place_words_and_certainty(graph: Graph) -> None:
    rdf = told(graph)
    found = [
        s for s in rdf.subjects(RDF.type, RDF.Statement)
        if (s, RDF.predicate, URIRef(expand("s:about"))) in rdf
    ]
    assert len(found) == 1
    assert values(rdf, found[0], "s:quote", "s:locator", "s:certainty", "schema:validFrom") == [
        "een groene tuin", "p. 3", "0.8", "2019"]
    assert rdf.value(found[0], PROV.hadPrimarySource) == node("dataset:town")


def values(rdf: RdfGraph, subject: Node, *terms: str) -> list[str]:
    return [str(rdf.value(subject, URIRef(expand(term)))) for term in terms]


def test_values_have_a_datatype_when_they_are_one() -> None:
    assert literal("date", "2019-05-01").datatype == "xsd:date"
    assert literal("date", "2019-05").datatype == "xsd:gYearMonth"
    assert literal("year", "2019").datatype == "xsd:gYear"
    assert literal("date", "volgend jaar").datatype == ""
    assert literal("money", "1250.50").datatype == "xsd:decimal"
    assert literal("number", "12").datatype == "xsd:integer"
    assert literal("money", "een ton").datatype == literal("number", "007").datatype == ""


def test_a_point_has_its_longitude_first() -> None:
    assert wkt("point", "5.12135,52.09074") == ("POINT(5.12135 52.09074)", "geo:wktLiteral", "")
    assert wkt("point", "ergens") is None and wkt("geometry", "[]") is None


@pytest.mark.parametrize("entity", ["theme:groen", "initiative:t/ë > <x>", "theme:a%20b", "x:#?"])
def test_an_iri_stands_for_one_id(entity: str) -> None:
    start = "https://example.org/id/"
    assert entity_id(iri(entity, start), start) == entity
    assert not set(iri(entity, start)) & set(' <>"{}|\\^`')


def test_the_start_of_iris_can_be_chosen(monkeypatch: pytest.MonkeyPatch) -> None:
    assert base() == "urn:samenspel:"
    monkeypatch.setenv("SAMENSPEL_IRI", "https://data.stad.nl/id/")
    assert base() == "https://data.stad.nl/id/"


@pytest.mark.parametrize("wrong", ["stad", "https://x> .", "https://x.nl/id", "/id/"])
def test_a_wrong_start_of_iris_is_refused(wrong: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAMENSPEL_IRI", wrong)
    with pytest.raises(InputError, match="SAMENSPEL_IRI"):
        base()
