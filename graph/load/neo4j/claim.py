"""Whose a database is, and which load may write there: one mark, one load at a time."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from hashlib import blake2b
from secrets import token_hex
from typing import Final, LiteralString, TypeVar

from neo4j import ManagedTransaction, Session
from neo4j.exceptions import ClientError

from graph.errors import GraphError
from graph.home import Home
from graph.ledger import Ledger
from graph.store import Graph

Made = TypeVar("Made")
_SCHEMA: Final = (
    "CREATE CONSTRAINT samenspel_mark IF NOT EXISTS FOR (g:SamenspelGraph) REQUIRE g.id IS UNIQUE",
    "CREATE CONSTRAINT entity_id IF NOT EXISTS FOR (n:Entity) REQUIRE n.id IS UNIQUE",
    "CREATE INDEX entity_label IF NOT EXISTS FOR (n:Entity) ON (n.label)",
)
_EMPTIED: Final = 2_000
"""So many nodes are taken away at once."""


class Claim:
    """The right of one load to write in a database, until another load takes it."""

    def __init__(self, session: Session, graph: Graph) -> None:
        self._session = session
        self._audience, self._home = graph.audience, _home_of(graph)
        self._holds = {"built": graph.meta["built"], "version": graph.meta["version"]}
        self._token = token_hex(8)

    def take(self, replace: bool) -> int:
        """Take the database for this graph; return how many nodes of another one made way.

        Nothing is touched when it is refused: see `_refuse`.
        """
        self._session.execute_read(self._refuse, replace)
        for text in _SCHEMA:
            self._make(text)
        self._session.execute_write(self._take, replace)
        return self._empty() if replace else 0

    def write(self, work: Callable[[ManagedTransaction], Made]) -> Made:
        """Do `work` in one transaction; raises GraphError when another load took over."""
        return self._session.execute_write(self._guarded, work)

    def finish(self) -> None:
        """Say that the whole graph is there: from now on it answers."""
        self.write(partial(_set, said={**self._holds, "load": None, "writing": None}))

    def _make(self, text: LiteralString) -> None:
        """Make a constraint or index, unless another load does so at this moment."""
        try:
            self._session.execute_write(lambda tx: tx.run(text).consume())
        except ClientError as error:
            if "AlreadyExists" not in (error.code or ""):
                raise

    def _refuse(self, tx: ManagedTransaction, replace: bool) -> None:
        """Raise GraphError for what Samenspel did not write, or wrote for somebody else."""
        held = list(tx.run(
            "MATCH (g:SamenspelGraph) WHERE g.audience IS NOT NULL"
            " RETURN g.audience AS audience, coalesce(g.home, '') AS home"))
        others = "MATCH (n) WHERE NOT n:SamenspelGraph RETURN 1 AS found LIMIT 1"
        if not held and tx.run(others).single():
            raise GraphError("neo4j_not_ours")
        for mark in () if replace else held:
            if mark["audience"] != self._audience:
                raise GraphError(
                    "neo4j_audience", found=mark["audience"], expected=self._audience)
            if mark["home"] != self._home:
                raise GraphError("neo4j_other_home", audience=self._audience)

    def _take(self, tx: ManagedTransaction, replace: bool) -> None:
        """Look again and take over in one go: from here on no other load can write."""
        tx.run("MERGE (g:SamenspelGraph {id: 'samenspel'}) SET g.load = $token, g.built = null",
               token=self._token).consume()
        self._refuse(tx, replace)
        if not replace:
            _set(tx, {"audience": self._audience, "home": self._home})

    def _empty(self) -> int:
        """Take away what Samenspel put there; only then the database is for another graph."""
        emptied = 0
        while taken := self.write(_take_away):
            emptied += taken
        self.write(partial(_set, said={"audience": self._audience, "home": self._home}))
        return emptied

    def _guarded(self, tx: ManagedTransaction, work: Callable[[ManagedTransaction], Made]) -> Made:
        """Work while the mark is locked: who writes it makes others wait until this is done.

        Only a look after that tells whose it is; before, somebody may be taking it.
        """
        _set(tx, {"writing": self._token})
        held = tx.run("MATCH (g:SamenspelGraph {id: 'samenspel'}) RETURN g.load AS load").single()
        if held is None or held["load"] != self._token:
            raise GraphError("neo4j_other_load")
        return work(tx)


def _set(tx: ManagedTransaction, said: dict[str, str | None]) -> None:
    tx.run("MATCH (g:SamenspelGraph {id: 'samenspel'}) SET g += $said", said=said).consume()


def _take_away(tx: ManagedTransaction) -> int:
    some = "MATCH (n:Entity) WHERE n.digest IS NOT NULL WITH n LIMIT $most"
    found = len(list(tx.run(f"{some} RETURN n.id AS id", most=_EMPTIED)))
    tx.run(f"{some} DETACH DELETE n", most=_EMPTIED).consume()
    return found


def _home_of(graph: Graph) -> str:
    """Return what tells homes apart and no secret: a hash of the salt of the ledger beside it."""
    ledger = Home(graph.path.parent).ledger
    if not ledger.exists():
        return ""
    with Ledger(ledger) as opened:
        return blake2b(b"home", key=opened.salt.encode()[:64], digest_size=8).hexdigest()
