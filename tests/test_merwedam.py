"""A second town, invented, kept the way people keep lists: what is told and what is answered."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from shutil import copy
from typing import Any

import pytest
from openpyxl import Workbook

from ingest.bundled import FOLDER
from tests.conftest import Said, Samenspel

TOWN = Path(__file__).parent / "merwedam"
REPORT = """Verslag buurtavond Kreekhoek

Datum: 12 maart 2026

Eetclub Kreekhoek werkt samen met Café De Één.
"""


class Town:
    """The town's folder as its keeper saves it, and what Samenspel says of it."""

    def __init__(self, samenspel: Samenspel, folder: Path) -> None:
        self.samenspel, self.folder = samenspel, folder
        folder.mkdir()
        copy(TOWN / "source.toml", folder)
        for path in TOWN.glob("*.csv"):
            text = path.read_text("utf-8").replace("\n", "\r\n")
            (folder / path.name).write_bytes(text.encode("cp1252"))
        self._workbook()
        (folder / "leeg.csv").touch()
        (folder / "boodschappen.csv").write_text("melk;brood\n2;1\n")
        (folder / "oud.xls").write_bytes(b"\xd0\xcf\x11\xe0")

    def _workbook(self) -> None:
        """Save the list of initiatives as a workbook with merged headings and a second sheet."""
        (self.folder / "initiatieven.csv").unlink()
        book = Workbook()
        sheet = book.worksheets[0]
        with (TOWN / "initiatieven.csv").open(encoding="utf-8") as file:
            for row in csv.reader(file, delimiter=";"):
                sheet.append([cell or None for cell in row])
        sheet.merge_cells("A1:I1")
        sheet.merge_cells("A3:E3")
        book.create_sheet("Vragen").append(["vraag"])
        book.save(self.folder / "initiatieven.xlsx")

    def change(self, file: str, old: str, new: str) -> None:
        """Put `new` in the place of `old` in a CSV."""
        path = self.folder / file
        path.write_bytes(path.read_bytes().replace(old.encode("cp1252"), new.encode("cp1252")))

    def read(self, *options: str) -> Said:
        """Read the folder."""
        return self.samenspel("ingest", self.folder, *options)

    def ask(self, question: str, **given: str) -> Any:
        """Build, ask, and return the answer as JSON."""
        self.samenspel("build")
        words = [word for name, value in given.items() for word in (f"--{name}", value)]
        return self.samenspel("ask", question, *words, "--format", "json").json


@pytest.fixture
def town(samenspel: Samenspel, tmp_path: Path) -> Town:
    """Return the town, with only the bundled themes known."""
    samenspel("ingest", FOLDER / "themes")
    return Town(samenspel, tmp_path / "merwedam")


def _labels(result: Any) -> list[str]:
    return [answer["label"] for answer in result["answers"]]


def _kinds(result: Any) -> Iterator[tuple[str, frozenset[str]]]:
    for answer in result["answers"]:
        fields = answer["fields"]
        yield fields["kind"], frozenset((fields["one"], fields["other"]))


@pytest.mark.parametrize(("lang", "lines"), [
    ("nl", (
        "leeg.csv is leeg",
        "boodschappen.csv: de kolommen (melk, brood) passen bij geen bekende bron",
        "oud.xls is overgeslagen",
        "initiatieven.xlsx: kolom 'theema' ken ik niet",
        "initiatieven.xlsx, rij 12, kolom 'wijken': 'Verweghoek' is niet bekend",
        "initiatieven.xlsx, rij 9, kolom 'id': 'Buurttuin Kreekhoek' staat ook in rij 5.",
        "initiatieven.xlsx, rij 13, kolom 'phase': 'weet niet' is niet te lezen.",
        "Overgeslagen: 'Vragen'",
        "geldstromen.csv, rij 4, kolom 'toegekend': '12.00O' is niet te lezen.",
    )),
    ("en", (
        "leeg.csv is empty",
        "initiatieven.xlsx: column 'theema' is not known",
        "geldstromen.csv, row 4, column 'toegekend': '12.00O' cannot be read.",
    )),
])
def test_nothing_is_lost_in_silence(lang: str, lines: tuple[str, ...], town: Town) -> None:
    said = town.read("--lang", lang)
    assert said.code == 2
    for line in lines:
        assert line in said.err, line
    assert "Fonds Rivierland" not in said.err


