"""An embedded database that speaks Neo4j's protocol, in a process of its own, for tests.

`python -m tests.bolt_server FOLDER PID` starts one on a free loopback port, writes its settings to
FOLDER/server.json and runs for as long as process PID does.
"""

from __future__ import annotations

import json
import os
import secrets
import socket
import sys
import time
from pathlib import Path

_PLUGIN = "Bolt:com.arcadedb.bolt.BoltProtocolPlugin"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except OSError:
        return False
    return True


def main(folder: Path, run: int) -> None:
    """Serve an empty database while process `run` is alive."""
    from arcadedb_embedded.server import ArcadeDBServer

    os.chdir(folder)
    port, password = _free_port(), secrets.token_urlsafe(12)
    settings = {
        "server_plugins": _PLUGIN, "bolt_port": port, "http_port": _free_port(),
        "mode": "production", "host": "127.0.0.1",
    }
    with ArcadeDBServer(
        str(folder / "databases"), password, settings, {"heap_size": "768m"}
    ) as server:
        for name in ("samenspel", "other"):
            server.create_database(name)
        env = {
            "NEO4J_URI": f"bolt://127.0.0.1:{port}", "NEO4J_USER": "root",
            "NEO4J_PASSWORD": password, "NEO4J_DATABASE": "samenspel",
        }
        ready = folder / "server.json.part"
        ready.write_text(json.dumps(env), "utf-8")
        ready.rename(folder / "server.json")
        while _alive(run):
            time.sleep(0.5)


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve(), int(sys.argv[2]))
