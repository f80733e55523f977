"""Templates: what a person gets to fill in, and that it can be read back."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from openpyxl import load_workbook

from graph.errors import InputError
from graph.ledger import Ledger
from ingest.pipeline import ingest
from ingest.recognise import mapping_of, templates
from ingest.template import explained, headers, template, write_template

NAMES = sorted(templates())


@pytest.mark.parametrize("name", NAMES)
def test_the_examples_of_a_template_can_be_read(tmp_path: Path, name: str) -> None:
    path = tmp_path / "mine" / f"{name}.csv"
    path.parent.mkdir()
    with path.open("w", newline="") as file:
        rows = csv.writer(file, delimiter=";")
        rows.writerow(headers(templates()[name]))
        rows.writerow([column.example for column in templates()[name].columns])
    with Ledger(tmp_path / "ledger") as ledger:
        [summary] = ingest(ledger, [path])
    assert (summary.rows, summary.refused, summary.error) == (1, [], None)
    assert summary.change.added > 1


@pytest.mark.parametrize("name", NAMES)
def test_an_empty_workbook_is_recognised_whatever_it_is_called(tmp_path: Path, name: str) -> None:
    path = write_template(name, tmp_path / "zomaar.xlsx")
    assert mapping_of(path).name == name


def test_the_workbook_explains_its_columns_on_a_second_sheet(tmp_path: Path) -> None:
    book = load_workbook(write_template("geldstromen", tmp_path / "g.xlsx", "nl"))
    assert book.sheetnames == ["Geldstromen", "Uitleg"]
    notes = {row[0]: row[1] for row in book["Uitleg"].iter_rows(values_only=True)}
    assert "moet ingevuld" in notes["omschrijving"]
    assert "1.250,50" in notes["toegekend"]


def test_the_csv_opens_in_a_dutch_spreadsheet_and_has_its_explanation_beside_it(
    tmp_path: Path,
) -> None:
    path = write_template("initiatieven", tmp_path / "i.csv")
    assert path.read_bytes().startswith(b"\xef\xbb\xbfnaam;")
    assert "Naam van het initiatief" in path.with_name("uitleg-i.txt").read_text("utf-8")


def test_explanations_come_in_both_languages() -> None:
    dutch, english = (list(explained(template("needs"), lang)) for lang in ("nl", "en"))
    assert [row[0] for row in dutch] == [row[0] for row in english]
    assert dutch != english


def test_an_unknown_template_gets_near_misses(tmp_path: Path) -> None:
    with pytest.raises(InputError) as refused:
        write_template("inititieven", tmp_path / "x.csv")
    assert "initiatieven" in str(refused.value)
