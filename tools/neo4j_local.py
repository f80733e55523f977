"""A Neo4j 5 Community server of one's own, on loopback, without Docker or account.

`python tools/neo4j_local.py run -- COMMAND` starts one on a free port, runs COMMAND with NEO4J_URI,
NEO4J_USER and NEO4J_PASSWORD set, and stops it; `start` and `stop` do the halves. It needs Java 17
or newer and, the first time, Maven. `--gds` adds Graph Data Science, for the benchmarks only.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from types import FrameType
from typing import Any, Final, NoReturn

from platformdirs import user_cache_path

POM: Final = Path(__file__).with_name("neo4j-pom.xml")
CACHE: Final = user_cache_path("samenspel") / "neo4j"
OPENED: Final = ("java.nio", "java.io", "sun.nio.ch", "java.lang")
PATIENCE: Final = 120
"""Seconds that a server may take to answer."""
ENDING: Final = 30
"""Seconds that a server may take to stop."""
PRIVATE: Final = 0o077
"""The umask of the server, which by itself lets everybody read what it writes."""


class Missing(SystemExit):
    """Something that must be on the machine first; said in one line, exit code 2."""

    def __init__(self, what: str) -> None:
        print(what, file=sys.stderr)
        super().__init__(2)


def _succeed(command: list[str], failed: str, **environment: str) -> None:
    """Run a command; when it fails, say so in one line with the first that it said itself."""
    done = subprocess.run(command, capture_output=True, check=False, text=True, umask=PRIVATE,
                          env={**os.environ, **environment})
    if done.returncode:
        said = [line for line in (done.stderr + done.stdout).splitlines() if line.strip()]
        raise Missing(f"{failed} ({said[0].strip() if said else f'exit code {done.returncode}'})")


def provision(gds: bool = False) -> list[Path]:
    """Fetch the jars once into the cache; return the folders of the class path, in order."""
    if not shutil.which("java"):
        raise Missing("Neo4j needs Java 17 or newer, and `java` is not on this machine.")
    lib = _jars("lib", ())
    if not gds:
        return [lib]
    plugins = CACHE / "plugins"
    if not (plugins / "complete").exists():
        everything = _jars("gds", ("-P", "gds"))
        _only_new(everything, lib, plugins)
    return [plugins, lib]


def _jars(name: str, options: tuple[str, ...]) -> Path:
    target = CACHE / name
    if (target / "complete").exists():
        return target
    if not shutil.which("mvn"):
        raise Missing("Neo4j is fetched with Maven once, and `mvn` is not on this machine.")
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    _succeed(
        ["mvn", "-q", "-B", "-f", str(POM), *options, "dependency:copy-dependencies",
         f"-DoutputDirectory={target}", "-DincludeScope=runtime"],
        "Maven could not fetch Neo4j; is there a network?",
    )
    (target / "complete").touch()
    return target


def _only_new(everything: Path, lib: Path, plugins: Path) -> None:
    """Put in `plugins` what Graph Data Science brings beyond the server's own jars."""
    shutil.rmtree(plugins, ignore_errors=True)
    plugins.mkdir()
    known = {jar.name for jar in lib.glob("*.jar")}
    for jar in everything.glob("*.jar"):
        if jar.name not in known:
            shutil.copy2(jar, plugins)
    (plugins / "complete").touch()


def _port(home: Path) -> int:
    """Return the port that the server had before, so that it stays one address, or a free one."""
    conf = home / "conf" / "neo4j.conf"
    had = re.search(r"bolt.*:(\d+)", conf.read_text("utf-8")) if conf.exists() else None
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", int(had[1]) if had else 0))
        except OSError:
            probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _configure(home: Path, port: int, heap: str, gds: bool) -> None:
    (home / "conf").mkdir(0o700, exist_ok=True)
    settings = {
        "server.default_listen_address": "127.0.0.1",
        "server.bolt.listen_address": f"127.0.0.1:{port}",
        "server.http.enabled": "false",
        "server.https.enabled": "false",
        "dbms.usage_report.enabled": "false",
        "db.tx_log.preallocate": "false",
        "server.memory.heap.initial_size": heap,
        "server.memory.heap.max_size": heap,
        "server.memory.pagecache.size": "256m",
    }
    if gds:
        settings["dbms.security.procedures.unrestricted"] = "gds.*"
        settings["server.directories.plugins"] = str(CACHE / "plugins")
    text = "".join(f"{key}={value}\n" for key, value in settings.items())
    (home / "conf" / "neo4j.conf").write_text(text, "utf-8")


def start(home: Path, heap: str = "1g", gds: bool = False) -> dict[str, str]:
    """Start a server with its data in `home`; return the settings that a client needs."""
    home = home.resolve()
    if running := _running(home):
        return dict(running["env"])
    classpath = ":".join(f"{folder}/*" for folder in provision(gds))
    home.mkdir(0o700, parents=True, exist_ok=True)  # one that was there is left as it is
    port, password = _port(home), _password(home)
    _configure(home, port, heap, gds)
    if not (home / "data").exists():
        _succeed(
            ["java", "-cp", classpath, "org.neo4j.server.startup.Neo4jAdminCommand", "dbms",
             "set-initial-password", password],
            "Neo4j does not run here; is this Java 17 or newer?", NEO4J_HOME=str(home),
        )
    env = {"NEO4J_URI": f"bolt://127.0.0.1:{port}", "NEO4J_USER": "neo4j",
           "NEO4J_PASSWORD": password}
    process = _launch(home, heap, classpath)
    try:
        _keep(home / "server.json", json.dumps({"pid": process.pid, "env": env}))
        _wait(process, env, home)
    except BaseException:
        process.kill()
        process.wait()
        (home / "server.json").unlink(missing_ok=True)
        raise
    return env


