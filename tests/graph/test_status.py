"""How things stand: counts, freshness, and what is not known."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from graph.build import build
from graph.errors import GraphError
from graph.home import Home
from graph.ledger import Source
from graph.stamp import outdated
from graph.statement import AUDIENCES, State
from graph.status import Unknown, status, summary
from tests.making import fact, graph_of, thing, write

AREAS = [
    *thing("area:t/stad", "Area", "Stad"),
    *thing("area:t/west", "Area", "West", within="area:t/stad"),
    *thing("area:t/dorp", "Area", "Dorp", within="area:t/west"),
    *thing("area:t/oost", "Area", "Oost", within="area:t/stad"),
    *thing("area:x/elders", "Area", "Elders"),
    *thing("area:x/hoek", "Area", "Hoek", within="area:x/elders"),
]
FACTS = [
    *AREAS,
    *thing("theme:groen", "Theme", "groen"),
    *thing("initiative:t/tuin", "Initiative", "Tuin", about="theme:groen", active_in="area:t/dorp"),
    *thing("initiative:t/soep", "Initiative", "Soep"),
    *thing("organisation:t/dock", "Organisation", "Dock"),
    *thing("post:t/beheer", "Post", "Beheer", at="organisation:t/dock", covers="theme:groen"),
    *thing("post:t/leeg", "Post", "Leeg", at="organisation:t/dock"),
    *thing("person:t/ann", "Person", "Ann de Wit", holds="post:t/beheer"),
]


def unknown(folder: Path, name: str) -> Unknown:
    """Return one thing that is not known of the small town."""
    with graph_of(folder, FACTS) as graph:
        return next(u for u in summary(graph).unknown if u.name == name)


@pytest.mark.parametrize(("name", "count", "of", "examples"), [
    ("initiative_theme", 1, 2, ("initiative:t/soep",)),
    ("initiative_area", 1, 2, ("initiative:t/soep",)),
    ("post_holder", 1, 2, ("post:t/leeg",)),
    ("post_theme", 1, 2, ("post:t/leeg",)),
    ("need_lifter", 0, 0, ()),
])
def test_what_lacks_something_is_counted_and_named(
    name: str, count: int, of: int, examples: tuple[str, ...], tmp_path: Path
) -> None:
    assert unknown(tmp_path, name) == Unknown(name, count, of, examples)


def test_an_area_is_empty_when_nothing_is_in_it_or_its_parts(tmp_path: Path) -> None:
    # Of the towns in use: Stad. West holds Dorp, where the garden is; nothing is in Oost.
    assert unknown(tmp_path, "area_empty") == Unknown("area_empty", 1, 3, ("area:t/oost",))


def test_statements_are_counted_by_freshness_and_source(tmp_path: Path) -> None:
    home = Home(tmp_path)
    today = date.today()
    write(home, thing("theme:a", "Theme", "a"), seen=today.isoformat())
    old = (today - timedelta(days=500)).isoformat()
    write(home, thing("theme:b", "Theme", "b", description="oud"), Source("old", "Old"), "b", old)
    build(home)
    found = status(home, "public")
    assert found.freshness == {"current": 1, "ageing": 0, "stale": 2}
    assert [(s.id, s.statements, s.freshness) for s in found.sources] == [
        ("old", 2, "stale"), ("town", 1, "current")]


def test_a_graph_is_outdated_when_the_ledger_changed(tmp_path: Path) -> None:
    home = Home(tmp_path)
    assert outdated(home, "public")
    write(home, FACTS)
    build(home)
    assert not any(outdated(home, audience) for audience in AUDIENCES)
    write(home, FACTS)
    assert not outdated(home, "public")
    write(home, FACTS[:-1])
    assert outdated(home, "public")


def test_a_graph_of_another_day_is_outdated(tmp_path: Path) -> None:
    home = Home(tmp_path)
    write(home, FACTS)
    build(home, today=date.today() - timedelta(days=1))
    assert outdated(home, "public")


def test_what_waits_for_a_person_is_counted(tmp_path: Path) -> None:
    home = Home(tmp_path)
    proposal = fact("initiative:t/soep", "about", "theme:groen", state=State.PROPOSED)
    write(home, [*FACTS, proposal])
    build(home)
    assert status(home, "public").to_review == 1


def test_without_a_graph_there_is_no_status(tmp_path: Path) -> None:
    with pytest.raises(GraphError):
        status(Home(tmp_path), "public")
