"""A server holds exactly what the graph file does, however the load went before."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from graph.engines.neo4j import Server
from graph.errors import GraphError, InputError
from graph.load import Loaded, load_into, servers
from graph.load.neo4j import load, plan
from graph.store import Graph
from tests.graph.load.neo4j.conftest import Draw
from tests.graph.load.neo4j.town import TOWN, TUIN, expected, held, rows


def test_all_things_and_arrows_are_there_with_their_evidence(
    drawn: Draw, neo4j_server: Server
) -> None:
    graph = drawn()
    assert load(graph, neo4j_server) == Loaded(added=7, changed=0, removed=0, unchanged=0)
    assert held(neo4j_server) == expected(graph)


def test_a_second_load_changes_nothing(drawn: Draw, neo4j_server: Server) -> None:
    load(drawn(), neo4j_server)
    before = rows(neo4j_server, "MATCH (n:Entity) RETURN elementId(n)")
    assert load(drawn(), neo4j_server) == Loaded(0, 0, 0, unchanged=7)
    assert rows(neo4j_server, "MATCH (n:Entity) RETURN elementId(n)") == before


def test_an_arrow_that_ended_goes(drawn: Draw, neo4j_server: Server) -> None:
    load(drawn(), neo4j_server)
    graph = drawn(less={("initiative:t/tuin", "about", "theme:groen")})
    assert load(graph, neo4j_server) == Loaded(0, 1, 0, unchanged=6)
    assert held(neo4j_server) == expected(graph)


def test_a_thing_that_went_takes_its_arrows_along(drawn: Draw, neo4j_server: Server) -> None:
    load(drawn(), neo4j_server)
    graph = drawn(without="initiative:t/tuin")
    assert load(graph, neo4j_server).removed == 1
    assert held(neo4j_server) == expected(graph)


def test_a_label_that_changed_is_written(drawn: Draw, neo4j_server: Server) -> None:
    load(drawn(), neo4j_server)
    graph = drawn(labels={"initiative:t/soep": "Soep van Noord"})
    assert load(graph, neo4j_server) == Loaded(0, 1, 0, unchanged=6)
    assert held(neo4j_server) == expected(graph)


def test_a_thing_of_another_type_keeps_the_arrows_to_it(drawn: Draw, neo4j_server: Server) -> None:
    load(drawn(), neo4j_server)
    graph = drawn({"initiative:t/soep": "Organisation", "organisation:t/dock": "PublicBody"})
    load(graph, neo4j_server)
    assert held(neo4j_server) == expected(graph)


def test_texts_that_look_like_cypher_are_only_texts(drawn: Draw, neo4j_server: Server) -> None:
    strange = ["x'}) DETACH DELETE n //", 'x"}) RETURN 1 //', "`)-[:X]->(`", "$id", "\\", "🌳\n"]
    things = {f"initiative:t/{text}": "Initiative" for text in strange}
    arrows = {(thing, "about", "theme:groen") for thing in things}
    graph = drawn(things, arrows, labels={thing: thing[13:] for thing in things})
    load(graph, neo4j_server)
    assert held(neo4j_server) == expected(graph)


def test_progress_begins_at_nothing_and_only_rises_to_the_end(
    drawn: Draw, neo4j_server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(plan, "BATCH", 3)
    told: list[tuple[int, int]] = []
    load(drawn(), neo4j_server, lambda done, total: told.append((done, total)))
    assert told[0] == (0, 14) and told[-1] == (14, 14) and len(told) > 4
    assert told == sorted(set(told))
    load(drawn(), neo4j_server, lambda done, total: told.append((done, total)))
    assert told[-1] == (0, 0)


# ── only what differs ───────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("values", [
    TOWN.values - {(TUIN, "alt_name", "Tuintje")}, TOWN.values - {(TUIN, "description",
    "Samen tuinieren")}, TOWN.values | {(TUIN, "alt_name", "Hof")}, frozenset(),
])
def test_a_value_that_changed_or_went_is_written(
    drawn: Draw, neo4j_server: Server, values: set[tuple[str, str, str]]
) -> None:
    load(drawn(), neo4j_server)
    graph = drawn(values=values)
    assert load(graph, neo4j_server) == Loaded(0, 1, 0, unchanged=6)
    assert held(neo4j_server) == expected(graph)


@pytest.mark.parametrize("change", [
    "UPDATE edge SET certainty = 0.5", "UPDATE edge SET state = 'proposed'",
    "UPDATE edge SET seen = '2020-01-01', sources = 3", "UPDATE statement SET id = 'other'",
])
def test_an_arrow_with_other_evidence_is_written(
    drawn: Draw, neo4j_server: Server, change: str
) -> None:
    load(drawn(), neo4j_server)
    graph = changed(
        drawn(), f"{change} WHERE r = (SELECT r FROM relation WHERE name = 'about')")
    assert load(graph, neo4j_server) == Loaded(0, 1, 0, unchanged=6)
    assert held(neo4j_server) == expected(graph)


def test_a_statement_may_be_called_as_what_every_node_has(
    drawn: Draw, neo4j_server: Server
) -> None:
    own = {(TUIN, name, "raar") for name in ("id", "label", "type", "digest")}
    graph = drawn(values=TOWN.values | own)
    load(graph, neo4j_server)
    assert held(neo4j_server) == expected(graph)
    assert load(graph, neo4j_server).unchanged == 7


@pytest.mark.parametrize("name", [
    "about]->() DETACH DELETE n //", "`about`", "a\\u0060b", "About", "", "é",
])
def test_a_relation_whose_name_is_no_word_is_refused(
    drawn: Draw, neo4j_server: Server, name: str
) -> None:
    graph = changed(drawn(), f"UPDATE relation SET name = '{name}' WHERE name = 'about'")
    assert refused(graph, neo4j_server).key == "neo4j_relation"
    assert rows(neo4j_server, "MATCH (n) RETURN n") == []


def changed(graph: Graph, change: str) -> Graph:
    """Return a graph file after a change."""
    graph.close()
    with closing(sqlite3.connect(graph.path)) as db, db:
        db.execute(change)
    return Graph(graph.path)


# ── one clear sentence each ─────────────────────────────────────────────────────────────────────


def refused(graph: Graph, server: Server) -> GraphError:
    with pytest.raises(GraphError) as told:
        load(graph, server)
    assert "\n" not in told.value.message("nl") and told.value.message("en").endswith((".", "?"))
    return told.value


def test_a_wrong_address(drawn: Draw) -> None:
    error = refused(drawn(), Server("bolt://127.0.0.1:9", "neo4j", "x"))
    assert error.key == "neo4j_address" and "bolt://127.0.0.1:9" in error.message()


@pytest.mark.parametrize("uri", ["127.0.0.1", "http://127.0.0.1", "bolt://", "geen adres"])
def test_what_is_no_address_of_neo4j(drawn: Draw, uri: str) -> None:
    assert refused(drawn(), Server(uri, "neo4j", "x")).key == "neo4j_address"


def test_a_wrong_password(drawn: Draw, neo4j_server: Server) -> None:
    error = refused(drawn(), neo4j_server._replace(password="wrong"))
    assert error.key == "neo4j_password" and neo4j_server.password not in error.message()


def test_a_database_that_is_not_there(drawn: Draw, neo4j_server: Server) -> None:
    error = refused(drawn(), neo4j_server._replace(database="nergens"))
    assert error.key == "neo4j_database" and "nergens" in error.message()


def test_a_kind_of_server_that_is_not_known(drawn: Draw) -> None:
    assert servers() == ["neo4j"]
    with pytest.raises(InputError, match="neo4j"):
        load_into("neo4", drawn())
