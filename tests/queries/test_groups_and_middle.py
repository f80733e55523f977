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


TRIANGLES = [("a", "b"), ("b", "c"), ("a", "c"), ("x", "y"), ("y", "z"), ("x", "z")]


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


def test_the_kind_of_contacts_is_named_in_the_sentence(graph: Graph) -> None:
    sentence = ask(graph, "central", {"area": "West"}).sentence
    assert "bij samenwerking" in sentence and "via a0" in sentence
    assert "in cooperation" in ask(graph, "central", {"area": "West"}, lang="en").sentence


@pytest.mark.parametrize(("name", "field"), [("groups", "stays"), ("central", "stability")])
def test_how_sure_it_is_stands_in_the_answer(graph: Graph, name: str, field: str) -> None:
    answer = ask(graph, name, {"area": "West"}).answers[0]
    assert 0.5 <= answer.fields[field] <= 1
    assert answer.fields["thin"] is False


def little_known(*more: Fact) -> list[Fact]:
    """Return two groups in an area where most are tied to nobody we know.

    There they hang on `m`; elsewhere they both know somebody else.
    """
    ties = [*TRIANGLES, ("c", "m"), ("m", "x"), *((f"t{i}", "m") for i in range(4))]
    names = {n for tie in ties for n in tie} | {f"n{i}" for i in range(30)}
    return [
        *thing(WEST, "Area", "West"), *thing(EAST, "Area", "Oost"),
        *thing(agent("far"), "Initiative", "far", active_in=EAST, works_with=agent("a")),
        fact(agent("far"), "works_with", agent("z")),
        *(f for n in sorted(names) for f in thing(agent(n), "Initiative", n, active_in=WEST)),
        *(fact(agent(a), "works_with", agent(b)) for a, b in ties), *more,
    ]


@pytest.mark.parametrize("name", ["brokers", "central", "groups"])
def test_where_little_is_known_the_answer_says_so(tmp_path: Path, name: str) -> None:
    answers = ask(graph_of(tmp_path, little_known()), name, {"area": "West"}).answers
    assert answers and all(answer.fields["thin"] for answer in answers)
    assert all(any("Let op" in (b.quote or "") for b in a.because) for a in answers)


def test_a_broker_comes_with_how_many_it_cuts_off_and_where_that_was_seen(tmp_path: Path) -> None:
    answer, *others = ask(graph_of(tmp_path, little_known()), "brokers", {"area": "West"}).answers
    assert {a.label for a in others} == {"c", "x"}
    assert answer.label == "m"
    assert answer.fields["scope"] == "West"
    assert answer.fields["count"] == answer.score == 3
    assert 0.5 <= answer.fields["stability"] < 1
    assert 0 < answer.fields["holds"] <= 1
    assert 0 < answer.fields["brokerage"] < 1


def test_who_cuts_off_most_comes_first_however_many_are_named(tmp_path: Path) -> None:
    def row(hub: str, count: int) -> list[tuple[str, str]]:
        leaves = [f"{hub}{i:02}" for i in range(count)]
        return [*combinations(leaves[:2], 2), *((hub, leaves[0]), (hub, leaves[1])),
                *((leaves[0], leaf) for leaf in leaves[2:]), *((leaves[1], leaf)
                                                              for leaf in leaves[2:])]

    core = list(combinations([f"k{i}" for i in range(150)], 2))
    ties = [*core, ("k0", "p"), ("k0", "q"), *row("p", 55), *row("q", 70)]
    names = {n for tie in ties for n in tie}
    graph = graph_of(tmp_path, [
        *(f for n in sorted(names) for f in thing(agent(n), "Initiative", n)),
        *(fact(agent(a), "works_with", agent(b)) for a, b in ties)])
    answers = [a for a in ask(graph, "brokers", {}).answers if a.label in ("p", "q")]
    assert [(a.label, a.fields["count"]) for a in answers] == [("q", 70), ("p", 55)]
    assert all(len(a.fields["cuts_off"]) == 50 for a in answers)
    assert all(a.fields["scope"] is None for a in answers)
