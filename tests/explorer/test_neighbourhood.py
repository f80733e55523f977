"""What stands around a thing are its ties, not what was concluded from them."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

from explorer.neighbourhood import neighbourhood
from tests.graph.analysis.networks import agent, network


def test_groups_are_not_drawn_over_the_ties_they_are_concluded_from(tmp_path: Path) -> None:
    two = [*combinations(["a0", "a1", "a2", "a3", "a4", "a5"], 2),
           *combinations(["b0", "b1", "b2", "b3", "b4", "b5"], 2), ("a0", "b0")]
    graph = network(tmp_path, *two)
    centre = graph.node(agent("a0"))
    assert centre is not None
    assert graph.statements(relation="in_group_around")
    drawn = neighbourhood(graph, centre).relations
    assert "works_with" in drawn and "in_group_around" not in drawn
    asked = neighbourhood(graph, centre, relations=["in_group_around"])
    assert asked.relations == ["in_group_around"]
