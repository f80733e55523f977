"""Things are told in standard terms beside our own, and every statement with its source."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Final

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
from tests.drawing import Drawing, draw
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


def test_what_has_a_place_on_the_map_is_a_feature(tmp_path: Path) -> None:
    with graph_of(tmp_path, thing("venue:t/hal", "Venue", "Hal", point="5.1,52.1")) as graph:
        rdf = told(graph)
    for kind in ("s:Venue", "schema:Place", "geo:Feature"):
        assert (node("venue:t/hal"), RDF.type, URIRef(expand(kind))) in rdf


HOSTILE: Final = (
    "[[[1e999,52.1]]]", f"[[[1{'0' * 400},52.1]]]", "[" * 100_000, "[[[NaN,52.1]]]", "{}", "[[[]]]",
)


@pytest.mark.parametrize("outline", HOSTILE, ids=range(len(HOSTILE)))
def test_an_outline_that_is_none_stays_a_text(tmp_path: Path, outline: str) -> None:
    drawing = Drawing({"area:t/x": "Area"}, values={("area:t/x", "outline", outline)})
    with draw(tmp_path / "g.sqlite", drawing) as graph:
        rdf = told(graph)
    assert rdf.value(node("area:t/x"), URIRef(expand("s:outline"))) == Literal(outline)
    assert rdf.value(node("area:t/x"), URIRef(expand("geo:hasGeometry"))) is None


def test_what_is_only_proposed_is_told_as_a_statement_alone(tmp_path: Path) -> None:
    facts = [
        *thing("initiative:t/tuin", "Initiative", "De Tuin"), *thing("theme:groen", "Theme", "Ja"),
        *thing("theme:zorg", "Theme", "zorg"), fact("initiative:t/tuin", "about", "theme:zorg"),
        fact("initiative:t/tuin", "about", "theme:groen", state="proposed"),
        fact("initiative:t/tuin", "phase", "idea", state="proposed"),
    ]
    with graph_of(tmp_path, facts, "network") as graph:
        rdf = told(graph)
    about = URIRef(expand("s:about"))
    assert [*rdf.objects(node("initiative:t/tuin"), about)] == [node("theme:zorg")]
    assert rdf.value(node("initiative:t/tuin"), URIRef(expand("s:phase"))) is None
    states = {rdf.value(s, RDF.object): str(rdf.value(s, URIRef(expand("s:state"))))
              for s in rdf.subjects(RDF.predicate, about)}
    assert states == {node("theme:zorg"): "accepted", node("theme:groen"): "proposed"}


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
    assert literal("date", "volgend jaar").datatype == literal("date", "2026-02-31").datatype == ""
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


@pytest.mark.parametrize(
    "wrong", ["stad", "https://x> .", "https://x.nl/id", "/id/", "https://x.nl/#/id#"])
def test_a_wrong_start_of_iris_is_refused(wrong: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAMENSPEL_IRI", wrong)
    with pytest.raises(InputError, match="SAMENSPEL_IRI"):
        base()
