"""Loads a graph into a Neo4j server: only what changed, in batches, again where it was cut off.

Every node keeps a digest of itself and its outgoing arrows, written last; what differs from the
file's is written again. So a second load of one graph changes nothing, and a load that broke off
goes on where it stopped.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from hashlib import blake2b
from itertools import islice
from typing import Any, Final, LiteralString, NamedTuple

from neo4j import ManagedTransaction, Session

from graph.engines.neo4j import Server, driver, plain_errors
from graph.errors import GraphError
from graph.schema import schema
from graph.store import Graph

BATCH: Final = 2_000
Progress = Callable[[int, int], None]


class Loaded(NamedTuple):
    """What a load did, in nodes; an added or changed one brings its arrows."""

    added: int
    changed: int
    removed: int
    unchanged: int


class _Thing(NamedTuple):
    id: str
    type: str
    properties: dict[str, Any]
    arrows: list[tuple[str, str, dict[str, Any]]]

    @property
    def digest(self) -> str:
        said = json.dumps([self.type, self.properties, self.arrows], sort_keys=True)
        return blake2b(said.encode(), digest_size=12).hexdigest()


def load(
    graph: Graph, server: Server | None = None, progress: Progress = lambda _done, _all: None
) -> Loaded:
    """Make the database hold exactly this graph; raises GraphError if it is another audience's."""
    server = server or Server.from_environment()
    with plain_errors(server), driver(server).session(database=server.database) as session:
        _prepare(session, graph)
        known = {r["id"]: r["digest"] for r in session.run(
            "MATCH (n:Entity) RETURN n.id AS id, n.digest AS digest")}
        local = {thing.id: thing.digest for thing in _things(graph)}
        fresh = {i for i, digest in local.items() if known.get(i) != digest}
        gone = sorted(known.keys() - local.keys())
        _write(session, graph, fresh, known.keys() & fresh, progress)
        for ids in _batches(gone):
            session.execute_write(_run, "UNWIND $rows AS id MATCH (n:Entity {id: id})"
                                  " DETACH DELETE n", ids)
        session.execute_write(_finish, graph)
    added = len(fresh - known.keys())
    return Loaded(added, len(fresh) - added, len(gone), len(local) - len(fresh))


def _run(tx: ManagedTransaction, text: LiteralString, rows: Sequence[Any]) -> None:
    """Run a text that is made of names of the schema only; all data is in `rows`."""
    tx.run(text, rows=list(rows)).consume()


def _batches(rows: Iterable[Any]) -> Iterator[list[Any]]:
    remaining = iter(rows)
    while batch := list(islice(remaining, BATCH)):
        yield batch


def _prepare(session: Session, graph: Graph) -> None:
    session.run("CREATE CONSTRAINT entity_id IF NOT EXISTS FOR (n:Entity) REQUIRE n.id IS UNIQUE"
                ).consume()
    session.run("CREATE INDEX entity_label IF NOT EXISTS FOR (n:Entity) ON (n.label)").consume()
    held = session.run("MATCH (g:SamenspelGraph) RETURN g.audience AS audience").single()
    if held and held["audience"] != graph.audience:
        raise GraphError("neo4j_audience", found=held["audience"], expected=graph.audience)
    session.run("MERGE (g:SamenspelGraph) SET g.audience = $audience, g.built = null",
                audience=graph.audience).consume()


def _finish(tx: ManagedTransaction, graph: Graph) -> None:
    tx.run("MERGE (g:SamenspelGraph) SET g.built = $built, g.version = $version",
           built=graph.meta["built"], version=graph.meta["version"]).consume()


def _write(
    session: Session, graph: Graph, fresh: set[str], known: set[str], progress: Progress
) -> None:
    """Write nodes first, so that every arrow finds both ends; then arrows, then the digest."""
    total, done = 2 * len(fresh), 0
    for chosen in (_write_nodes, _write_arrows):
        things = (thing for thing in _things(graph) if thing.id in fresh)
        for batch in _batches(things):
            session.execute_write(chosen, batch, known)
            done += len(batch)
            progress(done, total)


