"""Names of a list that may be one thing, on the command line."""

from __future__ import annotations

import json
from pathlib import Path

from tests.conftest import Samenspel

LIST = """naam,postcode
Stichting De Linde,3512 AB
St. De Linde,3512AB
Buurthuis De Brug,3511 AA
Buurthuis De Brug,3581 KE
"""


def test_pairs_are_told_one_by_one_with_their_rows(samenspel: Samenspel, tmp_path: Path) -> None:
    (tmp_path / "lijst.csv").write_text(LIST)
    given = ("match", tmp_path / "lijst.csv", "--context", "postcode", "--kind", "organisation")
    found = [json.loads(row) for row in samenspel(*given, "--format", "jsonl").out.splitlines()]
    assert [(p["decision"], p["a_rows"], p["b_rows"]) for p in found] == [
        ("automatic", [3], [2]), ("review", [4], [5])]
    assert "andere postcode of ander huisnummer" in found[1]["reasons"]
    table = samenspel(*given, "--format", "csv").out.splitlines()
    assert len(table) == 3


def test_nothing_found_is_told_by_the_exit_code(samenspel: Samenspel, tmp_path: Path) -> None:
    (tmp_path / "lijst.csv").write_text("naam\nBuurttuin Oost\nZangkoor\n")
    outcome = samenspel("match", tmp_path / "lijst.csv", "--format", "jsonl")
    assert (outcome.code, outcome.out) == (1, "")