def test_reading_again_changes_nothing_and_a_mended_cell_counts(town: Town) -> None:
    town.read()
    again = town.read("--format", "json").json
    assert sum(s["added"] + s["changed"] + s["ended"] for s in again) == 0
    town.change("geldstromen.csv", "12.00O", "1.200,00")
    mended = {s["file"]: s for s in town.read("--format", "json").json}
    assert mended["geldstromen.csv"]["rejected"] == []
    flows = town.ask("funding_flows", area="Merwedam")["answers"]
    amounts = {a["fields"]["payer"]: a["fields"]["amounts"] for a in flows}
    assert amounts == {
        "Gemeente Merwedam": {"requested": 4500.0, "granted": 2250.5},
        "Fonds Rivierland": {"granted": 1200.0},
    }


def test_the_right_contact_with_a_vacancy_and_where_to_go_instead(town: Town) -> None:
    town.read()
    held = town.ask("right_contact", theme="groen", area="Polderrand")["answers"][0]
    assert (held["label"], held["fields"]["holder"]) == (
        "Groenregisseur Polderrand", "Anna Zandstra"
    )
    vacant = town.ask("right_contact", theme="groen", area="Kreekhoek")
    assert vacant["answers"][0]["fields"]["vacant"]
    assert [o["label"] for o in vacant["otherwise"]] == [
        "Loket Dijkzicht", "Afdeling Groen Merwedam"
    ]
    assert vacant["answers"][0]["because"][0]["locator"] == "functies.csv, rij 3"
    nobody = town.ask("right_contact", theme="taal", area="Polderrand")
    assert nobody["answers"] == []
    assert nobody["abstained"]


def test_a_double_a_complement_and_what_only_looks_like_one(town: Town) -> None:
    town.read()
    found = {pair: kind for kind, pair in _kinds(town.ask("overlapping_initiatives"))}
    assert found[frozenset(("Eetclub Kreekhoek", "Samen aan Tafel"))] == "duplicates"
    assert found[frozenset(("Eetclub Kreekhoek", "Wandelclub Dijk"))] == "complements"
    assert not [pair for pair in found if "Eetcafé Polderrand" in pair]


def test_needs_offers_gaps_and_introductions(town: Town) -> None:
    town.read()
    needs = {a["label"]: a["fields"] for a in town.ask("needs_and_offers")["answers"]}
    assert [o["label"] for o in needs["Keuken voor vrijdag"]["offers"]] == ["Keuken op vrijdag"]
    assert not needs["Gereedschap"].get("offers")
    assert _labels(town.ask("gaps", area="Merwedam", theme="groen")) == ["Polderrand"]
    ways = town.ask("introductions", **{"from": "Stichting De Kreek", "to": "Anna Zandstra"})
    assert "Buurttuin Kreekhoek" in str(ways["answers"][0]["fields"])
    assert "Wil de Boer" not in str(ways)


def test_a_report_with_the_source_of_the_lists_speaks_of_the_same_things(town: Town) -> None:
    town.read()
    report = town.folder.parent / "verslag.txt"
    report.write_text(REPORT, "utf-8")
    town.samenspel("ingest", report, "--source", "merwedam")
    known = {"from": "Eetclub Kreekhoek", "to": "Café De Één"}
    assert town.ask("introductions", **known)["answers"][0]["fields"]["direct"]
    rows = town.samenspel("candidates", "--source", "merwedam").out.splitlines()
    tie = next(row.split()[0] for row in rows if "werkt samen met" in row)
    assert town.samenspel("review", "reject", tie).code == 0
    assert not any(a["fields"]["direct"] for a in town.ask("introductions", **known)["answers"])
