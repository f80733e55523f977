"""The command line keeps its contract: exit codes, one clear line, both languages, quick start."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from cli import front
from commands.terminal.command import Group
from commands.terminal.session import GLOBALS, Session, split_globals
from graph.home import Home
from graph.ledger import Ledger
from graph.texts import catalogue
from tests.conftest import Samenspel

ROOT = Path(__file__).resolve().parent.parent


def commands() -> list[tuple[str, ...]]:
    """Return all commands, with those below another."""
    found: list[tuple[str, ...]] = []
    with front.make_context("samenspel", ["--help"], resilient_parsing=True) as ctx:
        for name in front.list_commands(ctx):
            found.append((name,))
            command = front.get_command(ctx, name)
            if isinstance(command, Group):
                found += [(name, below) for below in command.list_commands(ctx)]
    return found


@pytest.mark.parametrize("command", commands(), ids=" ".join)
@pytest.mark.parametrize("lang", ["nl", "en"])
def test_help_is_there_for_every_command_with_an_example(
    command: tuple[str, ...], lang: str, samenspel: Samenspel
) -> None:
    said = samenspel(*command, "--help", "--lang", lang)
    assert said.code == 0
    assert catalogue(lang)[f"command.{'_'.join(command)}"].split("\n")[0] in said.out
    assert f"  samenspel {' '.join(command)}" in said.out
    assert "--home" in said.out
    assert not re.search(r"  --[\w-]+( \S+)? *$", said.out, re.MULTILINE), "an option says nothing"


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_the_first_help_lists_every_command(lang: str, samenspel: Samenspel) -> None:
    said = samenspel("--lang", lang, "--help")
    assert {name for name, *_ in commands()} <= set(re.findall(r"^  (\w+)", said.out, re.MULTILINE))


def test_nothing_asked_gives_the_help(samenspel: Samenspel) -> None:
    assert samenspel().out == samenspel("--help").out


def test_every_text_of_a_command_or_option_belongs_to_one() -> None:
    names = {"_".join(command) for command in commands()} | {"samenspel"}
    texts = catalogue("nl")
    assert {k.removeprefix("command.") for k in texts if k.startswith("command.")} == names


def test_help_comes_within_half_a_second() -> None:
    start = time.perf_counter()
    subprocess.run([sys.executable, ROOT / "cli.py", "--help"], check=True, capture_output=True)
    assert time.perf_counter() - start < (0.5 if (os.cpu_count() or 1) > 2 else 1.5)


def test_help_loads_nothing_heavy() -> None:
    code = "import sys, cli; cli.run(['--help']); print([m for m in sys.modules if '.' not in m])"
    out = subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True,
                         text=True).stdout.splitlines()[-1]
    assert not {"numpy", "networkx", "streamlit", "pandas", "sqlalchemy"} & set(eval(out))


def test_the_version_is_told(samenspel: Samenspel) -> None:
    assert re.fullmatch(r"samenspel \d+\.\d+\.\d+\n", samenspel("--version").out)




def test_home_and_language_stand_before_or_after_the_command() -> None:
    for argv in (["--home", "x", "status"], ["status", "--home", "x"], ["status", "--home=x"]):
        assert split_globals(argv) == (["status"], {"home": "x"})


def test_after_two_dashes_everything_is_a_word() -> None:
    assert split_globals(["why", "--", "--home"]) == (["why", "--", "--home"], {})


def test_the_language_comes_from_the_environment(
    samenspel: Samenspel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SAMENSPEL_LANG", "en")
    assert "Usage:" in samenspel("status", "--help").out
    assert "Gebruik:" in samenspel("status", "--help", "--lang", "nl").out


def test_all_options_that_stand_anywhere_are_explained() -> None:
    assert {f"option.{name}" for name in GLOBALS} <= set(catalogue("nl"))




@pytest.mark.parametrize(("argv", "words"), [
    (["stats"], "status"),
    (["status", "--formt", "json"], "--format"),
    (["status", "--format", "yaml"], "table, json"),
    (["status", "--audience", "publc"], "public"),
    (["status", "--format"], "--format"),
    (["status", "--lang", "fr"], "nl, en"),
    (["--home"], "--home"),
    (["ingest"], "PATH"),
    (["ingest", "nowhere.csv"], "nowhere.csv"),
    (["review", "accept"], "ID"),
    (["review", "akcept", "x"], "accept"),
    (["status", "extra"], "extra"),
    (["serve", "--port", "http"], "--port"),
    (["ask", "x", "--limit", "0"], "--limit"),
    (["status"], "samenspel build"),
    (["build"], "samenspel ingest"),
    (["backup", "x.sqlite"], "samenspel ingest"),
    (["serve"], "samenspel build"),
])
def test_wrong_use_is_told_in_one_line(
    argv: list[str], words: str, samenspel: Samenspel
) -> None:
    said = samenspel(*argv)
    assert said.code == 2
    assert said.out == ""
    assert words in said.err
    assert said.err.count("\n") == 1


def test_a_refused_row_is_told_with_file_row_column_and_what_was_expected(
    samenspel: Samenspel, tmp_path: Path
) -> None:
    (tmp_path / "grants.csv").write_text(
        "omschrijving;komt van;gaat naar;toegekend\n"
        "A;Gemeente;De Tuin;100\nB;Gemeente;De Tuin;12.00O\n"
    )
    said = samenspel("ingest", tmp_path / "grants.csv", "--source", "mine")
    assert said.code == 2
    line = next(x for x in said.err.splitlines() if "12.00O" in x)
    assert "grants.csv" in line
    assert "3" in line
    assert "toegekend" in line
    assert "1250" in line
    with Ledger(tmp_path / "home/ledger.sqlite") as ledger:
        assert any(s.value == "A" for s in ledger.statements())
        assert not any(s.value == "B" for s in ledger.statements())


def test_a_reader_that_stops_early_is_no_failure(demo_home: Home) -> None:
    line = f"{sys.executable} cli.py questions | true"
    done = subprocess.run(["bash", "-o", "pipefail", "-c", line], cwd=ROOT, capture_output=True,
                          text=True, check=False)
    assert done.returncode == 0
    assert done.stderr == ""


SLOW = """
import sys, time, cli, commands.status
commands.status.command.callback = lambda **_: time.sleep(60)
sys.argv = ["samenspel", "status"]
print("up", flush=True)
sys.exit(cli.main())
"""


def test_ctrl_c_ends_without_a_traceback(tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", SLOW], cwd=ROOT, stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(0.5)
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=20)
    assert process.returncode == 130
    assert "Traceback" not in err


def test_a_home_that_cannot_be_made_is_told(samenspel: Samenspel, tmp_path: Path,
                                            own_sheet: Path) -> None:
    (tmp_path / "file").write_text("")
    said = samenspel("--home", tmp_path / "file", "ingest", own_sheet)
    assert said.code == 2
    assert said.err.count("\n") == 1


def test_a_broken_ledger_is_told(samenspel: Samenspel, tmp_path: Path, own_sheet: Path) -> None:
    (tmp_path / "home").mkdir()
    (tmp_path / "home/ledger.sqlite").write_text("not a database, but long enough to look at" * 99)
    said = samenspel("ingest", own_sheet)
    assert said.code == 2
    assert "ledger.sqlite" in said.err


def test_a_session_without_settings_speaks_dutch() -> None:
    assert Session.start({}).lang == "nl"
