"""A server of one's own: started, stopped and kept private, and one line when it cannot be."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import stat
import subprocess
import sys
import time
from pathlib import Path
from typing import Final

import pytest

from tools import neo4j_local
from tools.neo4j_local import Missing, provision, start, stop

SERVER: Final = """#!{python}
import os, sys, time
if "set-initial-password" in sys.argv:
    os.makedirs(os.environ["NEO4J_HOME"] + "/data", exist_ok=True)
    sys.exit({password})
home, = (word[11:] for word in sys.argv if word.startswith("--home-dir="))
os.makedirs(home + "/logs", exist_ok=True)
time.sleep(60)
"""
"""Stands in for Java: takes a password, makes folders, and serves nothing."""


def program(folder: Path, name: str, text: str) -> None:
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_text(text)
    path.chmod(0o755)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the home of a server whose jars are there and whose Java is a stand-in."""
    cache = tmp_path / "cache" / "samenspel" / "neo4j"
    (cache / "lib").mkdir(parents=True)
    (cache / "lib" / "complete").touch()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(neo4j_local, "CACHE", cache)
    program(tmp_path / "bin", "java", SERVER.format(python=sys.executable, password=0))
    monkeypatch.setenv("PATH", str(tmp_path / "bin"), prepend=os.pathsep)
    return tmp_path / "home"


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the stand-in be a server that answers as soon as it runs."""
    def wait(process: subprocess.Popen[bytes], *_: object) -> None:
        while not neo4j_local._command_line(process.pid):
            time.sleep(0.01)

    monkeypatch.setattr(neo4j_local, "_wait", wait)


def pid_of(home: Path) -> int:
    return int(json.loads((home / "server.json").read_text())["pid"])


def gone(pid: int) -> bool:
    until = time.monotonic() + 10
    while neo4j_local._command_line(pid) and time.monotonic() < until:
        time.sleep(0.05)
    return not neo4j_local._command_line(pid)


def test_a_server_runs_until_it_is_stopped(home: Path, answers: None) -> None:
    env = start(home)
    pid = pid_of(home)
    assert start(home) == env and pid_of(home) == pid
    stop(home)
    assert gone(pid) and not (home / "server.json").exists()
    stop(home)


def test_the_number_of_another_program_is_no_server(home: Path, answers: None) -> None:
    """As after a reboot."""
    home.mkdir()
    (home / "server.json").write_text(json.dumps({"pid": os.getpid(), "env": {"NEO4J_URI": "old"}}))
    assert start(home)["NEO4J_URI"] != "old"
    stop(home)
    (home / "server.json").write_text(json.dumps({"pid": os.getpid(), "env": {}}))
    stop(home)
    assert not (home / "server.json").exists()


def test_a_server_that_does_not_stop_is_not_forgotten(
    home: Path, answers: None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    start(home)
    pid = pid_of(home)
    monkeypatch.setattr(neo4j_local, "ENDING", 0.1)
    with monkeypatch.context() as deaf:
        deaf.setattr(os, "kill", lambda *_: None)
        with pytest.raises(Missing):
            stop(home)
    assert str(pid) in one_line(capsys) and pid_of(home) == pid
    monkeypatch.setattr(neo4j_local, "ENDING", 10)
    stop(home)
    assert gone(pid)


@pytest.mark.parametrize("there", [False, True])
def test_data_and_password_are_for_their_owner_alone(
    home: Path, answers: None, there: bool
) -> None:
    """A folder that was there may be a checkout: it stays as open as it was."""
    if there:
        home.mkdir()
        home.chmod(0o755)
        (home / "README.md").touch(0o644)
        (home / "server.json").write_text(json.dumps({"pid": os.getpid(), "env": {}}))
    start(home)
    until = time.monotonic() + 10
    while not (home / "logs").exists() and time.monotonic() < until:
        time.sleep(0.01)
    modes = {p.name: stat.S_IMODE(p.stat().st_mode) for p in (home, *home.iterdir())}
    stop(home)
    assert modes.pop("home") == (0o755 if there else 0o700)
    assert modes.pop("README.md", 0o644) == 0o644
    assert modes == {
        **dict.fromkeys(("conf", "data", "logs"), 0o700),
        **dict.fromkeys(("password", "server.json", "server.log"), 0o600),
    }


def test_a_server_keeps_its_address(home: Path, answers: None) -> None:
    """By which the ledger knows what was loaded there; unless another program has it now."""
    first = start(home)["NEO4J_URI"]
    stop(home)
    assert start(home)["NEO4J_URI"] == first
    stop(home)
    with socket.create_server(("127.0.0.1", int(first.rpartition(":")[2]))):
        assert start(home)["NEO4J_URI"] != first
        stop(home)


# ── cut off ─────────────────────────────────────────────────────────────────────────────────────


def test_breaking_off_a_start_leaves_no_server(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[int] = []

    def interrupted(process: subprocess.Popen[bytes], *_: object) -> None:
        started.append(process.pid)
        raise KeyboardInterrupt

    monkeypatch.setattr(neo4j_local, "_wait", interrupted)
    with pytest.raises(KeyboardInterrupt):
        start(home)
    assert gone(started[0]) and not (home / "server.json").exists()


def test_ending_a_run_ends_its_server(home: Path) -> None:
    command = [sys.executable, neo4j_local.__file__, "--home", str(home), "run", "--", "true"]
    with subprocess.Popen(command, stderr=subprocess.PIPE) as running:
        until = time.monotonic() + 20
        kept = home / "server.json"
        while not (kept.exists() and kept.stat().st_size) and time.monotonic() < until:
            time.sleep(0.05)
        pid = pid_of(home)
        running.send_signal(signal.SIGTERM)
        assert running.wait(20) == 128 + signal.SIGTERM
    assert gone(pid)


# ── one clear line each ─────────────────────────────────────────────────────────────────────────


def one_line(capsys: pytest.CaptureFixture[str]) -> str:
    said = capsys.readouterr()
    assert said.out == "" and said.err.count("\n") == 1
    return said.err


def test_an_old_java_is_one_line(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    failing = "'Error: UnsupportedClassVersionError\\n\\tat org.neo4j'"
    program(tmp_path / "bin", "java", SERVER.format(python=sys.executable, password=failing))
    with pytest.raises(Missing) as ended:
        start(home)
    said = one_line(capsys)
    assert ended.value.code == 2 and "Java 17" in said and "UnsupportedClassVersionError" in said


def test_maven_without_network_is_one_line(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (neo4j_local.CACHE / "lib" / "complete").unlink()
    program(tmp_path / "bin", "mvn", "#!/bin/sh\necho '[ERROR] Unknown host'\necho more\nexit 1\n")
    with pytest.raises(Missing):
        provision()
    assert "network? ([ERROR] Unknown host)" in one_line(capsys)


@pytest.mark.parametrize("name", ["java", "mvn"])
def test_what_is_not_on_the_machine_is_one_line(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    (neo4j_local.CACHE / "lib" / "complete").unlink()
    monkeypatch.setattr(shutil, "which", lambda asked: None if asked == name else asked)
    with pytest.raises(Missing):
        provision()
    assert f"`{name}` is not on this machine" in one_line(capsys)
