"""The traps that were found when three languages were tried: each has a case of its own."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from graph import engines
from graph.engines.neo4j import Server
from graph.load.neo4j import load
from graph.rdf.terms import TERMS
from graph.store import Graph
from queries.matching import bindings, show_text
from queries.question import Question, questions
from tests.drawing import Drawing, draw
from tests.graph.engines.test_all_engines import ENGINES, made

LANGUAGES = ("sql", "cypher", "sparql")
A, B, C = (f"initiative:t/{letter}" for letter in "abc")


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest, neo4j_server: Server) -> str:
    return str(request.param)


def answers(
    graph: Graph, question: Question, given: dict[str, str], engine: str
) -> list[tuple[str, ...]]:
    if engine == "neo4j":
        load(graph)
    rows = bindings(graph, question, given, {}, engine)
    return sorted({tuple(row[name] for name in question.answer) for row in rows})


def drawn(folder: Path, *arrows: tuple[str, str, str]) -> Graph:
    names = {end for s, _, o in arrows for end in (s, o)}
    kinds: dict[str, str] = {
        "initiative": "Initiative", "area": "Area", "theme": "Theme", "post": "Post",
    }
    things = {name: kinds[name.partition(":")[0]] for name in names}
    return draw(folder / "g.sqlite", Drawing(things, set(arrows)))


def text_of(language: str, question: Question) -> str:
    return show_text(question, frozenset(question.given), language)


def every_text() -> list[Any]:
    return [
        pytest.param(question, language, id=f"{name}-{language}")
        for name, question in questions().items() if question.pattern for language in LANGUAGES
    ]


def test_1_a_relation_may_be_matched_twice(tmp_path: Path, engine: str) -> None:
    """Cypher uses a relation once in a MATCH: from a to b and back is only found with two."""
    graph = drawn(tmp_path, (A, "works_with", B))
    question = made("back", pattern=["a -works_with- b", "b -works_with- c"], answer=["a", "c"],
                    types={"a": "Initiative"})
    assert (A, A) in answers(graph, question, {}, engine)


def test_1_every_arrow_has_a_match_of_its_own() -> None:
    for question in questions().values():
        if question.pattern:
            text = text_of("cypher", question)
            assert not re.search(r"MATCH .*\)\s*,\s*\(", text)
            assert all(line.count("-[") <= 1 for line in text.splitlines())


@pytest.mark.parametrize("name", [n for n, q in questions().items() if q.pattern and q.given])
def test_2_what_is_given_goes_first(name: str) -> None:
    question = questions()[name]
    first, *_ = text_of("cypher", question).splitlines()
    assert re.fullmatch(r"MATCH \(\S+:Entity \{id: \$\w+\}\)", first)


def test_2_the_same_thing_may_be_given_twice(tmp_path: Path, engine: str) -> None:
    graph = drawn(tmp_path, (A, "works_with", B), (B, "works_with", C))
    question = made("via", given={"one": "Initiative", "other": "Initiative"},
                    pattern=["one -works_with- between", "between -works_with- other"],
                    answer="between")
    assert answers(graph, question, {"one": A, "other": A}, engine) == [(B,)]


def test_what_lies_below_a_thing_may_be_of_another_type(tmp_path: Path, engine: str) -> None:
    """That a target group lies above it makes no theme a target group."""
    kinds = {"theme:t/a": "Theme", "targetgroup:t/b": "TargetGroup", A: "Initiative"}
    graph = draw(tmp_path / "g.sqlite", Drawing(kinds, {
        ("theme:t/a", "broader", "targetgroup:t/b"), (A, "for_group", "targetgroup:t/b"),
    }))
    question = made("groups", pattern=["initiative -for_group-> group*"], answer="group",
                    types={"group": "TargetGroup"})
    assert answers(graph, question, {}, engine) == [("targetgroup:t/b",)]


def test_3_what_is_given_may_hold_any_character(tmp_path: Path, engine: str) -> None:
    theme = 'theme:t/a> } . ?x "$area" \\ \' `'
    graph = drawn(tmp_path, ("post:t/p", "covers", theme), ("post:t/p", "serves", "area:t/o"),
                  ("post:t/q", "covers", "theme:t/other"), ("post:t/q", "serves", "area:t/o"))
    found = answers(graph, questions()["right_contact"], {"theme": theme, "area": "area:t/o"},
                    engine)
    assert found == [("post:t/p",)]


def test_3_sparql_has_what_is_given_in_values_lines() -> None:
    text = text_of("sparql", questions()["right_contact"])
    assert "VALUES ?theme { UNDEF }" in text and "VALUES ?area { UNDEF }" in text


EVERY_ARROW = {
    "sqlite": "SELECT o.id AS other FROM edge e JOIN node s ON s.n = e.s JOIN node o ON o.n = e.o"
              " JOIN relation r ON r.r = e.r WHERE s.id = :one AND r.name = 'works_with'",
    "rdf": f"SELECT ?other WHERE {{ VALUES ?one {{ $one }} ?one <{TERMS}works_with> ?other }}",
    "neo4j": "MATCH (:Entity {id: $one})-[:WORKS_WITH]->(o:Entity) RETURN o.id AS other",
}
"""What each engine is asked to see every arrow that it holds, without DISTINCT."""


def test_4_an_arrow_that_two_sources_say_is_one_arrow(tmp_path: Path, engine: str) -> None:
    arrow = (A, "works_with", B)
    drawing = Drawing({A: "Initiative", B: "Initiative"}, twice={arrow})
    graph = draw(tmp_path / "g.sqlite", drawing)
    assert {evidence.source for evidence in graph.statements(*arrow)} == {"town", "register"}
    assert [edge.sources for edge in graph.edges(A, backward=False)] == [2]
    question = made("with", given={"one": "Initiative"}, pattern=["one -works_with-> other"],
                    answer="other")
    assert answers(graph, question, {"one": A}, engine) == [(B,)]
    assert list(engines.engine(engine, graph).rows(EVERY_ARROW[engine], {"one": A})) == [
        {"other": B}]


@pytest.mark.parametrize(("question", "language"), every_text())
def test_4_no_graph_is_named(question: Question, language: str) -> None:
    assert not re.search(r"\bGRAPH\b", text_of(language, question))


def test_5_partial_dates_compare_alike(tmp_path: Path, engine: str) -> None:
    dates = {"2026-11-23": True, "2026-11-24": False, "2025": True, "2026": False, "2026-10": True,
             "2026-11": False, "2027": False}
    arrows = {(f"post:t/{day}", "serves", "area:t/o") for day in dates}
    things = {"area:t/o": "Area", **{s: "ServicePoint" for s, _, _ in arrows}}
    values = {(f"post:t/{day}", "ended", day) for day in dates}
    graph = draw(tmp_path / "g.sqlite", Drawing(things, arrows, values))
    found = answers(graph, questions()["service_point"], {"area": "area:t/o"}, engine)
    assert found == [(f"post:t/{day}",) for day, over in sorted(dates.items()) if not over]


@pytest.mark.parametrize(("question", "language"), every_text())
def test_6_nothing_is_counted_or_ordered_in_the_text(question: Question, language: str) -> None:
    text = text_of(language, question).upper()
    assert not re.search(r"\b(COUNT|SUM|GROUP BY|ORDER BY|LIMIT|COLLECT|CALL)\b", text)
