"""Questions on every engine, and analyses beside Graph Data Science, on one graph.

Starts a Neo4j server of its own (see tools/neo4j_local.py); without Java it says so in a line.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from statistics import mean
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Final

from neo4j import READ_ACCESS, Query, Session

from benchmarks.analysed import tied
from benchmarks.asked import ASKED, Givens
from benchmarks.beside_gds import beside_gds
from benchmarks.measure import Row, spread
from graph.engines import Binding, Engine, engine
from graph.engines.neo4j import Server, driver
from graph.load.neo4j import load
from graph.store import Graph
from queries.ask import questions
from queries.matching import compiled
from tools.neo4j_local import Missing, start, stop

_COMPARED: Final = 20
"""Times that the rows of all engines are compared, for every pattern."""


@contextmanager
def served() -> Iterator[bool]:
    """Start a server with Graph Data Science for as long as it is needed; False without Java."""
    with TemporaryDirectory() as folder:
        home = Path(folder)
        try:
            os.environ.update(start(home, heap="3g", gds=True))
        except Missing:
            yield False
            return
        try:
            yield True
        finally:
            stop(home)


def beside_servers(graph: Graph) -> Iterator[Row]:
    """Yield the time of every pattern on every engine, then of analyses beside GDS."""
    with served() as there:
        if not there:
            yield Row("Neo4j", "", note="not measured: no Java here")
            return
        begun = perf_counter()
        load(graph)
        yield Row("Neo4j: load the graph", "", f"{perf_counter() - begun:.1f} s")
        yield from _patterns(graph)
        yield from beside_gds(*tied(graph))


def _patterns(graph: Graph) -> Iterator[Row]:
    """Compare only what engines do: bindings of a pattern, without ranking and evidence."""
    runners: dict[str, Engine] = {name: engine(name, graph) for name in ("sqlite", "rdf")}
    with driver(Server.from_environment()).session(default_access_mode=READ_ACCESS) as session:
        yield from _compared({**runners, "neo4j": _Bare(session)}, graph)


class _Bare:
    """Neo4j at its quickest: one open session, without the product's check of what it holds."""

    language: Final = "cypher"

    def __init__(self, session: Session) -> None:
        self._session = session

    def rows(self, text: str, given: Mapping[str, str] | None = None) -> list[Binding]:
        """Run `text`; return every binding."""
        return [dict(record) for record in self._session.run(Query(text), dict(given or {}))]


def _compared(runners: dict[str, Engine], graph: Graph) -> Iterator[Row]:
    for name, question in sorted(questions(None).items()):
        if question.pattern is None:
            continue
        givens = Givens(graph)
        drawn = [givens.of(question) for _ in range(ASKED)]
        query = question.pattern.query(frozenset(drawn[0]))
        texts = {n: compiled(query, r.language) for n, r in runners.items()}
        rows = [_agreed(runners, texts, given) for given in drawn[:_COMPARED]]
        times = {n: spread(partial(r.rows, texts[n]), drawn) for n, r in runners.items()}
        ratio = times["neo4j"][0] / times["sqlite"][0]
        yield Row(
            f"pattern {name}: p50 / p95", _ms(times["sqlite"]), f"Neo4j {_ms(times['neo4j'])}",
            f"{ratio:.0f}×", f"Oxigraph {_ms(times['rdf'])}; equal rows, {mean(rows):.1f} a time",
        )


def _agreed(runners: dict[str, Engine], texts: dict[str, str], given: dict[str, str]) -> int:
    """Return how many rows all engines find; raises AssertionError where they differ."""
    found = [
        sorted(sorted(row.items()) for row in runner.rows(texts[name], given))
        for name, runner in runners.items()
    ]
    if any(rows != found[0] for rows in found):
        raise AssertionError(f"engines differ: {given}")
    return len(found[0])


def _ms(times: tuple[float, float]) -> str:
    return f"{times[0]:.2f} / {times[1]:.2f} ms"
