"""SQLite gives exactly what the patterns mean, on many random graphs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from graph.engines import engine, engines, sqlite
from graph.engines.sqlite import Sqlite
from graph.errors import InputError, QuestionError
from graph.store import Graph
from queries import matching
from queries.language.pattern import Query
from queries.language.reading import Pattern
from queries.language.sql import write as write_ids
from queries.language.sql import write_numbers
from queries.matching import bindings, compiled
from queries.matching import run as run_matches
from queries.question import make_question
from tests.drawing import Drawing, draw
from tests.graph.engines.matcher import World, expected, some_given
from tests.graph.engines.patterns import HARD, all_patterns, mutants, ways_to_ask
from tests.graph.engines.random_graphs import GRAPHS, random_graph

Rows = list[Mapping[str, str]]


@pytest.fixture(scope="module")
def graphs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[tuple[Graph, World]]]:
    made = [random_graph(tmp_path_factory.mktemp(f"g{seed}"), seed) for seed in range(GRAPHS)]
    yield [(graph, World(graph)) for graph in made]
    for graph in made:
        graph.close()


def run(graph: Graph, query: Query, given: Mapping[str, str]) -> Rows:
    rows = engine("sqlite", graph).rows(compiled(query, "sql"), given)
    return sorted(rows, key=lambda row: [row[name] for name in query.variables])


def numbered(graph: Graph, query: Query, given: Mapping[str, str]) -> Rows:
    """Return the rows of the same query by number, with ids put back and in order."""
    found = run_matches(graph, Sqlite(graph), query, given)
    return found.in_order().rows(graph)


@pytest.mark.parametrize("name", all_patterns())
def test_sqlite_finds_what_the_arrows_mean(name: str, graphs: list[tuple[Graph, World]]) -> None:
    pattern = all_patterns()[name]
    for names in ways_to_ask(pattern):
        found = 0
        for seed, (graph, world) in enumerate(graphs):
            given = some_given(world, pattern, names, seed)
            rows = run(graph, pattern.query(names), given)
            assert rows == expected(world, pattern, given), given
            assert numbered(graph, pattern.query(names), given) == rows
            found += len(rows)
        assert found, f"{name} {sorted(names)} is empty in all graphs"


@pytest.mark.parametrize("name", HARD)
def test_leaving_out_any_part_changes_an_answer(
    name: str, graphs: list[tuple[Graph, World]]
) -> None:
    pattern = all_patterns()[name]
    names = frozenset(pattern.given)
    for change, mutant in mutants(name):
        assert any(
            _answers(graph, pattern, given) != _answers(graph, mutant, given)
            for seed, (graph, world) in enumerate(graphs)
            if (given := some_given(world, pattern, names, seed)) is not None
        ), change


def _answers(graph: Graph, pattern: Pattern, given: Mapping[str, str]) -> set[tuple[str, ...]]:
    rows = run(graph, pattern.query(frozenset(given)), given)
    return {tuple(row[name] for name in pattern.answer) for row in rows}


@pytest.mark.parametrize("name", all_patterns())
def test_no_table_is_scanned_when_something_is_given(
    name: str, graphs: list[tuple[Graph, World]]
) -> None:
    pattern, (graph, _) = all_patterns()[name], graphs[0]
    for names in ways_to_ask(pattern):
        if names:
            for write in (write_ids, write_numbers):
                text = write(pattern.query(names))
                plan = graph.db.execute(f"EXPLAIN QUERY PLAN {text}", dict.fromkeys(names, "x"))
                steps = [row[3] for row in plan]
                assert not [s for s in steps if s.startswith("SCAN")], text


def test_an_unknown_engine_gets_near_misses(graphs: list[tuple[Graph, World]]) -> None:
    assert "sqlite" in engines()
    with pytest.raises(InputError, match="sqlite"):
        engine("sqllite", graphs[0][0])


# ── there is an end to every question ─────────────────────────────────────────────────────────

PAIRS = make_question("pairs", {
    "title": {"nl": "?", "en": "?"}, "wording": {"nl": "?", "en": "?"}, "answer": ["one", "other"],
    "pattern": ["one -about-> theme", "other -about-> theme"],
})


ABOUT = make_question("about", {
    "title": {"nl": "?", "en": "?"}, "wording": {"nl": "?", "en": "?"}, "answer": "initiative",
    "pattern": ["initiative -about-> theme"], "types": {"initiative": "Initiative"},
})


def test_a_pattern_without_end_is_refused_when_it_has_too_many_rows(
    graphs: list[tuple[Graph, World]], monkeypatch: pytest.MonkeyPatch
) -> None:
    graph, _ = graphs[0]
    number = len(bindings(graph, PAIRS, {}, {}, "sqlite"))
    for module in (sqlite, matching):
        monkeypatch.setattr(module, "MOST_ROWS", number - 1)
    for name in engines():
        if name != "neo4j":
            with pytest.raises(QuestionError) as caught:
                bindings(graph, PAIRS, {}, {}, name)
            assert caught.value.key == "question.too_many"
            assert caught.value.message("en")


def test_only_what_answers_counts_for_how_many_there_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of the numbers some come twice, or are of another type, where other engines find one."""
    groups = [f"initiative:t/{n}" for n in range(3)]
    arrows = {(group, "about", theme) for group in (*groups, "organisation:t/o")
              for theme in ("theme:a", "theme:b")}
    things = {i: i.partition(":")[0].title() for arrow in arrows for i in (arrow[0], arrow[2])}
    for module in (sqlite, matching):
        monkeypatch.setattr(module, "MOST_ROWS", 6)
    with draw(tmp_path / "g.sqlite", Drawing(things, arrows)) as graph:
        found = [bindings(graph, ABOUT, {}, {}, name) for name in ("sqlite", "rdf")]
    assert found[0] == found[1] and len(found[0]) == 6


def test_no_row_is_read_beyond_the_first_that_is_too_many(
    graphs: list[tuple[Graph, World]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite, "MOST_ROWS", 3)
    assert PAIRS.pattern
    text = write_numbers(PAIRS.pattern.query(frozenset()))
    assert Sqlite(graphs[0][0]).numbers(text, {}).shape[1] == 4


def test_a_pattern_without_end_is_stopped_after_a_while(
    graphs: list[tuple[Graph, World]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing comes out of this at all: only the clock can stop it."""
    graph, _ = graphs[0]
    monkeypatch.setattr(sqlite, "PATIENCE", 0)
    endless = ", ".join(f"node AS n{i}" for i in range(12))
    with pytest.raises(QuestionError) as caught:
        Sqlite(graph).rows(f"SELECT n0.id FROM {endless} WHERE n0.n < 0 - n1.n - n11.n", {})
    assert caught.value.key == "question.too_long"
    assert graph.db.execute("SELECT count(*) FROM node").fetchone()[0]
