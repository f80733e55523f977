"""The SQL reads well, takes what is given as parameters and starts from it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from queries.language.reading import read_pattern
from queries.language.sql import write, write_numbers
from queries.question import questions
from tests.drawing import Drawing, draw

CONTACT = """\
SELECT DISTINCT
       area.id AS area,
       area_above.id AS area_above,
       post.id AS post,
       theme.id AS theme,
       theme_above.id AS theme_above
FROM node AS theme
CROSS JOIN node AS area
  ON area.id = :area
"""


def text(name: str, *asked: str) -> str:
    pattern = questions()[name].pattern
    assert pattern
    return write(pattern.query(frozenset(asked)))


def test_the_right_contact_starts_from_what_is_given() -> None:
    sql = text("right_contact", "theme", "area")
    assert sql.startswith(CONTACT)
    assert sql.endswith("WHERE theme.id = :theme")


@pytest.mark.parametrize("name", [n for n, q in questions().items() if q.pattern])
def test_only_names_of_the_schema_stand_between_quotes(name: str) -> None:
    pattern = questions()[name].pattern
    assert pattern
    asked = frozenset(pattern.given)
    quoted = re.findall(r"'([^']*)'", write(pattern.query(asked)))
    assert all(re.fullmatch(r"[A-Za-z_]+", word) for word in quoted)
    assert set(re.findall(r":(\w+)", write(pattern.query(asked)))) == set(asked)


def test_an_arrow_in_any_direction_becomes_two_queries() -> None:
    assert text("overlapping_initiatives", "initiative").count("\nUNION\n") == 1


def test_numbers_are_selected_of_what_is_not_given_without_the_things_themselves() -> None:
    pattern = questions()["right_contact"].pattern
    assert pattern
    sql = write_numbers(pattern.query(frozenset(["theme", "area"])))
    assert re.search(r"^SELECT \w+\.\w+ AS area_above, \w+\.\w+ AS post, \w+\.\w+ AS theme_", sql)
    assert "DISTINCT" not in sql
    assert "AS theme_above\n  ON theme_above.n" not in sql


def test_nothing_is_counted_grouped_or_ranked_in_sql() -> None:
    for name, question in questions().items():
        if question.pattern:
            sql = text(name, *question.pattern.given).upper()
            assert not re.search(r"\b(COUNT|GROUP BY|ORDER BY|LIMIT|SUM)\b", sql)


def test_a_thing_of_any_type_beside_another_is_good_sql(tmp_path: Path) -> None:
    things = {"area:t/a": "Area", "theme:t/a": "Theme", "post:t/a": "Post"}
    pattern = read_pattern("any.toml", pattern=[], given={}, answer=["one", "other"],
                           types={"one": "Entity", "other": "Entity"})
    with draw(tmp_path / "g.sqlite", Drawing(things)) as graph:
        for writer in (write, write_numbers):
            rows = graph.db.execute(writer(pattern.query(frozenset()))).fetchall()
            assert len(rows) == len(things) ** 2


def test_what_is_given_twice_does_not_multiply() -> None:
    """From what is found for the first to the second, not from both at once."""
    department = questions()["department"].pattern
    assert department
    text = write_numbers(department.query(frozenset(department.given)))
    steps = re.findall(r"^(?:FROM|CROSS JOIN) (\w+)", text, re.MULTILINE)
    assert steps == ["node", "node", "closure", "edge", "node", "edge", "closure"]
