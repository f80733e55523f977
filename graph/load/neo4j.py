"""Loads a graph into a Neo4j server: only what changed, in batches, again where it was cut off.

Every node keeps a digest of itself and its outgoing arrows, written last; what differs from the
file's is written again. So a second load of one graph changes nothing, and a load that broke off
goes on where it stopped.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from hashlib import blake2b
from itertools import islice
from typing import Any, Final, LiteralString, NamedTuple

from neo4j import ManagedTransaction, Session

from graph.engines.neo4j import Server, driver, plain_errors
from graph.errors import GraphError
from graph.load import Loaded, Progress
from graph.schema import schema
from graph.store import Graph

BATCH: Final = 2_000
_STATEMENTS: Final = 20
"""So many statements stand on an arrow at most; more explain nothing."""
_Write = Callable[[ManagedTransaction, Sequence[Any]], None]
_Step = tuple[_Write, Sequence[Any]]


class _Thing(NamedTuple):
    id: str
    type: str
    properties: dict[str, Any]
    arrows: list[tuple[str, str, dict[str, Any]]]

    @property
    def digest(self) -> str:
        said = json.dumps([self.type, self.properties, self.arrows], sort_keys=True)
        return blake2b(said.encode(), digest_size=12).hexdigest()


def load_at(graph: Graph, uri: str | None, progress: Progress) -> Loaded:
    """Load into the server at `uri`, or into the one that the environment names."""
    return load(graph, Server.from_environment(uri), progress)


def load(
    graph: Graph, server: Server | None = None, progress: Progress = lambda _done, _all: None
) -> Loaded:
    """Make the database hold exactly this graph; raises GraphError if it is another audience's."""
    server = server or Server.from_environment()
    connected = driver(server)
    with (
        plain_errors(server, lost="neo4j_lost"),
        connected.session(database=server.database) as session,
    ):
        _prepare(session, graph)
        plan = _Plan.of(graph, session)
        done, total = 0, plan.rows
        for steps in _transactions(plan.steps(graph)):
            session.execute_write(_do, steps)
            done += sum(len(rows) for _, rows in steps)
            progress(done, total)
        session.execute_write(_finish, graph)
    return Loaded(len(plan.new), len(plan.changed | plan.retyped), len(plan.gone), plan.unchanged)


class _Plan(NamedTuple):
    """What to do, in ids; what got another type is removed and made anew."""

    new: set[str]
    changed: set[str]
    retyped: set[str]
    gone: set[str]
    unchanged: int

    @classmethod
    def of(cls, graph: Graph, session: Session) -> _Plan:
        """Compare a graph with what the database holds."""
        held = {r["id"]: (r["digest"], r["type"]) for r in session.run(
            "MATCH (n:Entity) RETURN n.id AS id, n.digest AS digest, n.type AS type")}
        types = dict(graph.db.execute("SELECT id, type FROM node"))
        retyped = {i for i, kind in types.items() if i in held and held[i][1] != kind}
        changed = {
            t.id for t in _things(graph, held.keys() - retyped)
            if t.digest != held[t.id][0] or any(o in retyped for _, o, _ in t.arrows)
        }
        new = types.keys() - held.keys()
        unchanged = len(types) - len(new) - len(changed) - len(retyped)
        return cls(new, changed, retyped, held.keys() - types.keys(), unchanged)

    @property
    def rows(self) -> int:
        """How many rows all steps have together."""
        fresh = len(self.new) + len(self.retyped)
        return 2 * (fresh + len(self.changed)) + len(self.retyped) + len(self.gone)

    def steps(self, graph: Graph) -> Iterator[_Step]:
        """Yield what to write, in an order that may stop anywhere and start again.

        Changed nodes lose their digest first; all nodes go before any arrow, for both its ends.
        """
        fresh = self.new | self.retyped
        yield from _steps(_change, _things(graph, self.changed))
        yield from _steps(_remove, sorted(self.gone | self.retyped))
        yield from _steps(_add, _things(graph, fresh))
        yield from _steps(_connect, _things(graph, fresh | self.changed))


