"""The Cypher that changes a database; only names of the schema are text, all data is a parameter.

What is written has no digest until its arrows are there too.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, LiteralString

from neo4j import ManagedTransaction

from graph.load.neo4j.things import Thing, labels


def change(tx: ManagedTransaction, things: Sequence[Thing]) -> None:
    """Give known nodes their present values, and take their arrows; new ones follow."""
    _run(tx, "UNWIND $rows AS row MATCH (n:Entity {id: row.id}) SET n = row.p",
         [_row(thing) for thing in things])
    _run(tx, "UNWIND $rows AS id MATCH (n:Entity {id: id})-[r]->() DELETE r",
         [thing.id for thing in things])


def remove(tx: ManagedTransaction, ids: Sequence[str]) -> None:
    """Take nodes away with all their arrows."""
    _run(tx, "UNWIND $rows AS id MATCH (n:Entity {id: id}) DETACH DELETE n", ids)


def add(tx: ManagedTransaction, things: Sequence[Thing]) -> None:
    """Make nodes, still without arrows."""
    for kind in sorted({thing.type for thing in things}):
        _run(tx, f"UNWIND $rows AS row CREATE (n:{':'.join(sorted(labels(kind)))}) SET n = row.p",
             [_row(thing) for thing in things if thing.type == kind])


def connect(tx: ManagedTransaction, things: Sequence[Thing]) -> None:
    """Write the arrows from nodes that have none, and then the digest."""
    by_relation: dict[str, list[dict[str, Any]]] = {}
    for thing in things:
        for relation, other, properties in thing.arrows:
            row = {"s": thing.id, "o": other, "p": properties}
            by_relation.setdefault(relation, []).append(row)
    for relation, rows in sorted(by_relation.items()):
        _run(tx, "UNWIND $rows AS row MATCH (s:Entity {id: row.s}) MATCH (o:Entity {id: row.o})"
             f" CREATE (s)-[r:{relation.upper()}]->(o) SET r = row.p", rows)
    _run(tx, "UNWIND $rows AS row MATCH (n:Entity {id: row.id}) SET n.digest = row.digest",
         [{"id": thing.id, "digest": thing.digest} for thing in things])


def _row(thing: Thing) -> dict[str, Any]:
    """Return the values of a node with an empty digest: Samenspel's, but not whole yet."""
    return {"id": thing.id, "p": {**thing.properties, "digest": ""}}


def _run(tx: ManagedTransaction, text: LiteralString, rows: Sequence[Any]) -> None:
    tx.run(text, rows=list(rows)).consume()
