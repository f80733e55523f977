"""Analyses beside Graph Data Science on the same ties, in a Neo4j server that runs already."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from time import perf_counter
from typing import Final

import numpy as np
from neo4j import Query, Session
from neo4j.exceptions import Neo4jError
from scipy.sparse import csr_array, csr_matrix, diags
from sparse_dot_topn import sp_matmul_topn

from benchmarks.analysed import STARTS
from benchmarks.measure import Row, compared
from graph.analysis.centrality import sampled_betweenness
from graph.analysis.communities import leiden
from graph.analysis.ties import Ints
from graph.engines.neo4j import Server, driver

TOP: Final = 10
ALIKE: Final = 500_000
"""Ties above which similarity takes very long: a few know so many that nearly all are compared."""
PATIENCE: Final = 60
"""Seconds that one call of the other may take; after that it is broken off."""


def beside_gds(size: int, ties: Ints) -> Iterator[Row]:
    """Yield the time of each analysis of `size` nodes and an n × 2 array of ties."""
    leiden(3, ties[:2, 0] % 3, ties[:2, 1] % 3)
    starts = np.random.default_rng(0).choice(size, size=STARTS, replace=False)
    ours: dict[str, Callable[[], object]] = {
        f"betweenness from {STARTS} starts": partial(
            sampled_betweenness, size, ties[:, 0], ties[:, 1], starts),
        f"similarity, {TOP} nearest": partial(_similar, size, ties),
        "Leiden": partial(leiden, size, ties[:, 0], ties[:, 1], threads=2),
    }
    calls = {
        f"betweenness from {STARTS} starts":
            f"CALL gds.betweenness.stream('ties', {{samplingSize: {STARTS}, samplingSeed: 1,"
            " concurrency: 2}) YIELD score",
        f"similarity, {TOP} nearest":
            f"CALL gds.nodeSimilarity.stream('ties', {{topK: {TOP}, similarityMetric: 'COSINE',"
            " concurrency: 2}) YIELD similarity",
        "Leiden": "CALL gds.leiden.stream('ties', {concurrency: 2}) YIELD communityId",
    }
    note = f"Graph Data Science, its projection not counted; {size:,} agents, {len(ties):,} ties"
    with driver(Server.from_environment()).session() as session:
        _project(session, ties)
        for name, call in calls.items():
            if name.startswith("similarity") and len(ties) > ALIKE:
                yield Row(name, "", note=f"not measured above {ALIKE:,} ties")
                continue
            taken = _seconds(ours[name])
            try:
                yield compared(name, taken, _seconds(partial(_count, session, call)), "s", note)
            except Neo4jError:
                yield Row(name, f"{taken:.2f} s", f"broken off after {PATIENCE} s",
                          f"> {PATIENCE / taken:.0f}×", note)


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
    return sp_matmul_topn(unit, unit.T.tocsr(), top_n=TOP + 1, n_threads=2)


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
    counted = Query(f"{call} RETURN count(*) AS n", timeout=PATIENCE)
    return int(session.run(counted).single(strict=True)["n"])
