"""Spreadsheets of one's own into the ledger."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

import pytest
from openpyxl import Workbook

from graph.errors import InputError
from graph.ledger import Ledger
from graph.statement import Statement
from ingest import bundled
from ingest.pipeline import ingest
from ingest.summary import Summary

DECLARED = """
title     = "Onze lijst"
publisher = "Buurtteam"
date      = "2026-03-01"
area      = "area:mine/stad"
[expect]
initiatives = 2
"""
AREAS = (
    "naam,soort,ligt in\nStad,gemeente,\nNoord,wijk,Stad\nZuid,wijk,Stad\n"
    "Centrum,buurt,Noord\nCentrum Zuid,buurt,Zuid\n"
)


class Desk:
    """A ledger with a folder of files, to write and read again."""

    def __init__(self, base: Path) -> None:
        self.folder = base / "mine"
        self.folder.mkdir()
        self.ledger = Ledger(base / "ledger")

    def put(self, **files: str) -> Desk:
        """Write files by name of template."""
        for name, text in files.items():
            kind = ".toml" if name == "source" else ".csv"
            (self.folder / f"{name}{kind}").write_text(text, "utf-8")
        return self

    def read(self) -> dict[str, Summary]:
        """Read the folder; return the summaries by file."""
        return {s.file: s for s in ingest(self.ledger, [self.folder])}

    def said(self, relation: str) -> Mapping[str, str]:
        """Return what is said with a relation now, by subject."""
        return {s.subject: s.value or s.object or "" for s in self.standing()
                if s.relation == relation}

    def standing(self) -> list[Statement]:
        """Return the statements in force."""
        return [s for s in self.ledger.statements() if s.state != "ended"]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path).put(source=DECLARED, areas=AREAS)


def test_a_row_becomes_statements_with_source_row_and_raw_words(desk: Desk) -> None:
    desk.put(grants='omschrijving,toegekend,gebied\nTuin,"€ 1.250,50",Noord\n')
    desk.read()
    [amount] = [s for s in desk.standing() if s.relation == "amount_granted"]
    assert (amount.value, amount.quote, amount.locator) == (
        "1250.50", "€ 1.250,50", "grants.csv, rij 2"
    )
    assert (amount.source, amount.seen) == ("mine", "2026-03-01")
    assert desk.said("benefits") == {"grant:mine/tuin": "area:mine/noord"}


def test_good_rows_are_kept_when_bad_ones_are_refused(desk: Desk) -> None:
    rows = ("A,100,2020", "B,12.00O,2020", "C,5,twee", ",7,2020", "D,8,2021")
    desk.put(grants="\n".join(["omschrijving,toegekend,jaar", *rows]))
    summary = desk.read()["grants.csv"]
    assert set(desk.said("amount_granted").values()) == {"100.00", "8.00"}
    assert [(r.row, r.column, r.value) for r in summary.refused] == [
        ("3", "toegekend", "12.00O"), ("4", "jaar", "twee"), ("5", "omschrijving", ""),
    ]
    assert "grants.csv, rij 3, kolom 'toegekend'" in summary.refused[0].message("nl")
    assert "an amount in euros" in summary.refused[0].message("en")


def test_an_unknown_column_is_reported_with_a_near_miss(desk: Desk) -> None:
    desk.put(initiatives="naam,omschrijvng,fase\nTuin,groen,loopt\n")
    [notice, count] = desk.read()["initiatives.csv"].notices
    assert "'omschrijvng'" in notice.message("nl")
    assert "omschrijving" in notice.message("en")
    assert "1 rijen gelezen, 2 verwacht" in count.message("nl")


def test_references_are_found_whatever_the_order_of_files_and_the_spelling(desk: Desk) -> None:
    desk.put(
        initiatives="naam,gedragen door,werkt in\nTuin,st. de linde,noord\n",
        organisations="naam,ook bekend als\nStichting De Linde,Linde\n",
        people="naam,spreekt namens,sinds,tot\nA. Jansen,Linde,2020,1-3-2024\n",
    )
    desk.read()
    assert desk.said("run_by") == {"initiative:mine/tuin": "organisation:mine/stichting-de-linde"}
    [tie] = [s for s in desk.standing() if s.relation == "represents"]
    assert tie.object == "organisation:mine/stichting-de-linde"
    assert (tie.valid_from, tie.valid_until) == ("2020", "2024-03-01")


def test_an_ambiguous_area_is_refused_with_its_choices(desk: Desk) -> None:
    desk.put(
        areas=AREAS + "Plein,buurt,Noord\n", initiatives="naam,werkt in\nTuin,Plein\n",
    )
    (desk.folder / "more_areas.csv").write_text("naam,id,soort,ligt in\nPlein,plein-2,buurt,Zuid\n")
    [refused] = desk.read()["initiatives.csv"].refused
    assert "area:mine/plein-2" in refused.message("nl")


def test_an_unknown_area_is_left_out_and_found_later(desk: Desk) -> None:
    desk.put(initiatives="naam,werkt in\nTuin,Nord\nKas,Oost\n")
    notices = " ".join(n.message("nl") for n in desk.read()["initiatives.csv"].notices)
    assert "'Nord' is niet bekend" in notices
    assert "Noord" in notices
    assert desk.said("active_in") == {}
    desk.put(areas=AREAS + "Oost,wijk,Stad\n").read()
    assert desk.said("active_in") == {"initiative:mine/kas": "area:mine/oost"}


def test_unknown_themes_and_parties_are_made_with_a_notice(desk: Desk) -> None:
    desk.put(initiatives="naam,thema's,gedragen door\nTuin,groen; bijen,De Imkers\n")
    first = desk.read()["initiatives.csv"]
    assert {"theme:mine/groen", "theme:mine/bijen"} <= set(desk.said("name"))
    assert desk.said("type")["organisation:mine/de-imkers"] == "Organisation"
    assert len([n for n in first.notices if n.key == "notice.made"]) == 3
    before = desk.standing()
    desk.put(initiatives="naam,thema's,gedragen door\n\nTuin,groen; bijen,De Imkers\n")
    assert desk.read()["initiatives.csv"].change.confirmed
    assert {s.id for s in desk.standing()} == {s.id for s in before}


def test_a_refused_row_makes_nothing_of_what_it_refers_to(desk: Desk) -> None:
    desk.put(grants="omschrijving,komt van,toegekend\nA,Fonds X,12.00O\nB,Fonds Y,5\nC,Fonds Y,6\n")
    first = desk.read()["grants.csv"]
    assert {s for s in desk.said("name") if s.startswith("organisation:")} == {
        "organisation:mine/fonds-y"
    }
    [made] = [n.message("nl") for n in first.notices if n.key == "notice.made"]
    assert "grants.csv, rij 3, kolom 'komt van': 'Fonds Y'" in made


def test_a_refused_row_is_told_at_every_reading(desk: Desk) -> None:
    desk.put(grants="omschrijving,toegekend\nA,12.00O\nB,5\n")
    first, second = desk.read()["grants.csv"], desk.read()["grants.csv"]
    assert [r.message() for r in first.refused] == [r.message() for r in second.refused]
    assert second.change.added == second.change.changed == second.change.ended == 0


def test_only_the_first_sheet_is_read_and_the_others_are_named(desk: Desk) -> None:
    book = Workbook()
    for name in ("Initiatieven", "Vragen", "Uitleg", "Blad4"):
        sheet = book.create_sheet(name)
        if name != "Blad4":
            sheet.append(["naam"])
            sheet.append([name])
    book.remove(book.worksheets[0])
    book.save(desk.folder / "initiatives.xlsx")
    said = [n.message() for n in desk.read()["initiatives.xlsx"].notices]
    assert [line for line in said if "eerste blad" in line and "'Vragen'." in line]


def test_an_empty_file_says_so(desk: Desk) -> None:
    (desk.folder / "leeg.csv").write_text("\n")
    error = desk.read()["leeg.csv"].error
    assert error is not None
    assert error.message("nl").startswith("leeg.csv is leeg")
    assert "was not read" in error.message("en")


def test_two_rows_with_one_name_are_not_silently_one_thing(desk: Desk) -> None:
    desk.put(grants="omschrijving,toegekend\nBijdrage,100\nBijdrage,200\n")
    [refused] = desk.read()["grants.csv"].refused
    assert "rij 2" in refused.message("nl")
    desk.put(grants="omschrijving,id,toegekend\nBijdrage,a,100\nBijdrage,b,200\n").read()
    assert desk.said("amount_granted") == {"grant:mine/a": "100.00", "grant:mine/b": "200.00"}


def test_a_person_may_stand_in_several_rows(desk: Desk) -> None:
    desk.put(people="naam,hoort bij,e-mail\nA. Jansen,Een,a@voorbeeld.nl\nA. Jansen,Twee,\n")
    summary = desk.read()["people.csv"]
    assert summary.refused == []
    assert len([s for s in desk.standing() if s.relation == "member_of"]) == 2
    [email] = [s for s in desk.standing() if s.relation == "email"]
    assert email.access == "steward"


def test_access_and_confirmation_can_be_given_per_row(desk: Desk) -> None:
    desk.put(posts=(
        "functie,organisatie,toegang,bevestigd op,vindplaats\n"
        "Makelaar,DOCK,netwerk,1-5-2026,blz. 2\n"
    ))
    desk.read()
    [post] = [s for s in desk.standing() if s.relation == "at"]
    assert (post.access, post.seen, post.locator) == ("network", "2026-05-01", "blz. 2")


def test_a_changed_row_ends_the_old_statement_and_adds_a_new_one(desk: Desk) -> None:
    desk.put(initiatives="naam,fase\nTuin,idee\nKas,loopt\n").read()
    desk.put(initiatives="naam,fase\nTuin,loopt\n")
    change = desk.read()["initiatives.csv"].change
    assert (change.added, change.changed, change.ended) == (0, 1, 3)
    assert desk.said("phase") == {"initiative:mine/tuin": "running"}
    assert [s.value for s in desk.ledger.statements(state="ended") if s.relation == "phase"] == [
        "idea", "running",
    ]


def test_an_unchanged_file_is_only_confirmed(desk: Desk) -> None:
    desk.put(initiatives="naam,fase\nTuin,idee\nKas,loopt\n").read()
    again = desk.read()["initiatives.csv"]
    assert again.unchanged
    assert again.rows == 0
    assert (again.change.added, again.change.ended, again.change.confirmed) == (0, 0, 6)


def test_a_workbook_says_the_same_as_a_csv(desk: Desk) -> None:
    desk.put(initiatives="naam,fase\nTuin,idee\n").read()
    before = {(s.subject, s.relation, s.value) for s in desk.standing()}
    (desk.folder / "initiatives.csv").unlink()
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["naam", "fase"], ["Tuin", "idee"]):
        sheet.append(row)
    book.save(desk.folder / "initiatives.xlsx")
    desk.read()
    assert {(s.subject, s.relation, s.value) for s in desk.standing()} == before


def test_an_unknown_file_is_refused_alone_and_skipped_in_a_folder(desk: Desk) -> None:
    other = desk.folder / "boodschappen.csv"
    other.write_text("melk,brood\n1,2\n")
    with pytest.raises(InputError) as refused:
        ingest(desk.ledger, [other])
    assert "boodschappen.csv" in str(refused.value)
    summaries = desk.read()
    assert summaries["areas.csv"].change.added
    error = summaries["boodschappen.csv"].error
    assert error is not None
    assert "boodschappen.csv" in error.message("nl")


def test_a_missing_column_is_named(desk: Desk) -> None:
    desk.put(posts="functie,aard\nMakelaar,beroep\n")
    error = desk.read()["posts.csv"].error
    assert error is not None
    assert "'organisatie'" in error.message("nl")
    assert "samenspel template functies" in error.message("nl")
    assert "samenspel template posts" in error.message("en")


def test_without_a_declaration_the_folder_or_the_option_names_the_source(tmp_path: Path) -> None:
    path = tmp_path / "Buurt lijst" / "initiatives.csv"
    path.parent.mkdir()
    path.write_text("naam\nTuin\n")
    os.utime(path, (1_700_000_000, 1_700_000_000))
    with Ledger(tmp_path / "ledger") as ledger:
        ingest(ledger, [path])
        ingest(ledger, [path], source="Ander")
        assert {s.subject for s in ledger.statements()} == {
            "initiative:buurt-lijst/tuin", "initiative:ander/tuin",
        }
        assert {s.seen for s in ledger.statements()} == {"2023-11-14"}


def test_progress_is_told_per_file(desk: Desk) -> None:
    told: list[tuple[str, int, int | None]] = []
    desk.put(initiatives="naam\nTuin\nKas\n")
    ingest(desk.ledger, [desk.folder], progress=lambda *step: told.append(step))
    assert ("initiatives.csv", 2, 2) in told


def test_the_bundled_data_is_read_without_a_single_notice(tmp_path: Path) -> None:
    with Ledger(tmp_path / "ledger") as ledger:
        for summary in ingest(ledger, bundled.folders()):
            said = [notice.message("nl") for notice in summary.notices]
            assert (said, summary.refused, summary.error) == ([], [], None), summary.file
