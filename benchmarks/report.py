"""One table for every size of town: load, build, memory, analyses and questions."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import chain
from os import getloadavg
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, process_time
from typing import Final

from benchmarks.analysed import analysed, beside_networkx, tied
from benchmarks.asked import asked, asked_of_networkx
from benchmarks.measure import Row, Timed, machine, peak_memory
from benchmarks.network import AGENTS, TIES, measured
from benchmarks.shared_engines import beside_servers
from benchmarks.similar import similar
from benchmarks.towns import Town
from graph.build import build
from graph.home import Home
from graph.ledger import Ledger, Source
from graph.store import Graph

SIZES: Final = {
    "city": (5_000, 25_000), "region": (100_000, 620_000), "country": (1_000_000, 6_200_000),
}
"""Things and arrows."""
PARTS: Final = {
    "network": (f"Network: {AGENTS:,} agents, {TIES:,} ties", measured),
    "overlap": ("Overlap, all pairs", similar),
}
"""What is measured apart from a town: its title and what measures it."""
_BESIDE_NETWORKX: Final = 100_000
"""Things above which networkx would need more memory than most machines have."""
_TODAY: Final = date(2026, 11, 23)
_HEAD: Final = ("| what | Samenspel | other | ratio | note |", "|---|---|---|---|---|")


def report(size: str) -> str:
    """Return the table of one size; its lines are printed as they come."""
    if size in PARTS:
        title, measure = PARTS[size]
        rows = measure()
    else:
        rows = _town(*SIZES[size])
        title = f"{size.capitalize()}: {SIZES[size][0]:,} things, {SIZES[size][1]:,} arrows"
    begun, waiting = perf_counter(), getloadavg()[0]
    lines: list[str] = []
    told = (f"| {' | '.join(row)} |" for row in rows)
    for line in chain((f"## {title}", "", *_HEAD), told):
        print(line, flush=True)
        lines.append(line)
    taken = (perf_counter() - begun) / 60
    lines += ["", f"Measured on {date.today():%Y-%m-%d} in {taken:.1f} minutes, with {machine()}."
              f" When it began, {waiting:.1f} processes wanted to run."]
    print(*lines[-2:], "", sep="\n", flush=True)
    return "\n".join(lines)


def _town(nodes: int, edges: int) -> Iterator[Row]:
    with TemporaryDirectory() as folder:
        home = Home(Path(folder))
        yield _loaded(home, nodes, edges)
        yield from _built(home)
        with Graph(home.graph("steward")) as graph:
            yield from analysed(graph)
            yield from asked(graph)
            if nodes <= _BESIDE_NETWORKX:
                yield from beside_networkx(*tied(graph))
                yield from asked_of_networkx(graph)
            yield from beside_servers(graph)


def _loaded(home: Home, nodes: int, edges: int) -> Row:
    facts = Timed(Town(nodes, edges).facts())
    start = perf_counter()
    with Ledger(home.ledger) as ledger:
        ledger.read(Source("bench", "Invented town"), "town", facts, digest="1", seen="2026-11-01",
                    method="benchmark 1")
    taken = perf_counter() - start - facts.seconds
    note = f"{facts.count:,} facts, {facts.count / taken:,.0f} a second; inventing them not counted"
    return Row("ledger load", f"{taken:.1f} s", note=note)


def _built(home: Home) -> Iterator[Row]:
    before = peak_memory()
    start, worked = perf_counter(), process_time()
    built = build(home, today=_TODAY)
    taken, worked = perf_counter() - start, process_time() - worked
    last = built[-1]
    yield Row("build, three audiences", f"{taken:.1f} s",
              note=f"{worked:.1f} s of processor; {last.nodes:,} things, {last.edges:,} arrows,"
              f" {last.statements:,} statements")
    yield Row("build, peak memory", f"{peak_memory():.0f} MB", note=f"{before:.0f} MB before")
    sizes = [path.stat().st_size / 1024**2 for path in (home.ledger, home.graph("steward"))]
    yield Row("file of ledger / one graph", f"{sizes[0]:.0f} / {sizes[1]:.0f} MB")
