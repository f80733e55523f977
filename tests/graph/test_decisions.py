"""Decisions go to a file and into a ledger made anew; what was accepted grows stale, not gone."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.build import build
from graph.correction import correct
from graph.decisions import Imported, read_decisions, rows, write_decisions
from graph.errors import InputError
from graph.home import Home
from graph.ledger import Ledger
from graph.statement import State
from graph.store import Graph
from tests.making import TODAY, fact, thing, write

NAMED = [
    *thing("initiative:town/a", "Initiative", "A"), *thing("initiative:town/b", "Initiative", "B"),
    *thing("theme:eten", "Theme", "eten"),
]
SAID = [
    fact("initiative:town/a", "about", "theme:eten", quote="A kookt", state="proposed"),
    fact("initiative:town/a", "description", "eerste", state="proposed"),
    fact("initiative:town/b", "description", "tweede", state="proposed"),
]


def of(ledger: Ledger, text: str) -> str:
    return next(s.id for s in ledger.statements() if text in (s.value, s.object))


def decided(home: Home) -> None:
    write(home, [*NAMED, *SAID])
    with Ledger(home.ledger) as ledger:
        ledger.decide(of(ledger, "theme:eten"), State.ACCEPTED, "mies", "gezien")
        ledger.decide(of(ledger, "eerste"), State.REJECTED, "mies")
        correct(ledger, of(ledger, "tweede"), relation="description", value="derde", who="aap")
        ledger.judge("initiative:town/a", "initiative:town/b", "different", who="mies", why="nee")
        ledger.judge("theme:eten", "theme:x", "same", who="samenspel", why="vanzelf")


def test_a_ledger_made_anew_gets_all_decisions_of_people_back(tmp_path: Path) -> None:
    old, new = Home(tmp_path / "old"), Home(tmp_path / "new")
    decided(old)
    table = tmp_path / "decisions.csv"
    assert write_decisions(old.ledger, table) == 4
    write(new, [*NAMED, *SAID])
    with Ledger(new.ledger) as ledger:
        assert read_decisions(ledger, table) == Imported(added=4)
        assert read_decisions(ledger, table) == Imported(present=4)
        assert ledger.statement(of(ledger, "theme:eten")).state == "accepted"
        assert ledger.statement(of(ledger, "tweede")).state == "rejected"
        assert ledger.statement(of(ledger, "derde")).state == "accepted"
    assert sorted(rows(new.ledger)) == sorted(rows(old.ledger))


def test_decisions_about_what_was_not_read_are_counted(tmp_path: Path) -> None:
    old, new = Home(tmp_path / "old"), Home(tmp_path / "new")
    decided(old)
    table = tmp_path / "decisions.csv"
    write_decisions(old.ledger, table)
    write(new, NAMED)
    with Ledger(new.ledger) as ledger:
        assert read_decisions(ledger, table) == Imported(added=1, unknown=3)


@pytest.mark.parametrize(
    "text",
    [
        "nonsense\n1\n",
        "kind,id,other,verdict,relation,value,object,who,why\ndecision,x,,maybe,,,,,\n",
    ],
)
def test_a_wrong_file_of_decisions_is_refused_whole(tmp_path: Path, text: str) -> None:
    table = tmp_path / "decisions.csv"
    table.write_text(text, "utf-8")
    home = Home(tmp_path)
    write(home, NAMED)
    with Ledger(home.ledger) as ledger, pytest.raises(InputError, match=r"decisions\.csv"):
        read_decisions(ledger, table)


def test_what_a_person_accepted_grows_stale_when_no_longer_said(tmp_path: Path) -> None:
    home = Home(tmp_path)
    write(home, [*NAMED, *SAID], seen="2024-01-01")
    with Ledger(home.ledger) as ledger:
        ledger.decide(of(ledger, "theme:eten"), State.ACCEPTED, "mies")
    write(home, [*thing("theme:eten", "Theme", "eten")], seen="2026-11-01")
    build(home, audiences=["public"], today=TODAY)
    graph = Graph(home.graph("public"))
    (kept,) = graph.edges("initiative:town/a")
    assert (kept.relation, kept.seen) == ("about", "2024-01-01")
    assert graph.node("initiative:town/b") is None
