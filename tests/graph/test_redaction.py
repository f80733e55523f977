"""A private name is found in every way that people write one."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph import redaction
from graph.redaction import HIDDEN_NAME, redactor

NAMES = ["Bep Haarlok", "Martin van Duin", "Gülsüm Bahçıvanlı", "Jannie Rozen-Pot", "Fatma D'Hoog"]


@pytest.mark.parametrize("text", [
    "B. Haarlok", "Haarlok, Bep", "Haarlok, B.", "mevrouw Haarlok", "mevr. B. Haarlok",
    "meneer van Duin", "dhr. M. van Duin", "heer Van Duin", "Duin, Martin van", "van Duin, M.",
    "bep.haarlok@post.example", "bhaarlok@post.example", "haarlok@post.example", "bephaarlok",
    "https://www.bephaarlok.example/over", "Bep\nHaarlok", "Bep\u200bHaarlok", "bep_haarlok",
    "Gulsum Bahcivanli", "GÜLSÜM BAHÇIVANLI", "gulsum-bahcvanl", "J. Rozen-Pot", "mevr. Pot",
    unicodedata.normalize("NFD", "Gülsüm Bahçıvanlı"), "Jannie Rozen", "Fatma Dhoog", "F. d’Hoog",
])
def test_every_way_to_write_a_name_is_taken_out(text: str) -> None:
    left = redactor(NAMES)(f"Zie {text} hier", None)
    assert left in (f"Zie {HIDDEN_NAME} hier", f"Zie {HIDDEN_NAME}. hier")


@pytest.mark.parametrize("text", [
    "info@buurt.example", "De duin en de pot", "Het haarlok", "Bep gaat", "Jan van Duinen",
    "de Potstraat", "A. Pot-Rozema",
])
def test_what_is_no_name_stays(text: str) -> None:
    assert redactor(NAMES)(text, None) == text


def test_in_a_report_a_first_name_or_surname_alone_goes_too() -> None:
    redact = redactor(NAMES, [("verslag", "Martin van Duin")])
    said = "Martin liep door het duin."
    assert redact(said, "verslag") == f"{HIDDEN_NAME} liep door het duin."
    assert redact(said, "ander") == said


_WORDS = st.sampled_from(
    "jan jean-paul j. j p k. kees van der den de berg vries bakker smit mevr. buurman Jan Vries, "
    "janvries jandevries de_vries plein: , @ j.devries@x.nl www.devries.nl".split()
)


@settings(max_examples=400, deadline=None)
@given(st.lists(_WORDS, max_size=8))
def test_looking_only_where_a_name_may_be_finds_all_the_same(words: list[str]) -> None:
    names = ("Jan de Vries", "Jean-Paul van der Berg", "Kees Bakker Smit", "Bakker")
    text = " ".join(words)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(redaction, "_beside", lambda _name: {redaction._ALONE})
        everywhere = redaction.redactor(names)(text, None)
    assert redaction.redactor(names)(text, None) == everywhere
