"""A graph reads the same in another program."""

from __future__ import annotations

import csv
from pathlib import Path

import networkx as nx
import openpyxl
import pytest

from graph.exports import export, formats
from graph.store import Graph
from graph.tables import tables
from tests.making import fact, graph_of, thing

FACTS = [
    *thing("initiative:town/tuin", "Initiative", "De Tuin <&> \x0b", about="theme:groen",
           description="=1+1", alt_name="Tuin"),
    fact("initiative:town/tuin", "alt_name", "De Groene Tuin"),
    *thing("organisation:town/dock", "Organisation", "Dock", works_with="initiative:town/tuin"),
    *thing("theme:groen", "Theme", "groen"),
]


@pytest.fixture
def graph(tmp_path: Path) -> Graph:
    return graph_of(tmp_path / "home", FACTS)


@pytest.mark.parametrize(("name", "read"), [("graphml", nx.read_graphml), ("gexf", nx.read_gexf)])
def test_a_network_has_the_same_things_and_arrows(
    name: str, read: type[nx.Graph], graph: Graph, tmp_path: Path
) -> None:
    network = read(export(graph, name, tmp_path / f"x.{name}"))
    assert sorted(network) == sorted(node.id for node in graph.nodes())
    assert network.nodes["initiative:town/tuin"]["type"] == "Initiative"
    assert set(network.nodes["initiative:town/tuin"]["alt_name"].split("; ")) == {
        "Tuin", "De Groene Tuin"}
    ties = sorted((a, data["relation"], b) for a, b, data in network.edges(data=True))
    assert ties == sorted(
        edge[:3] for node in graph.nodes() for edge in graph.edges(node.id, backward=False)
    )


def test_csv_is_a_folder_with_a_file_per_table(graph: Graph, tmp_path: Path) -> None:
    folder = export(graph, "csv", tmp_path / "out")
    for table in tables(graph):
        with (folder / f"{table.name}.csv").open(encoding="utf-8", newline="") as file:
            header, *rows = csv.reader(file)
        assert header == list(table.header)
        assert len(rows) == len(list(table.rows))


def test_one_csv_file_holds_all_statements_with_their_source(graph: Graph, tmp_path: Path) -> None:
    with export(graph, "csv", tmp_path / "all.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    about = next(row for row in rows if row["relation"] == "about")
    assert (about["object"], about["value"], about["source"]) == ("theme:groen", "groen", "town")


def test_a_workbook_has_a_sheet_per_table_and_no_formulas(graph: Graph, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(export(graph, "xlsx", tmp_path / "x.xlsx"))
    assert book.sheetnames == [table.name for table in tables(graph)]
    cells = [cell for row in book["statements"] for cell in row if cell.value == "=1+1"]
    assert [cell.data_type for cell in cells] == ["s"]


def test_a_hidden_name_is_in_no_export(tmp_path: Path) -> None:
    people = thing("person:town/merel", "Person", "Merel Zonderling",
                   represents="initiative:town/tuin")
    graph = graph_of(tmp_path / "home", [*FACTS, *people])
    for name in formats():
        if name in ("csv", "gexf", "graphml"):
            out = export(graph, name, tmp_path / f"all.{name}")
            assert "zonderling" not in out.read_text("utf-8").casefold()


def test_no_cell_of_a_csv_is_a_formula(tmp_path: Path) -> None:
    said = [*thing("initiative:town/x", "Initiative", "=cmd|calc!A0", phone="+31 30 1234567")]
    with graph_of(tmp_path, said) as hostile:
        folder = export(hostile, "csv", tmp_path / "out")
    text = (folder / "statements.csv").read_text("utf-8")
    assert ",'=cmd|calc!A0," in text and ",=cmd" not in text and ",+31 30 1234567," in text
