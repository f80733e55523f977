"""What a graph gives back: things, arrows, statements, and arrows as arrays."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, Final, NamedTuple

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


EVIDENCE_COLUMNS: Final = (
    "t.id, s.id, r.name, o.id, t.value, t.source, t.locator, t.quote, t.valid_from, t.valid_until,"
    " t.seen, t.method, t.certainty, t.state, t.current, t.detail"
)
"""What `evidence` takes: of a statement t, its subject s, relation r and object o."""


def evidence(row: Sequence[Any]) -> Evidence:
    """Return a row of EVIDENCE_COLUMNS as a statement."""
    *columns, current, detail = row
    return Evidence._make((*columns, bool(current), json.loads(detail) if detail else None))


class EdgeArrays(NamedTuple):
    """All arrows as arrays: node numbers of both ends, relation numbers; `ids[n - 1]` is n's id."""

    subjects: NDArray[np.int64]
    objects: NDArray[np.int64]
    relations: NDArray[np.int64]
