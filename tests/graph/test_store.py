"""A graph can be searched, walked and asked where a fact comes from."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.errors import Ambiguous, GraphError, NotFound
from graph.home import Home
from graph.statement import Fact
from graph.store import Graph
from tests.making import fact, graph_of, thing


def town() -> list[Fact]:
    return [
        *thing("area:g1", "Area", "Eemdorp"),
        *thing("area:g2", "Area", "Vechtdorp"),
        *thing("area:c1", "Area", "Centrum", within="area:g1"),
        *thing("area:c2", "Area", "Centrum", within="area:g2"),
        *thing("area:n", "Area", "Noord", within="area:g1"),
        *thing("theme:natuur", "Theme", "natuur", alt_name="groen"),
        *thing(
            "initiative:town/tuin",
            "Initiative",
            "Café-tuin De Ïep",
            about="theme:natuur",
            active_in="area:n",
            description="samen schoffelen",
        ),
    ]


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    return graph_of(tmp_path_factory.mktemp("town"), town())


@pytest.mark.parametrize("text", ["natuur", "NATUUR", "groen", " Groen. ", "theme:natuur"])
def test_a_theme_is_found_by_name_other_name_or_id(graph: Graph, text: str) -> None:
    assert graph.resolve(text, "Theme").id == "theme:natuur"


@pytest.mark.parametrize("text", ["cafe tuin", "CAFÉ", "iep", "schoff"])
def test_search_folds_diacritics_and_completes_words(graph: Graph, text: str) -> None:
    assert [n.id for n in graph.find(text)] == ["initiative:town/tuin"]


def test_a_name_of_another_type_is_not_taken(graph: Graph) -> None:
    with pytest.raises(NotFound):
        graph.resolve("natuur", "Area")


def test_an_unknown_name_gets_near_misses(graph: Graph) -> None:
    with pytest.raises(NotFound, match="Bedoel je: Vechtdorp"):
        graph.resolve("Vechtdrop", "Area")


def test_namesakes_are_told_apart_by_where_they_lie(graph: Graph) -> None:
    with pytest.raises(Ambiguous, match=r"Centrum, Eemdorp .*Centrum, Vechtdorp"):
        graph.resolve("Centrum", "Area")
    assert graph.resolve("Centrum", "Area", within="area:g2").id == "area:c2"


def test_of_namesakes_the_only_one_in_use_is_meant(tmp_path: Path) -> None:
    graph = graph_of(tmp_path, [*town(), fact("initiative:town/tuin", "active_in", "area:c1")])
    assert graph.resolve("Centrum", "Area").id == "area:c1"


def test_what_lies_above_and_below_is_known_with_its_distance(graph: Graph) -> None:
    assert graph.above("within", "area:n") == {"area:n": 0, "area:g1": 1}
    assert graph.below("within", "area:g1") == {"area:g1": 0, "area:c1": 1, "area:n": 1}
    assert graph.distance("within", "area:n", "area:g2") is None


def test_every_arrow_has_its_statements(graph: Graph) -> None:
    for edge in graph.edges("initiative:town/tuin"):
        evidence = graph.statements(edge.subject, edge.relation, edge.object)
        assert evidence[0].source == "town"
        assert graph.statement(evidence[0].id) == evidence[0]


def test_what_is_not_there_is_said(graph: Graph, tmp_path: Path) -> None:
    assert graph.node("initiative:town/none") is None
    with pytest.raises(NotFound):
        graph.statement("0" * 20)
    with pytest.raises(GraphError, match="samenspel build"):
        Graph(Home(tmp_path).graph("public"))


def test_a_file_that_is_no_graph_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "graph-public.sqlite"
    path.write_bytes(b"not a database, not at all" * 100)
    with pytest.raises(GraphError):
        Graph(path)


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=40))
def test_no_text_breaks_search_or_names(graph: Graph, text: str) -> None:
    graph.find(text)
    with contextlib.suppress(NotFound, Ambiguous):
        graph.resolve(text, "Area")


def test_a_graph_is_shared_between_threads(graph: Graph) -> None:
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda _: len(list(graph.nodes())), range(32)))
    assert set(found) == {7}
