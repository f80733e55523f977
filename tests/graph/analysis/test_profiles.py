"""What is known of an initiative: what was accepted, in words as people write them."""

from __future__ import annotations

from pathlib import Path

from graph.analysis.profiles import Profiles
from graph.statement import Fact, State
from graph.store import Graph
from tests.graph.analysis.networks import agent
from tests.making import fact, graph_of, thing

EAST = "area:town/oost"
SURROUNDINGS = [
    *thing(EAST, "Area", "Oost"), *thing("theme:groen", "Theme", "groen"),
    *thing("venue:town/huis", "Venue", "Huis", located_in=EAST),
]


def traits(graph: Graph, kind: str) -> dict[str, set[str]]:
    """Return what each initiative has of one kind, by name."""
    profiles = Profiles(graph)
    rows, things = profiles.traits[kind].matrix.nonzero()
    found: dict[str, set[str]] = {}
    for row, n in zip(rows.tolist(), things.tolist(), strict=True):
        found.setdefault(profiles.labels[row], set()).add(graph.label(graph.ids[n - 1]))
    return found


def test_who_has_no_area_is_where_their_venue_is(tmp_path: Path) -> None:
    graph = graph_of(tmp_path, [
        *SURROUNDINGS, *thing(agent("a"), "Initiative", "a", housed_in="venue:town/huis")])
    assert traits(graph, "area") == {"a": {"Oost"}}
    ((_, statements),) = Profiles(graph).traits["area"].basis.items()
    assert len(statements) == 2  # that it is housed there, and where the venue is


def test_proposals_give_no_traits_no_words_and_no_end(tmp_path: Path) -> None:
    def proposed(relation: str, what: str) -> Fact:
        return fact(agent("a"), relation, what, state=State.PROPOSED)

    graph = graph_of(tmp_path, [
        *SURROUNDINGS, *thing(agent("a"), "Initiative", "a"), proposed("about", "theme:groen"),
        proposed("description", "samen schoffelen"), proposed("ended", "2020-01-01"),
    ], "steward")
    profiles = Profiles(graph)
    assert graph.statements(agent("a"), "about")
    assert traits(graph, "theme") == {}
    assert not profiles.is_described[0] and not profiles.is_ended[0]
    assert profiles.texts[0] == ["a"]


def test_a_year_that_is_not_over_ends_nothing_yet(tmp_path: Path) -> None:
    graph = graph_of(tmp_path, [f for day in ("2025", "2026", "2026-11-01") for f in thing(
        agent(day), "Initiative", day, ended=day)])
    profiles = Profiles(graph)
    ended = dict(zip(profiles.labels, profiles.is_ended.tolist(), strict=True))
    assert ended == {"2025": True, "2026": False, "2026-11-01": True}


def test_words_are_told_as_they_are_mostly_written(tmp_path: Path) -> None:
    texts = ("tuinen en tuinen", "de tuin en de tuinen", "zonder zaaien")
    graph = graph_of(tmp_path, [f for i, text in enumerate(texts) for f in thing(
        agent(f"a{i}"), "Initiative", f"a{i}", description=text)])
    weights, words = Profiles(graph).words
    assert "tuinen" in words and "tuin" not in words
    assert set(weights[:, [words.index("tuinen")]].nonzero()[0].tolist()) == {0, 1}


def test_a_name_is_no_description(tmp_path: Path) -> None:
    graph = graph_of(tmp_path, [
        *thing(agent("a"), "Initiative", "Samen koken"),
        *thing(agent("b"), "Initiative", "Tafel", description="Samen koken"),
    ])
    assert Profiles(graph).is_described.tolist() == [False, True]


def test_the_year_in_a_name_is_no_part_of_the_project(tmp_path: Path) -> None:
    graph = graph_of(tmp_path, thing(agent("a"), "Initiative", "Zomerfeest 2018"))
    assert Profiles(graph).project(0) == ("zomerfeest", ["2018"])


def test_leaving_traits_out_leaves_the_whole_as_it_was(tmp_path: Path) -> None:
    graph = graph_of(tmp_path, [*SURROUNDINGS, *(f for i in range(200) for f in thing(
        agent(f"a{i}"), "Initiative", f"a{i}", active_in=EAST, about="theme:groen"))])
    whole = Profiles(graph)
    fewer = whole.without(0.1, seed=1)
    assert whole.traits["area"].matrix.nnz == whole.around["area"].nnz == 200
    assert 160 < fewer.traits["area"].matrix.nnz < 200
    assert fewer.around["area"].nnz == fewer.traits["area"].matrix.nnz
    again = whole.without(0.1, seed=1)
    assert (fewer.traits["theme"].matrix != again.traits["theme"].matrix).nnz == 0
