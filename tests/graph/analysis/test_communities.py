"""Groups are found where there are any, and told only when they stay."""

from __future__ import annotations

import os
import subprocess
import sys
from itertools import combinations
from pathlib import Path

import networkx as nx
import numpy as np
import pytest

from graph.analysis.communities import LARGEST, communities, leiden
from graph.analysis.ties import Pairs
from graph.store import Graph
from tests.graph.analysis.networks import agent, network


def clique(letter: str, size: int = 6) -> list[tuple[str, str]]:
    return list(combinations([f"{letter}{i}" for i in range(size)], 2))


def around(graph: Graph) -> dict[str, set[str]]:
    """Return the members of each group, by its centre."""
    found: dict[str, set[str]] = {}
    for said in graph.statements(relation="in_group_around"):
        found.setdefault(graph.label(said.object or ""), set()).add(graph.label(said.subject))
    return found


def test_two_cliques_with_one_tie_are_two_groups_around_who_has_most_ties(tmp_path: Path) -> None:
    ties = [*clique("a"), *clique("b"), ("a0", "b0"), ("a0", "tail"), ("b0", "end")]
    graph = network(tmp_path, *ties)
    found = around(graph)
    assert set(found) == {"a0", "b0"}
    assert {f"a{i}" for i in range(1, 6)} <= found["a0"]
    (said,) = graph.statements(agent("a1"), "in_group_around")
    assert said.method.startswith("communities ")
    assert said.detail is not None
    assert said.detail["inside"] == said.detail["ties"] == 5
    assert said.detail["stability"] > 0.5
    assert len(graph.basis(said.id)) == 5


def test_the_same_ties_always_give_the_same_groups(tmp_path: Path) -> None:
    ties = [*clique("a"), *clique("b"), ("a0", "b0")]
    assert around(network(tmp_path / "one", *ties)) == around(network(tmp_path / "two", *ties))


def test_another_process_finds_the_same_groups() -> None:
    """Also with other hashes of text: nothing may depend on the order of a set."""
    found = [
        subprocess.run(
            [sys.executable, "-c", _ELSEWHERE], capture_output=True, text=True, check=True,
            env={**os.environ, "PYTHONHASHSEED": seed}, cwd=Path(__file__).parents[3],
        ).stdout for seed in ("1", "2")
    ]
    assert len(found[0].split()) == 200
    assert found[0] == found[1]


_ELSEWHERE = """
import networkx as nx, numpy as np
from graph.analysis.communities import leiden
oracle = nx.relaxed_caveman_graph(25, 8, 0.3, seed=5)
a, b = np.array(list(oracle.edges)).T
print(*leiden(len(oracle), a, b).tolist())
"""


def test_a_network_without_groups_has_none_to_tell() -> None:
    oracle = nx.gnm_random_graph(300, 900, seed=2)
    a, b = np.array(sorted(tuple(sorted(e)) for e in oracle.edges)).T
    known = Pairs(np.arange(300), a, b, np.arange(len(a)))
    assert sum(len(group.members) for group in communities(known)) < 60


def test_a_group_in_which_not_all_can_know_each_other_is_split_or_not_told() -> None:
    cliques = [nx.complete_graph(10) for _ in range(40)]
    oracle = nx.disjoint_union_all(cliques)
    oracle.add_edges_from((10 * i, 10 * j) for i in range(40) for j in range(i))
    a, b = np.array(sorted(tuple(sorted(e)) for e in oracle.edges)).T
    found = list(communities(Pairs(np.arange(400), a, b, np.arange(len(a)))))
    assert found
    assert all(len(group.members) <= LARGEST for group in found)


@pytest.mark.parametrize("seed", range(3))
def test_leiden_is_as_good_as_networkx(seed: int) -> None:
    oracle = nx.relaxed_caveman_graph(20, 8, 0.15, seed=seed)
    a, b = np.array(list(oracle.edges)).T
    found = leiden(len(oracle), a, b)
    groups = [set(np.flatnonzero(found == g).tolist()) for g in np.unique(found)]
    theirs = nx.community.louvain_communities(oracle, seed=0)
    ours = nx.community.modularity(oracle, groups)
    assert ours >= nx.community.modularity(oracle, theirs) - 0.02
