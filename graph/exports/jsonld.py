"""JSON-LD: linked data for programs that read JSON, with every statement and its source."""

from __future__ import annotations

from pathlib import Path

from graph.rdf.describing import describe
from graph.rdf.jsonld import write as write_jsonld
from graph.store import Graph
from graph.whole import whole


def write(graph: Graph, out: Path) -> Path:
    """Write a graph as JSON-LD; return the file."""
    with whole(out) as part, part.open("w", encoding="utf-8", newline="\n") as file:
        write_jsonld(describe(graph), file)
    return out
