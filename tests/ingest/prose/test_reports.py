"""Whole reports against their gold files: the numbers that must hold."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from benchmarks.score_report import Score, score_files
from tests.shared_files import shared_file

REPORTS = sorted((Path(__file__).parent / "reports").glob("*.yaml"))


def kept_apart(gold: Path) -> bool:
    """Tell whether no rule was made with a report in hand, so that its numbers only inform."""
    return str(yaml.safe_load(gold.read_text("utf-8"))["meta"]["use"]) == "held-out"


def hold(score: Score) -> None:
    """Check what must hold of every report, known to the rules or not."""
    assert score.verbatim == 1
    assert score.negatives == []
    assert score.wrong_merges == []


def test_the_report_the_project_starts_from() -> None:
    folder = shared_file("report")
    score = score_files(folder / "nieuw-samenspel-utrecht.txt", folder / "gold.yaml")
    hold(score)
    assert score.entities.f1 >= 0.92
    assert score.accepted.precision >= 0.95
    assert score.accepted.recall >= 0.60
    assert score.candidates.recall >= 0.85
    assert score.candidates.precision >= 0.60
    assert score.aliases == (8, 8)


@pytest.mark.parametrize("gold", REPORTS, ids=lambda path: path.stem)
def test_reports_of_other_towns(gold: Path) -> None:
    score = score_files(gold.with_suffix(".txt"), gold)
    hold(score)
    assert score.entities.f1 >= 0.80
    if kept_apart(gold):
        return
    assert score.accepted.precision >= 0.90
    assert score.accepted.recall >= 0.40
