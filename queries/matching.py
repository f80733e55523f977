"""Runs a question's arrows on an engine and keeps the bindings that pass its other tests."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache
from importlib import import_module

from graph.batch import values
from graph.engines import Binding, engine
from graph.schema import schema
from graph.store import Graph
from queries.language.pattern import Query
from queries.question import Question, Test


@cache
def compiled(query: Query, language: str) -> str:
    """Return what an engine that speaks `language` runs for a query."""
    text: str = import_module(f"queries.language.{language}").write(query)
    return text


def show_text(question: Question, asked: frozenset[str], language: str) -> str:
    """Return the compiled text of a question when the given names in `asked` are filled in."""
    if question.pattern is None:
        return ""
    query, lapsing = plan(question, asked)
    return "\n\n".join(compiled(each, language) for each in (query, *lapsing))


def plan(question: Question, asked: frozenset[str]) -> tuple[Query, tuple[Query, ...]]:
    """Return what to run, and what to run besides: whatever those find that is not over, goes.

    What must be absent but may be over (an initiative that ended) needs a query of its own,
    because whether it is over is not for the engine to tell.
    """
    if question.pattern is None:
        raise ValueError(question.name)
    query = question.pattern.query(asked)
    free = {test.of for test in question.unless} - set(query.variables)
    lapsing = [g for g in query.absent if any(free & arrow.names for arrow in g.arrows)]
    rest = replace(query, absent=tuple(g for g in query.absent if g not in lapsing))
    return rest, tuple(
        replace(
            rest, arrows=query.arrows + group.arrows, differ=query.differ + group.differ,
            variables=tuple(sorted({*query.variables}.union(*(a.variables for a in group.arrows)))),
        )
        for group in lapsing
    )


def bindings(
    graph: Graph, question: Question, given: Mapping[str, str], literals: Mapping[str, str],
    engine_name: str,
) -> list[Binding]:
    """Return every way to match the question, in the same order from every engine."""
    if question.pattern is None:
        return []
    runner = engine(engine_name, graph)
    query, lapsing = plan(question, frozenset(given))
    rows = runner.rows(compiled(query, runner.language), given)
    for other in lapsing:
        there = runner.rows(compiled(other, runner.language), given)
        rows = _without(rows, _still(graph, question, other, there), query.variables)
    rows.sort(key=lambda row: [row[name] for name in query.variables])
    for name, test in question.literals().items():
        if name in literals:
            passed = passing(graph, Test(test.of, test.property, (literals[name],)),
                             {row[test.of] for row in rows})
            rows = [row for row in rows if row[test.of] in passed]
    return _still(graph, question, query, rows)


def _still(graph: Graph, question: Question, query: Query, rows: list[Binding]) -> list[Binding]:
    """Return the rows in which nothing is over."""
    for test in question.unless:
        if test.of in query.variables:
            passed = passing(graph, test, {row[test.of] for row in rows})
            rows = [row for row in rows if row[test.of] not in passed]
    return rows


def _without(
    rows: list[Binding], there: list[Binding], names: tuple[str, ...]
) -> list[Binding]:
    gone = {tuple(row[name] for name in names) for row in there}
    return [row for row in rows if tuple(row[name] for name in names) not in gone]


def passing(graph: Graph, test: Test, ids: Iterable[str]) -> set[str]:
    """Return those of `ids` for which a test of a property holds."""
    found = values(graph, ids, [test.property])
    today = graph.meta["today"]
    return {entity for (entity, _), known in found.items() if _passes(test, known, today)}


def _passes(test: Test, known: list[str], today: str) -> bool:
    if test.values:
        return bool(set(known) & set(test.values))
    if _is_date(test.property):
        return any(value <= today[: len(value)] for value in known)
    return any(value != "false" for value in known)


@cache
def _is_date(name: str) -> bool:
    return any(
        name in t.properties and t.properties[name].value == "date" for t in schema().concrete()
    )
