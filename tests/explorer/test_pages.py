"""Every page runs, in both languages, and says what it should; no browser needed."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from explorer.frame import pages
from graph.build import build
from graph.home import Home
from graph.texts import say
from queries.question import questions
from tests.explorer.conftest import ShowPage, said
from tests.explorer.town import EVIL
from tests.making import thing, write

PAGES = [module.__name__.rpartition(".")[2] for module in pages()]
ADDRESS = {
    "search": {"q": "groen in oost"},
    "thing": {"thing": "initiative.t.tuin"},
    "network": {"start": "initiative.t.tuin"},
    "right_contact": {"theme": "groen", "area": "Oost"},
    "department": {"theme": "groen", "area": "Oost"},
    "service_point": {"area": "Oost"},
    "introductions": {"from": "Tuin van Oost", "to": "De Club"},
}


def failed(test: AppTest) -> bool:
    return bool(test.exception) or any(
        say("explorer.error.page", lang) in said(test) for lang in ("nl", "en")
    )


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("name", [*PAGES, *questions()])
def test_every_page_and_question_shows_without_an_error(
    show_page: ShowPage, name: str, lang: str
) -> None:
    test = show_page(name, lang=lang, **ADDRESS.get(name, {}))
    assert not failed(test)
    assert "class=\"lead\"" in said(test)


@pytest.mark.parametrize("name", [*PAGES, *questions()])
def test_every_page_opens_without_anything_given(show_page: ShowPage, name: str) -> None:
    assert not failed(show_page(name))


def test_the_right_contact_is_named_first_with_how_we_know(show_page: ShowPage) -> None:
    page = said(show_page("right_contact", theme="groen", area="Oost"))
    assert "Groenregisseur Oost" in page and "groen@stad.example" in page
    assert page.index("class=\"lead\"") < page.index("class=\"card first\"")
    assert "Hoe weten we dit?" in page and "A town" in page


def test_a_vacant_post_puts_the_fallback_first(show_page: ShowPage) -> None:
    page = said(show_page("right_contact", theme="groen", area="West"))
    assert "niet bezet" in page
    assert page.index("Loket Stad") < page.index("niet bezet (sinds")


def test_not_knowing_says_what_is_missing_and_what_to_try(show_page: ShowPage) -> None:
    page = said(show_page("introductions", **{"from": "De Club", "to": "Gemeente Stad"}))
    assert "Wat er ontbreekt" in page and "Bekijk wat we weten over De Club" in page


def test_a_name_that_is_not_known_is_a_question_back(show_page: ShowPage) -> None:
    page = said(show_page("right_contact", theme="groen", area="Oosst"))
    assert "Bedoel je" in page and "area=area.t.oost" in page


def test_markup_in_data_stays_text(show_page: ShowPage) -> None:
    for test in (show_page("thing", thing="initiative.t.evil"), show_page("search", q="img src")):
        assert "<img src=x" not in said(test)
        assert "&lt;img src=x" in said(test)
    assert EVIL.startswith("<img")


def test_the_entity_page_says_what_is_not_known(show_page: ShowPage) -> None:
    page = said(show_page("thing", thing="organisation.t.club"))
    assert "Wat weten we niet?" in page and "waar het over gaat" in page


def test_a_request_is_not_added_to_a_grant(show_page: ShowPage) -> None:
    page = said(show_page("funding_flows"))
    assert "1.250,50" in page and "1.000" in page and "2.250" not in page


def test_without_a_graph_the_page_says_which_command_makes_one(
    show_page: ShowPage, tmp_path: Path
) -> None:
    test = show_page("start", home=Home(tmp_path))
    assert not test.exception
    assert next(block.value for block in test.code) == "samenspel demo"


def test_an_unreadable_graph_is_a_sentence(show_page: ShowPage, tmp_path: Path) -> None:
    (tmp_path / "graph-public.sqlite").write_bytes(b"no database" * 100)
    test = show_page("start", home=Home(tmp_path))
    assert not test.exception and "samenspel build" in said(test)


def test_without_a_map_the_areas_are_listed_with_what_is_there(
    show_page: ShowPage, tmp_path: Path
) -> None:
    home = Home(tmp_path)
    write(home, [*thing("area:t/oost", "Area", "Oost", level="wijk"),
                 *thing("initiative:t/tuin", "Initiative", "De Tuin", active_in="area:t/oost")])
    build(home, audiences=["public"])
    page = said(show_page("areas", home=home))
    assert "Er is nog geen kaart" in page and "thing=area.t.oost" in page and "(1)" in page
