"""Tables that can be taken along: complete, in Dutch notation, and harmless in a spreadsheet."""

from __future__ import annotations

import csv
import io

from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from explorer.components import words
from explorer.components.table import Cell, Column, as_csv, as_xlsx, harmless
from explorer.view import View
from queries.answer import Share

COLUMNS = [Column("Naam"), Column("Bedrag", "money")]
ROWS: list[list[Cell]] = [["=HYPERLINK(1)", 1250.5], ["+31", None], ["@x", 3], ["Tuin", 0.0]]


def test_cells_that_look_like_formulas_get_an_apostrophe() -> None:
    rows = list(csv.reader(io.StringIO(as_csv(COLUMNS, ROWS).decode("utf-8-sig"))))
    assert rows[0] == ["Naam", "Bedrag"]
    assert [row[0] for row in rows[1:]] == ["'=HYPERLINK(1)", "'+31", "'@x", "Tuin"]


def test_a_workbook_holds_text_and_numbers_but_no_formula() -> None:
    (sheet,) = load_workbook(io.BytesIO(as_xlsx("Geld: van/naar?", COLUMNS, ROWS))).worksheets
    assert all(cell.data_type != "f" for row in sheet for cell in row)
    assert sheet["B2"].value == 1250.5 and "€" in sheet["B2"].number_format


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_no_text_starts_a_formula(text: str) -> None:
    assert not str(harmless(text)).startswith(("=", "+", "-", "@", "\t", "\r"))


def test_money_is_written_as_in_the_language_of_the_reader(view: View) -> None:
    assert words.euros(view, 1250) == "€ 1.250"
    assert words.euros(view, 1250.5) == "€ 1.250,50"
    assert words.number(view, 34555) == "34.555"
    assert words.number(view, Share(0.1754)) == "18%"
