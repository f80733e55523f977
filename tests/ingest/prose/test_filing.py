"""A report into the ledger, again, and after a decision."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.forget import forget
from graph.home import Home
from graph.ledger import Ledger, Source
from graph.statement import Fact, State
from ingest.prose.filing import file_report, stored_candidates, stored_text

TEXT = """\
Verslag buurtavond Oost

Datum: 3 mei 2024

Aanwezig: Anna Jansen (Stichting Zon), Piet Smit (Buurttuin De Akker)

Stichting Zon werkt samen met Buurttuin De Akker. De Akker heeft een schuur nodig.
"""


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "avond.txt"
    path.write_text(TEXT, "utf-8")
    return path


def standing(ledger: Ledger) -> set[tuple[str, ...]]:
    return {(s.subject, s.relation, s.value or s.object or "", s.state)
            for s in ledger.statements() if s.state != State.ENDED}


def test_a_report_brings_sourced_facts_and_again_nothing(tmp_path: Path, report: Path) -> None:
    with Ledger(tmp_path / "home" / "ledger.sqlite") as ledger:
        filed = file_report(ledger, report)
        before = standing(ledger)
        again = file_report(ledger, report)
        assert (filed.title, filed.date) == ("Verslag buurtavond Oost", "2024-05-03")
        assert filed.change.added == len(before) > 20
        assert again.unchanged
        assert standing(ledger) == before
        [source] = ledger.sources()
        assert (source.id, source.date) == ("avond", "2024-05-03")
        assert all(s.quote and s.quote in TEXT and s.locator for s in ledger.statements())


def test_areas_of_a_town_without_codes_are_those_of_the_ledger(tmp_path: Path) -> None:
    town, wijk = "area:zee/zeestad", "area:zee/oud-zuid"
    said = [Fact(town, "type", "Area"), Fact(town, "name", "Zeestad"),
            Fact(town, "level", "gemeente"), Fact(wijk, "type", "Area"),
            Fact(wijk, "name", "Oud-Zuid"), Fact(wijk, "within", object=town)]
    path = tmp_path / "brief.txt"
    path.write_text("De gemeente Zeestad praat met bewoners van Oud-Zuid. Wijkraad Oud-Zuid is er"
                    " blij mee.", "utf-8")
    with Ledger(tmp_path / "home" / "ledger.sqlite") as ledger:
        ledger.read(Source("zee", "Zee"), "areas.csv", said, digest="1", seen="2024-01-01",
                    method="test")
        file_report(ledger, path)
        assert {s.object for s in ledger.statements() if s.relation == "active_in"} == {
            "area:zee/oud-zuid"}
        [about] = [source for source in ledger.sources() if source.id == "brief"]
        assert about.area == "area:zee/zeestad"


def test_candidates_are_kept_with_their_place_and_present_state(
    tmp_path: Path, report: Path
) -> None:
    with Ledger(tmp_path / "home" / "ledger.sqlite") as ledger:
        file_report(ledger, report, source="buurt")
        lines = [line for line in stored_candidates(ledger, "buurt") if line["statement"]]
        text = stored_text(ledger, "buurt", "avond.txt")
        assert text == TEXT
        assert all(text[line["start"]:line["end"]] == line["quote"] for line in lines)
        chosen = next(line for line in lines if line["relation"] == "works_with")
        ledger.decide(chosen["statement"], State.REJECTED, "tester")
        after = {line["statement"]: line["state"] for line in stored_candidates(ledger)}
        assert after[chosen["statement"]] == "rejected"


def test_a_decision_stands_when_the_report_is_read_again_after_a_change(
    tmp_path: Path, report: Path
) -> None:
    with Ledger(tmp_path / "home" / "ledger.sqlite") as ledger:
        file_report(ledger, report)
        chosen = next(s for s in ledger.statements() if s.relation == "works_with")
        ledger.decide(chosen.id, State.REJECTED, "tester")
        report.write_text(TEXT + "\nPiet Smit zegt toe dat er een rooster komt.\n", "utf-8")
        filed = file_report(ledger, report)
        assert filed.change.added > 0
        assert ledger.statement(chosen.id).state == State.REJECTED


def test_a_sentence_that_changed_ends_its_facts(tmp_path: Path, report: Path) -> None:
    with Ledger(tmp_path / "home" / "ledger.sqlite") as ledger:
        file_report(ledger, report)
        chosen = next(s for s in ledger.statements() if s.relation == "works_with")
        report.write_text(TEXT.replace("werkt samen", "werkt nauw samen"), "utf-8")
        file_report(ledger, report)
        assert ledger.statement(chosen.id).state == State.ENDED


def test_given_date_title_and_source_win(tmp_path: Path, report: Path) -> None:
    source = Source("buurt", "Buurtavonden", area="area:GM0344")
    with Ledger(tmp_path / "home" / "ledger.sqlite") as ledger:
        filed = file_report(ledger, report, source=source, date="2024-06-01", title="Avond")
        assert (filed.source, filed.date, filed.title) == ("buurt", "2024-06-01", "Avond")
        assert ledger.sources() == [source]


def test_who_was_forgotten_stays_out_when_the_report_is_read_again(
    tmp_path: Path, report: Path
) -> None:
    home = Home(tmp_path / "home")
    with Ledger(home.ledger) as ledger:
        file_report(ledger, report)
    forget(home, "Piet Smit")
    report.write_text(TEXT + "\nStichting Zon zoekt een zaal.\n", "utf-8")
    with Ledger(home.ledger) as ledger:
        file_report(ledger, report)
        text = stored_text(ledger, "avond", "avond.txt")
        lines = list(stored_candidates(ledger))
    assert text is not None
    assert "Smit" not in text
    assert lines
    assert all("Smit" not in str(line) for line in lines)
    assert all(text[line["start"]:line["end"]] == line["quote"] for line in lines)
