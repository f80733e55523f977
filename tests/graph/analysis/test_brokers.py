"""A broker is who would leave groups apart; carrying or employing someone makes no broker."""

from __future__ import annotations

from itertools import combinations, pairwise
from pathlib import Path

import networkx as nx
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
    assert 0.5 <= brokerage.detail["stability"] < 1  # not when its own ties are missing
    assert 0.8 < brokerage.detail["holds"] <= 1
    assert brokerage.detail["coverage"] == 1
    assert {(b.subject, b.object) for b in graph.basis(brokerage.id)} == {(agent("m"), agent("x"))}


def lost_without(broker: str, ties: list[tuple[str, str]]) -> float:
    """Return of which share of all others networkx finds a way only by way of a broker."""
    whole = nx.Graph(ties)
    others = set(whole) - {broker}
    reach = [sum(len(part & others) * (len(part & others) - 1) for part in
                 nx.connected_components(network))
             for network in (whole, whole.subgraph(others))]
    return (reach[0] - reach[1]) / (len(others) * (len(others) - 1))


@pytest.mark.parametrize("more", [
    [], [("m", "tail")], [("m", "tail"), ("m", "end")], [("far", "off"), ("off", "away")],
], ids=["groups", "a side too small to tell", "two of those", "others elsewhere"])
def test_brokerage_is_the_share_of_all_pairs_that_lose_each_other(
    tmp_path: Path, more: list[tuple[str, str]]
) -> None:
    ties = [*TRIANGLES, ("c", "m"), ("m", "x"), ("a", "d"), ("b", "d"), *more]
    (brokerage,) = network(tmp_path, *ties).statements(agent("m"), "brokerage")
    assert float(brokerage.value or 0) == pytest.approx(lost_without("m", ties), abs=1e-4)


def test_who_is_found_cut_off_in_few_of_the_rounds_is_not_told(tmp_path: Path) -> None:
    """Of a long row, the far end is mostly not known to hang on the broker at all."""
    clique = list(combinations([f"k{i}" for i in range(25)], 2))
    row = [f"r{i:02}" for i in range(20)]
    graph = network(tmp_path, *clique, ("k0", row[0]), *pairwise(row))
    told = cut_off(graph, agent("k0"))
    assert {"r00", "r01"} <= told
    assert not {"r17", "r18", "r19"} & told
    everything = graph.statements(relation="sole_link_for")
    assert all((s.detail or {})["stability"] >= 0.5 for s in everything)


def test_that_there_may_be_ties_not_known_yet_makes_it_less_sure(tmp_path: Path) -> None:
    """With a tenth missing, who is one of two links looks as if nobody else were."""
    groups = [(f"{g}{i}", f"{g}{j}") for g in "abcdefgh" for i, j in combinations(range(4), 2)]
    twice = [(f"a{i}", f"{g}{i}") for g in "bcdefg" for i in (0, 1)]
    (link,) = network(tmp_path, *groups, *twice, ("a3", "h0")).statements(
        agent("a3"), "sole_link_for", agent("h1"))
    assert link.detail is not None
    assert link.detail["holds"] < 0.8
    assert link.certainty <= link.detail["holds"]
    assert "misschien is er een band die we niet kennen" in (link.quote or "")


def test_two_halves_that_are_as_large_are_found_again_from_either_side(tmp_path: Path) -> None:
    graph = network(tmp_path, *TRIANGLES, ("c", "m"), ("m", "x"))
    assert cut_off(graph, agent("m")) in ({"a", "b", "c"}, {"x", "y", "z"})


def test_one_who_loses_the_rest_is_told_in_the_singular(tmp_path: Path) -> None:
    graph = graph_of(tmp_path, [
        *(f for n in ("abc", "d", "e") for f in thing(agent(n), "Initiative", n)),
        *(fact(agent("abc"), "works_with", agent(n)) for n in "de"),
        fact(agent("d"), "works_with", agent("e")),
        *thing("person:town/p", "Person", "P", consent="2026-01-01", represents=agent("abc")),
        *thing(agent("lonely"), "Initiative", "lonely"),
        fact("person:town/p", "represents", agent("lonely")),
    ])
    (brokerage,) = graph.statements("person:town/p", "brokerage")
    assert "heeft 1 ander" in (brokerage.quote or "")


def test_who_stopped_is_no_broker_and_is_not_cut_off(tmp_path: Path) -> None:
    facts = [f for n in "abcxyzm" for f in thing(agent(n), "Initiative", n)]
    facts += [fact(agent(a), "works_with", agent(b)) for a, b in [*TRIANGLES, ("c", "m"),
                                                                 ("m", "x")]]
    assert cut_off(graph_of(tmp_path / "one", facts), agent("m"))
    ended = graph_of(tmp_path / "two", [*facts, fact(agent("m"), "phase", "ended")])
    assert ended.statements(relation="sole_link_for") == []


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
    (link, *_) = graph.statements(agent("m"), "sole_link_for")
    assert "Let op" in (brokerage.quote or "") and "Let op" in (link.quote or "")
