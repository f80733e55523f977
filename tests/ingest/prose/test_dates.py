"""Dates and times of day in Dutch."""

from __future__ import annotations

import pytest

from ingest.prose.dates import days, times


def test_a_date_without_a_year_gets_the_year_nearest_to_the_document() -> None:
    [day] = days("Op 30 maart is de dialoog.")
    assert day.iso("2019-01-29") == "2019-03-30"
    assert day.iso("2019-12-29", after=True) == "2020-03-30"
    assert day.iso() is None


def test_dates_in_figures_and_words_are_read_and_impossible_ones_not() -> None:
    found = days("14 maart 2023, 3-12-2018, 2024-06-06 en 31 februari")
    assert [day.iso() for day in found] == ["2023-03-14", "2018-12-03", "2024-06-06"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("van 16-19 uur", ["16:00-19:00"]),
        ("19.30 – 21.30 uur", ["19:30-21:30"]),
        ("om 20 uur", ["20:00"]),
        ("Indusdreef 16-19", []),
    ],
)
def test_times_need_the_word_uur(text: str, expected: list[str]) -> None:
    assert times(text) == expected
