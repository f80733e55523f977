"""Even text, and the way back to the original."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ingest.prose.normalise import even, normalise

ODD = st.text(alphabet="aé e\u0301\u00a0\u00ad\u200b\t\r\n’„ﬁ-.A1\ufeff", max_size=60)


def test_quotes_spaces_and_hyphens_become_plain() -> None:
    assert even("„Wij” gaan\u00a0naar ’t sa\u00admen\u200bspel") == "\"Wij\" gaan naar 't samenspel"


def test_a_letter_of_two_parts_is_one_letter_that_stands_for_both() -> None:
    normal = normalise("cafe\u0301 open")
    assert normal.text == "café open"
    assert normal.span(0, 4) == (0, 5)


def test_runs_of_spaces_are_one_space_that_stands_for_all() -> None:
    original = "Samen030,\u00a0  Omzien"
    normal = normalise(original)
    start, end = normal.span(9, 10)
    assert (normal.text, original[start:end]) == ("Samen030, Omzien", "\u00a0  ")


def test_a_tab_between_cells_parts_them_and_after_a_label_does_not() -> None:
    assert normalise("Rooster maken\tAnna\nDatum:\t3 mei\n1.\tOpening").text == (
        "Rooster maken | Anna\nDatum: 3 mei\n1. Opening")


def test_what_is_dropped_is_in_the_quote_but_not_in_the_text() -> None:
    original = "een **vette** zin"
    normal = normalise(original, [(4, 6), (11, 13)])
    start, end = normal.span(0, len(normal.text))
    assert normal.text == "een vette zin"
    assert original[start:end] == original


@given(st.one_of(st.text(max_size=80), ODD))
def test_every_letter_stands_for_a_piece_of_the_original_in_order(original: str) -> None:
    normal = normalise(original)
    last = 0
    for at in range(len(normal.text)):
        start, end = normal.span(at, at + 1)
        assert last <= start < end <= len(original)
        last = start


@given(st.one_of(st.text(max_size=80), ODD))
def test_even_text_stays_as_it_is(original: str) -> None:
    once = normalise(original).text
    assert normalise(once).text == once
