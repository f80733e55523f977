"""Reporting something new: what may already be there comes first; new things are proposed."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from graph.home import Home
from graph.ledger import Ledger
from tests.explorer.conftest import ShowPage, said


@pytest.fixture
def add(show_page: ShowPage, waiting_home: Home, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    """Return the page to report something, as the network sees it."""
    monkeypatch.setenv("SAMENSPEL_AUDIENCE", "network")
    return show_page("add", home=waiting_home)


def named(test: AppTest, name: str) -> AppTest:
    """Fill in a name."""
    test.text_input(key="add_name").set_value(name).run()
    assert not test.exception
    return test


def reported(home: Home) -> dict[str, str]:
    """Return what people reported, by relation, with how it stands."""
    with Ledger(home.ledger) as ledger:
        return {s.relation: f"{s.value or s.object} {s.state}"
                for s in ledger.statements(source="meldingen")}


def report(test: AppTest, label: str) -> AppTest:
    """Press the button that reports it."""
    next(b for b in test.button if b.label == label).click().run()
    assert not test.exception
    return test


def test_likely_existing_ones_come_first_with_reasons(add: AppTest) -> None:
    page = said(named(add, "De tuin van oost"))
    assert "Misschien bedoel je een van deze" in page
    assert "thing=initiative.t.tuin" in page and "Oost" in page
    assert "dezelfde · " in page and "lidwoorden" in page
    assert [b.label for b in add.button][-1] == "Nee, dit is iets anders: meld het"


def test_something_new_is_proposed_and_not_public_yet(add: AppTest, waiting_home: Home) -> None:
    named(add, "Repaircafé Zwanendal")
    assert "nog niets dat op ‘Repaircafé Zwanendal’ lijkt" in said(add)
    add.selectbox(key="add_area").set_value("area:t/oost").run()
    add.selectbox(key="add_theme").set_value("theme:groen").run()
    add.text_area(key="add_description").set_value("Samen kapotte spullen maken.")
    report(add, "Dit is nieuw: meld het")
    assert reported(waiting_home) == {
        "type": "Initiative proposed",
        "name": "Repaircafé Zwanendal proposed",
        "description": "Samen kapotte spullen maken. proposed",
        "active_in": "area:t/oost proposed",
        "about": "theme:groen proposed",
    }
    assert "‘Repaircafé Zwanendal’ is gemeld." in said(add) and "./review?" in said(add)
    assert add.text_input(key="add_name").value == ""


def test_an_organisation_can_be_reported_too(add: AppTest, waiting_home: Home) -> None:
    add.segmented_control(key="add_kind").set_value("Organisation").run()
    report(named(add, "Stichting Zwanendal"), "Dit is nieuw: meld het")
    assert reported(waiting_home)["type"] == "Organisation proposed"


def test_without_a_name_nothing_can_be_reported(add: AppTest, waiting_home: Home) -> None:
    named(add, "   ")
    assert not [b for b in add.button if "meld het" in b.label]
    report(named(add, "?!"), "Dit is nieuw: meld het")
    assert reported(waiting_home) == {} and 'role="alert"' in said(add)


def test_what_somebody_reported_before_is_shown_before_any_build(
    add: AppTest, show_page: ShowPage, waiting_home: Home
) -> None:
    report(named(add, "Repaircafé Zwanendal"), "Dit is nieuw: meld het")
    other = named(show_page("add", home=waiting_home), "Repair cafe Zwanendal")
    page = said(other)
    assert "Misschien bedoel je een van deze" in page and "Repaircafé Zwanendal" in page
    assert "Dit is al gemeld. Iemand moet het nog nakijken." in page
    assert [b.label for b in other.button][-1] == "Nee, dit is iets anders: meld het"
