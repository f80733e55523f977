"""The own terms as an ontology in Turtle; the same for every graph."""

from __future__ import annotations

from pathlib import Path

from graph.rdf.ontology import ontology
from graph.store import Graph
from graph.whole import whole


def write(_graph: Graph, out: Path) -> Path:
    """Write the ontology as Turtle; return the file."""
    with whole(out) as part:
        ontology().serialize(part, format="turtle", encoding="utf-8")
    return out
