"""What two spellings of one name have in common."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.naming import core, normal, plain, slug


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("St. Dock", "Stichting DOCK"), ("Sport op Maat B.V.", "sport op maat bv"),
        ("N.V. Zeedijk", "NV Zeedijk"), ("Café Het Hoekje", "Cafe het  hoekje."),
        ("Let`s Meet", "Let's Meet"), ("Ver. Buurt", "Vereniging Buurt"), ("A & B", "A en B"),
    ],
)
def test_spellings_of_one_name_are_equal(one: str, other: str) -> None:
    assert normal(one) == normal(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Stichting Dock", "Dock"), ("Stichting X", "Vereniging X"), ("Wijk 1", "Wijk 2"),
        ("Sint Jan", "Stichting Jan"), ("Jong & Oud", "Jong of Oud"),
    ],
)
def test_other_names_are_not(one: str, other: str) -> None:
    assert normal(one) != normal(other)


def test_a_core_is_a_name_without_its_legal_form() -> None:
    assert core("St. We The People") == ("wethepeople", frozenset({"stichting"}))
    assert core("WeThePeople B.V.") == ("wethepeople", frozenset({"bv"}))
    assert core("Stichting")[0] == core("eenmanszaak")[0] == ""


def test_a_slug_is_short_plain_and_never_empty() -> None:
    assert slug("Café 't Hoekje & Co.") == "cafe-t-hoekje-co"
    assert slug("***") != slug("???") != ""
    long = "woord " * 40
    assert len(slug(long)) < 90
    assert slug(long) != slug(long + "x")


@given(st.text(max_size=60))
def test_normal_forms_are_stable(text: str) -> None:
    assert normal(normal(text)) == normal(text)
    assert plain(plain(text)) == plain(text)
    assert slug(text)
    assert not set(slug(text)) - set("abcdefghijklmnopqrstuvwxyz0123456789-")


@given(st.text(st.characters(max_codepoint=127)))
def test_plain_text_gives_the_same_words_beside_other_letters(text: str) -> None:
    assert plain(f"{text} é").split() == [*plain(text).split(), "e"]
