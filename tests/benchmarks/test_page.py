"""The page of benchmarks: a new run of one size replaces that size and nothing else."""

from __future__ import annotations

from pathlib import Path

from benchmarks.page import put

ORDER = ("city", "region", "network")


def test_a_new_run_of_one_size_keeps_the_others(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    for part in ("## Network: 20 agents\n\nnew", "## City: 5 things\n\nold", "## Region\n\nkept"):
        put(page, part, ORDER)
    put(page, "## City: 6 things\n\nnewer", ORDER)
    text = page.read_text("utf-8")
    assert "old" not in text
    said = ("# Bench", "6 things", "newer", "## Region", "kept", "20 agents")
    found = [text.index(words) for words in said]
    assert found == sorted(found)


def test_putting_the_same_part_twice_changes_nothing(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    put(page, "## City\n\n| a | b |", ORDER)
    once = page.read_text("utf-8")
    put(page, "## City\n\n| a | b |", ORDER)
    assert page.read_text("utf-8") == once
