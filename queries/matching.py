"""Runs a question's arrows on an engine and keeps the bindings that pass its other tests."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from importlib import import_module
from types import ModuleType
from typing import Final

import numpy as np

from graph.engines import MOST_ROWS, Binding, Engine, Numbered, engine
from graph.errors import QuestionError
from graph.numbers import Ints, numbers
from graph.store import Graph
from queries.language.pattern import Query
from queries.matches import Matches
from queries.passing import passed, typed
from queries.question import Question

_KEPT: Final = 1024
"""Compiled texts; a link may ask for any, so that there is no end to them."""


def _writer(language: str) -> ModuleType:
    """Return the module that writes a language; it may also have a `readable` form for people."""
    return import_module(f"queries.language.{language}")


@lru_cache(maxsize=_KEPT)
def compiled(query: Query, language: str) -> str:
    """Return what an engine that speaks `language` runs for a query."""
    text: str = _writer(language).write(query)
    return text


@lru_cache(maxsize=_KEPT)
def _compiled_to_numbers(query: Query, language: str) -> str:
    text: str = _writer(language).write_numbers(query)
    return text


def show_text(
    question: Question, asked: frozenset[str], language: str,
    ids: Mapping[str, str] | None = None,
) -> str:
    """Return the compiled text of a question when the given names in `asked` are filled in.

    A language that has no parameters is shown with the `ids` that are given, as it runs elsewhere.
    """
    if question.pattern is None:
        return ""
    query, lapsing = plan(question, asked)
    texts = [compiled(each, language) for each in (query, *lapsing)]
    readable = getattr(_writer(language), "readable", None)
    return str(readable(texts, ids or {})) if readable else "\n\n".join(texts)


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
    return matches(graph, question, given, literals, engine_name).rows(graph)


def matches(
    graph: Graph, question: Question, given: Mapping[str, str], literals: Mapping[str, str],
    engine_name: str,
) -> Matches:
    """Return every way to match the question's pattern, in order of ids, as numbers."""
    runner = engine(engine_name, graph)
    query, lapsing = plan(question, frozenset(given))
    found = _still(graph, question, run(graph, runner, query, given))
    for other in lapsing:
        found = found.without(_still(graph, question, run(graph, runner, other, given)))
    for name, test in question.literals().items():
        if name in literals:
            asked = replace(test, values=(literals[name],))
            found = found.at(passed(graph, asked, found[test.of], proposed=True))
    return found.in_order()


def run(graph: Graph, runner: Engine, query: Query, given: Mapping[str, str]) -> Matches:
    """Return what an engine finds for a query; some rows may be there twice.

    Raises QuestionError when there is no end to it.
    """
    if isinstance(runner, Numbered):
        columns = runner.numbers(_compiled_to_numbers(query, runner.language), given)
        if columns.shape[1] <= MOST_ROWS:
            return _of_numbers(graph, query, given, columns)
        # Some are there twice or of another type: no engine refuses what another answers.
    rows = runner.rows(compiled(query, runner.language), given)
    if len(rows) > MOST_ROWS:
        most = {"nl": f"{MOST_ROWS:,}".replace(",", "."), "en": f"{MOST_ROWS:,}"}
        raise QuestionError("question.too_many", most=most)
    return Matches.of(graph, query.variables, rows)


def _of_numbers(graph: Graph, query: Query, given: Mapping[str, str], columns: Ints) -> Matches:
    """Return what was found as numbers, with what is given, where the types are right."""
    found = dict(zip(query.unknown, columns, strict=True))
    everywhere = numbers(graph, given.values())
    rows = Matches(query.variables, np.array([
        found[name] if name in found else np.full(columns.shape[1], everywhere[given[name]])
        for name in query.variables
    ]))
    for name, types in query.checks:
        if name in found:
            rows = rows.at(typed(graph, types, rows[name]))
    return rows


def _still(graph: Graph, question: Question, found: Matches) -> Matches:
    """Return the rows in which nothing is over."""
    for test in question.unless:
        if test.of in found.names:
            found = found.at(~passed(graph, test, found[test.of]))
    return found
