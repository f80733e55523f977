"""Forget, export and demo from the command line."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from graph.exports import formats
from graph.home import Home
from graph.ledger import Ledger
from tests.conftest import Samenspel


def test_forget_reports_counts_and_no_names(samenspel: Samenspel, own_demo_home: Home) -> None:
    with Ledger(own_demo_home.ledger) as ledger:
        names: dict[str, list[str]] = {}
        for entity_id, name, _, _ in ledger.names():
            if entity_id.startswith("person:"):
                names.setdefault(name, []).append(entity_id)
    name = next(n for n, ids in sorted(names.items()) if len(ids) == 1 and " " in n)
    samenspel("--home", own_demo_home.path, "backup", own_demo_home.path.parent / "copy.sqlite")
    done = samenspel("--home", own_demo_home.path, "forget", name)
    assert done.code == 0
    assert name not in done.out + done.err
    assert re.search(r"\d", done.out)
    again = samenspel("--home", own_demo_home.path, "forget", name, "--format", "json")
    assert again.json["already"]
    assert samenspel("--home", own_demo_home.path, "forget", "Niemand Hier").code == 1


@pytest.mark.parametrize("name", formats())
def test_export_writes_each_format(
    name: str, samenspel: Samenspel, own_sheet: Path, tmp_path: Path
) -> None:
    samenspel("ingest", own_sheet, "--source", "mine")
    samenspel("build")
    out = tmp_path / f"out.{name}"
    assert samenspel("export", name, out).code == 0
    assert out.stat().st_size > 500
    assert list(tmp_path.glob("*.part")) == []


def test_an_unknown_format_is_told_with_those_there_are(
    samenspel: Samenspel, demo_home: Home, tmp_path: Path
) -> None:
    said = samenspel("--home", demo_home.path, "export", "graphm", tmp_path / "x")
    assert said.code == 2
    assert "graphml" in said.err


def test_demo_a_second_time_changes_nothing(samenspel: Samenspel, own_demo_home: Home) -> None:
    before = {p.name: p.stat().st_mtime_ns for p in own_demo_home.path.glob("graph-*.sqlite")}
    said = samenspel("--home", own_demo_home.path, "demo", "--no-serve")
    assert said.code == 0
    assert {p.name: p.stat().st_mtime_ns for p in own_demo_home.path.glob("graph-*")} == before


