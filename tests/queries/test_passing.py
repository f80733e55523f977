"""A test of a property says the same for few things, for many, and one by one."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from graph.layout import BEGINNING, PRESENT
from queries import passing as module
from queries.passing import passed, passing, typed
from queries.question import Test as Check
from tests.drawing import TODAY, Drawing, draw

VALUES = {
    ("p", "phase", "ended"), ("q", "phase", "running"), ("q", "ended", TODAY[:4]),
    ("r", "ended", TODAY), ("s", "ended", "2099-01-01"), ("t", "ended", "2099-01-01"),
    ("t", "ended", TODAY[:7]), ("u", "unknown", "false"), ("v", "unknown", "true"),
    ("v", "description", "a text that is longer than what is indexed"),
}
TESTS = [
    Check("x", "phase", ("ended",)), Check("x", "phase", ("ended", "running")),
    Check("x", "ended"), Check("x", "unknown"), Check("x", "description"),
    Check("x", "nothing"),
    Check("x", "description", ("a text that is longer than what is indexed",)),
    Check("x", "description", ("a text that is l",)),
]


@pytest.mark.parametrize("few", [0, 200])
@pytest.mark.parametrize("test", TESTS, ids=str)
def test_many_at_once_are_as_one_by_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, test: Check, few: int
) -> None:
    monkeypatch.setattr(module, "_FEW", few)
    things = {f"initiative:t/{name}": "Initiative" for name in "pqrstuvw"}
    values = {(f"initiative:t/{name}", prop, value) for name, prop, value in VALUES}
    with draw(tmp_path / "g.sqlite", Drawing(things, values=values)) as graph:
        numbers = np.array([3, 1, 2, 3, 4, 5, 6, 7, 8])
        want = [passing(graph, test, [graph.ids[n - 1]]) != set() for n in numbers.tolist()]
        assert passed(graph, test, numbers).tolist() == want
        assert passed(graph, test, numbers[:0]).tolist() == []


def test_the_index_is_used_for_many(tmp_path: Path) -> None:
    with draw(tmp_path / "g.sqlite", Drawing({"theme:x": "Theme"})) as graph:
        plan = graph.db.execute(
            f"EXPLAIN QUERY PLAN SELECT s FROM statement WHERE r = 1 AND {PRESENT}"
            f" AND {BEGINNING} IN ('ended')"
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
