"""How sure a conclusion is stands on its card in plain words."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import pytest

from explorer.components.sureness import how_sure
from explorer.view import View
from graph.texts import say
from queries.answer import Answer


def told(lang: str = "nl", **fields: Any) -> str:
    """Return what is said of an answer with these fields."""
    view = SimpleNamespace(say=lambda key, **more: say(f"explorer.{key}", lang, **more))
    answer = Answer(1, "initiative:t/a", "A", "Initiative", 1.0, fields)
    return " ".join(map(str, how_sure(cast(View, view), answer)))


def test_how_often_it_is_found_again_is_said_in_tens() -> None:
    assert "8 van de 10 keer" in told(stability=0.83, thin=False)
    assert "10 van de 10 keer" in told(stability=1.0)
    assert "8 times out of 10" in told("en", stability=0.83)


def test_that_little_is_known_is_said_only_when_it_is() -> None:
    assert "we weten hier nog weinig" in told(stability=0.9, thin=True)
    assert "Let op" not in told(stability=0.9, thin=False)


@pytest.mark.parametrize(("holds", "warns"), [(0.66, True), (0.95, False), (None, False)])
def test_that_there_may_be_more_ties_is_said_when_claims_often_do_not_hold(
    holds: float | None, warns: bool
) -> None:
    assert ("een band die we niet kennen" in told(stability=0.9, holds=holds)) is warns


def test_of_what_was_not_measured_nothing_is_said() -> None:
    assert told() == told(stability=None, thin=None) == ""
