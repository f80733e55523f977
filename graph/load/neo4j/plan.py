"""What differs between a graph file and a database, and the steps that mend it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, Final, NamedTuple

from neo4j import ManagedTransaction

from graph.load.neo4j.things import labels, things
from graph.load.neo4j.writing import add, change, connect, remove
from graph.schema import schema
from graph.store import Graph

BATCH: Final = 2_000
_HELD: Final = (
    "MATCH (n:Entity) RETURN n.id AS id, n.digest AS digest, labels(n) AS labels,"
    " COUNT { (n)-->() } AS arrows"
)
_Step = tuple[Callable[[ManagedTransaction, Sequence[Any]], None], Sequence[Any]]


class Plan(NamedTuple):
    """What to do, in ids; what must have other labels is removed and made anew."""

    new: set[str]
    changed: set[str]
    relabelled: set[str]
    gone: set[str]
    unchanged: int

    @classmethod
    def of(cls, tx: ManagedTransaction, graph: Graph) -> Plan:
        """Compare a graph with what the database holds; what has no digest is not Samenspel's."""
        types = dict(graph.db.execute("SELECT id, type FROM node"))
        held: dict[str, tuple[str | None, int]] = {}
        relabelled, gone = set(), set()
        for node in tx.run(_HELD):
            kind = types.get(node["id"])
            if kind is None and node["digest"] is not None:
                gone.add(node["id"])
            elif kind is not None and schema().types.keys() & node["labels"] != labels(kind):
                relabelled.add(node["id"])
            elif kind is not None:
                held[node["id"]] = node["digest"], node["arrows"]
        changed = {
            thing.id for thing in things(graph, held.keys())
            if held[thing.id] != (thing.digest, len(thing.arrows))
            or any(other in relabelled for _, other, _ in thing.arrows)
        }
        new = types.keys() - held.keys() - relabelled
        return cls(new, changed, relabelled, gone, len(held) - len(changed))

    @property
    def rows(self) -> int:
        """How many rows all steps have together."""
        fresh = len(self.new) + len(self.relabelled)
        return 2 * (fresh + len(self.changed)) + len(self.relabelled) + len(self.gone)

    def steps(self, graph: Graph) -> Iterator[_Step]:
        """Yield what to write, in an order that may stop anywhere and start again.

        Changed nodes lose their digest first; all nodes go before any arrow, for both its ends.
        """
        fresh = self.new | self.relabelled
        yield from _steps(change, things(graph, self.changed))
        yield from _steps(remove, sorted(self.gone | self.relabelled))
        yield from _steps(add, things(graph, fresh))
        yield from _steps(connect, things(graph, fresh | self.changed))


def transactions(steps: Iterable[_Step]) -> Iterator[list[_Step]]:
    """Put steps together until they are a batch: a small load is one transaction."""
    together: list[_Step] = []
    for step in steps:
        if together and sum(len(rows) for _, rows in (*together, step)) > BATCH:
            yield together
            together = []
        together.append(step)
    if together:
        yield together


def write(tx: ManagedTransaction, steps: Sequence[_Step]) -> None:
    """Do some steps."""
    for step, rows in steps:
        step(tx, rows)


def _steps(
    step: Callable[[ManagedTransaction, Sequence[Any]], None], rows: Iterable[Any]
) -> Iterator[_Step]:
    remaining = iter(rows)
    while batch := list(islice(remaining, BATCH)):
        yield step, batch
