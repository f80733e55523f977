"""Composing a question on the page: add, fill in, widen, take out, save; never a traceback."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import unquote_plus

import pytest
from streamlit.testing.v1 import AppTest

from graph.build import build
from graph.errors import QuestionError
from graph.home import Home
from queries.answer import Result
from queries.ask import ask
from queries.question import read_question
from tests.explorer.conftest import ShowPage, said
from tests.explorer.town import town
from tests.making import write

GREEN = "initiative -about-> *theme"


@pytest.fixture
def own_town(tmp_path: Path) -> Home:
    """Return a home with the small town in which questions may be kept."""
    home = Home(tmp_path / "town")
    write(home, town())
    build(home, audiences=["public"])
    return home


def choose(test: AppTest, label: str, value: str) -> AppTest:
    """Choose from the list with this label."""
    next(s for s in test.selectbox if s.label == label).set_value(value).run()
    assert not test.exception
    return test


def press(test: AppTest, label: str, which: int = 0) -> AppTest:
    """Press the button with this label."""
    [b for b in test.button if b.label == label][which].click().run()
    assert not test.exception
    return test


def lead(test: AppTest) -> str:
    """Return the sentence that the page opens with."""
    return said(test).partition('class="lead">')[2].partition("</p>")[0]


def given(test: AppTest, name: str) -> str:
    """Return what the address says for a name."""
    found: str | list[str] = test.query_params.get(name, "")
    return found if isinstance(found, str) else found[0]


def arrows(test: AppTest) -> list[str]:
    """Return the arrows that stand in the address."""
    return given(test, "arrows").split(";")


def test_it_starts_with_what_is_sought_and_examples(show_page: ShowPage) -> None:
    page = show_page("compose")
    assert "geen enkel aanbod past bij de vraag" in said(page)
    choose(page, "Ik zoek", "Initiative")
    assert lead(page) == "Alle initiatieven."
    assert "Dit klopt voor 3 initiatieven" in said(page)


def test_an_arrow_is_added_filled_in_widened_and_taken_out(show_page: ShowPage) -> None:
    page = show_page("compose", seek="Initiative")
    choose(page, "Wat moet er nog meer kloppen?", "initiative about Theme")
    press(page, "Voeg toe")
    assert arrows(page) == [GREEN]
    assert lead(page) == "Initiatieven waarvoor geldt: het initiatief gaat over een thema."
    choose(page, "Thema", "theme:groen")
    assert given(page, "theme") == "groen"
    assert "over groen (of wat daaronder valt)" in lead(page) and "voor 2 initi" in said(page)
    choose(page, "Hoe ruim?", "same")
    assert arrows(page) == ["initiative -about-> theme"]
    assert lead(page).endswith("gaat over groen.") and "alleen voor &lt;img" in said(page)
    press(page, "Haal dit weg")
    assert lead(page) == "Alle initiatieven." and "theme" not in page.query_params


def test_what_must_not_be_is_said_and_asked(show_page: ShowPage) -> None:
    page = show_page("compose", seek="Initiative")
    choose(page, "Wat moet er nog meer kloppen?", "initiative about Theme")
    next(box for box in page.checkbox if box.label.endswith("niet zo zijn")).check().run()
    press(page, "Voeg toe")
    assert arrows(page) == [f"!{GREEN}"]
    assert lead(page).endswith("het initiatief gaat over geen enkel thema.")
    assert "Dit klopt alleen voor &lt;/script&gt;" in said(page)


def test_what_goes_on_from_something_absent_is_absent_too(show_page: ShowPage) -> None:
    page = show_page("compose", seek="Initiative", arrows="!initiative -run_by-> agent")
    choose(page, "Waar wil je iets over zeggen?", "agent")
    choose(page, "Wat moet er nog meer kloppen?", "agent active_in Area")
    box = next(box for box in page.checkbox if box.label.endswith("niet zo zijn"))
    assert box.value and box.disabled
    press(page, "Voeg toe")
    assert arrows(page) == ["!initiative -run_by-> agent", "!agent -active_in-> *area"]
    assert "er is geen partij waarvoor samen geldt (het initiatief wordt gedragen" in lead(page)


def test_it_says_that_what_is_over_does_not_count(show_page: ShowPage) -> None:
    assert "telt niet mee" in said(show_page("compose", seek="Initiative"))
    assert "telt niet mee" not in said(show_page("compose", seek="Theme"))


def test_the_same_question_is_asked_once(
    show_page: ShowPage, own_town: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []

    def counted(*args: Any, **more: Any) -> Result:
        asked.append(args)
        return ask(*args, **more)

    monkeypatch.setattr("queries.ask.ask", counted)
    page = show_page("compose", home=own_town, seek="Initiative", arrows=GREEN)
    choose(page, "Wat moet er nog meer kloppen?", "initiative active_in Area")
    assert len(asked) == 1


def test_a_question_that_cannot_be_answered_can_still_be_changed(
    show_page: ShowPage, own_town: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: Any, **__: Any) -> Result:
        raise QuestionError("question.too_many", most="2")

    monkeypatch.setattr("queries.ask.ask", fails)
    page = show_page("compose", home=own_town, seek="Initiative", arrows=GREEN)
    assert "Vul iets in, of haal een eis weg" in said(page)
    monkeypatch.setattr("queries.ask.ask", ask)
    choose(page, "Thema", "theme:groen")
    assert "voor 2 initi" in said(page)


def test_a_link_that_reaches_where_nothing_lies_is_a_broken_one(show_page: ShowPage) -> None:
    page = show_page("compose", seek="Initiative", arrows="initiative -works_with-> *organisation")
    assert "niets boven of onder" in lead(page) and not page.selectbox


def test_taking_out_an_arrow_takes_out_what_hung_on_it(show_page: ShowPage) -> None:
    page = show_page(
        "compose", seek="Initiative",
        arrows="initiative -run_by-> agent;agent -active_in-> *area", area="Oost",
    )
    assert "alleen voor Tuin van Oost" in said(page)
    press(page, "Haal dit weg")
    assert arrows(page) == [""] and "area" not in page.query_params


def test_an_arrow_can_go_on_from_any_thing_in_the_question(show_page: ShowPage) -> None:
    page = show_page("compose", seek="Initiative", arrows="initiative -run_by-> agent")
    choose(page, "Waar wil je iets over zeggen?", "agent")
    choose(page, "Wat moet er nog meer kloppen?", "agent active_in Area")
    press(page, "Voeg toe")
    assert arrows(page) == ["initiative -run_by-> agent", "agent -active_in-> *area"]


def test_impossible_arrows_are_not_offered(show_page: ShowPage) -> None:
    page = show_page("compose", seek="Theme")
    offered = next(s for s in page.selectbox if s.label == "Wat moet er nog meer kloppen?").options
    assert "hierover gaat → functie" in offered
    assert not [label for label in offered if "bekleedt" in label]


def test_the_question_stands_in_three_languages(show_page: ShowPage) -> None:
    page = show_page("compose", seek="Initiative", arrows=GREEN, theme="groen")
    assert [tab.label for tab in page.tabs] == ["Cypher", "SPARQL", "SQL"]
    cypher, sparql, sql = (block.value for block in page.code)
    assert "MATCH" in cypher and "WHERE {" in sparql and "FROM" in sql


def save(test: AppTest, title: str) -> AppTest:
    """Save the question under a name."""
    next(f for f in test.text_input if f.label == "Naam van de vraag").set_value(title)
    return press(test, "Bewaar")


def test_a_saved_question_is_a_file_and_a_page(show_page: ShowPage, own_town: Home) -> None:
    page = show_page("compose", home=own_town, seek="Initiative", arrows=GREEN, theme="groen")
    save(page, "Groen bij ons")
    assert "Bewaard als ‘Groen bij ons’" in said(page)
    assert "./groen_bij_ons?theme=groen&amp;lang=nl" in unquote_plus(said(page))
    question = read_question(own_town.questions / "groen_bij_ons.toml")
    assert question.given == {"theme": "Theme"}
    kept = show_page("groen_bij_ons", home=own_town, theme="groen")
    assert "<h1>Groen bij ons</h1>" in said(kept)
    assert "Dit klopt voor 2 initiatieven" in said(kept)


@pytest.mark.parametrize("title", ["", "Right contact", "Twee keer", "Network", "Review"])
def test_a_name_that_is_taken_or_empty_is_refused(
    show_page: ShowPage, own_town: Home, title: str
) -> None:
    page = show_page("compose", home=own_town, seek="Initiative", arrows=GREEN)
    save(page, "Twee keer")
    before = {path.name: path.read_bytes() for path in own_town.questions.iterdir()}
    save(page, title)
    assert 'role="alert"' in said(page)
    assert {path.name: path.read_bytes() for path in own_town.questions.iterdir()} == before


def test_a_file_called_as_a_page_takes_nothing_down(show_page: ShowPage, own_town: Home) -> None:
    page = show_page("compose", home=own_town, seek="Initiative", arrows=GREEN)
    save(page, "Mijn vraag")
    (own_town.questions / "mijn_vraag.toml").rename(own_town.questions / "network.toml")
    (own_town.questions / "broken.toml").write_text("given = 'x'")
    page = show_page("compose", home=own_town)
    assert lead(page).startswith("Zeg wat je zoekt")
    assert "network.toml: zo heet hier al iets anders" in said(page)
    assert "broken.toml" in said(page) and "map ‘queries’" in said(page)
    assert "<h1>Netwerk</h1>" in said(show_page("network", home=own_town))


def test_saving_can_be_off(
    show_page: ShowPage, own_town: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SAMENSPEL_READ_ONLY", "1")
    page = show_page("compose", home=own_town, seek="Initiative", arrows=GREEN)
    assert "Hier kun je alleen kijken." in said(page)
    assert not [b for b in page.button if b.label == "Bewaar"]


@pytest.mark.parametrize(
    "address",
    [
        {"seek": "Initiatve"},
        {"seek": "Initiative", "arrows": "onzin"},
        {"seek": "Initiative", "arrows": "initiative -abuot-> theme"},
        {"seek": "Initiative", "arrows": "initiative -holds-> post"},
        {"seek": "Initiative", "arrows": "!;;"},
        {"seek": "Initiative", "arrows": "post -covers-> theme"},
        {"seek": "Initiative", "arrows": f"{GREEN};{GREEN}"},
        {"seek": "Initiative", "arrows": "initiative -about-> initiative"},
        {"seek": "Party", "arrows": ""},
        {"seek": "Entity", "arrows": ""},
        {"seek": "Initiative", "arrows": "initiative -works_with- agent"},
        {"seek": "Initiative", "arrows": ";".join(f"{GREEN}{n}" for n in range(2, 40))},
        {"seek": "Initiative", "arrows": GREEN, "theme": "bestaat niet"},
    ],
)
def test_a_broken_address_is_a_sentence(show_page: ShowPage, address: dict[str, str]) -> None:
    page = show_page("compose", **address)
    assert not page.exception
    assert lead(page) and "ging iets mis" not in said(page)
    assert "Traceback" not in said(page)
