"""What the ledger remembers of loads: per database, and nothing of where that is."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.home import Home
from graph.ledger import Ledger
from graph.loads import behind, remember
from graph.store import Graph
from tests.making import graph_of, thing, write

ONE, OTHER = "bolt://one.example:7687", "bolt://other.example:7687"


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """Return a home with graphs for two audiences."""
    for audience in ("public", "network"):
        graph_of(tmp_path, thing("theme:groen", "Theme", "groen"), audience).close()
    return Home(tmp_path)


def load(home: Home, uri: str | None, audience: str = "public", whole: bool = True) -> None:
    with Graph(home.graph(audience)) as graph:
        remember(home, graph, "neo4j", uri, whole=whole)


def change(home: Home) -> None:
    """Build both graphs again from a ledger in which something changed."""
    write(home, thing("theme:water", "Theme", "water"), document="more")
    for audience in ("public", "network"):
        graph_of(home.path, thing("theme:groen", "Theme", "groen"), audience).close()


def test_a_database_is_behind_when_the_graph_changed(home: Home) -> None:
    load(home, ONE)
    assert behind(home) == []
    change(home)
    assert behind(home) == [("neo4j", "public", 1)]
    home.graph("public").unlink()
    assert behind(home) == [("neo4j", "public", 1)]


def test_a_database_is_behind_until_the_whole_graph_is_there(home: Home) -> None:
    load(home, ONE, whole=False)
    assert behind(home) == [("neo4j", "public", 1)]
    home.graph("public").rename(home.path / "away")
    assert behind(home) == [("neo4j", "public", 1)]
    (home.path / "away").rename(home.graph("public"))
    load(home, ONE)
    assert behind(home) == []


def test_loading_one_database_leaves_another_behind(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    load(home, ONE)
    load(home, OTHER)
    monkeypatch.setenv("NEO4J_DATABASE", "second")
    load(home, ONE)
    change(home)
    assert behind(home) == [("neo4j", "public", 3)]
    load(home, ONE)
    assert behind(home) == [("neo4j", "public", 2)]


def test_a_database_holds_the_audience_that_was_loaded_last(home: Home) -> None:
    load(home, ONE)
    load(home, OTHER)
    load(home, ONE, "network")
    change(home)
    assert behind(home) == [("neo4j", "network", 1), ("neo4j", "public", 1)]


@pytest.mark.parametrize("same", ["neo4j://one.example:7687", "bolt+s://ONE.example/", None])
def test_an_address_may_be_written_in_several_ways(
    home: Home, monkeypatch: pytest.MonkeyPatch, same: str | None
) -> None:
    monkeypatch.setenv("NEO4J_URI", ONE)
    load(home, ONE)
    change(home)
    load(home, same)
    assert behind(home) == []


def test_of_where_a_database_is_nothing_is_kept(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("USER", "PASSWORD", "DATABASE"):
        monkeypatch.setenv(f"NEO4J_{name}", f"secret-{name}")
    load(home, ONE)
    with Ledger(home.ledger) as ledger:
        ledger.backup(home.path / "copy")
    content = (home.path / "copy").read_bytes()
    assert b"loaded neo4j" in content
    assert b"one.example" not in content and b"secret" not in content
