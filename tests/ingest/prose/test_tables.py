"""Rows of tables, in whatever way a file parts its cells."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest

from ingest.prose.extraction import extract
from ingest.prose.reading import document_of, read_document
from tests.ingest.prose.saying import ends, read, told

HEAD = "Verslag buurtavond Oost\n\nDatum: 3 mei 2024\n\nActielijst\n\n"
ROWS = [["Actie", "Wie", "Wanneer"],
        ["Rooster maken voor de inloop", "Anna Jansen", "1 juni"],
        ["Folder laten drukken", "Piet Smit", "z.s.m."]]
OWNED = {("Rooster maken voor de inloop", "made_by", "Anna Jansen"),
         ("Folder laten drukken", "made_by", "Piet Smit")}


@pytest.mark.parametrize("between", [" | ", "\t", "      ", " / "])
def test_an_action_belongs_to_who_stands_in_its_row(between: str) -> None:
    text = HEAD + "\n".join(between.join(row) for row in ROWS)
    found = read(text)
    assert {ends(c) for c in found.candidates} >= OWNED
    assert all(text[c.start:c.end] == c.quote for c in found.candidates)
    assert {c.subject.attributes.get("due") for c in found.candidates
            if c.relation == "made_by"} == {"2024-06-01", None}


def test_tables_of_documents_and_pages_are_read_as_rows(tmp_path: Path) -> None:
    file = docx.Document()
    file.add_heading("Actielijst", 1)
    made = file.add_table(rows=3, cols=3)
    for row, cells in zip(made.rows, ROWS, strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    file.save(str(tmp_path / "lijst.docx"))
    page = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in ROWS)
    (tmp_path / "lijst.html").write_text(f"<h1>Actielijst</h1><table>{page}</table>")
    for name in ("lijst.docx", "lijst.html"):
        found = extract(read_document(tmp_path / name))
        assert {ends(c) for c in found.candidates} >= OWNED


def test_a_row_says_who_belongs_where() -> None:
    text = "Naam | Organisatie | Functie\nAnna Jansen | Stichting Zon | directeur\n"
    assert told(text) >= {("Anna Jansen", "member_of", "Stichting Zon"),
                          ("Anna Jansen", "holds", "directeur")}


@pytest.mark.parametrize(("heading", "column", "status"), [
    ("Toegekende aanvragen", "Bedrag", "granted"),
    ("Subsidies", "Toegekend bedrag", "granted"),
    ("Subsidies", "Gevraagd bedrag", "requested"),
    ("Afgewezen aanvragen", "Bedrag", "rejected"),
    ("Begroting", "Bedrag", "unclear"),
])
def test_money_in_a_row_is_as_far_as_its_column_or_heading_says(
    heading: str, column: str, status: str
) -> None:
    text = f"{heading}\n\nAanvrager | {column}\nStichting Zon | € 4.500\n"
    [taken] = [c for c in read(text).candidates if c.relation == "recipient"]
    assert (taken.attributes["status"], taken.attributes["amount_eur"]) == (status, 4500)


def test_a_line_with_a_gap_is_no_table() -> None:
    found = read("Datum:\t3 mei 2024\n1.\tAnna Jansen (Stichting Zon) opent.\n")
    assert ("Anna Jansen", "member_of", "Stichting Zon") in {ends(c) for c in found.candidates}
    assert not any(block.row for block in document_of("Datum:\t3 mei\n1.\tOpening\n").blocks)
