"""Somebody named in a report is forgotten in the report that is kept, too."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from graph.errors import NotFound
from graph.forget import forget
from graph.home import Home
from graph.ledger import Ledger
from graph.reports import passage
from ingest.prose.filing import file_report

REPORT = """Verslag van de bijeenkomst over de huiskamer op 29 januari 2019

Mevrouw Fenna Zwaluwenburg (Huiskamer De Linde) vertelt dat de huiskamer ruimte zoekt.
Wethouder Jan Pietersen (gemeente Utrecht) zegt toe om een ruimte te zoeken voor Huiskamer De Linde.
"""


@pytest.fixture
def home(tmp_path: Path) -> Home:
    home = Home(tmp_path / "home")
    read(home, tmp_path)
    return home


def read(home: Home, folder: Path, date: str = "2019-01-29") -> None:
    report = folder / "gesprek-fenna-zwaluwenburg.txt"
    report.write_text(REPORT, "utf-8")
    with Ledger(home.ledger) as ledger:
        file_report(ledger, report, date=date, title="Bij Fenna Zwaluwenburg thuis")


def holding(home: Home) -> list[str]:
    home_files = [p for p in home.path.rglob("*") if p.is_file()]
    return [p.name for p in home_files if b"zwaluw" in p.read_bytes().lower()
            or "zwaluw" in str(p.relative_to(home.path))]


def test_the_kept_report_loses_the_name_and_keeps_its_places(home: Home) -> None:
    assert holding(home)
    forget(home, "Fenna Zwaluwenburg")
    assert holding(home) == []
    (text,), (lines,) = home.path.glob("reports/*/*.txt"), home.path.glob("reports/*/*.jsonl")
    assert len(text.read_text("utf-8")) == len(REPORT)
    for line in map(json.loads, lines.read_text("utf-8").splitlines()):
        assert text.read_text("utf-8")[line["start"]:line["end"]] == line["quote"]


def test_reading_the_report_again_brings_nobody_back(home: Home, tmp_path: Path) -> None:
    forget(home, "Fenna Zwaluwenburg")
    read(home, tmp_path)
    assert holding(home) == []
    read(home, tmp_path, date="2019-02-01")
    assert holding(home) == []


def test_a_quote_is_still_found_in_its_report(home: Home) -> None:
    forget(home, "Fenna Zwaluwenburg")
    with Ledger(home.ledger) as ledger:
        said = [s for s in ledger.statements() if s.quote and "verwijderd" in s.quote]
        assert said
        assert all(passage(ledger.path, s.source, s.quote or "") for s in said)


def test_somebody_who_is_only_in_a_text_can_be_forgotten_but_a_place_cannot(home: Home) -> None:
    with pytest.raises(NotFound):
        forget(home, "Huiskamer De Linde")
    with pytest.raises(NotFound):
        forget(home, "Iemand Anders")
    assert forget(home, "Jan Pietersen").statements + forget(home, "Fenna Zwaluwenburg").redacted
