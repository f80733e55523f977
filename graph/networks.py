"""A graph as networkx knows it, for exports and small-graph algorithms."""

from __future__ import annotations

import re
from typing import Final

import networkx as nx

from graph.store import Graph

_NOT_XML: Final = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def to_networkx(graph: Graph) -> nx.MultiDiGraph:
    """Return all things and the arrows that hold now, with their attributes; keys are relations.

    A property with several values becomes one text, with `; ` between them.
    """
    network = nx.MultiDiGraph(audience=graph.audience, built=graph.meta["built"])
    for entity_id, kind, label in graph.nodes():
        network.add_node(entity_id, type=kind, label=label)
    values: dict[tuple[str, str], list[str]] = {}
    for entity_id, name, value in graph.db.execute(
        "SELECT n.id, r.name, t.value FROM statement t JOIN node n ON n.n = t.s JOIN relation r"
        " ON r.r = t.r WHERE t.value IS NOT NULL AND t.current ORDER BY t.certainty DESC,"
        " t.seen DESC, t.n"
    ):
        values.setdefault((entity_id, name), []).append(value)
    for (entity_id, name), found in values.items():
        network.nodes[entity_id][name] = "; ".join(dict.fromkeys(found))
    for subject, relation, target, seen, certainty, sources, state in graph.db.execute(
        "SELECT s.id, r.name, o.id, e.seen, e.certainty, e.sources, e.state FROM edge e JOIN node s"
        " ON s.n = e.s JOIN node o ON o.n = e.o JOIN relation r ON r.r = e.r"
        " ORDER BY s.id, r.name, o.id"
    ):
        network.add_edge(
            subject, target, key=relation, relation=relation, seen=seen, certainty=certainty,
            sources=sources, state=state,
        )
    return network


def printable(network: nx.MultiDiGraph) -> nx.MultiDiGraph:
    """Take the characters that XML cannot hold out of all attributes of `network` itself."""
    parts = (network.graph, *dict(network.nodes(data=True)).values(),
             *(data for _, _, data in network.edges(data=True)))
    for attributes in parts:
        for key, value in attributes.items():
            if isinstance(value, str):
                attributes[key] = _NOT_XML.sub(" ", value)
    return network
