"""Where things stand in a drawing: worked out here, so that the browser need not."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import rustworkx as rx


def positions(
    centre: str,
    ids: Sequence[str],
    ties: Sequence[tuple[str, str]],
    steps: Mapping[str, int],
    width: float = 760,
    height: float = 520,
) -> dict[str, tuple[float, float]]:
    """Return x and y in pixels for each id: pulled together by ties, `centre` in the middle."""
    number = {name: i for i, name in enumerate(ids)}
    graph = rx.PyGraph(multigraph=False)
    graph.add_nodes_from(list(ids))
    graph.add_edges_from([(number[a], number[b], 1.0) for a, b in ties if a != b])
    start = {i: _start(i, len(ids), steps.get(name, 2)) for name, i in number.items()}
    space = 1.6 / math.sqrt(max(len(ids), 1))
    laid = rx.spring_layout(graph, pos=start, fixed={number[centre]}, k=space, num_iter=60, seed=7)
    spots = {name: (float(laid[i][0]), float(laid[i][1])) for name, i in number.items()}
    return _fit(spots, width, height)


def _start(i: int, count: int, step: int) -> tuple[float, float]:
    if step == 0:
        return 0.0, 0.0
    angle = 2 * math.pi * i * 0.618
    radius = 0.4 * step + 0.1 * (i / max(count, 1))
    return radius * math.cos(angle), radius * math.sin(angle)


def _fit(
    spots: dict[str, tuple[float, float]], width: float, height: float
) -> dict[str, tuple[float, float]]:
    """Spread evenly over the frame by rank mixed with place, so that nothing lies on a heap."""
    if len(spots) < 2:
        return dict.fromkeys(spots, (0.0, 0.0))
    fitted: dict[str, list[float]] = {name: [] for name in spots}
    for axis, size in ((0, width), (1, height)):
        order = sorted(spots, key=lambda name: spots[name][axis])
        low, high = spots[order[0]][axis], spots[order[-1]][axis]
        for rank, name in enumerate(order):
            place = (spots[name][axis] - low) / ((high - low) or 1)
            even = rank / (len(order) - 1)
            fitted[name].append(round((0.5 * place + 0.5 * even - 0.5) * size, 1))
    return {name: (x, y) for name, (x, y) in fitted.items()}