def _launch(home: Path, heap: str, classpath: str) -> subprocess.Popen[bytes]:
    opens = [f"--add-opens=java.base/{package}=ALL-UNNAMED" for package in OPENED]
    _keep(home / "server.log", "")
    with (home / "server.log").open("wb") as log:
        return subprocess.Popen(
            ["java", f"-Xmx{heap}", *opens, "-cp", classpath,
             "org.neo4j.server.CommunityEntryPoint", _home_dir(home),
             f"--config-dir={home / 'conf'}"],
            stdout=log, stderr=log, start_new_session=True, umask=PRIVATE,
        )


def _home_dir(home: Path) -> str:
    return f"--home-dir={home}"


def _password(home: Path) -> str:
    kept = home / "password"
    if not kept.exists():
        _keep(kept, secrets.token_hex(16))  # may not start with a dash
    return kept.read_text("utf-8")


def _keep(file: Path, text: str) -> None:
    """Write a file that is for its owner alone from the start."""
    file.unlink(missing_ok=True)
    file.touch(mode=0o600)
    file.write_text(text, "utf-8")


def _wait(process: subprocess.Popen[bytes], env: dict[str, str], home: Path) -> None:
    from neo4j import GraphDatabase
    from neo4j.exceptions import DriverError, Neo4jError

    until = time.monotonic() + PATIENCE
    with GraphDatabase.driver(
        env["NEO4J_URI"], auth=(env["NEO4J_USER"], env["NEO4J_PASSWORD"])
    ) as driver:
        while time.monotonic() < until and process.poll() is None:
            try:
                driver.verify_connectivity()
                return
            except (DriverError, Neo4jError, OSError):
                time.sleep(0.3)
    log = (home / "server.log").read_text("utf-8", errors="replace").splitlines()
    raise Missing("Neo4j did not start. Last lines of its log:\n" + "\n".join(log[-5:]))


def _running(home: Path) -> dict[str, Any] | None:
    """Return what was kept of the server of `home` if it still runs.

    After a reboot its number may be another program's.
    """
    state = home / "server.json"
    if not state.exists():
        return None
    kept: dict[str, Any] = json.loads(state.read_text("utf-8"))
    return kept if f" {_home_dir(home)} " in f" {_command_line(kept['pid'])} " else None


def _command_line(pid: int) -> str:
    """Return how a process was started; empty when it is gone."""
    try:
        said = Path(f"/proc/{pid}/cmdline").read_bytes()
        return said.decode("utf-8", "replace").replace("\0", " ")
    except OSError:
        if Path("/proc/self").exists():
            return ""
    asked = ["ps", "-ww", "-o", "args=", "-p", str(pid)]
    return subprocess.run(asked, capture_output=True, check=False, text=True).stdout.strip()


def stop(home: Path) -> None:
    """Stop the server of `home`, if one runs."""
    home = home.resolve()
    if running := _running(home):
        pid = running["pid"]
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGTERM)
        until = time.monotonic() + ENDING
        while _running(home):
            if time.monotonic() > until:
                raise Missing(f"Neo4j (process {pid}) has not stopped in {ENDING} seconds.")
            with suppress(ChildProcessError):
                os.waitpid(pid, os.WNOHANG)
            time.sleep(0.2)
    (home / "server.json").unlink(missing_ok=True)


def _ended(number: int, _frame: FrameType | None) -> NoReturn:
    raise SystemExit(128 + number)


def run(home: Path, heap: str, gds: bool, command: list[str]) -> int:
    """Run a command beside a server that is there for as long as it; return its exit code."""
    signal.signal(signal.SIGTERM, _ended)
    env = start(home, heap, gds)
    try:
        return subprocess.run(command, env={**os.environ, **env}, check=False).returncode
    finally:
        stop(home)


def main() -> int:
    """Run the command line of this script."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("action", choices=["provision", "start", "stop", "run"])
    parser.add_argument("--home", type=Path, default=CACHE / "home", help="folder of the data")
    parser.add_argument("--heap", default="1g", help="memory of the server")
    parser.add_argument("--gds", action="store_true", help="with Graph Data Science")
    mine: list[str] = sys.argv[1:]
    command: list[str] = []
    if "--" in mine:
        mine, command = mine[: mine.index("--")], mine[mine.index("--") + 1 :]
    chosen = parser.parse_args(mine)
    if chosen.action == "provision":
        provision(chosen.gds)
    elif chosen.action == "stop":
        stop(chosen.home)
    elif chosen.action == "start":
        for key, value in start(chosen.home, chosen.heap, chosen.gds).items():
            print(f"export {key}={value}")
        print("# then: samenspel load neo4j, and ask with --engine neo4j or SAMENSPEL_ENGINE=neo4j")
        print(f"# it runs until: python tools/neo4j_local.py --home {chosen.home} stop")
    else:
        return run(chosen.home, chosen.heap, chosen.gds, command)
    return 0


if __name__ == "__main__":
    sys.exit(main())
