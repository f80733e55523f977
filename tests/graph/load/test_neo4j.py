"""A server holds exactly what the graph file does, however the load went before."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from graph.engines import neo4j as engine
from graph.engines.neo4j import Server, driver
from graph.errors import GraphError, InputError
from graph.load import Loaded, load_into, servers
from graph.load import neo4j as loading
from graph.load.neo4j import load
from graph.schema import schema
from graph.store import Graph
from tests.drawing import Drawing, draw
from tests.proxy import Proxy

Draw = Callable[..., Graph]
TOWN = Drawing(
    {
        "area:t/stad": "Area", "area:t/oost": "Area", "theme:groen": "Theme",
        "initiative:t/tuin": "Initiative", "initiative:t/soep": "Initiative",
        "person:t/fatima": "Person", "organisation:t/dock": "Organisation",
    },
    {
        ("area:t/oost", "within", "area:t/stad"), ("initiative:t/tuin", "about", "theme:groen"),
        ("initiative:t/tuin", "active_in", "area:t/oost"),
        ("initiative:t/tuin", "works_with", "initiative:t/soep"),
        ("person:t/fatima", "represents", "initiative:t/tuin"),
        ("organisation:t/dock", "works_with", "initiative:t/tuin"),
    },
    {("initiative:t/tuin", "description", "Samen tuinieren"),
     ("initiative:t/tuin", "alt_name", "De Tuin"), ("initiative:t/tuin", "alt_name", "Tuintje")},
)


@pytest.fixture
def drawn(tmp_path: Path) -> Draw:
    """Return a function that draws TOWN with things and arrows more or less."""
    made: list[int] = []

    def draw_one(
        things: dict[str, str] | None = None, more: set[Any] = frozenset(),  # type: ignore[assignment]
        less: set[Any] = frozenset(), without: str = "", **how: Any,  # type: ignore[assignment]
    ) -> Graph:
        made.append(1)
        kept = {i: t for i, t in {**TOWN.things, **(things or {})}.items() if i != without}
        arrows = {a for a in (TOWN.arrows | more) - less if without not in a}
        values = {v for v in TOWN.values if without not in v}
        return draw(tmp_path / f"g{len(made)}.sqlite", Drawing(kept, arrows, values), **how)

    return draw_one


def rows(server: Server, text: str) -> list[Any]:
    found, _, _ = driver(server).execute_query(text, database_=server.database)
    return sorted((tuple(record.values()) for record in found), key=repr)


def held(server: Server) -> tuple[list[Any], list[Any]]:
    """Return all nodes with their labels and values, and all arrows with their evidence."""
    nodes = rows(server, "MATCH (n:Entity) RETURN n.id, n.label, labels(n), n.alt_name, n.type")
    arrows = rows(server, "MATCH (a:Entity)-[r]->(b:Entity) RETURN a.id, type(r), b.id, r.seen,"
                          " r.certainty, r.sources, r.state, r.statements")
    return [(i, name, sorted(labels), *rest) for i, name, labels, *rest in nodes], arrows


def expected(graph: Graph) -> tuple[list[Any], list[Any]]:
    """Return the same from the graph file."""
    nodes = [
        (n.id, n.label, sorted(t for t in schema().types if schema().is_a(n.type, t)),
         sorted(graph.properties(n.id).get("alt_name", [])) or None, n.type)
        for n in graph.nodes()
    ]
    arrows = [
        (e.subject, e.relation.upper(), e.object, e.seen, e.certainty, e.sources, e.state,
         [s.id for s in graph.statements(
             e.subject, e.relation, e.object,
             either_way=schema().relations()[e.relation][0][1].symmetric)])
        for n in graph.nodes() for e in graph.edges(n.id, backward=False)
    ]
    return sorted(nodes, key=repr), sorted(arrows, key=repr)


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


def test_progress_runs_to_the_end(drawn: Draw, neo4j_server: Server) -> None:
    told: list[tuple[int, int]] = []
    load(drawn(), neo4j_server, lambda done, total: told.append((done, total)))
    assert told[-1] == (14, 14)


# ── cut off ─────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("share", [0.35, 0.6, 0.85])
def test_a_load_that_was_cut_off_goes_on_where_it_was(
    drawn: Draw, neo4j_server: Server, monkeypatch: pytest.MonkeyPatch, share: float
) -> None:
    monkeypatch.setattr(loading, "BATCH", 3)
    monkeypatch.setattr(engine, "_SECONDS", 0.3)
    load(drawn(without="initiative:t/soep"), neo4j_server)
    graph = drawn({"organisation:t/dock": "PublicBody",
                   **{f"initiative:t/{n}": "Initiative" for n in range(40)}},
                  {(f"initiative:t/{n}", "works_with", "initiative:t/tuin") for n in range(40)})
    size = 2_500 + int(share * 22_000)
    with Proxy(neo4j_server.uri, limit=size) as proxy:
        with pytest.raises(GraphError) as told:
            load(graph, replace_uri(neo4j_server, proxy.uri))
        assert proxy.cut
    assert told.value.key == "neo4j_lost"
    assert held(neo4j_server) != expected(graph)
    load(graph, neo4j_server)
    assert held(neo4j_server) == expected(graph)


def replace_uri(server: Server, uri: str) -> Server:
    return server._replace(uri=uri)


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


def test_a_database_of_another_audience(drawn: Draw, neo4j_server: Server) -> None:
    load(drawn(audience="network"), neo4j_server)
    error = refused(drawn(), neo4j_server)
    assert (error.key, error.fields) == (
        "neo4j_audience", {"found": "network", "expected": "public"})
    assert load(drawn(audience="network"), neo4j_server).unchanged == 7


def test_a_kind_of_server_that_is_not_known(drawn: Draw) -> None:
    assert servers() == ["neo4j"]
    with pytest.raises(InputError, match="neo4j"):
        load_into("neo4", drawn())
