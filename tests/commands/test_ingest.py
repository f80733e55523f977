"""Reading and building from the command line."""

from __future__ import annotations

from pathlib import Path

from tests.conftest import Samenspel


def test_reading_the_same_file_twice_changes_nothing(
    samenspel: Samenspel, own_sheet: Path
) -> None:
    (first,) = samenspel("ingest", own_sheet, "--source", "mine", "--format", "json").json
    (second,) = samenspel("ingest", own_sheet, "--source", "mine", "--format", "json").json
    assert (first["rows"], first["added"], first["rejected"]) == (2, 6, [])
    assert (second["added"], second["changed"], second["ended"]) == (0, 0, 0)


def test_what_a_file_no_longer_says_is_ended(samenspel: Samenspel, own_sheet: Path) -> None:
    samenspel("ingest", own_sheet, "--source", "mine")
    own_sheet.write_text("naam,omschrijving\nDe Tuin,Tuinieren met de buren\n")
    (again,) = samenspel("ingest", own_sheet, "--source", "mine", "--format", "json").json
    assert (again["changed"], again["ended"]) == (1, 3)


def test_a_build_tells_what_it_made_for_whom(samenspel: Samenspel, own_sheet: Path) -> None:
    samenspel("ingest", own_sheet, "--source", "mine")
    built = samenspel("build", "--format", "json").json
    assert [b["audience"] for b in built] == ["public", "network", "steward"]
    assert built[0]["nodes"] == 2


def test_what_is_built_is_seen(samenspel: Samenspel, own_sheet: Path) -> None:
    samenspel("ingest", own_sheet, "--source", "mine")
    samenspel("build")
    status = samenspel("status", "--format", "json").json
    assert status["things"] == {"Initiative": 2}
    assert not status["outdated"]
    own_sheet.write_text("naam,omschrijving\nDe Tuin,Samen tuinieren\n")
    samenspel("ingest", own_sheet, "--source", "mine")
    assert samenspel("status", "--format", "json").json["outdated"]
    assert "samenspel build" in samenspel("status").out




def test_files_that_nothing_reads_are_named_and_explanations_passed_over(
    samenspel: Samenspel, tmp_path: Path
) -> None:
    folder = tmp_path / "lijsten"
    folder.mkdir()
    samenspel("template", "initiatieven", folder / "initiatieven.csv")
    (folder / "oud.xls").write_bytes(b"\xd0\xcf")
    (folder / "LEESMIJ.txt").write_text("Op 3 maart heeft Stichting X een zaal nodig.")
    read = samenspel("ingest", folder)
    assert "oud.xls is overgeslagen" in read.err
    assert "lijsten/initiatieven.csv" in read.out
    assert "LEESMIJ" not in read.out + read.err
    assert "uitleg" not in read.out + read.err
