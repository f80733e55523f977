"""What a person reports is proposed: the network sees it, the public only after review."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.adding import add
from graph.build import build
from graph.errors import InputError
from graph.home import Home
from graph.ledger import Ledger
from graph.review import queue
from graph.statement import State
from graph.store import Graph
from tests.making import TODAY, thing, write


def reported(folder: Path, **values: str) -> Home:
    home = Home(folder)
    write(home, [*thing("area:n", "Area", "Noord"), *thing("theme:eten", "Theme", "eten")])
    with Ledger(home.ledger) as ledger:
        add(ledger, "Initiative", "Soep op de Stoep", who="mies", ties={"active_in": "area:n"},
            values=values)
    return home


def initiatives(home: Home, audience: str) -> list[str]:
    build(home, audiences=[audience], today=TODAY)
    return [n.label for n in Graph(home.graph(audience)).nodes("Initiative")]


def test_a_report_is_for_the_network_until_it_is_accepted(tmp_path: Path) -> None:
    home = reported(tmp_path)
    assert initiatives(home, "network") == ["Soep op de Stoep"]
    assert initiatives(home, "public") == []
    (waiting,) = queue(home.ledger)
    assert waiting.says == "Soep op de Stoep werkt in Noord"
    with Ledger(home.ledger) as ledger:
        ledger.decide(waiting.id, State.ACCEPTED, "mies")
    assert initiatives(home, "public") == ["Soep op de Stoep"]


def test_a_bare_name_waits_for_review_too(tmp_path: Path) -> None:
    home = Home(tmp_path)
    with Ledger(home.ledger) as ledger:
        add(ledger, "Organisation", "De Schakel", who="mies")
    (waiting,) = queue(home.ledger)
    with Ledger(home.ledger) as ledger:
        ledger.decide(waiting.id, State.ACCEPTED, "mies")
    build(home, audiences=["public"], today=TODAY)
    assert [n.label for n in Graph(home.graph("public")).nodes()] == ["De Schakel"]


def test_the_same_report_twice_changes_nothing(tmp_path: Path) -> None:
    home = reported(tmp_path)
    with Ledger(home.ledger) as ledger:
        before = sum(1 for _ in ledger.statements())
    reported(tmp_path)
    with Ledger(home.ledger) as ledger:
        assert sum(1 for _ in ledger.statements()) == before


@pytest.mark.parametrize(
    ("name", "ties", "values"),
    [("", {}, {}), ("?!", {}, {}), ("A", {"holds": "post:x"}, {}), ("A", {}, {"nmae": "B"})],
)
def test_what_cannot_be_is_refused(
    tmp_path: Path, name: str, ties: dict[str, str], values: dict[str, str]
) -> None:
    with Ledger(Home(tmp_path).ledger) as ledger:
        with pytest.raises(InputError):
            add(ledger, "Initiative", name, who="mies", ties=ties, values=values)
        assert list(ledger.statements()) == []
