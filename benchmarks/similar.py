"""How the time of overlap grows with the number of initiatives."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from math import log
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, process_time
from typing import Final

from benchmarks.measure import Row
from benchmarks.towns import MOSTLY_INITIATIVES, Town
from graph.analysis import overlap
from graph.build import build
from graph.derive import conclusions
from graph.home import Home
from graph.ledger import Ledger, Source
from graph.store import Graph

INITIATIVES: Final = (10_000, 30_000, 100_000)


def similar() -> Iterator[Row]:
    """Yield the time for each number of initiatives, and by what power it grows."""
    taken = []
    for count in INITIATIVES:
        seconds, worked, pairs = _overlap(count)
        taken.append(worked)
        yield Row(f"{count:,} initiatives", f"{seconds:.1f} s",
                  note=f"{worked:.1f} s of processor, {pairs:,} pairs told")
    power = log(taken[-1] / taken[0]) / log(INITIATIVES[-1] / INITIATIVES[0])
    yield Row("grows as", f"n^{power:.2f}")


def _overlap(count: int) -> tuple[float, float, int]:
    nodes = int(count / MOSTLY_INITIATIVES["initiative"])
    with TemporaryDirectory() as folder:
        home = Home(Path(folder))
        with Ledger(home.ledger) as ledger:
            facts = Town(nodes, nodes * 4, shares=MOSTLY_INITIATIVES).facts()
            ledger.read(Source("bench", "Invented town"), "town", facts, digest="1",
                        seen="2026-11-01", method="benchmark 1")
        build(home, audiences=["steward"], today=date(2026, 11, 23))
        with Graph(home.graph("steward")) as graph:
            start, worked = perf_counter(), process_time()
            pairs = len(conclusions(overlap, graph))
            return perf_counter() - start, process_time() - worked, pairs
