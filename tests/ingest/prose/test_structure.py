"""Headings, bullets, labels and sentences."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ingest.prose.normalise import normalise
from ingest.prose.structure import blocks_of, sentences

REPORT = """\
Verslag van de buurt

Inleiding
Dit is de eerste alinea. Zij gaat over o.a. dhr. Jansen en St. Ons Huis. Klaar!

Wat is er nodig:

 • een ruimte
 • Acties: 1) bel de gemeente, 2) zoek een plek

Share Button
"""


def kinds(text: str) -> list[str]:
    return [block.kind for block in blocks_of(normalise(text).text)]


def test_headings_bullets_and_web_residue_are_told_apart() -> None:
    assert kinds(REPORT) == [
        "heading", "heading", "text", "text", "bullet", "bullet", "residue",
    ]


def test_a_bullet_knows_its_heading_and_the_line_that_leads_to_it() -> None:
    blocks = blocks_of(normalise(REPORT).text)
    bullet = next(b for b in blocks if b.kind == "bullet")
    assert blocks[bullet.section].sentences[0].text == "Inleiding"
    assert blocks[bullet.lead].sentences[0].text == "Wat is er nodig:"


def test_abbreviations_and_initials_do_not_end_a_sentence() -> None:
    text = "Mw. I. de Graaf kwam om 19.30 uur. Zij sprak bv. over St. Zon. Einde."
    assert [text[s:e].strip() for s, e in sentences(text)] == [
        "Mw. I. de Graaf kwam om 19.30 uur.", "Zij sprak bv. over St. Zon.", "Einde.",
    ]


def test_items_of_an_enumeration_are_apart() -> None:
    texts = [s.text for b in blocks_of(normalise(REPORT).text) for s in b.sentences]
    assert "1) bel de gemeente," in texts
    assert "2) zoek een plek" in texts


def test_a_numbered_line_over_a_text_is_a_heading_without_its_number() -> None:
    blocks = blocks_of("2. Speelplein\nDe gemeente heeft nog niet besloten over het plein.")
    assert [b.kind for b in blocks] == ["heading", "text"]
    assert blocks[0].sentences[0].text == "Speelplein"


def test_lines_broken_by_a_mail_program_are_one_sentence() -> None:
    text = "Deze zin is door een mailprogramma op een vaste plek\nafgebroken en loopt door."
    assert len(blocks_of(text)[0].sentences) == 1


@given(st.text(max_size=200))
def test_every_sentence_stands_where_it_says(original: str) -> None:
    text = normalise(original).text
    for block in blocks_of(text):
        for sentence in block.sentences:
            assert text[sentence.start : sentence.end].replace("\n", " ") == sentence.text
