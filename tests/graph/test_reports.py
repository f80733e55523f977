"""A quote is shown in its document, and the rule that found it is known."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from graph.home import Home
from graph.ledger import Ledger
from graph.reports import passage, report_file, rule_of
from graph.statement import Statement
from tests.making import fact, thing, write

QUOTE = "A kookt voor de buurt."
TEXT = f"Verslag van de avond\n\nEerste woorden. {QUOTE} Laatste woorden.\n"


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """Return a home in which a report was read."""
    made = Home(tmp_path)
    write(made, [*thing("initiative:town/a", "Initiative", "A"),
                 fact("initiative:town/a", "about", "theme:eten", quote=QUOTE)])
    path = report_file(made.ledger, "town", "verslag")
    path.parent.mkdir(parents=True)
    path.write_text(TEXT, "utf-8")
    return made


def told(home: Home) -> Statement:
    with Ledger(home.ledger) as ledger:
        return next(s for s in ledger.statements() if s.quote)


def test_what_stands_around_a_quote_is_cut_at_words(home: Home) -> None:
    found = passage(home.ledger, "town", QUOTE, around=12)
    assert found == ("woorden. ", QUOTE, " Laatste ")
    whole = passage(home.ledger, "town", QUOTE)
    assert whole is not None and "".join(whole) == TEXT
    assert passage(home.ledger, "town", "never said") is None


def test_the_rule_is_that_of_the_fact_else_of_the_same_sentence(home: Home) -> None:
    statement = told(home)
    assert rule_of(home.ledger, statement) is None
    path = report_file(home.ledger, "town", "verslag", "jsonl")
    other = {"subject": {"id": statement.subject}, "quote": QUOTE, "rule": "people.role"}
    path.write_text(json.dumps(other) + "\n", "utf-8")
    assert rule_of(home.ledger, statement) == "people.role"
    exact = {**other, "statement": statement.id, "rule": "themes.verb"}
    path.write_text(f"{json.dumps(other)}\n{json.dumps(exact)}\n", "utf-8")
    assert rule_of(home.ledger, statement) == "themes.verb"