def _run(tx: ManagedTransaction, text: LiteralString, rows: Sequence[Any]) -> None:
    """Run a text that is made of names of the schema only; all data is in `rows`."""
    tx.run(text, rows=list(rows)).consume()


def _steps(write: _Write, rows: Iterable[Any]) -> Iterator[_Step]:
    remaining = iter(rows)
    while batch := list(islice(remaining, BATCH)):
        yield write, batch


def _transactions(steps: Iterable[_Step]) -> Iterator[list[_Step]]:
    """Put steps together until they are a batch: a small load is one transaction."""
    together: list[_Step] = []
    for step in steps:
        if together and sum(len(rows) for _, rows in (*together, step)) > BATCH:
            yield together
            together = []
        together.append(step)
    if together:
        yield together


def _do(tx: ManagedTransaction, steps: Sequence[_Step]) -> None:
    for write, rows in steps:
        write(tx, rows)


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


def _change(tx: ManagedTransaction, things: Sequence[_Thing]) -> None:
    """Give known nodes their new values; their arrows follow."""
    _run(tx, "UNWIND $rows AS row MATCH (n:Entity {id: row.id}) SET n = row.p",
         [{"id": t.id, "p": t.properties} for t in things])
    _run(tx, "UNWIND $rows AS id MATCH (n:Entity {id: id})-[r]->() DELETE r",
         [t.id for t in things])


def _remove(tx: ManagedTransaction, ids: Sequence[str]) -> None:
    _run(tx, "UNWIND $rows AS id MATCH (n:Entity {id: id}) DETACH DELETE n", ids)


def _add(tx: ManagedTransaction, things: Sequence[_Thing]) -> None:
    for kind in sorted({t.type for t in things}):
        rows = [{"id": t.id, "p": t.properties} for t in things if t.type == kind]
        _run(tx, f"UNWIND $rows AS row CREATE (n:{':'.join(_labels(kind))}) SET n = row.p", rows)


def _connect(tx: ManagedTransaction, things: Sequence[_Thing]) -> None:
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
         [{"id": t.id, "digest": t.digest} for t in things])


def _labels(kind: str) -> list[str]:
    return sorted(name for name in schema().types if schema().is_a(kind, name))


def _things(graph: Graph, chosen: Set[str]) -> Iterator[_Thing]:
    """Yield the chosen nodes with their present values and outgoing arrows, by number."""
    if not chosen:
        return
    values = _grouped(graph.db.execute(
        "SELECT t.s, r.name, t.value FROM statement t JOIN relation r ON r.r = t.r"
        " WHERE t.value IS NOT NULL AND t.current ORDER BY t.s, r.name, t.value"))
    arrows = _grouped(graph.db.execute(
        "SELECT e.s, r.name, o.id, e.seen, e.certainty, e.sources, e.state, e.r, e.o FROM edge e"
        " JOIN relation r ON r.r = e.r JOIN node o ON o.n = e.o ORDER BY e.s, r.name, o.id"))
    mutual = sorted(schema().symmetric())
    behind = _grouped(graph.db.execute(
        "SELECT s, r, o, id FROM statement WHERE o IS NOT NULL UNION ALL SELECT o, r, s, id FROM"
        " statement WHERE o IS NOT NULL AND r IN (SELECT r FROM relation WHERE name IN (SELECT"
        " value FROM json_each(?))) ORDER BY 1, 4", (json.dumps(mutual),)))
    for n, entity_id, kind, label in graph.db.execute(
        "SELECT n, id, type, label FROM node ORDER BY n"
    ):
        if entity_id not in chosen:
            continue
        properties: dict[str, Any] = {"id": entity_id, "label": label, "type": kind}
        for _, name, value in values(n):
            properties.setdefault(name, []).append(value)
        said: dict[tuple[int, int], list[str]] = {}
        for _, r, o, statement in behind(n):
            said.setdefault((r, o), []).append(statement)
        yield _Thing(entity_id, kind, properties, [
            (name, other, {"seen": seen, "certainty": certainty, "sources": sources,
                           "state": state, "statements": said.get((r, o), [])[:_STATEMENTS]})
            for _, name, other, seen, certainty, sources, state, r, o in arrows(n)
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
