"""What makes an overlap, what does not, and how sure that is."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.statement import Fact, State
from graph.store import Graph
from tests.graph.analysis.networks import agent
from tests.graph.analysis.test_overlap import (
    EAST,
    SOUP,
    TABLE,
    WEST,
    initiative,
    kinds,
    surroundings,
)
from tests.making import graph_of, thing


def yearly(name: str, year: str, area: str | None) -> list[Fact]:
    """Return a project of one carrier with a grant in one year."""
    told = initiative(name, "Oefenen met praten", "taal", area or EAST,
                      run_by="organisation:town/o")
    grant = thing(f"grant:town/{name}", "Grant", name, year=year, funds=agent(name))
    return [*(f for f in told if area or f.relation != "active_in"), *grant]


def chain(graph: Graph) -> set[tuple[str, str]]:
    found = graph.statements(relation="continues")
    return {(graph.label(s.subject), graph.label(s.object or "")) for s in found}


@pytest.mark.parametrize(("second", "third", "expected"), [
    (EAST, EAST, {("Taalcafé 2019", "Taalcafé 2018"), ("Taalcafé 2020", "Taalcafé 2019")}),
    (WEST, EAST, {("Taalcafé 2020", "Taalcafé 2018")}),
    (None, EAST, {("Taalcafé 2019", "Taalcafé 2018"), ("Taalcafé 2020", "Taalcafé 2019")}),
    (None, WEST, set()),
], ids=["one place", "elsewhere", "unknown joins the only place", "unknown joins no two places"])
def test_a_series_is_of_one_place(
    tmp_path: Path, second: str | None, third: str, expected: set[tuple[str, str]]
) -> None:
    graph = graph_of(tmp_path, [
        *surroundings(), *thing("organisation:town/o", "Organisation", "O"),
        *yearly("Taalcafé 2018", "2018", EAST), *yearly("Taalcafé 2019", "2019", second),
        *yearly("Taalcafé 2020", "2020", third),
    ])
    assert chain(graph) == expected


def test_a_series_is_as_stable_as_the_carriers_it_rests_on(tmp_path: Path) -> None:
    facts = [*surroundings(), *thing("organisation:town/o", "Organisation", "O")]
    facts += [f for year in range(2010, 2022) for f in yearly(f"Taalcafé {year}", str(year), EAST)]
    graph = graph_of(tmp_path, facts)
    found = [(s.detail or {})["stability"] for s in graph.statements(relation="continues")]
    assert len(found) == 11
    assert 0.6 < sum(found) / len(found) < 0.95


SHARING = {"housed_in": "venue:town/huis"}
HOUSE = thing("venue:town/huis", "Venue", "Het Huis", located_in=EAST)


@pytest.mark.parametrize("end", [{}, {"phase": "ended"}, {"ended": "2025"}],
                         ids=["runs", "phase", "year"])
def test_who_stopped_shares_nothing_any_more(tmp_path: Path, end: dict[str, str]) -> None:
    graph = graph_of(tmp_path, [
        *surroundings(), *HOUSE, *initiative("Zagen", "Planken", "klussen", **SHARING),
        *initiative("Spreekuur", "Brieven", "schulden", **SHARING, **end),
    ])
    assert len(kinds(graph)) == (0 if end else 1)


def exchange(**giver: str) -> list[Fact]:
    return [
        *surroundings(), *initiative("Zaaien", "Wortels en bieten", "groen", **giver), *SOUP,
        *thing("resource:materiaal", "Resource", "materiaal"),
        *thing("need:town/n", "Need", "groente gezocht", sought_by=agent("Lepel"), needed_in=EAST,
               asks_for="resource:materiaal"),
        *thing("offer:town/o", "Offer", "groente over", offered_by=agent("Zaaien"),
               available_in=EAST, provides="resource:materiaal"),
    ]


def test_who_stopped_gives_nothing_any_more(tmp_path: Path) -> None:
    assert kinds(graph_of(tmp_path, exchange(phase="ended"))) == {}


def test_what_was_not_measured_has_no_figure(tmp_path: Path) -> None:
    (pair,) = graph_of(tmp_path, exchange()).statements(relation="complements")
    assert pair.detail is not None
    assert "stability" not in pair.detail
    assert pair.certainty > 0.7


def test_what_is_found_less_often_is_less_certain(tmp_path: Path) -> None:
    (double,) = graph_of(tmp_path, [*surroundings(), *SOUP, *TABLE]).statements(
        relation="duplicates")
    assert double.detail is not None
    assert double.certainty <= double.detail["stability"]


def test_of_what_themes_are_not_known_none_is_said_to_be_another(tmp_path: Path) -> None:
    unknown = [f for f in TABLE if f.relation != "about"]
    assert kinds(graph_of(tmp_path, [*surroundings(), *SOUP, *unknown])) == {}


def test_proposals_make_no_double(tmp_path: Path) -> None:
    proposed = [f._replace(state=State.PROPOSED) if f.relation == "about" else f for f in TABLE]
    assert kinds(graph_of(tmp_path, [*surroundings(), *SOUP, *proposed], "steward")) == {}


def test_descriptions_are_alike_only_when_they_are_in_whole_words(tmp_path: Path) -> None:
    (pair,) = graph_of(tmp_path, [*surroundings(), *SOUP, *TABLE]).statements(
        relation="duplicates")
    assert "omschrijvingen lijken op elkaar (" in (pair.quote or "")
    assert {"koken", "ouderen", "maaltijd"} & set((pair.detail or {})["shared"]["words"])


@pytest.mark.parametrize("texts", [
    ("Brieven lezen, formulieren invullen, bellen met instanties, ordners maken, geld",
     "Planken zagen, lijm, verf, kwasten, hamers en spijkers: praten wij liever niet over geld"),
    ("", "Een brief met geld"),
], ids=["one word", "only a name"])
def test_a_word_in_both_makes_no_descriptions_alike(
    tmp_path: Path, texts: tuple[str, str]
) -> None:
    facts = [*surroundings(), *HOUSE]
    names = ("Loket" if texts[0] else "Loket geld", "Zagen")
    for name, text, theme in zip(names, texts, ("schulden", "klussen"), strict=True):
        facts += [f for f in initiative(name, text, theme, **SHARING)
                  if f.relation != "description" or text]
    (pair,) = graph_of(tmp_path, facts).statements(relation="shares_with")
    assert "woorden in beide: geld" in (pair.quote or "")
    assert "omschrijvingen" not in (pair.quote or "")


def test_without_areas_coverage_is_that_of_all(tmp_path: Path) -> None:
    def floating(name: str) -> list[Fact]:
        return thing(agent(name), "Initiative", name, run_by="organisation:town/o")

    graph = graph_of(tmp_path, [
        *thing("organisation:town/o", "Organisation", "O"), *floating("a"), *floating("b"),
        *thing(agent("c"), "Initiative", "c", about="theme:taal"),
        *thing("theme:taal", "Theme", "taal"),
    ])
    (pair,) = graph.statements(relation="shares_with")
    assert pair.detail is not None
    assert pair.detail["coverage"] == pytest.approx(1 / 3, abs=0.01)
    assert pair.detail["thin"] and "Let op" in (pair.quote or "")