def _write_nodes(tx: ManagedTransaction, things: list[_Thing], known: set[str]) -> None:
    old = [t.id for t in things if t.id in known]
    if old:
        labels = ":".join(sorted(schema().types.keys() - {"Entity"}))
        _run(tx, f"UNWIND $rows AS id MATCH (n:Entity {{id: id}}) REMOVE n:{labels}", old)
    for kind in sorted({t.type for t in things}):
        rows = [{"id": t.id, "p": t.properties} for t in things if t.type == kind]
        _run(tx, "UNWIND $rows AS row MERGE (n:Entity {id: row.id})"
             f" SET n = row.p, n:{':'.join(_labels(kind))}", rows)


def _write_arrows(tx: ManagedTransaction, things: list[_Thing], known: set[str]) -> None:
    old = [t.id for t in things if t.id in known]
    if old:
        _run(tx, "UNWIND $rows AS id MATCH (n:Entity {id: id})-[r]->() DELETE r", old)
    by_relation: dict[str, list[dict[str, Any]]] = {}
    for thing in things:
        for relation, other, properties in thing.arrows:
            row = {"s": thing.id, "o": other, "p": properties}
            by_relation.setdefault(relation, []).append(row)
    for relation, rows in sorted(by_relation.items()):
        _run(tx, "UNWIND $rows AS row MATCH (s:Entity {id: row.s}) MATCH (o:Entity {id: row.o})"
             f" CREATE (s)-[r:{relation.upper()}]->(o) SET r = row.p", rows)
    _run(tx, "UNWIND $rows AS row MATCH (n:Entity {id: row.id}) SET n.digest = row.digest",
         [{"id": t.id, "digest": t.digest} for t in things])


def _labels(kind: str) -> list[str]:
    return sorted(name for name in schema().types if schema().is_a(kind, name))


def _things(graph: Graph) -> Iterator[_Thing]:
    """Yield every node with its present values and outgoing arrows, in order of number."""
    values = _grouped(graph.db.execute(
        "SELECT t.s, r.name, t.value FROM statement t JOIN relation r ON r.r = t.r"
        " WHERE t.value IS NOT NULL AND t.current ORDER BY t.s, r.name, t.value"))
    arrows = _grouped(graph.db.execute(
        "SELECT e.s, r.name, o.id, e.seen, e.certainty, e.sources, e.state, (SELECT"
        " json_group_array(id) FROM (SELECT t.id FROM statement t WHERE t.r = e.r AND t.s ="
        " e.s AND t.o = e.o ORDER BY t.id LIMIT 20)) FROM edge e JOIN relation r ON r.r = e.r"
        " JOIN node o ON o.n = e.o ORDER BY e.s, r.name, o.id"))
    for n, entity_id, kind, label in graph.db.execute(
        "SELECT n, id, type, label FROM node ORDER BY n"
    ):
        properties: dict[str, Any] = {"id": entity_id, "label": label, "type": kind}
        for _, name, value in values(n):
            properties.setdefault(name, []).append(value)
        yield _Thing(entity_id, kind, properties, [
            (name, other, {"seen": seen, "certainty": certainty, "sources": sources,
                           "state": state, "statements": json.loads(statements)})
            for _, name, other, seen, certainty, sources, state, statements in arrows(n)
        ])


def _grouped(rows: Iterator[tuple[Any, ...]]) -> Callable[[int], list[tuple[Any, ...]]]:
    """Return a function that gives the rows of one number, asked in rising order."""
    waiting: list[tuple[Any, ...]] = []

    def take(number: int) -> list[tuple[Any, ...]]:
        taken: list[tuple[Any, ...]] = []
        while True:
            row = waiting.pop() if waiting else next(rows, None)
            if row is None:
                return taken
            if row[0] > number:
                waiting.append(row)
                return taken
            if row[0] == number:
                taken.append(row)

    return take
