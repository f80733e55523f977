"""Sentences leave out what is not known."""

from __future__ import annotations

import pytest

from queries.sentence import fill
from queries.words import day, money


@pytest.mark.parametrize(("template", "known", "said"), [
    ("in {area} is {label}", {"area": "Noord", "label": "Anna"}, "In Noord is Anna"),
    ("vragen[ in {area}][ om {kind}].", {"area": "Noord"}, "Vragen in Noord."),
    ("{n} keer[, {m} dubbel].", {"n": 2, "m": 0}, "2 keer."),
    ("{label}?", {}, "…?"),
])
def test_parts_without_a_value_are_left_out(
    template: str, known: dict[str, object], said: str
) -> None:
    assert fill(template, known) == said


def test_a_name_with_braces_is_left_alone() -> None:
    assert fill("[over {theme}]", {"theme": "{area} [x]"}) == "Over {area} [x]"


@pytest.mark.parametrize(("lang", "said"), [("nl", "€ 1.250,50"), ("en", "€1,250.50")])
def test_euros_are_written_as_people_do(lang: str, said: str) -> None:
    assert money("1250.50", lang) == said


@pytest.mark.parametrize(("iso", "said"), [
    ("2026-03-01", "1 maart 2026"), ("2026-03", "maart 2026"), ("2026", "2026"),
])
def test_days_are_as_precise_as_they_are_known(iso: str, said: str) -> None:
    assert day(iso) == said
