"""Reviewing: what is decided on the page stands in the ledger, and undo really undoes."""

from __future__ import annotations

from collections import Counter

import pytest
from streamlit.testing.v1 import AppTest

from graph.home import Home
from graph.ledger import Ledger
from graph.statement import State
from graph.store import Graph
from tests.explorer.conftest import ShowPage, said
from tests.explorer.waiting import BEGUN, GREEN, REPORT, WEST, states, verdict
from tests.making import fact, write


@pytest.fixture
def review(
    show_page: ShowPage, waiting_home: Home, monkeypatch: pytest.MonkeyPatch
) -> AppTest:
    """Return the review page as the network sees it."""
    monkeypatch.setenv("SAMENSPEL_AUDIENCE", "network")
    return show_page("review", home=waiting_home)


def press(test: AppTest, name: str) -> AppTest:
    """Press a button of the page; nothing may go wrong."""
    next(b for b in test.button
         if (b.key or "").partition("-")[0] == f"review_{name}").click().run()
    assert not test.exception
    return test


def heading(test: AppTest) -> str:
    """Return what is being decided on."""
    return said(test).partition("<h2")[2].partition(">")[2].partition("</h2>")[0]


@pytest.mark.parametrize("name", ["review", "add"])
def test_the_public_has_no_pages_to_change_things(show_page: ShowPage, name: str) -> None:
    page = show_page(name)
    assert not page.exception
    assert "Nakijken" not in said(page) and "Melden" not in said(page)
    assert not [b for b in page.button if (b.key or "").startswith("review_")]


def test_a_proposal_is_shown_in_its_document_with_source_and_certainty(review: AppTest) -> None:
    page = said(review)
    assert "Er wachten 4 voorstellen op je." in page and "Voorstel 1 van 4" in page
    assert heading(review) == GREEN
    assert "<mark>De Club gaat over groen.</mark>" in page and "Jo opent de avond." in page
    assert "Verslag van de buurttafel" in page and "1 oktober 2026" in page
    assert "Zeker" in page and "thing=organisation.t.club" in page


def test_accepting_stands_in_the_ledger_and_goes_on(review: AppTest, waiting_home: Home) -> None:
    press(review, "accept")
    assert states(waiting_home)["about"] == "accepted"
    assert f"Aangenomen: {GREEN}" in said(review)
    assert heading(review) == WEST and "Voorstel 1 van 3" in said(review)


def test_rejecting_stands_and_undo_really_undoes(review: AppTest, waiting_home: Home) -> None:
    press(press(review, "next"), "reject")
    assert states(waiting_home)["active_in"] == "rejected"
    press(review, "undo")
    assert states(waiting_home)["active_in"] == "proposed"
    assert f"Teruggedraaid: {WEST}" in said(review) and heading(review) == WEST
    assert not [b for b in review.button if b.key == "review_undo"]


@pytest.mark.parametrize("name", ["same", "different"])
def test_a_pair_is_judged_with_both_sides_in_view(
    review: AppTest, waiting_home: Home, name: str
) -> None:
    press(press(review, "next"), "next")
    assert heading(review) == "Is ‘Tuin van Oost’ hetzelfde als ‘Tuintje van Oost’?"
    assert "zit in Het Huis" in said(review) and "namen lijken op elkaar" in said(review)
    press(review, name)
    assert verdict(waiting_home) == name
    press(review, "undo")
    assert verdict(waiting_home) == "unsure"


def correct(test: AppTest, relation: str, value: str) -> AppTest:
    """Fill in the correction of the proposal that is shown."""
    press(test, "edit")
    what = next(s for s in test.selectbox if (s.key or "").startswith("review_what"))
    what.set_value(relation).run()
    field = next(f for f in (*test.selectbox, *test.text_input)
                 if (f.key or "").startswith("review_right"))
    field.set_value(value)
    next(b for b in test.button if b.label == "Bewaar de verbetering").click().run()
    assert not test.exception
    return test


def corrections(home: Home) -> list[tuple[str, str | None, str | None]]:
    """Return what people said instead of what was proposed, as far as it stands."""
    with Ledger(home.ledger) as ledger:
        found = ledger.statements(source="review")
        return [(s.relation, s.value, s.object) for s in found if s.state == "accepted"]


@pytest.mark.parametrize(
    ("relation", "value"), [("about", "theme:moestuin"), ("description", "Een club van buren")]
)
def test_a_correction_replaces_what_was_proposed_and_can_be_undone(
    review: AppTest, waiting_home: Home, relation: str, value: str
) -> None:
    correct(review, relation, value)
    assert states(waiting_home)["about"] == "rejected"
    pair = (None, value) if relation == "about" else (value, None)
    assert corrections(waiting_home) == [(relation, *pair)]
    assert f"Verbeterd: {GREEN}" in said(review) and heading(review) == WEST
    press(review, "undo")
    assert states(waiting_home)["about"] == "proposed" and corrections(waiting_home) == []
    assert heading(review) == GREEN


