"""The explorer is served on localhost only, and is gone when the command ends."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import closing
from pathlib import Path

import pytest

from graph.home import Home

ROOT = Path(__file__).resolve().parent.parent.parent
PATIENCE = 90.0


def free_port() -> int:
    """Return a port that nobody listens on."""
    with closing(socket.socket()) as trial:
        trial.bind(("localhost", 0))
        return int(trial.getsockname()[1])


def answers(port: int) -> bool:
    """Tell whether the explorer answers on a port."""
    try:
        with urllib.request.urlopen(f"http://localhost:{port}/", timeout=5) as page:
            return bool(page.status == 200)
    except OSError:
        return False


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM], ids=["ctrl-c", "terminate"])
def test_the_explorer_is_served_until_it_is_stopped(how: signal.Signals, demo_home: Home) -> None:
    port = free_port()
    argv = [sys.executable, "cli.py", "--home", str(demo_home.path), "serve", "--no-browser",
            "--port", str(port)]
    with subprocess.Popen(argv, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          text=True, start_new_session=True) as served:
        try:
            until = time.monotonic() + PATIENCE
            while not answers(port) and served.poll() is None and time.monotonic() < until:
                time.sleep(0.3)
            assert answers(port)
            served.send_signal(how)
            said, _ = served.communicate(timeout=30)
        finally:
            if served.poll() is None:
                os.killpg(served.pid, signal.SIGKILL)
    assert served.returncode == 0
    assert f"http://localhost:{port}" in said
    assert "Traceback" not in said
    assert not answers(port)


def test_a_port_in_use_is_told(demo_home: Home) -> None:
    with closing(socket.socket()) as taken:
        taken.bind(("localhost", 0))
        taken.listen()
        port = taken.getsockname()[1]
        argv = [sys.executable, "cli.py", "--home", str(demo_home.path), "serve",
                "--port", str(port)]
        done = subprocess.run(argv, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert str(port) in done.stderr
