"""A fragile tie is the only one known between two groups."""

from __future__ import annotations

from pathlib import Path

from tests.graph.analysis.networks import agent, network
from tests.making import fact, graph_of, thing

TRIANGLES = [("a", "b"), ("b", "c"), ("a", "c"), ("x", "y"), ("y", "z"), ("x", "z")]


def test_the_only_tie_between_two_groups_is_fragile(tmp_path: Path) -> None:
    graph = network(tmp_path, *TRIANGLES, ("c", "x"), ("z", "tail"))
    (tie,) = graph.statements(relation="fragile_tie")
    assert {tie.subject, tie.object} == {agent("c"), agent("x")}
    assert tie.detail is not None
    assert tie.detail["smaller_side"] == 3
    assert tie.detail["coverage"] == 1
    assert [(b.relation, b.subject) for b in graph.basis(tie.id)] == [("works_with", agent("c"))]


def test_a_tie_that_is_known_twice_is_not(tmp_path: Path) -> None:
    graph = graph_of(tmp_path, [
        *(f for n in "abcxyz" for f in thing(agent(n), "Initiative", n)),
        *(fact(agent(a), "works_with", agent(b)) for a, b in [*TRIANGLES, ("c", "x")]),
        fact(agent("c"), "part_of", agent("x")),
    ])
    assert graph.statements(relation="fragile_tie") == []
