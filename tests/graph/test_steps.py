"""What a reviewer decided is taken back act by act: a batch at once, and only what is theirs."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.correction import correct
from graph.errors import InputError, NotFound
from graph.home import Home
from graph.ledger import Ledger
from graph.statement import State
from graph.steps import steps, take_back, told, undo
from tests.making import fact, thing, write

CLUB = "organisation:t/club"


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    """Return a ledger with three proposed themes of a club."""
    themes = [f for n in ("groen", "sport", "eten") for f in thing(f"theme:{n}", "Theme", n)]
    about = [fact(CLUB, "about", f"theme:{n}", state=State.PROPOSED)
             for n in ("groen", "sport", "eten")]
    write(Home(tmp_path), [*thing(CLUB, "Organisation", "De Club"), *themes, *about])
    return Home(tmp_path).ledger


def proposed(path: Path) -> list[str]:
    with Ledger(path) as ledger:
        return [s.id for s in ledger.statements(state=State.PROPOSED)]


def accept(path: Path, ids: list[str], who: str) -> None:
    with Ledger(path) as ledger:
        ledger.decide_all(ids, State.ACCEPTED, who)


def test_what_was_decided_at_once_is_one_step_and_undone_at_once(ledger: Path) -> None:
    first, *rest = proposed(ledger)
    accept(ledger, [first], "me")
    accept(ledger, rest, "me")
    assert [(s.name, s.about) for s in steps(ledger, "me")] == [
        ("accept", (first,)), ("accept", tuple(rest))
    ]
    assert told(ledger, steps(ledger, "me")[1])[0] == "De Club gaat over sport"
    assert undo(ledger, "me") == "decision:2, decision:3"
    assert proposed(ledger) == rest
    undo(ledger, "me")
    assert len(proposed(ledger)) == 3
    with pytest.raises(InputError):
        undo(ledger, "me")


def test_a_batch_with_something_unknown_decides_nothing(ledger: Path) -> None:
    with pytest.raises(NotFound):
        accept(ledger, [*proposed(ledger), "0" * 20], "me")
    assert len(proposed(ledger)) == 3 and steps(ledger, "me") == []


def test_undo_leaves_what_others_decided(ledger: Path) -> None:
    first, second, _ = proposed(ledger)
    accept(ledger, [first], "me")
    accept(ledger, [second], "you")
    undo(ledger, "me")
    assert first in proposed(ledger) and second not in proposed(ledger)


def test_of_a_batch_only_what_still_stands_is_taken_back(ledger: Path) -> None:
    accept(ledger, proposed(ledger), "me")
    (step,) = steps(ledger, "me")
    undo(ledger, "me", "decision:2")
    assert take_back(ledger, "me", step.made) == "decision:1, decision:3"
    with pytest.raises(InputError, match="decision:1"):
        take_back(ledger, "me", step.made)


def test_corrections_and_judgements_are_steps_too_and_rules_are_not(ledger: Path) -> None:
    wrong = proposed(ledger)[0]
    with Ledger(ledger) as book:
        correct(book, wrong, relation="about", object="theme:eten", who="me")
        book.judge(CLUB, "theme:eten", "different", who="me", why="")
        book.judge_many([(CLUB, "theme:sport", "same", "me", "", "names 1", 1.0)])
    assert [(s.name, s.about) for s in steps(ledger, "me")] == [
        ("edit", (wrong,)), ("different", (CLUB, "theme:eten"))
    ]
