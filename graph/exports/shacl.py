"""SHACL shapes in Turtle, against which an export can be checked; the same for every graph."""

from __future__ import annotations

from pathlib import Path

from graph.rdf.shapes import shapes
from graph.store import Graph
from graph.whole import whole


def write(_graph: Graph, out: Path) -> Path:
    """Write the shapes as Turtle; return the file."""
    with whole(out) as part:
        shapes().serialize(part, format="turtle", encoding="utf-8")
    return out
