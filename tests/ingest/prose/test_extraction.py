"""Whatever the text, quotes are literal, nothing crashes, and reading twice gives the same."""

from __future__ import annotations

import json
from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.prose.extraction import candidate_lines, extract, mention_lines
from ingest.prose.fitting import declared
from ingest.prose.reading import document_of

WORDS = st.sampled_from(
    "De Het In Op de het een van in bij en Anna Jansen Piet wethouder Stichting Zon DOCK (DOCK)"
    " gemeente Utrecht Lunetten Overvecht € 5.000 toegekend aangevraagd aan voor is nodig behoefte"
    " zoekt biedt werkt samen met . , : \n \n\n • Aanwezig: vertelt huiskamer 't 3 jaar ton"
    " wil graag onderdeel zijn buurtpact Kadelaan 12 “Schakels” 30 maart vond plaats bijeenkomst"
    " \u00a0 ’t Anker Actiepunten Locatie: georganiseerd door ".split(" ")
)
TEXTS = st.one_of(st.text(max_size=150), st.lists(WORDS, max_size=60).map(" ".join))


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_any_text_gives_literal_quotes_and_facts_that_the_model_knows(text: str) -> None:
    document = document_of(text)
    found = extract(document)
    for candidate in found.candidates:
        assert text[candidate.start : candidate.end] == candidate.quote != ""
        for quote, start, end in candidate.also:
            assert text[start:end] == quote
        assert declared(candidate.subject.type, candidate.relation) is not None
        assert 0 <= candidate.certainty <= 1
    for line in mention_lines(found):
        for start, end in line["spans"]:
            assert 0 <= start <= end <= len(text)


@settings(max_examples=40, deadline=None)
@given(TEXTS)
def test_reading_twice_gives_the_same_lines(text: str) -> None:
    def lines() -> str:
        return json.dumps(list(candidate_lines(extract(document_of(text)))))

    assert lines() == lines()


@pytest.mark.parametrize("unit", ["A. A. A. A. ", "A, ", "€ 1 ", "De A. ", "Anna van "])
def test_a_text_without_ends_takes_no_longer_for_each_letter(unit: str) -> None:
    def seconds(times: int) -> float:
        start = perf_counter()
        extract(document_of(unit * times))
        return perf_counter() - start

    assert min(seconds(800), seconds(800)) < 9 * seconds(200) + 0.5


def test_a_name_without_context_is_no_fact() -> None:
    assert extract(document_of("Wat vindt Anna Jansen ervan? Dat weten we niet.")).candidates == []
