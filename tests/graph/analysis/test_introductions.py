"""Introductions run over real ties, are as short as can be, and differ in who is between."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import networkx as nx
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.analysis.introductions import MOST_TIES, introductions
from graph.store import Edge
from tests.graph.analysis.networks import agent, network
from tests.making import fact, graph_of, thing


def between(chain: list[Edge], start: str, end: str) -> list[str]:
    """Return what stands between start and end, walking the arrows in either direction."""
    here, passed = start, []
    for edge in chain:
        here = edge.object if edge.subject == here else edge.subject
        passed.append(here)
    assert passed.pop() == end
    return passed


def test_a_direct_tie_comes_first_and_others_go_through_someone(tmp_path: Path) -> None:
    graph = network(tmp_path, ("a", "b"), ("a", "c"), ("c", "b"))
    chains = introductions(graph, agent("a"), agent("b"))
    assert [between(c, agent("a"), agent("b")) for c in chains] == [[], [agent("c")]]


def test_nobody_is_introduced_by_who_stopped_but_may_ask_after_them(tmp_path: Path) -> None:
    graph = graph_of(tmp_path, [
        *(f for n in "abxyz" for f in thing(agent(n), "Initiative", n)),
        *(fact(agent(m), "works_with", agent(n)) for m, n in ("ax", "xb", "ay", "yz", "zb")),
        fact(agent("x"), "phase", "ended"),
    ])
    (chain,) = introductions(graph, agent("a"), agent("b"))
    assert between(chain, agent("a"), agent("b")) == [agent("y"), agent("z")]
    assert introductions(graph, agent("y"), agent("x"))


def test_alternatives_have_other_people_in_between(tmp_path: Path) -> None:
    graph = network(tmp_path, ("a", "x"), ("x", "z"), ("a", "y"), ("y", "z"), ("a", "v"),
                    ("v", "w"), ("w", "z"), ("x", "y"))
    chains = introductions(graph, agent("a"), agent("z"))
    assert [between(c, agent("a"), agent("z")) for c in chains] == [
        [agent("x")], [agent("y")], [agent("v"), agent("w")]]
    assert len(introductions(graph, agent("a"), agent("z"), limit=2)) == 2


def test_two_people_meet_through_the_meeting_that_both_attended(tmp_path: Path) -> None:
    graph = graph_of(tmp_path, [
        *thing("event:town/e", "Event", "Buurttafel"),
        *thing("person:town/p", "Person", "P", consent="2026-01-01", attended="event:town/e"),
        *thing("person:town/q", "Person", "Q", consent="2026-01-01", attended="event:town/e"),
    ])
    (chain,) = introductions(graph, "person:town/p", "person:town/q")
    assert [(e.subject, e.relation) for e in chain] == [
        ("person:town/p", "attended"), ("person:town/q", "attended")]
    assert {e.object for e in chain} == {"event:town/e"}


def test_having_been_in_the_same_crowd_is_no_tie(tmp_path: Path) -> None:
    crowd = [f"person:town/p{i}" for i in range(30)]
    graph = graph_of(tmp_path, [
        *thing("event:town/e", "Event", "Festival"),
        *(f for i in crowd for f in thing(i, "Person", i, consent="2026-01-01",
                                          attended="event:town/e")),
    ])
    assert introductions(graph, crowd[0], crowd[1]) == []


def test_a_lasting_fresh_tie_goes_before_a_stale_one_of_the_same_length(tmp_path: Path) -> None:
    ties = [("a", "old", "2020-01-01"), ("old", "z", "2020-01-01"), ("a", "young", None),
            ("young", "z", None)]
    graph = graph_of(tmp_path, [
        *(f for n in ("a", "old", "young", "z") for f in thing(agent(n), "Initiative", n)),
        *(fact(agent(a), "works_with", agent(b), confirmed=day) for a, b, day in ties),
    ])
    chains = introductions(graph, agent("a"), agent("z"))
    passed = [between(chain, agent("a"), agent("z")) for chain in chains]
    assert passed == [[agent("young")], [agent("old")]]


def test_money_makes_no_acquaintance(tmp_path: Path) -> None:
    graph = graph_of(tmp_path, [
        *thing(agent("a"), "Initiative", "a"), *thing("publicbody:town/g", "PublicBody", "G"),
        *thing("grant:town/1", "Grant", "1", payer="publicbody:town/g", recipient=agent("a")),
    ])
    assert introductions(graph, "publicbody:town/g", agent("a")) == []


def test_the_unknown_have_no_introductions(tmp_path: Path) -> None:
    graph = network(tmp_path, ("a", "b"), ("c", "d"))
    assert introductions(graph, agent("a"), agent("c")) == []
    assert introductions(graph, agent("a"), agent("nobody")) == []
    assert introductions(graph, agent("a"), agent("a")) == []


PAIRS = st.tuples(st.integers(0, 11), st.integers(0, 11)).filter(lambda p: p[0] != p[1])


@settings(max_examples=25, deadline=None)
@given(ties=st.lists(PAIRS, min_size=1, max_size=30))
def test_chains_are_simple_and_the_first_is_as_short_as_networkx_says(
    ties: list[tuple[int, int]]
) -> None:
    named = [(f"n{a:02}", f"n{b:02}") for a, b in ties]
    oracle = nx.Graph((agent(a), agent(b)) for a, b in named)
    start, *_, end = sorted(oracle)
    with TemporaryDirectory() as folder:
        chains = introductions(network(Path(folder), *named), start, end)
    near = nx.single_source_shortest_path_length(oracle, start, cutoff=MOST_TIES)
    assert bool(chains) == (end in near)
    used: set[str] = set()
    for chain in chains:
        passed = between(chain, start, end)
        assert len(set(passed)) == len(passed)
        assert not used & set(passed)
        assert all(oracle.has_edge(e.subject, e.object) for e in chain)
        used |= set(passed)
    assert not chains or len(chains[0]) == near[end]
