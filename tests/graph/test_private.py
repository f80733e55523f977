"""Files full of names are for their owner alone."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from graph.backups import backup
from graph.build import build
from graph.home import Home
from tests.making import thing, write


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such rights")
def test_only_the_owner_reads_home_ledger_graphs_and_backups(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    write(home, thing("initiative:town/t", "Initiative", "Tuin"))
    build(home)
    files = [*home.path.iterdir(), backup(home, tmp_path / "copy.sqlite")]
    assert home.path.stat().st_mode & 0o077 == 0
    assert not [path.name for path in files if path.stat().st_mode & 0o077]


def test_a_build_clears_what_a_killed_one_left(tmp_path: Path) -> None:
    home, dead = Home(tmp_path), 2**22 + 5  # above the highest process id
    write(home, thing("initiative:town/t", "Initiative", "Tuin"))
    left = tmp_path / f".stage-{dead}.sqlite"
    left.write_text("names")
    mine = tmp_path / f".graph-public-{os.getppid()}.sqlite"
    mine.write_text("of a build that runs")
    build(home, audiences=["public"])
    assert not left.exists() and mine.exists()
