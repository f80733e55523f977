"""Matches in numbers are the same matches."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.store import Graph
from queries.matches import Matches
from tests.drawing import Drawing, draw

ROWS = [{"a": "theme:x", "b": "theme:y"}, {"a": "theme:x", "b": "theme:x"},
        {"a": "theme:x", "b": "theme:y"}]


@pytest.fixture
def graph(tmp_path: Path) -> Graph:
    return draw(tmp_path / "g.sqlite", Drawing({f"theme:{n}": "Theme" for n in "xyz"}))


def test_rows_come_back_as_they_went_in(graph: Graph) -> None:
    found = Matches.of(graph, ["a", "b"], ROWS)
    assert len(found) == 3
    assert found.rows(graph) == ROWS


def test_in_order_holds_every_row_once_in_order_of_ids(graph: Graph) -> None:
    assert Matches.of(graph, ["a", "b"], ROWS).in_order().rows(graph) == [ROWS[1], ROWS[0]]


def test_what_others_match_too_can_be_left_out(graph: Graph) -> None:
    found = Matches.of(graph, ["a", "b"], ROWS)
    others = Matches.of(graph, ["a", "b", "c"], [{"a": "theme:x", "b": "theme:y", "c": "theme:z"}])
    assert found.without(others).rows(graph) == [ROWS[1]]


def test_no_rows_are_no_trouble(graph: Graph) -> None:
    found = Matches.of(graph, ["a", "b"], [])
    assert found.in_order().without(found).rows(graph) == []
