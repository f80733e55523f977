"""GEXF, the format of Gephi."""

from __future__ import annotations

from pathlib import Path

import networkx as nx

from graph.networks import printable, to_networkx
from graph.store import Graph
from graph.whole import whole


def write(graph: Graph, out: Path) -> Path:
    """Write a graph as GEXF; return the file."""
    with whole(out) as part:
        nx.write_gexf(printable(to_networkx(graph)), part)
    return out
