"""The shared engine: runs compiled Cypher on a Neo4j server (or one that speaks its protocol).

Settings come from the environment: NEO4J_URI, NEO4J_USER, NEO4J_PASSWORD, NEO4J_DATABASE. One
database holds the graph of one audience.
"""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from itertools import islice
from typing import Final, NamedTuple

from neo4j import READ_ACCESS, Driver, GraphDatabase, ManagedTransaction, unit_of_work
from neo4j.exceptions import (
    AuthError,
    ClientError,
    DriverError,
    Neo4jError,
    ServiceUnavailable,
    SessionExpired,
    UnsupportedServerProduct,
)

from graph.engines import MOST_ROWS, PATIENCE, Binding
from graph.errors import GraphError, QuestionError
from graph.store import Graph

OLDEST: Final = (5, 0)
_OLDER: Final = "< 4.2"
"""What a server is that knows none of the driver's versions of the protocol."""
_SECONDS: Final = 15
"""That a server may take to answer at all, and that is tried again after a lost connection."""
_IDLE: Final = 60
"""Seconds after which a connection is tried before it is used: the server may have restarted."""
_ADDRESS: Final = re.compile(r"(bolt|neo4j)(\+s|\+ssc)?://[^/]")
_MARK: Final = "MATCH (g:SamenspelGraph) RETURN g.audience AS audience, g.built AS built"


class Server(NamedTuple):
    """Where a Neo4j server is and who asks."""

    uri: str
    user: str
    password: str
    database: str | None = None

    @classmethod
    def from_environment(cls, uri: str | None = None) -> Server:
        """Return the server that the environment names; `uri` goes first."""
        env = os.environ.get
        return cls(
            uri or env("NEO4J_URI") or "bolt://127.0.0.1:7687", env("NEO4J_USER") or "neo4j",
            env("NEO4J_PASSWORD") or "", env("NEO4J_DATABASE") or None,
        )


@contextmanager
def plain_errors(server: Server, lost: str = "neo4j_address") -> Iterator[None]:
    """Turn the driver's errors into one clear sentence: wrong address, password or server.

    `lost` is the text for a server that does not answer (any more).
    """
    try:
        yield
    except AuthError:
        raise GraphError("neo4j_password", uri=server.uri, user=server.user) from None
    except (ServiceUnavailable, SessionExpired, OSError):
        raise GraphError(lost, uri=server.uri) from None
    except UnsupportedServerProduct:
        raise _too_old(_OLDER) from None
    except ClientError as error:
        code = error.code or ""
        if "TransactionTimedOut" in code:
            raise QuestionError("question.too_long", seconds=PATIENCE) from None
        if "database" in code.lower():
            raise GraphError("neo4j_database", name=server.database or "") from None
        raise GraphError("neo4j_said", reason=error.message or code) from None
    except (Neo4jError, DriverError) as error:
        raise GraphError("neo4j_said", reason=" ".join(str(error).split())) from None


@cache
def driver(server: Server) -> Driver:
    """Return the one driver of this process for `server`; raises GraphError with a clear word."""
    found = _made(server)
    try:
        with plain_errors(server):
            _refuse_old(found.get_server_info().agent)
    except ValueError:  # an address may be wrong in ways that show only when it is looked up
        found.close()
        raise GraphError("neo4j_address", uri=server.uri) from None
    except BaseException:
        found.close()
        raise
    return found


def _made(server: Server) -> Driver:
    """Return a driver that has not connected yet; an address never says who logs in."""
    if "@" in server.uri:
        raise GraphError("neo4j_login")
    if not _ADDRESS.match(server.uri):
        raise GraphError("neo4j_address", uri=server.uri)
    # Hints about queries and what is tried again are for nobody who asks a question. Turning hints
    # off in the driver would refuse old servers before they can say which version they are.
    logging.getLogger("neo4j").setLevel(logging.ERROR)
    try:
        return GraphDatabase.driver(
            server.uri, auth=(server.user, server.password), connection_timeout=_SECONDS,
            max_transaction_retry_time=_SECONDS, liveness_check_timeout=_IDLE,
        )
    except ValueError:
        raise GraphError("neo4j_address", uri=server.uri) from None


def _refuse_old(agent: str) -> None:
    """Raise GraphError for a Neo4j that is too old; others that speak its protocol may pass."""
    version = re.match(r"Neo4j/(\d+)\.(\d+)", agent)
    if version and tuple(map(int, version.groups())) < OLDEST:
        raise _too_old(".".join(version.groups()))


def _too_old(found: str) -> GraphError:
    return GraphError("neo4j_version", found=found, expected=".".join(map(str, OLDEST)))


class Neo4j:
    """Runs Cypher on a server that holds the same graph as the file."""

    language: Final = "cypher"

    def __init__(self, graph: Graph, server: Server) -> None:
        self._audience, self._built = graph.audience, graph.meta["built"]
        self._server = server
        self._driver = driver(server)

    def rows(self, text: str, given: Mapping[str, str] | None = None) -> list[Binding]:
        """Run `text`; return every binding once, in any order.

        Raises GraphError when the server holds another graph or is being loaded, and QuestionError
        when it takes too long.
        """
        work = unit_of_work(timeout=PATIENCE)(self._answer)
        with plain_errors(self._server), self._driver.session(
            database=self._server.database, default_access_mode=READ_ACCESS
        ) as session:
            return session.execute_read(work, text, dict(given or {}))

    def _answer(self, tx: ManagedTransaction, text: str, given: dict[str, str]) -> list[Binding]:
        """Ask first and look at the mark then: a load that began meanwhile has changed it."""
        result = tx.run(text, given)
        found: list[Binding] = [dict(record) for record in islice(result, MOST_ROWS + 1)]
        result.consume()
        self._check([(r["audience"], r["built"]) for r in tx.run(_MARK)])
        return found

    def _check(self, held: list[tuple[str, str | None]]) -> None:
        if held == [(self._audience, self._built)]:
            return
        for audience, _ in held:
            if audience != self._audience:
                raise GraphError("neo4j_audience", found=audience, expected=self._audience)
        raise GraphError("neo4j_other_graph", uri=self._server.uri, audience=self._audience)


def connect(graph: Graph) -> Neo4j:
    """Return the engine for a graph, on the server that the environment names."""
    return Neo4j(graph, Server.from_environment())