def test_an_empty_correction_is_a_sentence_and_changes_nothing(
    review: AppTest, waiting_home: Home
) -> None:
    correct(review, "description", "  ")
    assert "Vul in wat juist is." in said(review)
    assert states(waiting_home)["about"] == "proposed"
    review.button(key="review_leave").click().run()
    assert not [b for b in review.button if b.label == "Bewaar de verbetering"]


def test_certain_facts_of_one_kind_are_accepted_at_once_and_undone_at_once(
    show_page: ShowPage, waiting_home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SAMENSPEL_AUDIENCE", "network")
    alike = [fact("organisation:t/club", "active_in", f"area:t/{name}", certainty=certainty,
                  state=State.PROPOSED, quote=f"De Club werkt in {name}.")
             for name, certainty in (("west", 0.95), ("oost", 0.91), ("stad", 0.6))]
    write(waiting_home, alike, REPORT, "tweede.txt", seen="2026-10-02")
    page = show_page("review", home=waiting_home)
    assert "werkt in (3)" in said(page)
    press(page, "all")
    assert standing(waiting_home) == {"active_in": {"accepted": 3, "proposed": 1},
                                      "about": {"proposed": 1}, "phase": {"proposed": 1}}
    assert page.get("progress")[0].proto.text == "Nu nagekeken: 3 van 7"
    assert "Aangenomen: 3 feiten" in said(page)
    press(page, "undo")
    assert "Teruggedraaid: 3 feiten" in said(page)
    assert standing(waiting_home)["active_in"] == {"proposed": 4}


def standing(home: Home) -> dict[str, Counter[str]]:
    """Return how many facts of the report stand how, by relation."""
    found: dict[str, Counter[str]] = {}
    with Ledger(home.ledger) as ledger:
        for s in ledger.statements(source=REPORT.id):
            found.setdefault(s.relation, Counter())[s.state] += 1
    return found


def test_what_was_decided_and_undo_survive_loading_the_page_again(
    review: AppTest, show_page: ShowPage, waiting_home: Home
) -> None:
    press(press(review, "accept"), "reject")
    again = show_page("review", home=waiting_home)
    assert "Wat je besloot en nog niet verwerkte (2)" in [e.label for e in again.expander]
    assert [b for b in again.button if b.key == "review_build"]
    press(press(again, "undo"), "undo")
    assert set(states(waiting_home).values()) == {"proposed"}
    assert heading(again) == GREEN


def test_after_building_nothing_is_left_to_bring_in_until_it_is_undone(
    review: AppTest, show_page: ShowPage, waiting_home: Home
) -> None:
    press(press(review, "accept"), "build")
    again = show_page("review", home=waiting_home)
    assert not [b for b in again.button if b.key == "review_build"]
    press(again, "undo")
    assert states(waiting_home)["about"] == "proposed"
    assert [b for b in again.button if b.key == "review_build"]


@pytest.mark.parametrize("name", ["review", "add"])
def test_a_place_to_look_only_says_so_and_offers_nothing(
    show_page: ShowPage, waiting_home: Home, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv("SAMENSPEL_AUDIENCE", "network")
    monkeypatch.setenv("SAMENSPEL_READ_ONLY", "1")
    page = show_page(name, home=waiting_home)
    assert "Hier kun je alleen kijken." in said(page)
    assert [b.label for b in page.button] == ["Zoek"] and not page.text_area


def test_only_names_or_only_facts_can_be_asked_for(
    show_page: ShowPage, waiting_home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SAMENSPEL_AUDIENCE", "network")
    assert "Er wacht 1 voorstel op je." in said(show_page("review", home=waiting_home, kind="pair"))
    facts = show_page("review", home=waiting_home, kind="fact", at="3")
    assert heading(facts) == BEGUN
    odd = show_page("review", home=waiting_home, kind="nonsense", at="²")
    assert not odd.exception and heading(odd) == GREEN


def test_when_all_is_decided_the_last_one_can_still_be_undone(
    review: AppTest, waiting_home: Home
) -> None:
    for name in ("accept", "accept", "same", "reject"):
        press(review, name)
    assert "Er wacht niets op je." in said(review)
    press(review, "undo")
    assert states(waiting_home)["phase"] == "proposed" and heading(review) == BEGUN


def test_what_was_decided_shows_on_all_pages_after_building(
    review: AppTest, waiting_home: Home
) -> None:
    press(review, "accept")
    assert "Ze staan pas op de andere pagina" in said(review)
    press(review, "build")
    assert "Alle pagina&#x27;s laten nu zien wat je besloot." in said(review)
    with Graph(waiting_home.graph("public")) as graph:
        (edge,) = graph.edges("organisation:t/club", ["about"])
    assert edge.object == "theme:groen"


def test_a_decision_that_another_took_back_is_a_sentence(
    review: AppTest, waiting_home: Home
) -> None:
    press(review, "accept")
    with Ledger(waiting_home.ledger) as ledger:
        ledger.undo("decision", 1, "somebody else")
    press(review, "undo")
    assert "decision:1" in said(review)
