"""What one Samenspel exported as linked data, another reads into its own ledger."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.build import build
from graph.exports import export
from graph.home import Home
from graph.ledger import Ledger
from graph.store import Graph
from ingest.linked import read_linked
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


def test_a_file_that_is_no_export_is_refused(homes: tuple[Home, Home],
                                             samenspel: Samenspel) -> None:
    wrong = homes[0].path / "wrong.ttl"
    wrong.write_text("<urn:a> <urn:b> <urn:c> .")
    said = samenspel("ingest", wrong)
    assert said.code == 2 and "wrong.ttl" in said.err
