"""What is over is what its type calls so, by its last day or by a choice."""

from __future__ import annotations

from pathlib import Path

from graph.over import is_over
from graph.statement import State
from graph.store import Graph
from tests.graph.analysis.networks import agent
from tests.making import fact, graph_of, thing


def over(graph: Graph) -> set[str]:
    rows = graph.db.execute("SELECT n, label FROM node")
    found = is_over(graph)
    return {label for n, label in rows if found[n]}


def test_a_last_day_that_came_or_a_phase_ends(tmp_path: Path) -> None:
    graph = graph_of(tmp_path, [
        *thing(agent("past"), "Initiative", "past", ended="2026-11-01"),
        *thing(agent("today"), "Initiative", "today", ended="2026-11-23"),
        *thing(agent("later"), "Initiative", "later", ended="2026-12-01"),
        *thing(agent("phase"), "Initiative", "phase", phase="ended"),
        *thing(agent("runs"), "Initiative", "runs", phase="running"),
        *thing("organisation:town/o", "Organisation", "gone", ended="2020"),
        *thing("need:town/n", "Need", "met need", status="met"),
        *thing("offer:town/f", "Offer", "open offer", status="available"),
    ])
    assert over(graph) == {"past", "today", "phase", "gone", "met need"}


def test_a_year_or_month_is_over_only_when_all_of_it_passed(tmp_path: Path) -> None:
    graph = graph_of(tmp_path, [
        *(f for i, day in enumerate(("2025", "2026", "2026-10", "2026-11"))
          for f in thing(agent(f"a{i}"), "Initiative", day, ended=day))])
    assert over(graph) == {"2025", "2026-10"}


def test_a_proposed_end_is_none_yet(tmp_path: Path) -> None:
    graph = graph_of(tmp_path, [
        *thing(agent("a"), "Initiative", "a"),
        fact(agent("a"), "ended", "2020-01-01", state=State.PROPOSED)], "steward")
    assert graph.statements(agent("a"), "ended")
    assert over(graph) == set()
