"""Betweenness, groups and fragile ties are what networkx and common sense say."""

from __future__ import annotations

from pathlib import Path
from random import Random

import networkx as nx
import numpy as np
import pytest

from graph.analysis.centrality import betweenness, sampled_betweenness
from graph.analysis.communities import communities
from tests.graph.analysis.networks import agent, network
from tests.making import fact, graph_of, thing

TRIANGLES = [("a", "b"), ("b", "c"), ("a", "c"), ("x", "y"), ("y", "z"), ("x", "z")]


def test_betweenness_is_what_networkx_says(tmp_path: Path) -> None:
    ties = [*TRIANGLES, ("c", "x"), ("z", "v")]
    found = betweenness(network(tmp_path, *ties))
    oracle = nx.betweenness_centrality(nx.Graph(ties))
    assert found == pytest.approx({agent(name): value for name, value in oracle.items()})


@pytest.mark.parametrize("seed", range(3))
def test_from_all_starts_the_estimate_is_exact(seed: int) -> None:
    oracle = nx.gnm_random_graph(60, 120, seed=seed)
    a, b = np.array(list(oracle.edges)).T
    found = sampled_betweenness(60, a, b, np.arange(60))
    assert found == pytest.approx(list(nx.betweenness_centrality(oracle).values()))


def test_from_some_starts_the_estimate_is_close() -> None:
    oracle = nx.barabasi_albert_graph(400, 3, seed=1)
    a, b = np.array(list(oracle.edges)).T
    found = sampled_betweenness(400, a, b, np.array(Random(1).sample(range(400), 200)))
    exact = np.array(list(nx.betweenness_centrality(oracle).values()))
    assert np.corrcoef(found, exact)[0, 1] > 0.98


def test_two_triangles_are_two_groups(tmp_path: Path) -> None:
    groups = communities(network(tmp_path, *TRIANGLES, ("c", "x")))
    assert {frozenset(group.members) for group in groups} == {
        frozenset(map(agent, "abc")), frozenset(map(agent, "xyz"))}
    assert all(0 < group.stability <= 1 for group in groups)
    assert groups == communities(network(tmp_path / "again", *TRIANGLES, ("c", "x")))


def test_the_only_tie_between_two_groups_is_fragile(tmp_path: Path) -> None:
    graph = network(tmp_path, *TRIANGLES, ("c", "x"), ("z", "tail"))
    (tie,) = graph.statements(relation="fragile_tie")
    assert {tie.subject, tie.object} == {agent("c"), agent("x")}
    assert tie.detail is not None
    assert tie.detail["smaller_side"] == 3
    assert [(b.relation, b.subject) for b in graph.basis(tie.id)] == [("works_with", agent("c"))]


def test_a_tie_that_is_known_twice_is_not(tmp_path: Path) -> None:
    graph = graph_of(tmp_path, [
        *(f for n in "abcxyz" for f in thing(agent(n), "Initiative", n)),
        *(fact(agent(a), "works_with", agent(b)) for a, b in [*TRIANGLES, ("c", "x")]),
        fact(agent("c"), "part_of", agent("x")),
    ])
    assert graph.statements(relation="fragile_tie") == []
