"""Measures of one uneven network of 20,000 agents and 100,000 ties, beside the best of others."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np

from benchmarks.analysed import beside_networkx
from benchmarks.beside_gds import beside_gds
from benchmarks.measure import Row
from benchmarks.shared_engines import served
from graph.analysis.ties import Ints

AGENTS: Final = 20_000
TIES: Final = 100_000
_GROUP: Final = 40


def network(size: int = AGENTS, count: int = TIES, seed: int = 1) -> Ints:
    """Return `count` different ties between `size` agents: half inside groups, half uneven."""
    random = np.random.default_rng(seed)
    weight = 1 / np.arange(1, size + 1) ** 0.6
    often = random.permutation(size)[random.choice(size, 2 * count, p=weight / weight.sum())]
    group = random.integers(0, size // _GROUP, 2 * count) * _GROUP
    inside = group + random.integers(0, _GROUP, 2 * count)
    beside = np.where(random.random(2 * count) < 0.5, group + random.integers(
        0, _GROUP, 2 * count), often)
    both = np.sort(np.stack((inside, beside), axis=1), axis=1)
    different = np.unique(both[both[:, 0] < both[:, 1]], axis=0)
    return np.asarray(different[np.sort(random.permutation(len(different))[:count])])


def measured() -> Iterator[Row]:
    """Yield the time of each measure, beside networkx and beside Graph Data Science."""
    ties = network()
    yield from beside_networkx(AGENTS, ties)
    with served() as there:
        if there:
            yield from beside_gds(AGENTS, ties)
        else:
            yield Row("Graph Data Science", "", note="not measured: no Java here")
