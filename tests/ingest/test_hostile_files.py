"""Files that are broken or meant to do harm: one clear line, and nothing of them is read."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook

from graph.errors import InputError
from graph.ledger import Ledger
from ingest.prose.formats import read_raw
from ingest.reports import ingest

HEAD = "naam,omschrijving\n"
LAUGHS = '<!DOCTYPE l [<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {chr(98 + i)} "{f"&{chr(97 + i)};" * 10}">' for i in range(9)) + "]>"
SHEET = "xl/worksheets/sheet1.xml"
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def workbook(path: Path, sheet: bytes) -> Path:
    whole = path.with_name("whole.xlsx")
    Workbook().save(whole)
    with ZipFile(whole) as old, ZipFile(path, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, sheet if name == SHEET else old.read(name))
    return path


def told(tmp_path: Path, path: Path) -> str:
    with Ledger(tmp_path / "home" / "ledger.sqlite") as ledger:
        try:
            summary, = ingest(ledger, [path])
        except InputError as error:
            return error.message("nl")
    assert summary.error
    return summary.error.message("nl")


def test_a_quotation_mark_that_is_never_closed_is_told_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "initiatives.csv"
    path.write_text(f'{HEAD}Een,ok\n"Twee,ok\nDrie,ok\n', "utf-8")
    assert "regel 3" in told(tmp_path, path)


def test_a_cell_over_two_lines_is_one_cell_also_at_the_end(tmp_path: Path) -> None:
    path = tmp_path / "initiatives.csv"
    path.write_text(f'{HEAD}Een,"over\ntwee regels"', "utf-8")
    with Ledger(tmp_path / "home" / "ledger.sqlite") as ledger:
        (summary,) = ingest(ledger, [path])
        assert summary.rows == 1 and not summary.error
        assert "over\ntwee regels" in {s.value for s in ledger.statements()} or "over twee" in str(
            {s.value for s in ledger.statements()})


def test_a_workbook_of_which_words_stand_for_words_is_refused(tmp_path: Path) -> None:
    sheet = (f'{LAUGHS}<worksheet {MAIN}><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>&j;'
             "</t></is></c></row></sheetData></worksheet>")
    assert "initiatives.xlsx" in told(
        tmp_path, workbook(tmp_path / "initiatives.xlsx", sheet.encode()))


@pytest.mark.parametrize("name", ["initiatives.xlsx", "verslag.docx"])
def test_a_zip_that_would_fill_the_memory_is_not_unpacked(tmp_path: Path, name: str) -> None:
    path = workbook(tmp_path / name, b" " * (120 << 20))
    if path.suffix == ".docx":
        with pytest.raises(InputError, match=r"initiatives|verslag"):
            read_raw(path)
    else:
        assert "uitgepakt" in told(tmp_path, path)
