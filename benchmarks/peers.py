"""The same questions and measures in networkx, to compare times with and answers against."""

from __future__ import annotations

import networkx as nx

from graph.analysis.ties import Ints
from graph.store import Graph


def whole_graph(graph: Graph) -> nx.MultiDiGraph:
    """Return all arrows as a networkx graph, with the relation as key."""
    found = nx.MultiDiGraph()
    found.add_edges_from(graph.db.execute(
        "SELECT s.id, o.id, r.name FROM edge e JOIN node s ON s.n = e.s JOIN node o ON o.n = e.o"
        " JOIN relation r ON r.r = e.r"
    ))
    return found


def right_contact(whole: nx.MultiDiGraph, theme: str, area: str) -> set[str]:
    """Return the posts that cover a theme or what is above it, and serve the area or around it."""
    themes, areas = _up(whole, theme, "broader"), _up(whole, area, "within")
    covering = {s for t in themes for s, _, key in whole.in_edges(t, keys=True) if key == "covers"}
    return {
        s for a in areas for s, _, key in whole.in_edges(a, keys=True)
        if key == "serves" and s in covering
    }


def _up(whole: nx.MultiDiGraph, start: str, relation: str) -> set[str]:
    seen, todo = {start}, [start]
    while todo:
        for _, above, key in whole.out_edges(todo.pop(), keys=True):
            if key == relation and above not in seen:
                seen.add(above)
                todo.append(above)
    return seen


def tie_graph(size: int, ties: Ints) -> nx.Graph:
    """Return `size` nodes and an n × 2 array of ties as a networkx graph."""
    found = nx.Graph()
    found.add_nodes_from(range(size))
    found.add_edges_from(ties.tolist())
    return found
