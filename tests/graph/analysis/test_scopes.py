"""Who belongs to an area: parties where they work, people where their post or party does."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from graph.analysis.scopes import EVERYWHERE, SMALLEST, scopes, side_by_side, smallest_areas
from graph.analysis.ties import LASTING, load_ties, pairs
from graph.statement import Fact
from graph.store import Graph
from tests.graph.analysis.networks import agent
from tests.making import fact, graph_of, thing

TOWN, EAST, WEST = "area:town/stad", "area:town/oost", "area:town/west"
AREAS = [*thing(TOWN, "Area", "Stad"), *thing(EAST, "Area", "Oost", within=TOWN),
         *thing(WEST, "Area", "West", within=TOWN)]


def working(name: str, area: str, **more: str) -> list[Fact]:
    return thing(agent(name), "Initiative", name, active_in=area, **more)


def members(graph: Graph) -> dict[str, set[str]]:
    """Return who belongs to each area, by name."""
    ties = load_ties(graph, LASTING)
    areas = scopes(graph, ties)
    found: dict[str, set[str]] = {}
    for area, place in zip(areas.area.tolist(), areas.agent.tolist(), strict=True):
        label = graph.label(graph.ids[area - 1])
        found.setdefault(label, set()).add(graph.label(graph.ids[ties.nodes[place] - 1]))
    return found


def test_a_party_belongs_where_it_works_and_to_all_around_that(tmp_path: Path) -> None:
    house = thing("venue:town/huis", "Venue", "Huis", located_in=WEST)
    graph = graph_of(tmp_path, [
        *AREAS, *house, *working("a", EAST, works_with=agent("b")),
        *thing(agent("b"), "Initiative", "b", housed_in="venue:town/huis"),
    ])
    assert members(graph) == {"Oost": {"a"}, "West": {"b"}, "Stad": {"a", "b"}}


def test_people_belong_where_their_post_serves_or_else_where_their_party_works(
    tmp_path: Path
) -> None:
    hall, post = "publicbody:town/hall", "post:town/manager"
    graph = graph_of(tmp_path, [
        *AREAS, *thing(hall, "PublicBody", "Stadhuis", active_in=TOWN),
        *thing(post, "Post", "Gebiedsmanager", at=hall, serves=EAST), *working("a", WEST),
        *thing("person:town/p", "Person", "P", consent="2026-01-01", holds=post),
        *thing("person:town/q", "Person", "Q", consent="2026-01-01", represents=agent("a")),
    ])
    found = members(graph)
    assert "P" in found["Oost"] and "P" not in found["West"]
    assert "Q" in found["West"] and "Q" not in found["Oost"]


def test_coverage_is_the_share_of_parties_that_go_on_with_a_known_tie(tmp_path: Path) -> None:
    graph = graph_of(tmp_path, [
        *AREAS, *working("a", EAST, works_with=agent("b")), *working("b", EAST),
        *working("c", EAST), *working("d", EAST), *working("old", EAST, phase="ended"),
    ])
    areas = scopes(graph, load_ties(graph))
    assert areas.coverage(graph.number(EAST) or 0) == areas.coverage(EVERYWHERE) == 0.5
    assert areas.around_agents().tolist() == [0.5, 0.5]
    assert areas.share_of(np.array([0]))[graph.number(EAST) or 0] == pytest.approx(1 / 4)


def test_the_network_of_an_area_leaves_out_who_works_wider(tmp_path: Path) -> None:
    names = [f"a{i}" for i in range(SMALLEST)]
    graph = graph_of(tmp_path, [
        *AREAS, *(f for name in names for f in working(name, EAST)), *working("wide", TOWN),
        *(fact(agent("a0"), "works_with", agent(name)) for name in [*names[1:], "wide"]),
        *(fact(agent("wide"), "works_with", agent(name)) for name in names[1:]),
        *working("far", WEST, works_with=agent("wide")),
    ])
    ties = load_ties(graph)
    network = side_by_side(pairs(ties), scopes(graph, ties))
    east = graph.number(EAST)
    here = network.scope[network.a] == east
    name = [graph.label(graph.ids[n - 1]) for n in ties.nodes.tolist()]
    assert {name[i] for i in network.agent[network.scope == east]} == set(names)
    assert int(here.sum()) == SMALLEST - 1
    assert int((network.scope[network.a] == EVERYWHERE).sum()) == len(pairs(ties).a)
    assert graph.number(WEST) not in network.scope  # too small to speak of a network


def test_of_several_areas_the_smallest_is_where_somebody_belongs(tmp_path: Path) -> None:
    graph = graph_of(tmp_path, [*AREAS, *working("a", EAST, works_with=agent("b")),
                                *working("b", TOWN)])
    ties = load_ties(graph)
    where = smallest_areas(graph, scopes(graph, ties))
    assert [graph.label(graph.ids[where[i] - 1]) for i in (0, 1)] == ["Oost", "Stad"]
