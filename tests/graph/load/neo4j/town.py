"""A small town to load, and what a server holds of it beside what its file says."""

from __future__ import annotations

from typing import Any, Final

from graph.engines.neo4j import Server, driver
from graph.schema import schema
from graph.store import Graph
from tests.drawing import Drawing

TUIN: Final = "initiative:t/tuin"
TOWN: Final = Drawing(
    {
        "area:t/stad": "Area", "area:t/oost": "Area", "theme:groen": "Theme",
        TUIN: "Initiative", "initiative:t/soep": "Initiative",
        "person:t/fatima": "Person", "organisation:t/dock": "Organisation",
    },
    {
        ("area:t/oost", "within", "area:t/stad"), (TUIN, "about", "theme:groen"),
        (TUIN, "active_in", "area:t/oost"), (TUIN, "works_with", "initiative:t/soep"),
        ("person:t/fatima", "represents", TUIN), ("organisation:t/dock", "works_with", TUIN),
    },
    {(TUIN, "description", "Samen tuinieren"), (TUIN, "alt_name", "De Tuin"),
     (TUIN, "alt_name", "Tuintje")},
)


def rows(server: Server, text: str) -> list[Any]:
    """Run a text beside the engine; return its rows in order."""
    found, _, _ = driver(server).execute_query(text, database_=server.database)
    return sorted((tuple(record.values()) for record in found), key=repr)


def held(server: Server) -> tuple[list[Any], list[Any]]:
    """Return all nodes with their labels and values, and all arrows with their evidence."""
    nodes = rows(server, "MATCH (n:Entity) RETURN n.id, n.label, labels(n), n.alt_name,"
                         " n.description, n.type")
    arrows = rows(server, "MATCH (a:Entity)-[r]->(b:Entity) RETURN a.id, type(r), b.id, r.seen,"
                          " r.certainty, r.sources, r.state, r.statements")
    return [(i, name, sorted(labels), *rest) for i, name, labels, *rest in nodes], arrows


def expected(graph: Graph) -> tuple[list[Any], list[Any]]:
    """Return the same from the graph file."""
    nodes = [
        (n.id, n.label, sorted(t for t in schema().types if schema().is_a(n.type, t)),
         *(sorted(graph.properties(n.id).get(name, [])) or None
           for name in ("alt_name", "description")), n.type)
        for n in graph.nodes()
    ]
    arrows = [
        (e.subject, e.relation.upper(), e.object, e.seen, e.certainty, e.sources, e.state,
         [s.id for s in graph.statements(
             e.subject, e.relation, e.object,
             either_way=schema().relations()[e.relation][0][1].symmetric)])
        for n in graph.nodes() for e in graph.edges(n.id, backward=False)
    ]
    return sorted(nodes, key=repr), sorted(arrows, key=repr)
