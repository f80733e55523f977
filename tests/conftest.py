"""What tests share: a home with the bundled data, made once for all workers."""

from __future__ import annotations

import json
import os
import shutil
import signal
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import settings

from cli import run
from graph.build import build
from graph.home import Home
from graph.identity import join
from graph.ledger import Ledger
from ingest.bundled import folders
from ingest.pipeline import ingest
from tests.servers import NAMES, header, neo4j_server, neo4j_settings

# Where a change lands, the same examples each time; elsewhere new ones are looked for.
settings.register_profile("landing", derandomize=True, deadline=None)
settings.register_profile("searching", deadline=None)
settings.load_profile("landing" if os.environ.get("CI") else "searching")

__all__ = ["neo4j_server", "neo4j_settings"]


@pytest.fixture(scope="session", autouse=True)
def _heard() -> None:
    """Let what tests start hear Ctrl-C, also when they run in the background, where it is not."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
_PATIENCE = 300.0
"""Seconds to wait for another worker that makes the home."""


class Said(NamedTuple):
    """What a command line did: exit code, standard output and standard error."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Standard output as JSON."""
        return json.loads(self.out)


Samenspel = Callable[..., Said]


def pytest_report_header() -> str:
    """Say on what the engines are tested."""
    return header()


@pytest.fixture(autouse=True)
def _no_settings_of_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    ours = ("HOME", "LANG", "AUDIENCE", "ENGINE", "IRI")
    for name in (*(f"SAMENSPEL_{end}" for end in ours), *NAMES):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(scope="session")
def demo_home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """Return the home that `samenspel demo` makes; for reading only."""
    base = tmp_path_factory.getbasetemp()
    if os.environ.get("PYTEST_XDIST_WORKER"):
        base = base.parent
    home, ready = Home(base / "demo-home"), base / "demo-home-ready"
    _once(base / "demo-home-lock", ready, lambda: _make(home))
    return home


@pytest.fixture
def own_demo_home(demo_home: Home, tmp_path: Path) -> Home:
    """Return a copy of the demo home that a test may change."""
    return Home(Path(shutil.copytree(demo_home.path, tmp_path / "home")))


@pytest.fixture
def samenspel(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch,
              tmp_path: Path) -> Samenspel:
    """Return a function that runs one command line in an empty home of its own."""
    monkeypatch.setenv("SAMENSPEL_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)

    def call(*argv: object) -> Said:
        capsys.readouterr()
        code = run([str(word) for word in argv])
        said = capsys.readouterr()
        return Said(code, said.out, said.err)

    return call


@pytest.fixture
def own_sheet(tmp_path: Path) -> Path:
    """Return a sheet with two initiatives."""
    path = tmp_path / "initiatives.csv"
    path.write_text("naam,omschrijving\nDe Tuin,Samen tuinieren\nDe Soep,Samen eten\n")
    return path


def _make(home: Home) -> None:
    with Ledger(home.ledger) as ledger:
        ingest(ledger, folders())
        join(ledger)
    build(home)


def _once(lock: Path, ready: Path, make: Callable[[], None]) -> None:
    """Call `make` in one worker; let the others wait until it is ready."""
    try:
        lock.mkdir()
    except FileExistsError:
        until = time.monotonic() + _PATIENCE
        while not ready.exists():
            if time.monotonic() > until or (lock / "failed").exists():
                raise RuntimeError("the demo home could not be made") from None
            time.sleep(0.1)
        return
    try:
        make()
    except BaseException:
        (lock / "failed").touch()
        raise
    ready.touch()
