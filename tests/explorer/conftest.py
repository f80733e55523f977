"""A built town, pages run without a browser, and a served explorer with a browser."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from streamlit.testing.v1 import AppTest

from explorer.lookups import Lookups
from explorer.view import View
from graph.build import build
from graph.home import Home
from graph.store import Graph
from tests.explorer.town import town
from tests.explorer.waiting import wait
from tests.making import write

ROOT = Path(__file__).resolve().parents[2]
_ARGS = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--no-first-run",
]
PATIENCE = 60_000
"""Milliseconds that a page may take: tests run beside each other, on machines that are busy."""
ShowPage = Callable[..., AppTest]


@pytest.fixture(autouse=True)
def own_main_module() -> Iterator[None]:
    """Put `__main__` back: AppTest replaces it, and then no test can start a process any more."""
    main = sys.modules["__main__"]
    yield
    sys.modules["__main__"] = main


@pytest.fixture(scope="session")
def town_home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """Return a home with the small town, built for the public; for reading only."""
    home = Home(tmp_path_factory.mktemp("town"))
    write(home, town())
    build(home, audiences=["public"])
    return home


@pytest.fixture
def waiting_home(tmp_path: Path) -> Home:
    """Return a home of its own, built for the network, in which proposals wait for a decision."""
    home = Home(tmp_path / "waiting")
    wait(home)
    build(home, audiences=["network"])
    return home


@pytest.fixture
def view(town_home: Home) -> Iterator[View]:
    """Return a Dutch view of the small town."""
    with Graph(town_home.graph("public")) as graph:
        yield View(town_home, graph, Lookups(graph), "nl")


def _script(first: str) -> None:
    from explorer.frame import run

    run(first)


@pytest.fixture
def show_page(town_home: Home, monkeypatch: pytest.MonkeyPatch) -> ShowPage:
    """Return a function that runs one page with what stands in the address."""

    def page(name: str, home: Home = town_home, **address: str) -> AppTest:
        monkeypatch.setenv("SAMENSPEL_HOME", str(home.path))
        test = AppTest.from_function(_script, kwargs={"first": name}, default_timeout=30)
        for key, value in address.items():
            test.query_params[key] = value
        return test.run()

    return page


def said(test: AppTest) -> str:
    """Return everything that a page says, as HTML."""
    return "\n".join(str(block.proto.body) for block in test.get("html"))


@contextmanager
def serving(home: Home, audience: str = "public") -> Iterator[str]:
    """Serve the explorer of `home` on a free port while the block runs; gives its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", str(ROOT / "app.py"), "--server.port",
               str(port), "--server.address", "127.0.0.1"]
    environment = {
        **os.environ, "SAMENSPEL_HOME": str(home.path), "SAMENSPEL_AUDIENCE": audience
    }
    with (
        TemporaryFile() as said,
        subprocess.Popen(command, env=environment, stdout=said, stderr=said) as server,
    ):
        try:
            _wait(f"http://127.0.0.1:{port}/_stcore/health")
            yield f"http://127.0.0.1:{port}"
            assert server.poll() is None, "the server ended by itself"
        finally:
            server.terminate()
            said.seek(0)
            sys.stderr.write(said.read().decode("utf-8", "replace")[-5000:])


def _wait(url: str, patience: float = 60) -> None:
    until = time.monotonic() + patience
    while True:
        try:
            with urllib.request.urlopen(url, timeout=2):
                return
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.2)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Return a headless Chromium; skips without one, unless SAMENSPEL_BROWSER=required."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    path = path or shutil.which("google-chrome")
    if path is None:
        reason = "there is no Chromium on this machine (apt-get install chromium)"
        if os.environ.get("SAMENSPEL_BROWSER") == "required":
            pytest.fail(reason)
        pytest.skip(reason)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=_ARGS)
        yield chromium
        chromium.close()


def visitor(browser: Browser, **how: Any) -> BrowserContext:
    """Return a new browser profile, as of another visitor, that has patience."""
    context = browser.new_context(**{"locale": "nl-NL", **how})
    context.set_default_timeout(PATIENCE)
    expect.set_options(timeout=PATIENCE)
    return context


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """Return the browser profile of a new visitor."""
    fresh = visitor(browser)
    yield fresh
    fresh.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """Return an empty tab of a new visitor."""
    return context.new_page()


@pytest.fixture(scope="session")
def served_demo(demo_home: Home) -> Iterator[str]:
    """Return the address of an explorer that serves the bundled data."""
    with serving(demo_home) as address:
        yield address


@pytest.fixture(scope="session")
def served_town(town_home: Home) -> Iterator[str]:
    """Return the address of an explorer that serves the small town."""
    with serving(town_home) as address:
        yield address
