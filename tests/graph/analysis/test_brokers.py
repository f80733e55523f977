"""A broker is who would leave groups apart; carrying or employing someone makes no broker."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.store import Graph
from tests.graph.analysis.networks import agent, network
from tests.making import fact, graph_of, thing

TRIANGLES = [("a", "b"), ("b", "c"), ("a", "c"), ("x", "y"), ("y", "z"), ("x", "z")]


def cut_off(graph: Graph, broker: str) -> set[str]:
    return {graph.label(e.object) for e in graph.edges(broker, ["sole_link_for"], backward=False)}


def test_who_joins_two_groups_is_the_only_link_for_the_smaller(tmp_path: Path) -> None:
    graph = network(tmp_path, *TRIANGLES, ("c", "m"), ("m", "x"), ("a", "d"), ("b", "d"))
    assert cut_off(graph, agent("m")) == {"x", "y", "z"}
    (brokerage,) = graph.statements(agent("m"), "brokerage")
    assert brokerage.detail is not None
    assert brokerage.detail["groups"] == [[agent("x"), agent("y"), agent("z")]]
    assert float(brokerage.value or 0) == pytest.approx(12 / 21, abs=1e-4)
    assert 0 < brokerage.detail["stability"] <= 1
    assert brokerage.detail["coverage"] == 1
    assert {(b.subject, b.object) for b in graph.basis(brokerage.id)} == {(agent("m"), agent("x"))}


def test_a_ring_has_no_brokers(tmp_path: Path) -> None:
    graph = network(tmp_path, ("a", "b"), ("b", "c"), ("c", "d"), ("d", "a"))
    assert graph.statements(relation="sole_link_for") == []


def test_carrying_an_initiative_makes_no_broker_but_being_its_last_person_does(
    tmp_path: Path
) -> None:
    organisation = "organisation:town/o"
    graph = graph_of(tmp_path, [
        *thing(organisation, "Organisation", "O"),
        *(f for n in "abc" for f in thing(agent(n), "Initiative", n, run_by=organisation)),
        *thing("person:town/p", "Person", "P", consent="2026-01-01", member_of=organisation,
               represents=agent("lonely")),
        *thing(agent("lonely"), "Initiative", "lonely"),
    ])
    assert cut_off(graph, organisation) == set()
    assert cut_off(graph, "person:town/p") == {"lonely"}


def test_an_area_that_only_hangs_together_through_one_person_is_seen(tmp_path: Path) -> None:
    area, town, hall = "area:town/w", "area:town/g", "publicbody:town/hall"
    names = [n for tie in TRIANGLES for n in tie]
    graph = graph_of(tmp_path, [
        *thing(town, "Area", "Stad"), *thing(area, "Area", "Wijk", within=town),
        *thing(hall, "PublicBody", "Stadhuis", active_in=town),
        *(f for n in sorted(set(names)) for f in thing(agent(n), "Initiative", n, active_in=area,
                                                       works_with=hall)),
        *(fact(agent(a), "works_with", agent(b)) for a, b in TRIANGLES),
        *thing("person:town/p", "Person", "P", consent="2026-01-01"),
        fact("person:town/p", "represents", agent("a")),
        fact("person:town/p", "represents", agent("x")),
    ])
    (brokerage,) = graph.statements("person:town/p", "brokerage")
    assert brokerage.detail is not None
    assert brokerage.detail["scope"] == area
    assert cut_off(graph, "person:town/p") in ({"a", "b", "c"}, {"x", "y", "z"})
    assert "Wijk" in (brokerage.quote or "")
    assert not graph.statements(hall, "brokerage")


def test_little_known_is_said(tmp_path: Path) -> None:
    alone = [f for i in range(20) for f in thing(agent(f"n{i}"), "Initiative", f"n{i}")]
    graph = graph_of(tmp_path, [
        *alone, *(f for n in "abcxyzm" for f in thing(agent(n), "Initiative", n)),
        *(fact(agent(a), "works_with", agent(b)) for a, b in [*TRIANGLES, ("c", "m"), ("m", "x")]),
    ])
    (brokerage,) = graph.statements(agent("m"), "brokerage")
    assert brokerage.detail is not None
    assert brokerage.detail["thin"]
    assert brokerage.certainty <= 0.5
    assert "Let op" in (brokerage.quote or "")
