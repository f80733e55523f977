"""A correction rejects what was wrong, says what is right, and outlives every new reading."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.build import build
from graph.correction import correct
from graph.errors import InputError, NotFound
from graph.home import Home
from graph.ledger import Ledger
from graph.steps import undo
from graph.store import Graph
from tests.making import TODAY, fact, thing, write

FACTS = [
    *thing("initiative:town/a", "Initiative", "A"), *thing("theme:eten", "Theme", "eten"),
    *thing("theme:sport", "Theme", "sport"),
    fact("initiative:town/a", "about", "theme:sport", quote="A kookt voor de buurt", locator="§ 2"),
]


def wrong_fact(ledger: Ledger) -> str:
    return next(s.id for s in ledger.statements() if s.relation == "about")


def themes(home: Home) -> list[str]:
    build(home, audiences=["public"], today=TODAY)
    graph = Graph(home.graph("public"))
    return [graph.label(e.object) for e in graph.edges("initiative:town/a", ["about"])]


def test_a_correction_stands_after_every_new_reading(tmp_path: Path) -> None:
    home = Home(tmp_path)
    write(home, FACTS)
    with Ledger(home.ledger) as ledger:
        new = correct(ledger, wrong_fact(ledger), relation="about", object="theme:eten", who="me")
        said = ledger.statement(new)
    assert (said.quote, said.locator, said.certainty) == ("A kookt voor de buurt", "§ 2", 1.0)
    assert themes(home) == ["eten"]
    write(home, FACTS[:-1])
    write(home, FACTS)
    assert themes(home) == ["eten"]


@pytest.mark.parametrize(
    ("relation", "value", "object_"),
    [("abuot", None, "theme:eten"), ("about", None, None), ("about", "x", "theme:eten")],
)
def test_what_cannot_be_said_is_refused_and_changes_nothing(
    tmp_path: Path, relation: str, value: str | None, object_: str | None
) -> None:
    home = Home(tmp_path)
    write(home, FACTS)
    with Ledger(home.ledger) as ledger:
        wrong = wrong_fact(ledger)
        with pytest.raises(InputError):
            correct(ledger, wrong, relation=relation, value=value, object=object_, who="me")
        assert ledger.statement(wrong).state == "accepted"


def test_an_unknown_statement_cannot_be_corrected(tmp_path: Path) -> None:
    home = Home(tmp_path)
    write(home, FACTS)
    with Ledger(home.ledger) as ledger, pytest.raises(NotFound):
        correct(ledger, "0" * 20, relation="about", object="theme:eten", who="me")


def test_undoing_a_correction_takes_back_what_was_said_instead(tmp_path: Path) -> None:
    home = Home(tmp_path)
    write(home, FACTS)
    with Ledger(home.ledger) as ledger:
        wrong = wrong_fact(ledger)
        correct(ledger, wrong, relation="about", object="theme:eten", who="me")
    undo(home.ledger, "me")
    assert themes(home) == ["sport"]
    with Ledger(home.ledger) as ledger:
        correct(ledger, wrong, relation="about", object="theme:eten", who="me")
    assert themes(home) == ["eten"]
