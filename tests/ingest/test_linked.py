"""What one Samenspel exported as linked data, another reads into its own ledger."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.build import build
from graph.exports import export
from graph.home import Home
from graph.ledger import Ledger, Source
from graph.store import Graph
from ingest.linked import read_linked
from ingest.reports import ingest
from tests.conftest import Samenspel
from tests.making import TODAY, fact, thing, write

FACTS = [
    *thing("organisation:town/dock", "Organisation", "DOCK"),
    *thing("initiative:town/tuin", "Initiative", "De Tuin", run_by="organisation:town/dock",
           started="2019"),
    *thing("theme:groen", "Theme", "groen"),
    fact("initiative:town/tuin", "about", "theme:groen", quote="een groene tuin", certainty=0.8),
]


@pytest.fixture
def homes(tmp_path: Path) -> tuple[Home, Home]:
    """Return a home with a graph, and an empty one."""
    first = Home(tmp_path / "first")
    write(first, FACTS)
    build(first, audiences=["public"], today=TODAY)
    return first, Home(tmp_path / "second")


def told(home: Home) -> list[list[tuple[object, ...]]]:
    """Return the things, arrows and facts of a graph, without the ids of statements."""
    with Graph(home.graph("public")) as graph:
        return [graph.db.execute(query).fetchall() for query in (
            "SELECT id, type, label FROM node ORDER BY id",
            "SELECT r.name, s, o, seen, certainty, sources FROM edge e JOIN relation r ON r.r = e.r"
            " ORDER BY 1, 2, 3",
            "SELECT s, r.name, o, value, source, quote, valid_from, seen, certainty, state FROM"
            " statement t JOIN relation r ON r.r = t.r ORDER BY s, r.name, o, value",
            "SELECT * FROM source ORDER BY id",
        )]


@pytest.mark.parametrize(("form", "end"), [("turtle", "ttl"), ("jsonld", "jsonld")])
def test_another_home_holds_the_same(homes: tuple[Home, Home], form: str, end: str) -> None:
    first, second = homes
    with Graph(first.graph("public")) as graph:
        written = export(graph, form, first.path / f"out.{end}")
    with Ledger(second.ledger) as ledger:
        assert [s.source for s in read_linked(ledger, written)] == ["town"]
        again = read_linked(ledger, written)
    assert (again[0].change.added, again[0].change.ended) == (0, 0)
    build(second, audiences=["public"], today=TODAY)
    assert told(second) == told(first)


def test_the_command_reads_an_export(homes: tuple[Home, Home], samenspel: Samenspel) -> None:
    first, second = homes
    out = first.path / "out.ttl"
    assert samenspel("--home", first.path, "export", "turtle", out).code == 0
    said = samenspel("--home", second.path, "ingest", out)
    assert (said.code, "town/out.ttl" in said.out) == (0, True), said.err
    assert samenspel("--home", second.path, "build").code == 0
    assert [thing[2] for thing in told(second)[0]] == ["De Tuin", "DOCK", "groen"]


def exported(home: Home, name: str = "out.ttl") -> Path:
    with Graph(home.graph("public")) as graph:
        return export(graph, "turtle", home.path / name)


def test_an_own_source_stays_as_it_is(homes: tuple[Home, Home]) -> None:
    first, second = homes
    mine = [*thing("initiative:town/tuin", "Initiative", "Onze Tuin")]
    write(second, mine, Source("town", "Onze stad", "wij", access="network"))
    with Ledger(second.ledger) as ledger:
        (summary,) = read_linked(ledger, exported(first))
        assert "town" in summary.notices[0].message("nl")
        assert "town" in summary.notices[0].message("en")
        assert [s.title for s in ledger.sources()] == ["Onze stad"]
        assert {s.value for s in ledger.statements()} == {"Initiative", "Onze Tuin"}


def test_what_was_ended_does_not_come_back_by_an_export(homes: tuple[Home, Home]) -> None:
    first, _ = homes
    written = exported(first)
    write(first, FACTS[:2])
    with Ledger(first.ledger) as ledger:
        read_linked(ledger, written)
        left = {s.subject for s in ledger.statements(state="accepted")}
    assert left == {"organisation:town/dock"}


def test_two_cities_with_addresses_of_their_own_keep_their_sources_apart(
    homes: tuple[Home, Home], monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = homes
    files = []
    for city in ("a", "b"):
        monkeypatch.setenv("SAMENSPEL_IRI", f"https://{city}.nl/id/")
        files.append(exported(first, f"{city}.ttl"))
    with Ledger(second.ledger) as ledger:
        assert read_linked(ledger, files[0])[0].change.added > 0
        assert "https://b.nl/id/" in read_linked(ledger, files[1])[0].notices[0].message("nl")
        assert read_linked(ledger, files[0])[0].notices == []


def test_a_source_that_says_nothing_is_left_out(homes: tuple[Home, Home]) -> None:
    first, second = homes
    written = exported(first)
    written.write_text(written.read_text("utf-8") + (
        '<urn:samenspel:dataset:leeg> a s:Dataset ; dcterms:title "Leeg" ;'
        ' s:visible_to "public" ; s:invented "false" .'), "utf-8")
    with Ledger(second.ledger) as ledger:
        assert [s.source for s in read_linked(ledger, written)] == ["town"]


def test_other_ids_of_a_thing_come_along_but_join_nothing_that_is_here(
    homes: tuple[Home, Home]
) -> None:
    first, second = homes
    with Ledger(first.ledger) as ledger:
        for other in ("organisation:town/stichting-dock", "organisation:elders/dock"):
            ledger.judge("organisation:town/dock", other, "same", who="ik", why="")
    build(first, audiences=["public"], today=TODAY)
    write(second, thing("organisation:elders/dock", "Organisation", "Dock"),
          Source("elders", "Elders", None))
    with Ledger(second.ledger) as ledger:
        for _ in range(2):
            read_linked(ledger, exported(first))
        assert [(j.a, j.b, j.verdict) for j in ledger.judgements()] == [
            ("organisation:town/dock", "organisation:town/stichting-dock", "same")]
    build(second, audiences=["public"], today=TODAY)
    with Graph(second.graph("public")) as graph:
        assert graph.resolve("organisation:town/stichting-dock", "Organisation").label == "DOCK"
        assert graph.resolve("organisation:elders/dock", "Organisation").label == "Dock"


@pytest.mark.parametrize("audience", ["public", "network"])
def test_who_could_see_the_graph_may_see_what_comes_of_it(
    homes: tuple[Home, Home], audience: str
) -> None:
    first, second = homes
    build(first, audiences=[audience], today=TODAY)
    with Graph(first.graph(audience)) as graph:
        written = export(graph, "turtle", first.path / "out.ttl")
    with Ledger(second.ledger) as ledger:
        read_linked(ledger, written)
        assert {s.access for s in ledger.statements()} == {audience}


def test_a_folder_is_read_with_the_exports_in_it_and_one_bad_file_stops_nothing(
    homes: tuple[Home, Home], tmp_path: Path
) -> None:
    first, second = homes
    folder = tmp_path / "map"
    (folder / "sub").mkdir(parents=True)
    for name in ("a.ttl", "z.ttl"):
        (folder / name).write_text("geen turtle")
    (folder / "README.ttl").write_text("over deze map")
    (folder / ".hidden.ttl").write_text("verborgen")
    (folder / "oud.rdf").write_text("<rdf/>")
    (folder / "sub" / "STAD.TTL").write_text(exported(first).read_text("utf-8"), "utf-8")
    with Ledger(second.ledger) as ledger:
        told = ingest(ledger, [folder])
        assert {s.subject for s in ledger.statements()} >= {"initiative:town/tuin", "theme:groen"}
    said = {s.file: s.error.message("nl") if s.error else "" for s in told}
    assert {name: bool(wrong) for name, wrong in said.items()} == {
        "a.ttl": True, "STAD.TTL": False, "z.ttl": True, "oud.rdf": False}
    assert "linked data" in said["a.ttl"]


def test_a_bad_file_does_not_stop_the_good_one_beside_it(
    homes: tuple[Home, Home], samenspel: Samenspel
) -> None:
    first, second = homes
    wrong = first.path / "a.ttl"
    wrong.write_text("geen turtle")
    said = samenspel("--home", second.path, "ingest", wrong, exported(first))
    assert (said.code, "a.ttl" in said.err) == (2, True)
    assert samenspel("--home", second.path, "build").code == 0
    assert len(told(second)[0]) == 3


def test_a_file_that_is_no_export_is_refused(homes: tuple[Home, Home],
                                             samenspel: Samenspel) -> None:
    wrong = homes[0].path / "wrong.ttl"
    wrong.write_text("<urn:a> <urn:b> <urn:c> .")
    said = samenspel("ingest", wrong)
    assert said.code == 2 and "wrong.ttl" in said.err
