"""Fields of answers are said in words on the terminal."""

from __future__ import annotations

from typing import Any

import pytest

from commands.terminal.values import in_words
from queries.answer import Share

LABELS = {"holder": {"nl": "wie biedt", "en": "who offers"}}


@pytest.mark.parametrize(("value", "said"), [
    (None, ""),
    ("", ""),
    ([], ""),
    (True, "ja"),
    (2024, "2024"),
    (0.164, "0,164"),
    (Share(0.164), "16%"),
    (Share(1), "100%"),
    (2.5, "2,5"),
    ("2026-03-01", "1 maart 2026"),
    ("2026-03", "2026-03"),
    ("groen", "groen"),
    ("requested", "gevraagd"),
    ("duplicates", "lijkt dubbel met"),
    (["a", "b"], "a, b"),
    (list("abcdefgh"), "a, b, c, d, e, f en nog 2"),
    ({"requested": 1250.5, "granted": 1000.0}, "gevraagd € 1.250,50, toegekend € 1.000"),
    ({"status": "granted", "amount": 1250.0, "per": "year"},
     "stand: toegekend, bedrag: € 1.250, per: jaar"),
    ({"requested": 1, "granted": 3}, "gevraagd 1, toegekend 3"),
    ({"id": "offer:x/y", "label": "Ruimte", "holder": ["Dock"]}, "Ruimte (wie biedt: Dock)"),
    ({"statement": "abc", "says": "A werkt samen met B"}, "A werkt samen met B"),
    ({"theme": ["groen"], "area": ["Zuilen", "West"]}, "thema: groen, gebied: Zuilen, West"),
])
def test_a_value_in_words(value: Any, said: str) -> None:
    assert in_words(value, LABELS, "nl") == said


def test_a_value_in_english() -> None:
    assert in_words({"requested": 1250.5}, {}, "en") == "requested €1,250.50"
