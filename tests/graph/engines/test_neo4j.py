"""The Neo4j engine answers only for the graph that it holds, and says plainly what is wrong."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

import pytest

from graph.engines import engine
from graph.engines import neo4j as module
from graph.engines.neo4j import Server, driver
from graph.errors import GraphError
from graph.load.neo4j import load
from graph.store import Graph
from queries.ask import ask
from tests.conftest import Samenspel
from tests.drawing import Drawing, draw
from tests.servers import REAL

TOWN: Final = Drawing(
    {"post:t/groen": "Post", "area:t/oost": "Area", "theme:groen": "Theme"},
    {("post:t/groen", "serves", "area:t/oost"), ("post:t/groen", "covers", "theme:groen")},
)
GIVEN: Final = {"theme": "theme:groen", "area": "area:t/oost"}


@pytest.fixture
def graph(tmp_path: Path) -> Graph:
    (tmp_path / "home").mkdir()
    return draw(tmp_path / "home" / "graph-public.sqlite", TOWN)


def test_a_graph_that_was_not_loaded_is_not_answered(graph: Graph, neo4j_server: Server) -> None:
    with pytest.raises(GraphError, match="samenspel load neo4j"):
        engine("neo4j", graph)


def test_an_older_load_is_not_answered(graph: Graph, neo4j_server: Server, tmp_path: Path) -> None:
    load(graph, neo4j_server)
    newer = draw(tmp_path / "newer.sqlite", TOWN, built="later")
    with pytest.raises(GraphError, match="samenspel load neo4j"):
        engine("neo4j", newer)


def test_the_setting_chooses_the_engine(
    graph: Graph, neo4j_server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SAMENSPEL_ENGINE", "neo4j")
    with pytest.raises(GraphError):
        ask(graph, "right_contact", GIVEN)
    load(graph, neo4j_server)
    assert [a.id for a in ask(graph, "right_contact", GIVEN).answers] == ["post:t/groen"]


def test_a_setting_that_is_no_engine_is_refused(
    graph: Graph, samenspel: Samenspel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SAMENSPEL_ENGINE", "neo5j")
    said = samenspel("ask", "right_contact", "--theme", "groen", "--area", "oost")
    assert said.code == 2 and "neo4j, rdf, sqlite" in said.err


def test_the_command_loads_and_asks(
    graph: Graph, neo4j_server: Server, samenspel: Samenspel
) -> None:
    first = samenspel("load", "neo4j", "--format", "json")
    assert (first.code, first.json) == (
        0, {"added": 3, "changed": 0, "removed": 0, "unchanged": 0})
    assert "3 hetzelfde" in samenspel("load", "neo4j", "--uri", neo4j_server.uri).out
    asked = ("ask", "right_contact", "--theme", "theme:groen", "--area", "area:t/oost",
             "--format", "json", "--engine")
    answers = {samenspel(*asked, name).out for name in ("sqlite", "rdf", "neo4j")}
    assert len(answers) == 1 and json.loads(answers.pop())["answers"]


def test_the_command_says_in_one_line_what_is_wrong(graph: Graph, samenspel: Samenspel) -> None:
    said = samenspel("load", "neo4j", "--uri", "bolt://127.0.0.1:9")
    assert (said.code, said.out) == (2, "") and said.err.count("\n") == 1
    assert samenspel("load", "neo5j").code == 2


@pytest.mark.parametrize(("agent", "refused"), [
    ("Neo4j/4.4.38", True), ("Neo4j/3.5", True), ("Neo4j/5.0.0", False), ("Neo4j/2025.10.1", False),
    ("Neo4j/5.26.0 compatible (ArcadeDB 26.10)", False), ("Other/1.0", False),
])
def test_an_old_server_is_refused_by_its_version(agent: str, refused: bool) -> None:
    if not refused:
        module._refuse_old(agent)
        return
    with pytest.raises(GraphError, match=r"5\.0"):
        module._refuse_old(agent)


def test_there_is_one_driver_for_a_server(neo4j_server: Server) -> None:
    assert driver(neo4j_server) is driver(neo4j_server)


@pytest.mark.skipif(not REAL, reason="the stand-in does not know sessions for reading only")
def test_the_engine_cannot_write(graph: Graph, neo4j_server: Server) -> None:
    load(graph, neo4j_server)
    with pytest.raises(GraphError):
        engine("neo4j", graph).rows("CREATE (n:Entity {id: 'x'}) RETURN n.id AS x", {})
