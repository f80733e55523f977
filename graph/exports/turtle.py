"""Turtle: linked data for triple stores and people, with every statement and its source."""

from __future__ import annotations

from pathlib import Path

from graph.rdf.describing import describe
from graph.rdf.turtle import write as write_turtle
from graph.store import Graph
from graph.whole import whole


def write(graph: Graph, out: Path) -> Path:
    """Write a graph as Turtle; return the file."""
    with whole(out) as part, part.open("w", encoding="utf-8", newline="\n") as file:
        write_turtle(describe(graph), file)
    return out
