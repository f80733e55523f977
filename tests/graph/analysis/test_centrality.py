"""Who is in the middle of an area is what networkx says, for each kind of tie apart."""

from __future__ import annotations

from pathlib import Path
from random import Random

import networkx as nx
import numpy as np
import pytest

from graph.analysis.centrality import EXACT, LEAST, betweenness, sampled_betweenness
from graph.statement import Fact
from graph.store import Graph
from tests.graph.analysis.networks import agent
from tests.making import fact, graph_of, thing

AREA = "area:town/w"
PETALS = [(f"a{i}", "hub") for i in range(8)] + [("a0", "far"), ("far", "end")]


def neighbourhood(*ties: tuple[str, str], relation: str = "works_with") -> list[Fact]:
    """Return initiatives in one area that are tied."""
    names = sorted({name for tie in ties for name in tie})
    return [
        *thing(AREA, "Area", "Wijk"),
        *(f for n in names for f in thing(agent(n), "Initiative", n, active_in=AREA)),
        *(fact(agent(a), relation, agent(b)) for a, b in ties),
    ]


def middle(graph: Graph, relation: str) -> dict[str, float]:
    found = graph.statements(relation=relation)
    return {s.subject: (s.detail or {})["score"] for s in found}


@pytest.mark.parametrize("seed", range(4))
def test_betweenness_is_what_networkx_says(seed: int) -> None:
    oracle = nx.gnm_random_graph(50, 90, seed=seed)
    a, b = np.array(list(oracle.edges)).T
    exact = list(nx.betweenness_centrality(oracle).values())
    assert betweenness(50, a, b) == pytest.approx(exact)
    assert sampled_betweenness(50, a, b, np.arange(50)) == pytest.approx(exact)


def test_from_some_starts_the_estimate_is_close() -> None:
    oracle = nx.barabasi_albert_graph(400, 3, seed=1)
    a, b = np.array(list(oracle.edges)).T
    found = sampled_betweenness(400, a, b, np.array(Random(1).sample(range(400), 200)))
    exact = np.array(list(nx.betweenness_centrality(oracle).values()))
    assert np.corrcoef(found, exact)[0, 1] > 0.98
    assert found.mean() == pytest.approx(exact.mean(), rel=0.05)  # and no other scale


def test_the_same_network_always_gives_the_very_same_numbers() -> None:
    """Sums made in parallel differ in their last digits from run to run."""
    oracle = nx.barabasi_albert_graph(300, 2, seed=1)
    a, b = np.array(list(oracle.edges)).T
    first = betweenness(300, a, b)
    assert 300 * len(a) < EXACT
    assert all((betweenness(300, a, b) == first).all() for _ in range(10))


def test_who_all_lines_run_over_is_in_the_middle_with_the_ties_as_reason(tmp_path: Path) -> None:
    graph = graph_of(tmp_path, neighbourhood(*PETALS))
    oracle = nx.betweenness_centrality(nx.Graph(PETALS))
    found = middle(graph, "central_in_cooperation")
    assert found == {agent(n): pytest.approx(oracle[n], abs=1e-4) for n in ("hub", "a0")}
    (said,) = graph.statements(agent("hub"), "central_in_cooperation")
    assert said.object == AREA
    assert said.method.startswith("centrality ")
    assert said.detail is not None
    assert said.detail["ties"] == 8
    assert said.detail["stability"] == 1
    assert {b.relation for b in graph.basis(said.id)} == {"works_with"}
    assert len(graph.basis(said.id)) == 8


def test_each_kind_of_tie_has_a_middle_of_its_own(tmp_path: Path) -> None:
    other = [(f"b{i}", "club") for i in range(7)]
    graph = graph_of(tmp_path, [
        *neighbourhood(*PETALS), *neighbourhood(*other, relation="part_of")])
    assert agent("hub") in middle(graph, "central_in_cooperation")
    assert set(middle(graph, "central_in_organisations")) == {agent("club")}
    assert middle(graph, "central_in_meetings") == {}


def test_a_ring_has_no_stable_middle(tmp_path: Path) -> None:
    ring = [(f"r{i}", f"r{(i + 1) % 30}") for i in range(30)]
    graph = graph_of(tmp_path, neighbourhood(*ring))
    assert middle(graph, "central_in_cooperation") == {}


def test_with_few_of_the_ways_nobody_is_in_the_middle_however_little_others_have(
    tmp_path: Path
) -> None:
    """Sixty who all know each other, of whom one has a tail: most ways, and yet only some."""
    names = [f"n{i:02}" for i in range(60)]
    ties = [(a, b) for i, a in enumerate(names) for b in names[i + 1:]] + [("n00", "tail")]
    graph = graph_of(tmp_path, neighbourhood(*ties))
    oracle = nx.betweenness_centrality(nx.Graph(ties))
    assert 0 < max(oracle.values()) < LEAST
    assert middle(graph, "central_in_cooperation") == {}


def test_where_all_have_as_much_of_the_ways_nobody_is_in_the_middle(tmp_path: Path) -> None:
    ring = [(f"r{i}", f"r{(i + 1) % 8}") for i in range(8)]
    assert min(nx.betweenness_centrality(nx.Graph(ring)).values()) > LEAST
    assert middle(graph_of(tmp_path, neighbourhood(*ring)), "central_in_cooperation") == {}


def test_a_small_area_has_no_middle(tmp_path: Path) -> None:
    graph = graph_of(tmp_path, neighbourhood(("a", "b"), ("b", "c"), ("c", "d"), ("d", "e")))
    assert middle(graph, "central_in_cooperation") == {}


def test_where_few_ties_are_known_that_is_said_and_less_certain(tmp_path: Path) -> None:
    alone = [f for i in range(40) for f in thing(agent(f"n{i}"), "Initiative", f"n{i}",
                                                 active_in=AREA)]
    graph = graph_of(tmp_path, [*alone, *neighbourhood(*PETALS)])
    (said,) = graph.statements(agent("hub"), "central_in_cooperation")
    assert said.certainty <= 0.5
    assert "Let op" in (said.quote or "")
