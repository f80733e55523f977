"""Groups and who is in the middle are asked like any other question."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest

from graph.statement import Fact
from graph.store import Graph
from queries.ask import ask
from tests.graph.analysis.networks import agent
from tests.making import fact, graph_of, thing

WEST, EAST = "area:town/west", "area:town/east"


@pytest.fixture
def graph(tmp_path: Path) -> Graph:
    """Two groups of six who all work together, in two areas, with one tie between them."""
    facts: list[Fact] = [*thing(WEST, "Area", "West"), *thing(EAST, "Area", "Oost")]
    for letter, area in (("a", WEST), ("b", EAST)):
        names = [f"{letter}{i}" for i in range(6)]
        facts += [f for n in names for f in thing(agent(n), "Initiative", n, active_in=area)]
        facts += [fact(agent(x), "works_with", agent(y)) for x, y in combinations(names, 2)]
    for i in range(3):
        tail = f"tail{i}"
        facts += [*thing(agent(tail), "Initiative", tail, active_in=WEST),
                  fact(agent("a0"), "works_with", agent(tail))]
    return graph_of(tmp_path, [*facts, fact(agent("a0"), "works_with", agent("b0"))])


def test_the_groups_of_an_area_are_named_after_who_has_most_ties(graph: Graph) -> None:
    result = ask(graph, "groups", {"area": "West"})
    (answer,) = result.answers
    assert answer.label == "a0"
    assert {"a1", "a2", "a3", "a4", "a5"} <= set(answer.fields["members"])
    assert answer.fields["size"] == len(answer.fields["members"]) + 1
    assert "rond a0" in result.sentence
    assert len(ask(graph, "groups", {}).answers) == 2


def test_who_all_lines_run_over_comes_first_with_the_kind_in_the_readers_words(
    graph: Graph
) -> None:
    result = ask(graph, "central", {"area": "West"})
    assert result.answers[0].label == "a0"
    assert result.answers[0].fields["kind"] == "samenwerking"
    english = ask(graph, "central", {"area": "West"}, lang="en")
    assert english.answers[0].fields["kind"] == "cooperation"
    assert {b.says for b in result.answers[0].because}


def test_where_all_know_all_nobody_is_in_the_middle(graph: Graph) -> None:
    result = ask(graph, "central", {"area": "Oost"})
    assert result.answers == []
    assert result.abstained is not None
