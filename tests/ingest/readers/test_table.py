"""Tables as spreadsheets save them."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from graph.errors import InputError
from ingest.readers.table import EXTRA, header, read

ROWS = [["naam", "bedrag"], ["Café De Boog", "1.250,50"], ["Tuin; bij de brug, links", "€ 5"]]


def _write(path: Path, delimiter: str, encoding: str) -> Path:
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file, delimiter=delimiter).writerows(ROWS)
    return path


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_delimiter_and_encoding_are_found_out(
    tmp_path: Path, delimiter: str, encoding: str
) -> None:
    path = _write(tmp_path / "t.csv", delimiter, encoding)
    assert header(path, {}) == ROWS[0]
    assert [list(cells.values()) for _, cells in read(path, {})] == ROWS[1:]


def test_a_row_over_two_lines_is_one_row_and_keeps_its_line_ends(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes('naam,doel\r\n"een\r\ntwee","a\u0085b"\r\n\r\ndrie,c\r\n'.encode())
    assert list(read(path, {})) == [
        ("2", {"naam": "een\r\ntwee", "doel": "a\u0085b"}),
        ("4", {"naam": "drie", "doel": "c"}),
    ]


def test_cells_beyond_the_header_are_told_apart(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("naam,doel\na,b,c\nd,e,\n")
    rows = [cells for _, cells in read(path, {})]
    assert rows == [{"naam": "a", "doel": "b", EXTRA: "c"}, {"naam": "d", "doel": "e"}]


def test_a_workbook_gives_what_people_would_type(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["naam", "datum", "bedrag", "klein", "aantal", "ja"])
    sheet.append(["Café", date(2026, 3, 1), 1250.5, 1.125, 3, True])
    book.create_sheet("Uitleg").append(["naam", "wat je hier invult"])
    book.save(tmp_path / "t.xlsx")
    [(number, cells)] = read(tmp_path / "t.xlsx", {})
    assert number == "2"
    assert list(cells.values()) == ["Café", "2026-03-01", "1250,5", "1,1250", "3", "ja"]


def test_titles_and_merged_headings_above_the_column_names_are_passed_over(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Initiatieven, stand maart"])
    sheet.append([])
    sheet.append(["Wat", None, None, "Wie"])
    sheet.append(["naam ", "thema's", "werkt in", "gedragen door", "e-mail"])
    sheet.append(["Tuin"])
    sheet.merge_cells("A1:E1")
    sheet.merge_cells("A3:C3")
    book.save(tmp_path / "t.xlsx")
    [(number, cells)] = read(tmp_path / "t.xlsx", {})
    assert (number, cells["naam"]) == ("5", "Tuin")


@pytest.mark.parametrize("title", ["Onze lijst, 2026", "Onze lijst;;", "\n\n;;"])
def test_a_title_above_a_csv_does_not_hide_its_delimiter(tmp_path: Path, title: str) -> None:
    path = tmp_path / "t.csv"
    path.write_text(f"{title}\nnaam;doel;bedrag\na;b;1,50\nc;;\n")
    assert [cells["naam"] for _, cells in read(path, {})] == ["a", "c"]


@pytest.mark.parametrize("name", ["t.csv", "t.xlsx"])
def test_a_file_of_another_kind_is_refused_in_one_line(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0")
    with pytest.raises(InputError) as refused:
        header(tmp_path / name, {})
    assert name in refused.value.message("nl")


def test_an_empty_file_has_no_rows(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_bytes(b"")
    assert header(tmp_path / "t.csv", {}) == []
    assert list(read(tmp_path / "t.csv", {})) == []


cells = st.text(st.characters(codec="utf-8", exclude_characters="\r\n\0\ufeff"), max_size=8)


@given(st.lists(st.tuples(cells, cells, cells), min_size=1, max_size=6), st.sampled_from(",;\t"))
def test_what_a_spreadsheet_writes_is_read_back(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str, str]], delimiter: str
) -> None:
    path = tmp_path_factory.mktemp("table") / "t.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=delimiter)
        writer.writerow(["naam", "thema", "doel"])
        writer.writerows(rows)
    back = [tuple(cells.values()) for _, cells in read(path, {})]
    assert back == [row for row in rows if any(row)]
