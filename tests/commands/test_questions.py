"""`samenspel questions` lists what may be asked, and names the files that do not work."""

from __future__ import annotations

from pathlib import Path

from tests.conftest import Samenspel


def test_a_broken_file_is_named_on_standard_error(samenspel: Samenspel, tmp_path: Path) -> None:
    folder = tmp_path / "home" / "queries"
    folder.mkdir(parents=True)
    (folder / "broken.toml").write_text("given = 'x'")
    said = samenspel("--home", folder.parent, "questions", "--format", "json")
    assert said.code == 0
    assert "broken" not in {question["name"] for question in said.json}
    assert said.err.count("\n") == 1 and "broken.toml: 'given'" in said.err


def test_nothing_is_said_when_all_is_well(samenspel: Samenspel, tmp_path: Path) -> None:
    assert samenspel("--home", tmp_path, "questions").err == ""
