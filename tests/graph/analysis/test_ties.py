"""Who knows whom: by an arrow, or by something small enough that both take part in."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest

from graph.analysis.ties import MOST, distinct, load_ties, pairs, steps
from graph.statement import Fact, State
from graph.store import Graph
from tests.graph.analysis.networks import agent, network
from tests.making import fact, graph_of, thing

CLUB, POST = "organisation:town/club", "post:town/raadslid"


def acquainted(graph: Graph) -> set[frozenset[str]]:
    """Return every two agents with a tie, by name."""
    known = pairs(load_ties(graph))
    name = [graph.label(graph.ids[n - 1]) for n in known.nodes.tolist()]
    a, b, _ = distinct(known.a, known.b)
    return {frozenset((name[i], name[j])) for i, j in zip(a.tolist(), b.tolist(), strict=True)}


def holders(count: int) -> list[Fact]:
    """Return a post at a club, held by so many."""
    people = [f"p{i}" for i in range(count)]
    return [
        *thing(CLUB, "Organisation", "Club"), *thing(POST, "Post", "raadslid", at=CLUB),
        *(f for name in people for f in thing(
            f"person:town/{name}", "Person", name, consent="2026-01-01", holds=POST)),
    ]


def test_who_share_a_thing_are_all_acquainted(tmp_path: Path) -> None:
    names = ["Club", "p0", "p1", "p2"]
    graph = graph_of(tmp_path, holders(3))
    assert acquainted(graph) == {frozenset(pair) for pair in combinations(names, 2)}


def test_a_post_of_a_crowd_ties_each_holder_to_its_party_only(tmp_path: Path) -> None:
    count = MOST["Post"] + 5
    graph = graph_of(tmp_path, holders(count))
    assert acquainted(graph) == {frozenset((f"p{i}", "Club")) for i in range(count)}
    ties = load_ties(graph)
    post = graph.number(POST)
    assert set(ties.shared.tolist()) == {post}  # it still tells where they belong
    assert len(ties.shared) == count


def test_a_crowd_at_a_meeting_introduces_nobody(tmp_path: Path) -> None:
    def meeting(name: str, count: int) -> list[Fact]:
        return [*thing(f"event:town/{name}", "Event", name), *(
            f for i in range(count) for f in thing(
                agent(f"{name}{i}"), "Initiative", f"{name}{i}", attended=f"event:town/{name}"))]

    graph = graph_of(tmp_path, [*meeting("small", 3), *meeting("big", MOST["Event"] + 1)])
    assert {name for pair in acquainted(graph) for name in pair} == {"small0", "small1", "small2"}


@pytest.mark.parametrize("end", [{"ended": "2026-01-01"}, {"phase": "ended"}],
                         ids=["last day", "phase"])
def test_who_stopped_is_tied_to_nobody(tmp_path: Path, end: dict[str, str]) -> None:
    graph = graph_of(tmp_path, [
        *(f for n in "abc" for f in thing(agent(n), "Initiative", n)),
        *thing(agent("old"), "Initiative", "old", works_with=agent("a"), **end),
        fact(agent("b"), "part_of", agent("old")), fact(agent("b"), "works_with", agent("c")),
    ])
    assert acquainted(graph) == {frozenset("bc")}


def test_what_ended_ties_nobody_either(tmp_path: Path) -> None:
    pact = "agreement:town/pact"
    graph = graph_of(tmp_path, [
        *thing(pact, "Agreement", "Pact", ended="2025"),
        *(f for n in "ab" for f in thing(agent(n), "Initiative", n)),
        *(fact(pact, "agreed_by", agent(n)) for n in "ab"),
    ])
    assert acquainted(graph) == set()


def test_a_proposed_tie_is_none_until_it_is_accepted(tmp_path: Path) -> None:
    proposal = fact(agent("a"), "works_with", agent("b"), state=State.PROPOSED)
    facts = [f for n in "abc" for f in thing(agent(n), "Initiative", n)]
    facts += [proposal, fact(agent("b"), "works_with", agent("c"))]
    graph = graph_of(tmp_path, facts, "steward")
    assert graph.edges(agent("a"), ["works_with"])
    assert acquainted(graph) == {frozenset("bc")}


def test_money_and_the_same_theme_make_no_tie(tmp_path: Path) -> None:
    graph = graph_of(tmp_path, [
        *thing("theme:groen", "Theme", "groen"), *thing(CLUB, "Organisation", "Club"),
        *(f for n in "ab" for f in thing(agent(n), "Initiative", n, about="theme:groen")),
        *thing("grant:town/g", "Grant", "G", paid_by=CLUB, paid_to=agent("a")),
    ])
    assert acquainted(graph) == set()


def test_a_tie_said_from_both_sides_is_one(tmp_path: Path) -> None:
    graph = network(tmp_path, ("a", "b"), ("b", "a"), ("b", "c"))
    known = pairs(load_ties(graph))
    assert len(known.a) == len(known.link) == 2


def test_steps_lead_from_agents_to_links_and_back(tmp_path: Path) -> None:
    ties = load_ties(network(tmp_path, ("a", "b"), ("b", "c")))
    way = steps(ties)
    near = [way.neighbour[way.first[i]:way.first[i + 1]].tolist() for i in range(5)]
    assert near == [[3], [3, 4], [4], [0, 1], [1, 2]]
