"""A need could use an offer of the same kind, where it is needed, unless a source says more."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.analysis import matches
from graph.statement import Fact, State
from graph.store import Graph
from tests.making import fact, graph_of, thing

TOWN, WARD, STREET, OTHER = (f"area:town/{n}" for n in ("g", "w", "b", "x"))


def surroundings() -> list[Fact]:
    return [
        *thing(TOWN, "Area", "Stad"), *thing(WARD, "Area", "Wijk", within=TOWN),
        *thing(STREET, "Area", "Buurt", within=WARD), *thing(OTHER, "Area", "Elders", within=TOWN),
        *thing("resource:ruimte", "Resource", "ruimte"),
        *thing("resource:keuken", "Resource", "keuken", broader="resource:ruimte"),
        *thing("theme:eten", "Theme", "eten"), *thing("theme:sport", "Theme", "sport"),
        *thing("initiative:town/a", "Initiative", "A"),
        *thing("organisation:town/o", "Organisation", "O"),
    ]


def need(**more: str) -> list[Fact]:
    usual = {"sought_by": "initiative:town/a", "asks_for": "resource:ruimte", "needed_in": STREET}
    return thing("need:town/n", "Need", "N", **usual | more)


def offer(name: str = "f", **more: str) -> list[Fact]:
    return thing(f"offer:town/{name}", "Offer", name, **{
        "offered_by": "organisation:town/o", "provides": "resource:ruimte",
        "available_in": STREET} | more)


def met(graph: Graph) -> set[str]:
    edges = graph.edges("need:town/n", ["could_use"], backward=False)
    return {graph.label(e.object) for e in edges}


def test_same_kind_of_help_in_the_same_place_or_around_it(tmp_path: Path) -> None:
    graph = graph_of(tmp_path, [
        *surroundings(), *need(), *offer("here"), *offer("ward", available_in=WARD),
        *offer("elsewhere", available_in=OTHER), *offer("money", provides="resource:geld"),
        *offer("kitchen", provides="resource:keuken"),
    ])
    assert met(graph) == {"here", "ward", "kitchen"}
    (why,) = graph.statements("need:town/n", "could_use", "offer:town/here")
    assert "zelfde soort hulp: ruimte" in (why.quote or "")
    assert {(b.relation, b.object) for b in graph.basis(why.id)} == {
        ("asks_for", "resource:ruimte"), ("provides", "resource:ruimte"),
        ("needed_in", STREET), ("available_in", STREET),
        ("sought_by", "initiative:town/a"), ("offered_by", "organisation:town/o")}


def test_the_same_theme_makes_surer_and_another_less_sure(tmp_path: Path) -> None:
    graph = graph_of(tmp_path, [
        *surroundings(), *need(about="theme:eten"), *offer("same", about="theme:eten"),
        *offer("other", about="theme:sport"), *offer("any"),
    ])
    assert met(graph) == {"same", "any", "other"}
    sure = {graph.label(e.object): e.certainty for e in graph.edges("need:town/n", ["could_use"])}
    assert sure["same"] > sure["any"] > sure["other"]


def test_what_is_met_ended_or_joined_already_is_left_alone(tmp_path: Path) -> None:
    graph = graph_of(tmp_path / "a", [*surroundings(), *need(status="met"), *offer()])
    assert met(graph) == set()
    graph = graph_of(tmp_path / "b", [
        *surroundings(), *need(status="open"), *offer("gone", status="ended"),
        *offer("stated", meets="need:town/n"), *offer("own", offered_by="initiative:town/a"),
        *offer("conditional", status="conditional"),
    ])
    assert met(graph) == {"conditional"}


def test_an_offer_is_where_its_venue_or_giver_is(tmp_path: Path) -> None:
    graph = graph_of(tmp_path, [
        *surroundings(), *need(), *thing("venue:town/v", "Venue", "V", located_in=STREET),
        *(f for f in offer("housed", housed_in="venue:town/v") if f.relation != "available_in"),
        *(f for f in offer("floating") if f.relation != "available_in"),
        fact("organisation:town/o", "active_in", OTHER),
    ])
    assert met(graph) == {"housed"}


def test_without_a_place_only_the_same_theme_matches(tmp_path: Path) -> None:
    bare = [f for f in need(about="theme:eten") if f.relation != "needed_in"]
    graph = graph_of(tmp_path, [
        *surroundings(), *bare, *offer("same", about="theme:eten"), *offer("any")])
    assert met(graph) == {"same"}
    assert "waar is niet bekend" in (graph.statements("need:town/n", "could_use")[0].quote or "")


def test_a_need_of_an_area_is_needed_there(tmp_path: Path) -> None:
    bare = [f for f in need(sought_by=WARD) if f.relation != "needed_in"]
    graph = graph_of(tmp_path, [*surroundings(), *bare, *offer(), *offer("x", available_in=OTHER)])
    assert met(graph) == {"f"}


def test_where_very_many_offer_the_same_the_nearest_are_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(matches, "LOOKED_AT", 3)
    graph = graph_of(tmp_path, [
        *surroundings(), *need(), *(f for i in range(5) for f in offer(f"a{i}", available_in=TOWN)),
        *offer("ward", available_in=WARD), *offer("street"),
    ])
    assert met(graph) == {"street", "ward", "a0"}


def test_a_need_of_a_whole_town_does_not_look_at_every_offer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(matches, "LOOKED_AT", 3)
    looked: list[str] = []
    fit = matches._Shelf.fit

    def counted(shelf: matches._Shelf, ours: matches._Side, theirs: matches._Side) -> object:
        looked.append(str(theirs.n))
        return fit(shelf, ours, theirs)

    monkeypatch.setattr(matches._Shelf, "fit", counted)
    graph = graph_of(tmp_path, [
        *surroundings(), *need(needed_in=TOWN), *(f for i in range(9) for f in offer(f"a{i}"))])
    assert len(looked) == len(met(graph)) == 3


def test_a_proposed_offer_meets_no_need_yet(tmp_path: Path) -> None:
    proposed = [f._replace(state=State.PROPOSED) if f.relation == "provides" else f
                for f in offer()]
    assert met(graph_of(tmp_path, [*surroundings(), *need(), *proposed], "steward")) == set()
