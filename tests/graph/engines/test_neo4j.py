"""The Neo4j engine answers only for the graph that it holds, and says plainly what is wrong."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

import pytest
from neo4j.exceptions import ClientError

from graph.engines import engine
from graph.engines import neo4j as module
from graph.engines.neo4j import Neo4j, Server, driver, plain_errors
from graph.errors import GraphError, QuestionError
from graph.load.neo4j import load
from graph.store import Graph
from queries.ask import ask
from tests.conftest import Samenspel
from tests.drawing import Drawing, draw
from tests.old_server import OldServer
from tests.proxy import Proxy
from tests.servers import REAL

TOWN: Final = Drawing(
    {"post:t/groen": "Post", "area:t/oost": "Area", "theme:groen": "Theme"},
    {("post:t/groen", "serves", "area:t/oost"), ("post:t/groen", "covers", "theme:groen")},
)
GIVEN: Final = {"theme": "theme:groen", "area": "area:t/oost"}
POSTS: Final = "MATCH (post:Post) RETURN post.id AS post"


@pytest.fixture
def graph(tmp_path: Path) -> Graph:
    (tmp_path / "home").mkdir()
    return draw(tmp_path / "home" / "graph-public.sqlite", TOWN)


def test_a_graph_that_was_not_loaded_is_not_answered(graph: Graph, neo4j_server: Server) -> None:
    with pytest.raises(GraphError, match="samenspel load neo4j --audience public"):
        engine("neo4j", graph).rows(POSTS, {})


def test_an_older_load_is_not_answered(graph: Graph, neo4j_server: Server, tmp_path: Path) -> None:
    load(graph, neo4j_server)
    newer = draw(tmp_path / "newer.sqlite", TOWN, built="later")
    with pytest.raises(GraphError, match="samenspel load neo4j"):
        engine("neo4j", newer).rows(POSTS, {})


def test_the_graph_of_another_audience_is_not_answered(
    graph: Graph, neo4j_server: Server, tmp_path: Path
) -> None:
    load(draw(tmp_path / "network.sqlite", TOWN, audience="network"), neo4j_server)
    with pytest.raises(GraphError) as told:
        engine("neo4j", graph).rows(POSTS, {})
    assert told.value.key == "neo4j_audience"
    assert "samenspel load neo4j --audience public --replace" in told.value.message()


def test_a_graph_that_is_being_loaded_is_not_answered(
    graph: Graph, neo4j_server: Server, tmp_path: Path
) -> None:
    load(graph, neo4j_server)
    asking = engine("neo4j", graph)
    assert asking.rows(POSTS, {}) == [{"post": "post:t/groen"}]
    told: list[str] = []

    def ask_meanwhile(_done: int, _total: int) -> None:
        with pytest.raises(GraphError) as refused:
            asking.rows(POSTS, {})
        told.append(refused.value.key)

    load(draw(tmp_path / "newer.sqlite", Drawing({"area:t/oost": "Area"})), neo4j_server,
         ask_meanwhile)
    assert set(told) == {"neo4j_other_graph"}


def test_a_load_that_begins_during_the_answer_is_noticed(
    graph: Graph, neo4j_server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    load(graph, neo4j_server)
    asking = Neo4j(graph, neo4j_server)
    mark = module._MARK.replace("g.built", "null")
    monkeypatch.setattr(module, "_MARK", mark)  # as it is from the first moment of a load
    with pytest.raises(GraphError):
        asking.rows(POSTS, {})


def test_after_a_restart_of_the_server_the_same_explorer_answers(
    graph: Graph, neo4j_server: Server
) -> None:
    load(graph, neo4j_server)
    with Proxy(neo4j_server.uri) as proxy:
        asking = Neo4j(graph, neo4j_server._replace(uri=proxy.uri))
        assert asking.rows(POSTS)
        proxy.hang_up()
        assert asking.rows(POSTS)
        driver(neo4j_server._replace(uri=proxy.uri)).close()


@pytest.mark.skipif(not REAL, reason="the stand-in keeps no time")
def test_a_question_that_takes_too_long_is_ended(
    graph: Graph, neo4j_server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "PATIENCE", 1)
    load(graph, neo4j_server)
    with pytest.raises(QuestionError, match="te lang"):
        engine("neo4j", graph).rows(
            "UNWIND range(1, 1000000) AS a UNWIND range(1, 1000000) AS b RETURN count(a + b) AS x",
            {})


def test_of_too_many_rows_only_the_first_come_along(
    graph: Graph, neo4j_server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MOST_ROWS", 1)
    load(graph, neo4j_server)
    assert len(engine("neo4j", graph).rows("MATCH (n:Entity) RETURN n.id AS n", {})) == 2


def test_too_long_is_said_in_one_sentence() -> None:
    server = Server("bolt://x", "neo4j", "x")
    with pytest.raises(QuestionError) as told, plain_errors(server):
        raise TimedOut
    assert told.value.key == "question.too_long" and "30" in told.value.message("en")


class TimedOut(ClientError):
    code = "Neo.ClientError.Transaction.TransactionTimedOutClientConfiguration"


def test_the_setting_chooses_the_engine(
    graph: Graph, neo4j_server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SAMENSPEL_ENGINE", "neo4j")
    with pytest.raises(GraphError, match="--audience public"):
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


@pytest.mark.parametrize(("version", "agent", "found"), [
    ((3, 0), "Neo4j/3.5.35", "3.5"), ((4, 4), "Neo4j/4.4.38", "4.4"), ((0, 0), "", "< 4.2"),
])
def test_an_old_server_says_itself_that_it_is(
    version: tuple[int, int], agent: str, found: str
) -> None:
    with OldServer(version, agent) as old, pytest.raises(GraphError) as told:
        driver(Server(old.uri, "neo4j", "x"))
    assert (told.value.key, told.value.fields) == (
        "neo4j_version", {"found": found, "expected": "5.0"})


@pytest.mark.parametrize("uri", ["bolt://localhost:abc", "bolt+s://[::1", "bolt://localhost:99999"])
def test_an_address_that_cannot_be_is_a_sentence(uri: str) -> None:
    with pytest.raises(GraphError) as told:
        driver(Server(uri, "neo4j", "x"))
    assert told.value.key == "neo4j_address"


@pytest.mark.parametrize("uri", ["bolt://me:geheim@localhost", "bolt://me:geheim@[::1", "@geheim"])
def test_a_password_in_the_address_is_refused_and_not_repeated(uri: str) -> None:
    with pytest.raises(GraphError) as told:
        driver(Server(uri, "neo4j", "x"))
    assert told.value.key == "neo4j_login" and "geheim" not in str(told.value) + repr(told.value)


def test_there_is_one_driver_for_a_server(neo4j_server: Server) -> None:
    assert driver(neo4j_server) is driver(neo4j_server)


@pytest.mark.skipif(not REAL, reason="the stand-in does not know sessions for reading only")
def test_the_engine_cannot_write(graph: Graph, neo4j_server: Server) -> None:
    load(graph, neo4j_server)
    with pytest.raises(GraphError):
        engine("neo4j", graph).rows("CREATE (n:Entity {id: 'x'}) RETURN n.id AS x", {})
