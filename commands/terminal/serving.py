"""The explorer on localhost: a Streamlit server of its own process, closed with Ctrl-C."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
import webbrowser
from contextlib import closing
from importlib.util import find_spec
from types import FrameType
from typing import Final, NoReturn

from commands.terminal.output import line
from commands.terminal.session import Session
from graph.errors import InputError
from graph.store import Graph
from graph.texts import say

_HOST: Final = "localhost"
_FIRST_PORT: Final = 8501
_PORTS_TO_TRY: Final = 50
_WAIT: Final = 60.0
"""Seconds to wait for the server before the browser is opened."""


def serve(session: Session, port: str | None = None, *, browser: bool = True) -> int:
    """Serve the explorer on localhost until Ctrl-C; raises GraphError when nothing is built."""
    number = _free_port() if port is None else _chosen(port)
    Graph(session.home.graph("public")).close()
    address = f"http://{_HOST}:{number}"
    line(say("serve.address", session.lang, address=address))
    sys.stdout.flush()
    if browser and _has_screen():
        threading.Thread(target=_open_when_up, args=(number, address), daemon=True).start()
    environment = {
        **os.environ, "SAMENSPEL_HOME": str(session.home.path.resolve()),
        "SAMENSPEL_LANG": session.lang,
    }
    signal.signal(signal.SIGTERM, _stop)
    with subprocess.Popen(_server(number), env=environment) as server:
        try:
            return server.wait()
        except KeyboardInterrupt:
            server.terminate()
            server.wait()
            line(say("serve.stopped", session.lang))
            return 0


def _stop(_number: int, _frame: FrameType | None) -> NoReturn:
    raise KeyboardInterrupt


def _server(port: int) -> list[str]:
    app = find_spec("app")
    if app is None or app.origin is None:
        raise InputError("no_such_file", file="app.py")
    settings = {
        "server.address": _HOST, "server.port": port, "server.headless": "true",
        "server.fileWatcherType": "none", "browser.gatherUsageStats": "false",
    }
    flags = [f"--{key}={value}" for key, value in settings.items()]
    return [sys.executable, "-m", "streamlit", "run", app.origin, *flags]


def _chosen(port: str) -> int:
    if not port.isdigit() or not 0 < int(port) < 65536:
        raise InputError("choice", name="--port", value=port, expected="1 … 65535")
    if _in_use(int(port)):
        raise InputError("port", port=port)
    return int(port)


def _free_port() -> int:
    for port in range(_FIRST_PORT, _FIRST_PORT + _PORTS_TO_TRY):
        if not _in_use(port):
            return port
    raise InputError("port", port=_FIRST_PORT)


def _in_use(port: int) -> bool:
    with closing(socket.socket()) as trial:
        return trial.connect_ex((_HOST, port)) == 0


def _has_screen() -> bool:
    """Tell whether a browser can show; without a screen a text browser would take the terminal."""
    return sys.platform != "linux" or any(map(os.environ.get, ("DISPLAY", "WAYLAND_DISPLAY")))


def _open_when_up(port: int, address: str) -> None:
    until = time.monotonic() + _WAIT
    while time.monotonic() < until:
        if _in_use(port):
            webbrowser.open(address)
            return
        time.sleep(0.2)
