"""GraphML, for Gephi, Cytoscape, yEd and networkx itself."""

from __future__ import annotations

from pathlib import Path

import networkx as nx

from graph.networks import printable, to_networkx
from graph.store import Graph
from graph.whole import whole


def write(graph: Graph, out: Path) -> Path:
    """Write a graph as GraphML; return the file."""
    with whole(out) as part:
        nx.write_graphml(printable(to_networkx(graph)), part)
    return out
