"""GEXF, the format of Gephi."""

from __future__ import annotations

from pathlib import Path

import networkx as nx

from graph.networks import printable, to_networkx
from graph.store import Graph


def write(graph: Graph, out: Path) -> Path:
    """Write a graph as GEXF; return the file."""
    part = out.with_name(f"{out.name}.part")
    nx.write_gexf(printable(to_networkx(graph)), part)
    part.replace(out)
    return out
