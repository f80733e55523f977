"""The shapes notice what the types do not allow, and bundled data keep to them."""

from __future__ import annotations

import io
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any, Final

import pytest
from pyshacl import validate
from rdflib import Graph as RdfGraph
from rdflib import Literal, URIRef
from rdflib.namespace import RDF, RDFS, SH, XSD
from rdflib.term import Node

from graph.home import Home
from graph.rdf.describing import describe
from graph.rdf.ontology import term
from graph.rdf.shapes import shapes
from graph.rdf.terms import expand
from graph.rdf.turtle import write
from graph.rdf.values import Iri
from graph.schema import schema
from graph.store import Graph
from tests.making import graph_of, thing

FACTS: Final = [
    *thing("grant:t/1", "Grant", "Buurtfonds", amount_granted="1250", per="year",
           status="granted", about="theme:groen", payer="organisation:t/dock"),
    *thing("theme:groen", "Theme", "groen"),
    *thing("organisation:t/dock", "Organisation", "DOCK", started="2019-05"),
    *thing("area:t/oost", "Area", "Oost", outline="[[[5.1,52.1],[5.2,52.1],[5.1,52.1]]]"),
]


@pytest.fixture
def text(tmp_path: Path) -> str:
    """Return a small graph as Turtle, which keeps to the shapes."""
    out = io.StringIO()
    with graph_of(tmp_path, FACTS) as graph:
        write(describe(graph), out)
    assert not broken(RdfGraph().parse(data=out.getvalue(), format="turtle"))
    return out.getvalue()


def broken(data: RdfGraph) -> set[tuple[Node, str, str]]:
    """Return (what, path, constraint) of all that does not keep to the shapes."""
    report: Any = validate(data, shacl_graph=shapes())[1]
    return {
        (report.value(one, SH.focusNode), local(report.value(one, SH.resultPath)),
         local(report.value(one, SH.sourceConstraintComponent)))
        for one in report.subjects(RDF.type, SH.ValidationResult)
    }


def local(iri: Node | None) -> str:
    return str(iri).replace("#", "/").replace(":", "/").rpartition("/")[2]


def test_bundled_data_keep_to_the_shapes(small_home: Home) -> None:
    out = io.StringIO()
    with Graph(small_home.graph("public")) as graph:
        everything = {one.subject: one for one in describe(graph)}
    said = [one for one in everything.values() if one.types[0] == "rdf:Statement"]
    some = {one.subject: one for one in islice(said, 0, None, 40)}
    while missing := {
        value.iri for one in some.values() for name, value in one.facts
        if name == "prov:wasDerivedFrom" and isinstance(value, Iri)
    } - some.keys():
        some |= {subject: everything[subject] for subject in missing}
    things = [one for one in everything.values() if one.types[0] != "rdf:Statement"]
    assert len(things) > 1000
    write([*things, *some.values()], out)
    assert not broken(RdfGraph().parse(data=out.getvalue(), format="turtle"))


@pytest.mark.parametrize(("right", "wrong", "path"), [
    ('s:amount_granted "1250"^^xsd:integer', 's:amount_granted "veel"', "amount_granted"),
    ('s:status "granted"', "s:payer <urn:samenspel:theme:groen>", "payer"),
    ('s:status "granted"', 's:status "misschien"', "status"),
    ('s:started "2019-05"^^xsd:gYearMonth', 's:started "gisteren"', "started"),
    ('rdfs:label "Buurtfonds"', 's:purpose "x"', "label"),
    ('s:per "year"', 's:per "century"', "per"),
    ('s:certainty "1.0"^^xsd:double', 's:certainty "2.0"^^xsd:double', "certainty"),
    ('s:seen "2026-11-01"^^xsd:date', 's:seen "gisteren"', "seen"),
    ('s:read_by "test 1"', 's:detail "{}"', "read_by"),
    ('s:read_by "test 1"', 'schema:validFrom "2026-02-31"', "validFrom"),
    ('s:read_by "test 1"', "prov:wasDerivedFrom <urn:samenspel:theme:groen>", "wasDerivedFrom"),
    ("rdf:predicate <urn:samenspel:term:payer>", "rdf:predicate s:pays", "predicate"),
    ("prov:hadPrimarySource", "prov:wasInfluencedBy", "hadPrimarySource"),
    ('s:visible_to "public"', 's:visible_to "everybody"', "visible_to"),
    ('dcterms:title "A town"', 's:note "A town"', "title"),
    ('s:audience "public"', 's:audience "everybody"', "audience"),
    ('geo:asWKT "POLYGON((', 'geo:asWKT "CIRCLE((', "asWKT"),
])
def test_shapes_notice_what_is_wrong(text: str, right: str, wrong: str, path: str) -> None:
    assert right in text
    data = RdfGraph().parse(data=text.replace(right, wrong), format="turtle")
    assert path in {where for _, where, _ in broken(data)}


