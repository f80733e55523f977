"""Questions on every engine, and analyses beside Graph Data Science, on one graph.

Starts a Neo4j server of its own (see tools/neo4j_local.py); without Java it says so in a line.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Final

import numpy as np
from neo4j import Session
from scipy.sparse import csr_array, csr_matrix, diags
from sparse_dot_topn import sp_matmul_topn

from benchmarks.asked import ASKED, Givens
from benchmarks.measure import Row, compared, spread
from graph.analysis.centrality import sampled_betweenness
from graph.analysis.communities import leiden
from graph.analysis.ties import LASTING, Ints, distinct, load_ties, pairs
from graph.engines import Engine, engine
from graph.engines.neo4j import Server, driver
from graph.load.neo4j import load
from graph.store import Graph
from queries.ask import questions
from queries.matching import compiled
from tools.neo4j_local import Missing, start, stop

_TOP: Final = 10
_STARTS: Final = 20
_GDS: Final = "Graph Data Science"


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
        yield from _analyses(graph)


def _patterns(graph: Graph) -> Iterator[Row]:
    """Compare only what engines do: bindings of a pattern, without ranking and evidence."""
    runners = {name: engine(name, graph) for name in ("sqlite", "rdf", "neo4j")}
    for name, question in sorted(questions(None).items()):
        if question.pattern is None:
            continue
        givens = Givens(graph)
        drawn = [givens.of(question) for _ in range(ASKED)]
        query = question.pattern.query(frozenset(drawn[0]))
        texts = {n: compiled(query, r.language) for n, r in runners.items()}
        if not _agree(runners, texts, drawn[:5]):
            raise AssertionError(f"engines differ on {name}")
        times = {n: spread(partial(r.rows, texts[n]), drawn) for n, r in runners.items()}
        ratio = times["neo4j"][0] / times["sqlite"][0]
        yield Row(
            f"pattern {name}: p50 / p95", _ms(times["sqlite"]), f"Neo4j {_ms(times['neo4j'])}",
            f"{ratio:.0f}×", f"Oxigraph {_ms(times['rdf'])}; equal rows",
        )


def _agree(
    runners: dict[str, Engine], texts: dict[str, str], drawn: list[dict[str, str]]
) -> bool:
    for given in drawn:
        found = [
            sorted(sorted(row.items()) for row in runner.rows(texts[name], given))
            for name, runner in runners.items()
        ]
        if any(rows != found[0] for rows in found):
            return False
    return True


def _ms(times: tuple[float, float]) -> str:
    return f"{times[0]:.2f} / {times[1]:.2f} ms"


def _analyses(graph: Graph) -> Iterator[Row]:
    known = pairs(load_ties(graph, LASTING))
    ties = np.stack(distinct(known.a, known.b)[:2], axis=1)
    size = len(known.nodes)
    leiden(3, ties[:2, 0] % 3, ties[:2, 1] % 3)
    starts = np.random.default_rng(0).choice(size, size=_STARTS, replace=False)
    ours: dict[str, Callable[[], object]] = {
        f"betweenness from {_STARTS} starts": partial(
            sampled_betweenness, size, ties[:, 0], ties[:, 1], starts),
        f"similarity, {_TOP} nearest": partial(_similar, size, ties),
        "Leiden": partial(leiden, size, ties[:, 0], ties[:, 1], threads=2),
    }
    calls = {
        f"betweenness from {_STARTS} starts":
            f"CALL gds.betweenness.stream('ties', {{samplingSize: {_STARTS}, samplingSeed: 1,"
            " concurrency: 2}) YIELD score",
        f"similarity, {_TOP} nearest":
            f"CALL gds.nodeSimilarity.stream('ties', {{topK: {_TOP}, similarityMetric: 'COSINE',"
            " concurrency: 2}) YIELD similarity",
        "Leiden": "CALL gds.leiden.stream('ties', {concurrency: 2}) YIELD communityId",
    }
    server = Server.from_environment()
    with driver(server).session() as session:
        _project(session, ties)
        for name, call in calls.items():
            yield compared(name, _seconds(ours[name]), _seconds(partial(_count, session, call)),
                           "s", f"{_GDS}, its projection not counted; {len(ties)} ties")


def _seconds(call: Callable[[], object]) -> float:
    call()
    begun = perf_counter()
    call()
    return perf_counter() - begun


def _similar(size: int, ties: Ints) -> object:
    """Return the nearest of every node by the cosine of what they are tied to."""
    both = np.concatenate([ties, ties[:, ::-1]])
    known = csr_array((np.ones(len(both)), (both[:, 0], both[:, 1])), shape=(size, size))
    lengths = np.sqrt(np.maximum(known.sum(axis=1), 1))
    unit = csr_matrix(diags(1 / lengths) @ known)
    return sp_matmul_topn(unit, unit.T.tocsr(), top_n=_TOP + 1, n_threads=2)


def _project(session: Session, ties: Ints) -> None:
    session.run("CREATE INDEX bench_i IF NOT EXISTS FOR (n:Bench) ON (n.i)").consume()
    session.run("UNWIND range(0, $last) AS i CREATE (:Bench {i: i})", last=int(ties.max())
                ).consume()
    session.run("CALL db.awaitIndexes()").consume()
    for begin in range(0, len(ties), 10_000):
        session.run(
            "UNWIND $rows AS row MATCH (a:Bench {i: row[0]}) MATCH (b:Bench {i: row[1]})"
            " CREATE (a)-[:TIE]->(b)", rows=ties[begin : begin + 10_000].tolist()).consume()
    session.run("CALL gds.graph.project('ties', 'Bench', {TIE: {orientation: 'UNDIRECTED'}})"
                ).consume()


def _count(session: Session, call: str) -> int:
    return int(session.run(f"{call} RETURN count(*) AS n").single(strict=True)["n"])
