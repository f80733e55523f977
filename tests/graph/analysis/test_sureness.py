"""How sure: what is unstable, thinly known or often untrue is less certain, and is said."""

from __future__ import annotations

from graph.analysis.sureness import Sureness


def test_certainty_falls_with_stability_and_is_halved_where_little_is_known() -> None:
    assert Sureness(1, 1).certainty == 0.9
    assert Sureness(0.5, 1).certainty == 0.45
    assert Sureness(1, 0.4).certainty == 0.5


def test_it_is_never_surer_than_how_often_such_conclusions_hold() -> None:
    assert Sureness(1, 1, 0.6).certainty == 0.6
    assert Sureness(0.5, 1, 0.6).certainty == 0.45


def test_only_what_makes_it_less_sure_is_said() -> None:
    assert Sureness(1, 1).warning() == Sureness(1, 0.5, 0.9).warning() == ""
    assert "minder dan de helft" in Sureness(1, 0.4).warning()
    assert "40%" in Sureness(1, 0.4).warning("analysis.few_known")
    assert "34%" in Sureness(1, 1, 0.66).warning()


def test_a_share_that_was_not_measured_is_not_told() -> None:
    assert Sureness(0.8, 0.4).detail() == {"stability": 0.8, "coverage": 0.4, "thin": True}
    assert Sureness(0.8, 1, 0.7).detail()["holds"] == 0.7
