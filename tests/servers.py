"""The server that the tests of the Neo4j engine run on: a real one, or an embedded stand-in.

With NEO4J_URI set (and NEO4J_USER, NEO4J_PASSWORD) it is that server; its database must be empty
and is emptied afterwards. Otherwise an embedded database that speaks the same protocol is started.
SAMENSPEL_NEO4J=required refuses the stand-in.
"""

from __future__ import annotations

import fcntl
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import blake2b
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Final

import pytest
from neo4j import Driver, GraphDatabase

from graph.engines.neo4j import Server, driver

NAMES: Final = ("NEO4J_URI", "NEO4J_USER", "NEO4J_PASSWORD", "NEO4J_DATABASE")
SETTINGS: Final = {name: os.environ[name] for name in NAMES if os.environ.get(name)}
"""As they were when the tests started; every test runs without them."""
REAL: Final = "NEO4J_URI" in SETTINGS
_MARK: Final = "only_for_tests"
"""A constraint says that a database is the tests' own: a node would be data."""
_PATIENCE: Final = 90.0
"""Seconds that the stand-in may take to start."""


def header() -> str:
    """Return on what the tests of the engines run."""
    if REAL:
        try:
            with _connected(SETTINGS) as connection:
                name = connection.get_server_info().agent
        except Exception as error:
            raise pytest.UsageError(f"NEO4J_URI: no server answers ({error})") from None
        return f"engines: sqlite, rdf, neo4j ({name} at {SETTINGS['NEO4J_URI']})"
    if os.environ.get("SAMENSPEL_NEO4J") == "required":
        raise pytest.UsageError("NEO4J_URI is not set, and a real Neo4j server is required here")
    try:
        stand_in = f"arcadedb-embedded {version('arcadedb-embedded')}"
    except PackageNotFoundError:
        raise pytest.UsageError("arcadedb-embedded is missing: pip install '.[test]'") from None
    return f"engines: sqlite, rdf, neo4j ({stand_in} in its place; NEO4J_URI chooses a real one)"


def _connected(env: dict[str, str]) -> Driver:
    auth = (env.get("NEO4J_USER", "neo4j"), env.get("NEO4J_PASSWORD", ""))
    return GraphDatabase.driver(env["NEO4J_URI"], auth=auth, connection_timeout=10)


@pytest.fixture(scope="session")
def neo4j_settings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """Yield the settings of a running server with an empty database; all workers share it."""
    if REAL:
        with _own_database(SETTINGS):
            yield SETTINGS
        return
    base = tmp_path_factory.getbasetemp()
    workers = bool(os.environ.get("PYTEST_XDIST_WORKER"))
    folder = (base.parent if workers else base) / "bolt"
    folder.mkdir(exist_ok=True)
    yield _stand_in(folder, os.getppid() if workers else os.getpid())


@contextmanager
def _own_database(env: dict[str, str]) -> Iterator[None]:
    """Refuse a database that holds anything but what an earlier run of the tests left."""
    with _connected(env) as connection:
        def run(text: str) -> int:
            found, _, _ = connection.execute_query(text, database_=env.get("NEO4J_DATABASE"))
            return len(found)

        with _lock(env):
            ours = run(f"SHOW CONSTRAINTS YIELD name WHERE name = '{_MARK}'")
            if not ours and run("MATCH (n) RETURN n LIMIT 1"):
                raise pytest.UsageError("NEO4J_URI holds data; the tests need an empty database")
            run(f"CREATE CONSTRAINT {_MARK} IF NOT EXISTS FOR (n:TestsOnly) REQUIRE n.id IS UNIQUE")
        yield
        with _lock(env):
            run("MATCH (n) DETACH DELETE n")
            run(f"DROP CONSTRAINT {_MARK} IF EXISTS")


def _stand_in(folder: Path, run: int) -> dict[str, str]:
    """Start the stand-in, once for all workers; it ends with process `run`."""
    ready, log = folder / "server.json", folder / "log"
    try:
        (folder / "starting").mkdir()
        with log.open("wb") as out:
            subprocess.Popen(
                [sys.executable, "-m", "tests.bolt_server", str(folder), str(run)],
                stdin=subprocess.DEVNULL, stdout=out, stderr=out, start_new_session=True,
            )
    except FileExistsError:
        pass
    until = time.monotonic() + _PATIENCE
    while not ready.exists():
        if time.monotonic() > until:
            said = log.read_text("utf-8", errors="replace")[-2000:] if log.exists() else ""
            pytest.fail(f"the stand-in did not start: {said}")
        time.sleep(0.1)
    return dict(json.loads(ready.read_text("utf-8")))


@contextmanager
def _lock(env: dict[str, str]) -> Iterator[None]:
    """Wait until no other worker uses the database."""
    digest = blake2b(env["NEO4J_URI"].encode(), digest_size=8).hexdigest()
    with (Path(tempfile.gettempdir()) / f"samenspel-tests-{digest}.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


@contextmanager
def alone(env: dict[str, str]) -> Iterator[Server]:
    """Give the server, emptied, to one user at a time; the environment names it meanwhile."""
    with _lock(env), pytest.MonkeyPatch.context() as patch:
        for name, value in env.items():
            patch.setenv(name, value)
        server = Server.from_environment()
        _empty(server)
        yield server
        _empty(server)


@pytest.fixture
def neo4j_server(neo4j_settings: dict[str, str]) -> Iterator[Server]:
    """Yield the server, emptied; the environment of the test names it."""
    with alone(neo4j_settings) as server:
        yield server


def _empty(server: Server) -> None:
    driver(server).execute_query("MATCH (n) DETACH DELETE n", database_=server.database)
