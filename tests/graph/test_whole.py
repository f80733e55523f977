"""A file that is written whole or not at all."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from graph.leftovers import clear
from graph.whole import whole

ROOT = Path(__file__).parents[2]


def test_a_file_appears_when_all_is_written(tmp_path: Path) -> None:
    with whole(tmp_path / "out.txt") as part:
        part.write_text("new")
        assert not (tmp_path / "out.txt").exists()
    assert (tmp_path / "out.txt").read_text() == "new"


def test_an_error_keeps_the_old_file_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    (tmp_path / "out.txt").write_text("old")
    with pytest.raises(UnicodeEncodeError), whole(tmp_path / "out.txt") as part:
        part.write_text("half\ud800")
    assert [(p.name, p.read_text()) for p in tmp_path.iterdir()] == [("out.txt", "old")]


def test_two_writers_at_once_do_not_mix(tmp_path: Path) -> None:
    with whole(tmp_path / "out.txt") as one, whole(tmp_path / "out.txt") as other:
        one.write_text("one")
        other.write_text("other")
    assert (tmp_path / "out.txt").read_text() == "one"


def test_a_private_file_is_for_its_owner_alone(tmp_path: Path) -> None:
    with whole(tmp_path / "ledger", private=True) as part:
        part.write_text("secret")
    assert (tmp_path / "ledger").stat().st_mode & 0o077 == 0


def test_what_a_killed_writer_left_goes_and_what_is_being_written_stays(tmp_path: Path) -> None:
    killed = """
import os, pathlib, graph.whole
with graph.whole.whole(pathlib.Path("reports/talk.txt")) as part:
    part.write_text("Truus")
    os._exit(1)
"""
    (tmp_path / "reports").mkdir()
    subprocess.run([sys.executable, "-c", killed], cwd=tmp_path, check=False,
                   env={**os.environ, "PYTHONPATH": str(ROOT)})
    with whole(tmp_path / "reports" / "other.txt") as part:
        part.write_text("Kees")
        assert len(list((tmp_path / "reports").iterdir())) == 2
        clear(tmp_path)
        assert list((tmp_path / "reports").iterdir()) == [part]
