"""A fragile tie is the only one known between two groups."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.analysis.fragile_ties import SMALLEST, fragile
from graph.analysis.ties import Pairs
from tests.graph.analysis.networks import agent, network
from tests.making import fact, graph_of, thing

TRIANGLES = [("a", "b"), ("b", "c"), ("a", "c"), ("x", "y"), ("y", "z"), ("x", "z")]
EDGES = st.sets(
    st.tuples(st.integers(0, 13), st.integers(0, 13)).filter(lambda e: e[0] < e[1]), max_size=25
)


@pytest.mark.parametrize("tails", [[], [("z", "tail")], [("a", "tail"), ("b", "end")]],
                         ids=["equal halves", "one larger", "the other larger"])
def test_the_only_tie_between_two_groups_is_fragile(
    tmp_path: Path, tails: list[tuple[str, str]]
) -> None:
    graph = network(tmp_path, *TRIANGLES, ("c", "x"), *tails)
    (tie,) = graph.statements(relation="fragile_tie")
    assert {tie.subject, tie.object} == {agent("c"), agent("x")}
    assert tie.detail is not None
    assert tie.detail["smaller_side"] == 3
    assert tie.detail["coverage"] == 1
    assert [(b.relation, b.subject) for b in graph.basis(tie.id)] == [("works_with", agent("c"))]


def test_cliques_of_six_each_hang_on_a_tie_that_is_itself_sometimes_not_known(
    tmp_path: Path
) -> None:
    cliques = [(f"{g}{i}", f"{g}{j}") for g in "abcdefg" for i, j in combinations(range(6), 2)]
    graph = network(tmp_path, *cliques, *((f"a{i}", f"{g}0") for i, g in enumerate("bcdefg")))
    found = [s.detail or {} for s in graph.statements(relation="fragile_tie")]
    assert [d["smaller_side"] for d in found] == [6] * 6
    stability = [d["stability"] for d in found]
    assert 0.5 <= min(stability) < 1
    assert sum(stability) / 6 == pytest.approx(0.9, abs=0.1)
    assert {d["holds"] for d in found} == {1}


def test_that_there_may_be_ties_not_known_yet_makes_it_less_sure(tmp_path: Path) -> None:
    """With a tenth missing, groups joined by two ties look as if they were by one."""
    groups = [(f"{g}{i}", f"{g}{j}") for g in "abcdefgh" for i, j in combinations(range(4), 2)]
    twice = [(f"a{i}", f"{g}{i}") for g in "bcdefg" for i in (0, 1)]
    (tie,) = network(tmp_path, *groups, *twice, ("a0", "h0")).statements(relation="fragile_tie")
    assert tie.detail is not None
    assert tie.detail["holds"] < 0.8
    assert tie.certainty <= tie.detail["holds"]
    assert "misschien is er een band die we niet kennen" in (tie.quote or "")


def test_a_tie_that_is_known_twice_is_not(tmp_path: Path) -> None:
    graph = graph_of(tmp_path, [
        *(f for n in "abcxyz" for f in thing(agent(n), "Initiative", n)),
        *(fact(agent(a), "works_with", agent(b)) for a, b in [*TRIANGLES, ("c", "x")]),
        fact(agent("c"), "part_of", agent("x")),
    ])
    assert graph.statements(relation="fragile_tie") == []


@given(EDGES)
def test_fragile_are_the_bridges_that_networkx_finds_between_large_enough_sides(
    edges: set[tuple[int, int]]
) -> None:
    a, b = np.array(sorted(edges), dtype=np.int64).reshape(-1, 2).T
    known = Pairs(np.arange(14), a, b, np.arange(len(a)))
    oracle = nx.Graph(sorted(edges))
    expected = {}
    for tie in nx.bridges(oracle):
        without = nx.restricted_view(oracle, [], [tie])
        smaller = min(len(nx.node_connected_component(without, end)) for end in tie)
        if smaller >= SMALLEST:
            expected[min(tie), max(tie)] = smaller
    assert fragile(known, np.ones(len(a), dtype=bool)) == expected
