"""What linked data from elsewhere must hold; what is wrong is said with file, subject and term."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest

from graph.errors import InputError
from graph.exports import export
from graph.rdf.reading import read
from tests.making import fact, graph_of, thing

FACTS: Final = [
    *thing("initiative:t/tuin", "Initiative", "De Tuin", about="theme:groen"),
    *thing("theme:groen", "Theme", "groen"),
    fact("initiative:t/tuin", "phase", "idea", certainty=0.8, valid_from="2019"),
]
ABOUT: Final = "rdf:predicate <urn:samenspel:term:about>"
TYPE: Final = "SELECT type FROM node WHERE id = 'initiative:t/tuin'"
TUIN: Final = "<urn:samenspel:initiative:t/tuin> a"


@pytest.fixture
def text(tmp_path: Path) -> str:
    """Return a small export as Turtle."""
    with graph_of(tmp_path, FACTS) as graph:
        return export(graph, "turtle", tmp_path / "right.ttl").read_text("utf-8")


def refused(folder: Path, text: str) -> InputError:
    (folder / "wrong.ttl").write_text(text, "utf-8")
    with pytest.raises(InputError) as caught:
        read(folder / "wrong.ttl", folder / "back.sqlite")
    assert not (folder / "back.sqlite").exists()
    return caught.value


@pytest.mark.parametrize(("right", "wrong", "said"), [
    (ABOUT, 'rdf:predicate "about"', "rdf:predicate"),
    (ABOUT, 'rdf:predicate "X]->() DETACH DELETE n //"', "rdf:predicate"),
    (ABOUT, "rdf:predicate <urn:samenspel:term:ABOUT%60%5D-%28%29>", "rdf:predicate"),
    (ABOUT, "rdf:predicate <urn:samenspel:term:nonsense>", "rdf:predicate"),
    (ABOUT, "rdf:predicate <urn:samenspel:term:phase>", "rdf:predicate"),
    (ABOUT, "rdf:predicate <urn:samenspel:term:type>", "rdf:predicate"),
    (ABOUT, "rdf:predicate <https://schema.org/about>", "rdf:predicate"),
    (ABOUT, f"{ABOUT}, <urn:samenspel:term:run_by>", "één waarde"),
    (ABOUT, "rdf:value s:about", "rdf:predicate"),
    ("rdf:object <urn:samenspel:theme:groen>", "rdf:object [ a s:Theme ]", "rdf:predicate"),
    ("rdf:object <urn:samenspel:theme:groen>", "rdf:object <urn:samenspel:theme:x>", "rdf:object"),
    ("rdf:subject <urn:samenspel:initiative:t/tuin>", "rdf:subject <https://x.nl/a>",
     "urn:samenspel:"),
    ('s:seen "2026-11-01"^^xsd:date', 's:seen "gisteren"', "zoals 2026-03-01"),
    ('s:seen "2026-11-01"^^xsd:date', 's:seen "2026-02-31"', "2026-02-31"),
    ('s:seen "2026-11-01"^^xsd:date', 's:note "x"', "s:seen"),
    ('schema:validFrom "2019"^^xsd:gYear', 'schema:validFrom "ooit"', "schema:validFrom"),
    ('s:certainty "0.8"^^xsd:double', 's:certainty "veel"', "van 0 tot en met 1"),
    ('s:certainty "0.8"^^xsd:double', 's:certainty "1.2"', "s:certainty"),
    ('s:certainty "0.8"^^xsd:double', 's:certainty "nan"', "s:certainty"),
    ('s:state "accepted"', 's:state "rejected"', "accepted of proposed"),
    ('s:read_by "test 1"', 's:note "x"', "s:read_by"),
    ('s:read_by "test 1"', 's:read_by "a" ; s:detail "{"', "s:detail"),
    ('s:number "1"^^xsd:integer', 's:number "een"', "s:number"),
    ('s:audience "public"', 's:audience "iedereen"', "public, network of steward"),
    ('s:audience "public" ;', "", "s:audience"),
    ('s:visible_to "public"', 's:visible_to "iedereen"', "s:visible_to"),
    ('s:invented "false"', 's:invented "misschien"', "s:invented"),
    ("prov:hadPrimarySource <urn:samenspel:dataset:town>",
     "prov:hadPrimarySource <urn:samenspel:dataset:other>", "prov:hadPrimarySource"),
    (TUIN, "<https://kwaad.nl/tuin> a", "urn:samenspel:"),
    (TUIN, "<urn:samenspel:> a", "urn:samenspel:"),
    (TUIN, "<urn:samenspel:person:t/tuin> a", "rdf:type"),
    (TUIN, "<urn:samenspel:nothing:t/tuin> a", "rdf:type"),
    (f"{TUIN} s:Initiative", f"{TUIN} s:Initiative, s:Theme", "rdf:type"),
    (f"{TUIN} s:Initiative", f"{TUIN} s:Initiative ; owl:sameAs <https://kwaad.nl/x> ; a s:Party",
     "owl:sameAs"),
    ('rdfs:label "De Tuin"', 'rdfs:comment "De Tuin"', "rdfs:label"),
    ('void:uriSpace "urn:samenspel:"', 'void:uriSpace ""', "void:uriSpace"),
    ('void:uriSpace "urn:samenspel:"', 'void:uriSpace "https://kwaad.nl/"', "https://kwaad.nl/"),
])
def test_what_no_export_holds_is_refused(
    tmp_path: Path, text: str, right: str, wrong: str, said: str
) -> None:
    assert right in text
    error = refused(tmp_path, text.replace(right, wrong, 1))
    assert error.message("nl").startswith("wrong.ttl: bij ")
    assert said in error.message("nl")
    assert error.message("en") != error.message("nl")


def test_types_that_another_program_concluded_are_no_surprise(tmp_path: Path, text: str) -> None:
    more = text.replace(f"{TUIN} s:Initiative", f"{TUIN} s:Party, s:Agent, s:Entity, s:Initiative")
    (tmp_path / "more.ttl").write_text(more, "utf-8")
    with read(tmp_path / "more.ttl", tmp_path / "back.sqlite") as back:
        assert back.db.execute(TYPE).fetchone() == ("Initiative",)


def test_a_thing_joined_with_its_like_may_keep_that_id(tmp_path: Path, text: str) -> None:
    joined = text.replace(f"{TUIN} s:Initiative", f"{TUIN} s:Organisation")
    (tmp_path / "joined.ttl").write_text(joined, "utf-8")
    with read(tmp_path / "joined.ttl", tmp_path / "back.sqlite") as back:
        assert back.db.execute(TYPE).fetchone() == ("Organisation",)
