"""The SPARQL that people see runs in any tool on an export, and finds what the engine finds."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import RdfFormat, Store
from rdflib import Graph as RdfGraph
from rdflib.plugins.sparql import prepareQuery

from graph.engines import engine
from graph.exports import export
from graph.rdf.terms import iri
from graph.store import Graph
from queries.matching import compiled, plan, show_text
from queries.question import Question, make_question, questions
from tests.drawing import Drawing, draw
from tests.random_graphs import case

SEEDS = 6
ASKED = [question for question in questions().values() if question.pattern]


def made(name: str, **table: object) -> Question:
    text = {"nl": name, "en": name}
    return make_question(name, {"title": text, "wording": text, **table})


WITHOUT_ARROWS = made("all_parties", pattern=[], types={"party": "Party"}, answer="party")


def found_in(graph: Graph, folder: Path, text: str) -> tuple[list[str], set[tuple[str, ...]]]:
    """Return the names and rows that `text` finds in the export of a graph."""
    found: Any = store_of(graph, folder).query(text)
    rows = {tuple(value.value for value in row) for row in found}
    return [variable.value for variable in found.variables], rows


def store_of(graph: Graph, folder: Path) -> Store:
    """Return the export of a graph in a store that knows nothing of Samenspel."""
    store = Store()
    store.load(path=str(export(graph, "turtle", folder / "out.ttl")), format=RdfFormat.TURTLE)
    return store


@pytest.mark.parametrize("question", [*ASKED, WITHOUT_ARROWS], ids=lambda q: q.name)
def test_what_is_shown_finds_in_an_export_what_the_engine_finds(
    tmp_path: Path, question: Question
) -> None:
    total = 0
    for seed in range(SEEDS):
        one = case(question, seed)
        with draw(tmp_path / f"{seed}.sqlite", one.drawing) as graph:
            shown = show_text(question, frozenset(one.given), "sparql", one.given)
            names, rows = found_in(graph, tmp_path, shown)
            query, _ = plan(question, frozenset(one.given))
            want = engine("rdf", graph).rows(compiled(query, "sparql"), one.given)
            assert rows == {tuple(iri(row[name]) for name in names) for row in want}
            total += len(rows)
    assert total


def test_rdflib_alone_runs_it_too(tmp_path: Path) -> None:
    question = questions()["right_contact"]
    one = next(one for one in (case(question, seed) for seed in range(25)) if one.given)
    with draw(tmp_path / "g.sqlite", one.drawing) as graph:
        written = export(graph, "turtle", tmp_path / "out.ttl")
        shown = show_text(question, frozenset(one.given), "sparql", one.given)
        found: Any = RdfGraph().parse(written).query(shown)
        assert {tuple(map(str, row)) for row in found} == found_in(graph, tmp_path, shown)[1]


@pytest.mark.parametrize("question", ASKED, ids=lambda q: q.name)
def test_what_is_not_filled_in_may_be_anything(question: Question) -> None:
    shown = show_text(question, frozenset(question.given), "sparql")
    assert "$" not in shown
    prepareQuery(shown)
    things = set(question.things()) & set(question.given)
    assert shown.count("{ UNDEF }  # ") >= len(things)


def test_an_id_is_shown_as_its_whole_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAMENSPEL_IRI", "https://stad.nl/id/")
    strange = "theme:t/a> } . ?x"
    shown = show_text(questions()["right_contact"], frozenset(("theme", "area")), "sparql",
                      {"theme": strange})
    assert f"VALUES ?theme {{ <{iri(strange, 'https://stad.nl/id/')}> }}" in shown
    assert "VALUES ?area { UNDEF }  # " in shown and "<https://stad.nl/id/...>" in shown


def test_a_name_that_ends_in_type_means_no_other(tmp_path: Path) -> None:
    """Names `post` and `post_type` once shared a variable, so that nothing was found."""
    question = made("both", pattern=["post -lifted_by-> x", "post_type -lifted_by-> x"],
                    types={"post": "Need", "post_type": "Offer", "x": "Post"},
                    answer=["post", "post_type"])
    drawing = Drawing(
        {"need:t/a": "Need", "offer:t/b": "Offer", "post:t/c": "Post"},
        {("need:t/a", "lifted_by", "post:t/c"), ("offer:t/b", "lifted_by", "post:t/c")},
    )
    query, _ = plan(question, frozenset())
    with draw(tmp_path / "g.sqlite", drawing) as graph:
        rows = engine("rdf", graph).rows(compiled(query, "sparql"), {})
    assert [(row["post"], row["post_type"]) for row in rows] == [("need:t/a", "offer:t/b")]


def test_what_is_shown_with_a_second_query_is_still_one() -> None:
    """What must be absent unless it is over is a query besides; it stands there as a comment."""
    lapsing = [q for q in ASKED if plan(q, frozenset(q.given))[1]]
    assert lapsing
    for question in lapsing:
        shown = show_text(question, frozenset(question.given), "sparql")
        besides = shown.split("\n\n", 1)[1]
        assert all(line.startswith("#") for line in besides.splitlines() if line)
    RdfGraph().query(shown)
