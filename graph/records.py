"""What a graph gives back: things, arrows, statements, and arrows as arrays."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray


class Node(NamedTuple):
    """A thing in the graph."""

    id: str
    type: str
    label: str


class Edge(NamedTuple):
    """An arrow that holds now; `seen` is its last confirmation, `sources` how many say it."""

    subject: str
    relation: str
    object: str
    seen: str
    certainty: float
    sources: int
    state: str


class Evidence(NamedTuple):
    """A statement as this audience sees it; `current` tells whether it holds now."""

    id: str
    subject: str
    relation: str
    object: str | None
    value: str | None
    source: str
    locator: str
    quote: str | None
    valid_from: str | None
    valid_until: str | None
    seen: str
    method: str
    certainty: float
    state: str
    current: bool
    detail: dict[str, Any] | None


class EdgeArrays(NamedTuple):
    """All arrows as arrays: node numbers of both ends, relation numbers; `ids[n - 1]` is n's id."""

    subjects: NDArray[np.int64]
    objects: NDArray[np.int64]
    relations: NDArray[np.int64]