# ── every constraint that there is, broken one by one ───────────────────────────────────────────

EXAMPLES: Final = {
    "text": Literal("x"), "iri": URIRef("urn:samenspel:x"),
    "more": Literal("2", datatype=XSD.double), "less": Literal("-1", datatype=XSD.double),
}
BREAKS: Final = {
    SH.nodeKind: ("NodeKind", "text iri"), SH["in"]: ("In", "text"),
    SH.datatype: ("Datatype", "text"), SH["or"]: ("Or", "text iri"), SH["class"]: ("Class", "iri"),
    SH.minInclusive: ("MinInclusive", "less"), SH.maxInclusive: ("MaxInclusive", "more"),
    SH.pattern: ("Pattern", "text"), SH.minCount: ("MinCount", ""), SH.maxCount: ("MaxCount", "*"),
}
"""For each constraint, its name in a report and the kinds of values of which one breaks it."""


def cases(data: RdfGraph, kind: URIRef) -> Iterator[tuple[RdfGraph, tuple[Node, str, str]]]:
    """Yield (what to add, what must be noticed) for every constraint on a kind of thing."""
    made = shapes()
    (shape,) = made.subjects(SH.targetClass, kind)
    example = next(data.subjects(RDF.type, kind), None)
    for number, rule in enumerate(made.objects(shape, SH.property)):
        path = made.value(rule, SH.path)
        assert path is not None
        for constraint in set(made.predicates(rule)) - {SH.path}:
            name, how = BREAKS[constraint]  # type: ignore[index]
            me = URIRef(f"urn:samenspel:case:{local(kind)}-{number}-{name}")
            one = RdfGraph()
            for predicate, value in data.predicate_objects(example):
                if predicate != path:
                    one.add((me, predicate, value))
            values = [EXAMPLES["text"], Literal("y")] if how == "*" else [
                EXAMPLES[kind] for kind in how.split()]
            for value in values:
                one.add((me, path, value))
            one.add((me, RDF.type, kind))
            one.add((me, RDFS.label, Literal("x"))) if path != RDFS.label else None
            yield one, (me, local(path), f"{name}ConstraintComponent")


KINDS: Final = (
    "rdf:Statement", "s:Dataset", "s:Graph", "geo:Geometry", "s:Grant", "s:Need", "s:Person",
    "s:Area", "s:Agreement",
)


def test_every_constraint_is_noticed_when_broken(text: str) -> None:
    data = RdfGraph().parse(data=text, format="turtle")
    made = [one for kind in KINDS for one in cases(data, URIRef(expand(kind)))]
    assert len(made) > 100
    for one, _ in made:
        data += one
    assert {want for _, want in made} - broken(data) == set()


def test_shapes_are_for_every_type_of_thing_and_what_tells_of_them() -> None:
    targets = set(shapes().objects(None, SH.targetClass))
    assert targets == {
        *(term(kind.name) for kind in schema().concrete()), RDF.Statement, term("Dataset"),
        term("Graph"), URIRef(expand("geo:Geometry")),
    }
