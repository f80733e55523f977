"""A load sees what is really in the database, and goes on where another was cut off."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from graph.engines import neo4j as engine
from graph.engines.neo4j import Server
from graph.errors import GraphError
from graph.load.neo4j import load, plan, things
from graph.schema import Schema, schema
from queries.ask import ask
from tests.graph.load.neo4j.conftest import Draw
from tests.graph.load.neo4j.town import TUIN, expected, held, rows
from tests.proxy import Proxy

ARROW = "MATCH (a:Entity {id: 'initiative:t/tuin'})-[r:ABOUT]->(b:Entity {id: 'theme:groen'})"


@pytest.mark.parametrize("by_hand", [
    f"{ARROW} DELETE r", f"{ARROW} CREATE (a)-[:ABOUT]->(b)", f"{ARROW} CREATE (b)-[:BROADER]->(a)",
    "MATCH (n:Entity {id: 'theme:groen'}) DETACH DELETE n",
    "MATCH (n:Entity {id: 'initiative:t/tuin'}) DETACH DELETE n",
    "MATCH (n:Entity {id: 'initiative:t/tuin'}) REMOVE n.digest",
])
def test_what_somebody_changed_by_hand_is_mended(
    drawn: Draw, neo4j_server: Server, by_hand: str
) -> None:
    graph = drawn()
    load(graph, neo4j_server)
    rows(neo4j_server, by_hand)
    load(graph, neo4j_server)
    assert held(neo4j_server) == expected(graph)
    assert load(graph, neo4j_server).unchanged == 7


@pytest.mark.parametrize("stranger", ["{id: 'initiative:t/vreemd'}", "{id: 7}", ""])
def test_a_thing_that_somebody_added_is_left_and_named_when_it_is_found(
    drawn: Draw, neo4j_server: Server, stranger: str
) -> None:
    graph = drawn()
    load(graph, neo4j_server)
    rows(neo4j_server, f"CREATE (:Entity:Agent:Party:Initiative {stranger})-[:ABOUT]->"
                       "(:Entity:Theme {id: 'theme:vreemd'})")
    assert load(graph, neo4j_server).unchanged == 7
    assert len(rows(neo4j_server, "MATCH (n:Initiative) RETURN n.id")) == 3
    with pytest.raises(GraphError) as told:
        ask(graph, "initiatives", {}, engine="neo4j")
    assert told.value.key == "stranger"


@pytest.fixture
def other_model(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let an organisation be nothing but an organisation."""
    model = schema()
    types = {**model.types, "Organisation": replace(model["Organisation"], extends=None)}
    for module in (things, plan):
        monkeypatch.setattr(module, "schema", lambda: Schema(types))
    things.labels.cache_clear()
    yield
    things.labels.cache_clear()


def test_another_model_changes_labels(
    drawn: Draw, neo4j_server: Server, request: pytest.FixtureRequest
) -> None:
    load(drawn(), neo4j_server)
    arrows = held(neo4j_server)[1]
    request.getfixturevalue("other_model")
    assert load(drawn(), neo4j_server).changed == 2  # also what has an arrow to it
    assert held(neo4j_server)[1] == arrows
    ((labels,),) = rows(neo4j_server, "MATCH (n:Entity {type: 'Organisation'}) RETURN labels(n)")
    assert sorted(labels) == ["Entity", "Organisation"]


def test_a_label_that_somebody_added_stays(drawn: Draw, neo4j_server: Server) -> None:
    load(drawn(), neo4j_server)
    rows(neo4j_server, "MATCH (n:Entity {id: 'theme:groen'}) SET n:Favourite")
    assert load(drawn(), neo4j_server).unchanged == 7
    assert rows(neo4j_server, "MATCH (n:Favourite) RETURN n.id") == [("theme:groen",)]


# ── cut off ─────────────────────────────────────────────────────────────────────────────────────

CUTS = [0.35, 0.6, 0.85]


@pytest.mark.parametrize("other", [False, True])
@pytest.mark.parametrize("share", CUTS)
def test_a_load_that_was_cut_off_goes_on_where_it_was(
    drawn: Draw, neo4j_server: Server, monkeypatch: pytest.MonkeyPatch, share: float, other: bool
) -> None:
    """Also when the next load is of another graph."""
    monkeypatch.setattr(plan, "BATCH", 3)
    monkeypatch.setattr(engine, "_SECONDS", 0.3)
    before = drawn(without="initiative:t/soep")
    load(before, neo4j_server)
    graph = drawn({"organisation:t/dock": "PublicBody",
                   **{f"initiative:t/{n}": "Initiative" for n in range(40)}},
                  {(f"initiative:t/{n}", "works_with", TUIN) for n in range(40)})
    cut(graph, neo4j_server, 2_500 + int(share * 22_000))
    assert held(neo4j_server) != expected(graph)
    graph = before if other else graph
    load(graph, neo4j_server)
    assert held(neo4j_server) == expected(graph)


def cut(graph: object, server: Server, size: int) -> None:
    """Load until so many bytes went there."""
    with Proxy(server.uri, limit=size) as proxy:
        with pytest.raises(GraphError) as told:
            load(graph, server._replace(uri=proxy.uri))  # type: ignore[arg-type]
        assert proxy.cut
    assert told.value.key == "neo4j_lost"
