"""Takes times and memory, and tells on what machine."""

from __future__ import annotations

import os
import platform
import resource
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from importlib.metadata import version
from statistics import quantiles
from time import perf_counter
from typing import Final, NamedTuple, TypeVar

T = TypeVar("T")
_PACKAGES: Final = (
    "networkx", "rustworkx", "networkit", "numpy", "scipy", "sparse-dot-topn", "oxrdflib", "neo4j",
)


class Row(NamedTuple):
    """A line of a table: what was measured, ours, the same with networkx, and the ratio."""

    what: str
    ours: str
    peer: str = ""
    ratio: str = ""
    note: str = ""


class Timed(Iterator[T]):
    """Passes on what it is given one by one, and knows how many and how long the making took."""

    def __init__(self, made: Iterable[T]) -> None:
        self._made = iter(made)
        self.count, self.seconds = 0, 0.0

    def __next__(self) -> T:
        start = perf_counter()
        try:
            value = next(self._made)
        finally:
            self.seconds += perf_counter() - start
        self.count += 1
        return value


def spread(call: Callable[[T], object], given: Iterable[T]) -> tuple[float, float]:
    """Return p50 and p95 in milliseconds of calling with each of `given`."""
    taken = []
    for value in given:
        start = perf_counter()
        call(value)
        taken.append((perf_counter() - start) * 1000)
    cuts = quantiles(taken, n=20)
    return cuts[9], cuts[18]


def peak_memory() -> float:
    """Return the most memory that this process ever held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def machine() -> str:
    """Return cores, memory and versions, but not whose machine it is."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1024**3
    packages = ", ".join(f"{name} {version(name)}" for name in _PACKAGES)
    return (
        f"{os.cpu_count()} cores ({platform.machine()}), {memory:.0f} GB memory,"
        f" {platform.system()}, Python {platform.python_version()},"
        f" SQLite {sqlite3.sqlite_version}, {packages}"
    )


def compared(what: str, ours: float, peer: float, unit: str, note: str = "") -> Row:
    """Return a line with the ratio of a peer's time to ours."""
    digits = 1 if unit == "ms" else 2
    return Row(what, f"{ours:.{digits}f} {unit}", f"{peer:.{digits}f} {unit}",
               f"{peer / ours:.1f}×", note)
