"""The server that the tests of the Neo4j engine run on: a real one, or an embedded stand-in.

With NEO4J_URI set (and NEO4J_USER, NEO4J_PASSWORD) it is that server; its database must be empty
and is emptied afterwards. Otherwise an embedded database that speaks the same protocol is started.
SAMENSPEL_NEO4J=required refuses the stand-in.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Final

import pytest
from neo4j import Driver, GraphDatabase

from graph.engines.neo4j import Server

NAMES: Final = ("NEO4J_URI", "NEO4J_USER", "NEO4J_PASSWORD", "NEO4J_DATABASE")
SETTINGS: Final = {name: os.environ[name] for name in NAMES if os.environ.get(name)}
"""As they were when the tests started; every test runs without them."""
REAL: Final = "NEO4J_URI" in SETTINGS
_PATIENCE: Final = 90.0
"""Seconds that the stand-in may take to start."""


def header() -> str:
    """Return on what the tests of the engines run."""
    if REAL:
        try:
            with _connected(SETTINGS) as driver:
                name = driver.get_server_info().agent
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
    """Yield the settings of a running server with an empty database, for this run alone."""
    if REAL:
        with _own_database(SETTINGS):
            yield SETTINGS
    else:
        with _stand_in(tmp_path_factory.mktemp("bolt")) as env:
            yield env


@contextmanager
def _own_database(env: dict[str, str]) -> Iterator[None]:
    """Refuse a database that holds anything but what an earlier run of the tests left."""
    with _connected(env) as driver:
        def run(text: str) -> list[int]:
            found, _, _ = driver.execute_query(text, database_=env.get("NEO4J_DATABASE"))
            return [record[0] for record in found]

        ours = run("MATCH (n:TestsOnly) RETURN count(n)")[0]
        if not ours and run("MATCH (n) RETURN count(n)")[0]:
            raise pytest.UsageError("NEO4J_URI holds data; the tests need an empty database")
        run("MERGE (n:TestsOnly) RETURN 1")
        try:
            yield
        finally:
            run("MATCH (n) DETACH DELETE n RETURN 1")


@contextmanager
def _stand_in(folder: Path) -> Iterator[dict[str, str]]:
    ready = folder / "server.json"
    with (folder / "log").open("wb") as log, subprocess.Popen(
        [sys.executable, "-m", "tests.bolt_server", str(folder)],
        stdin=subprocess.PIPE, stdout=log, stderr=log,
    ) as process:
        try:
            until = time.monotonic() + _PATIENCE
            while not ready.exists():
                if time.monotonic() > until or process.poll() is not None:
                    said = (folder / "log").read_text("utf-8", errors="replace")[-2000:]
                    pytest.fail(f"the stand-in did not start: {said}")
                time.sleep(0.1)
            yield dict(json.loads(ready.read_text("utf-8")))
        finally:
            process.kill()


@pytest.fixture
def neo4j_server(
    neo4j_settings: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> Server:
    """Return the server, emptied; the environment of the test names it."""
    for name, value in neo4j_settings.items():
        monkeypatch.setenv(name, value)
    server = Server.from_environment()
    empty(server)
    return server


def empty(server: Server) -> None:
    """Take everything out of the database but the mark that it is for tests."""
    from graph.engines.neo4j import driver

    driver(server).execute_query(
        "MATCH (n) WHERE NOT n:TestsOnly DETACH DELETE n", database_=server.database
    )
