"""The shared engine: runs compiled Cypher on a Neo4j server (or one that speaks its protocol).

Settings come from the environment: NEO4J_URI, NEO4J_USER, NEO4J_PASSWORD, NEO4J_DATABASE. One
database holds the graph of one audience.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from typing import Final, NamedTuple

from neo4j import READ_ACCESS, Driver, GraphDatabase
from neo4j.exceptions import (
    AuthError,
    ClientError,
    ConfigurationError,
    DriverError,
    Neo4jError,
    ServiceUnavailable,
    SessionExpired,
)

from graph.engines import Binding
from graph.errors import GraphError
from graph.store import Graph

OLDEST: Final = (5, 0)
_SECONDS: Final = 15
_ADDRESS: Final = re.compile(r"(bolt|neo4j)(\+s|\+ssc)?://[^/]")


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
    except (ServiceUnavailable, SessionExpired, ConfigurationError, OSError):
        raise GraphError(lost, uri=server.uri) from None
    except ClientError as error:
        if "database" in (error.code or "").lower():
            raise GraphError("neo4j_database", name=server.database or "") from None
        raise GraphError("neo4j_said", reason=error.message or error.code) from None
    except (Neo4jError, DriverError) as error:
        raise GraphError("neo4j_said", reason=str(error)) from None


@cache
def driver(server: Server) -> Driver:
    """Return the one driver of this process for `server`; raises GraphError with a clear word."""
    if not _ADDRESS.match(server.uri):
        raise GraphError("neo4j_address", uri=server.uri)
    with plain_errors(server):
        found = GraphDatabase.driver(
            server.uri, auth=(server.user, server.password), connection_timeout=_SECONDS,
            max_transaction_retry_time=_SECONDS, notifications_min_severity="OFF",
        )
        try:
            _refuse_old(found.get_server_info().agent)
        except BaseException:
            found.close()
            raise
    return found


def _refuse_old(agent: str) -> None:
    """Raise GraphError for a Neo4j that is too old; others that speak its protocol may pass."""
    version = re.match(r"Neo4j/(\d+)\.(\d+)", agent)
    if version and tuple(map(int, version.groups())) < OLDEST:
        raise GraphError("neo4j_version", found=".".join(version.groups()),
                         expected=".".join(map(str, OLDEST)))


class Neo4j:
    """Runs Cypher on a server that holds the same graph as the file."""

    language: Final = "cypher"

    def __init__(self, graph: Graph, server: Server) -> None:
        self._server = server
        self._driver = driver(server)
        self._check(graph)

    def _check(self, graph: Graph) -> None:
        rows = self.rows("MATCH (g:SamenspelGraph) RETURN g.audience AS audience, g.built AS built")
        found = (rows[0]["audience"], rows[0]["built"]) if rows else None
        if found != (graph.audience, graph.meta["built"]):
            raise GraphError("neo4j_other_graph", uri=self._server.uri, audience=graph.audience)

    def rows(self, text: str, given: Mapping[str, str] | None = None) -> list[Binding]:
        """Run `text`; return every binding once, in any order."""
        with plain_errors(self._server), self._driver.session(
            database=self._server.database, default_access_mode=READ_ACCESS
        ) as session:
            return [dict(record) for record in session.run(text, dict(given or {}))]


def connect(graph: Graph) -> Neo4j:
    """Return the engine for a graph; raises GraphError when the server holds another."""
    return Neo4j(graph, Server.from_environment())
