"""The example in docs/add-a-source.md works as it is written there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from graph.ledger import Ledger
from ingest import mapping, recognise
from ingest.pipeline import ingest
from tests.making import TOWN, thing

PAGE = Path(__file__).parents[2] / "docs" / "add-a-source.md"


def _block(kind: str) -> str:
    found = re.search(rf"```{kind}\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    if found is None:
        pytest.fail(f"no {kind} in {PAGE.name}")
    return found[1]


def test_the_example_of_the_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "tuinen.toml").write_text(_block("toml"), "utf-8")
    (tmp_path / "tuinen_2026-03-01.csv").write_text(_block("csv"), "utf-8")
    made = mapping.read_mapping(tmp_path / "tuinen.toml")
    monkeypatch.setattr(recognise, "sources", lambda: (made,))
    with Ledger(tmp_path / "ledger") as ledger:
        areas = [fact for code, name in (("WK034407", "Zuid"), ("WK034403", "Overvecht"))
                 for fact in thing(f"area:{code}", "Area", name)]
        ledger.read(TOWN, "areas", areas, digest="1", seen="2026-01-01", method="test 1")
        [summary] = ingest(ledger, [tmp_path / "tuinen_2026-03-01.csv"])
        said = {(s.subject, s.relation, s.value or s.object)
                for s in ledger.statements(source="tuinen")}
    assert (summary.rows, summary.refused, summary.error) == (2, [], None)
    assert {notice.key for notice in summary.notices} == {"notice.made"}
    garden = "initiative:tuinen/t-1"
    assert (garden, "active_in", "area:WK034407") in said
    assert (garden, "about", "theme:tuinen/eten") in said
    assert (garden, "phase", "running") in said
    assert ("grant:tuinen/t-1", "amount_granted", "1250.50") in said
    assert ("grant:tuinen/t-1", "funds", garden) in said
    assert not [one for one in said if one[0] == "grant:tuinen/t-2"]
    assert sum(relation == "run_by" for _, relation, _ in said) == 1


def test_the_page_explains_every_key_of_the_language() -> None:
    told = set(re.findall(r"`([a-z]+)`", PAGE.read_text("utf-8")))
    for known in (mapping._TOP, mapping._ENTITY, mapping._COLUMN, mapping._FACT):
        assert known - {"entity", "column", "fact"} <= told, known - told
