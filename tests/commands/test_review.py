"""Deciding on what waits, from the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from graph.home import Home
from graph.ledger import Ledger
from graph.statement import Fact, State
from tests.conftest import Samenspel
from tests.making import fact, thing, write


@pytest.fixture
def waiting(tmp_path: Path) -> list[Fact]:
    """Put a proposed fact and an unsure pair in the ledger of the home."""
    home = Home(tmp_path / "home")
    facts = [
        *thing("initiative:town/tuin", "Initiative", "De Tuin"),
        *thing("initiative:town/thuin", "Initiative", "De Thuin"),
        fact("initiative:town/tuin", "about", "theme:groen", quote="De Tuin is groen.",
             certainty=0.7, state=State.PROPOSED),
        *thing("theme:groen", "Theme", "groen"),
    ]
    write(home, facts)
    with Ledger(home.ledger) as ledger:
        ledger.judge("initiative:town/tuin", "initiative:town/thuin", "unsure", who="rule",
                     why="namen schelen één letter", method="rule 1", certainty=0.8)
    return facts


def test_a_pair_is_listed_with_the_ids_to_decide_with(
    samenspel: Samenspel, waiting: list[Fact]
) -> None:
    out = samenspel("review", "list").out
    assert "? (initiative:town/thuin = initiative:town/tuin)" in out


def test_review_lists_what_waits_surest_first(samenspel: Samenspel, waiting: list[Fact]) -> None:
    said = samenspel("review", "list", "--format", "jsonl")
    pair, proposed = map(json.loads, said.out.splitlines())
    assert (pair["kind"], pair["why"]) == ("pair", "namen schelen één letter")
    assert (proposed["kind"], proposed["says"], proposed["quote"]) == (
        "fact", "De Tuin gaat over groen", "De Tuin is groen.")


def test_review_decides_and_undoes(samenspel: Samenspel, waiting: list[Fact]) -> None:
    proposed = json.loads(samenspel("review", "list", "--format", "jsonl").out.splitlines()[1])
    assert samenspel("review", "accept", proposed["id"], "--why", "klopt").code == 0
    same = samenspel("review", "same", "initiative:town/tuin", "initiative:town/thuin")
    assert "judgement:2" in same.out
    assert samenspel("review", "list").code == 1
    assert "judgement:2" in samenspel("review", "undo").out
    assert "decision:1" in samenspel("review", "undo", "decision:1").out
    assert len(samenspel("review", "list", "--format", "jsonl").out.splitlines()) == 2


@pytest.mark.parametrize("argv", [
    ["accept", "nope"], ["same", "initiative:town/tuin", "initiative:town/none"],
    ["same", "initiative:town/tuin", "initiative:town/tuin"], ["undo", "decision:99"],
    ["undo", "everything"], ["undo"],
])
def test_review_refuses_what_is_not_there(
    argv: list[str], samenspel: Samenspel, waiting: list[Fact]
) -> None:
    said = samenspel("review", *argv)
    assert said.code == 2
    assert said.err.count("\n") == 1


