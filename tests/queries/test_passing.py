"""A test of a property says the same for few things, for many, and one by one."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from graph.over import is_over, saying
from graph.store import Graph
from queries import passing as module
from queries.passing import passed, passing, typed
from queries.question import Test as Check
from tests.drawing import TODAY, Drawing, draw

VALUES = {
    ("p", "phase", "ended"), ("q", "phase", "running"), ("q", "ended", TODAY[:4]),
    ("r", "ended", TODAY), ("s", "ended", "2099-01-01"), ("t", "ended", "2099-01-01"),
    ("t", "ended", "2026-10"), ("u", "unknown", "false"), ("v", "unknown", "true"),
    ("v", "description", "a text that is longer than what is indexed"),
}
TESTS = [
    Check("x", "phase", ("ended",)), Check("x", "phase", ("ended", "running")),
    Check("x", "ended"), Check("x", "unknown"), Check("x", "description"),
    Check("x", "nothing"),
    Check("x", "description", ("a text that is longer than what is indexed",)),
    Check("x", "description", ("a text that is l",)),
]
HOLDING = ["p", "pq", "rt", "v", "v", "", "v", ""]
"""For which things each test holds: not for one that ended this year, or a day in the future."""
GUESSES = {("w", "phase", "ended"), ("w", "ended", "2020"), ("u", "unknown", "true")}


def town(folder: Path) -> Graph:
    """Draw initiatives of which these values are said, and these guessed."""
    things = {f"initiative:t/{name}": "Initiative" for name in "pqrstuvw"}
    values, guesses = (
        {(f"initiative:t/{name}", prop, value) for name, prop, value in said}
        for said in (VALUES, GUESSES)
    )
    return draw(folder / "g.sqlite", Drawing(things, values=values, guesses=guesses))


@pytest.mark.parametrize("few", [0, 200])
@pytest.mark.parametrize(("test", "holding"), [*zip(TESTS, HOLDING, strict=True)])
def test_few_and_many_at_once_are_told_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, test: Check, holding: str, few: int
) -> None:
    monkeypatch.setattr(module, "_FEW", few)
    with town(tmp_path) as graph:
        numbers = np.array([3, 1, 2, 3, 4, 5, 6, 7, 8])
        want = [graph.ids[n - 1][-1] in holding for n in numbers.tolist()]
        assert passed(graph, test, numbers).tolist() == want
        assert passed(graph, test, numbers[:0]).tolist() == []
        assert passing(graph, test, graph.ids) == {f"initiative:t/{name}" for name in holding}


@pytest.mark.parametrize("few", [0, 200])
def test_a_guess_takes_nothing_away_but_is_found_by_who_asks_for_its_value(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, few: int
) -> None:
    monkeypatch.setattr(module, "_FEW", few)
    with town(tmp_path) as graph:
        w = np.array([8])
        for test in (Check("x", "phase", ("ended",)), Check("x", "ended")):
            assert passed(graph, test, w).tolist() == [False]
            assert passed(graph, test, w, proposed=True).tolist() == [True]


def test_analyses_and_questions_call_the_same_over(tmp_path: Path) -> None:
    with town(tmp_path) as graph:
        tests = (Check("x", "ended"), Check("x", "phase", ("ended",)))
        gone = set[str]().union(*(passing(graph, test, graph.ids) for test in tests))
        found = is_over(graph)
        assert {i for n, i in enumerate(graph.ids, 1) if found[n]} == gone
        assert {entity[-1] for entity in gone} == set("prt")


def test_the_index_is_used_for_many(tmp_path: Path) -> None:
    with draw(tmp_path / "g.sqlite", Drawing({"theme:x": "Theme"})) as graph:
        text, parameters = saying(graph, "phase", ("ended",))
        plan = graph.db.execute(
            f"EXPLAIN QUERY PLAN SELECT s FROM statement WHERE {text}", parameters
        )
        assert "statement_value" in str([row[3] for row in plan])


@pytest.mark.parametrize("few", [0, 200])
def test_types_are_told_the_same_for_few_and_many(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, few: int
) -> None:
    monkeypatch.setattr(module, "_FEW", few)
    things = {"initiative:a": "Initiative", "organisation:b": "Organisation", "theme:c": "Theme"}
    with draw(tmp_path / "g.sqlite", Drawing(things)) as graph:
        numbers = np.array([3, 1, 2, 1])
        assert typed(graph, ("Initiative", "Theme"), numbers).tolist() == [True, True, False, True]
        assert typed(graph, ("Theme",), numbers[:0]).tolist() == []
