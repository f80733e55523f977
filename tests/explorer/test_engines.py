"""The explorer on a Neo4j server, and what it says when there is none."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from neo4j import Driver, GraphDatabase

from graph.engines.neo4j import Server
from graph.home import Home
from graph.load.neo4j import load
from graph.store import Graph
from graph.texts import say
from tests.explorer.conftest import ShowPage, said
from tests.explorer.test_pages import failed

OFTEN = say("explorer.start.often")
NOWHERE = "bolt://127.0.0.1:9"


@pytest.fixture
def home(town_home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    """Return a town of which nothing was looked up yet, with Neo4j as its engine."""
    monkeypatch.setenv("SAMENSPEL_ENGINE", "neo4j")
    return Home(Path(shutil.copytree(town_home.path, tmp_path / "town")))


def test_pages_answer_from_a_server(
    home: Home, show_page: ShowPage, neo4j_server: Server
) -> None:
    with Graph(home.graph("public")) as graph:
        load(graph, neo4j_server)
    start = said(show_page("start", home))
    assert OFTEN in start and "right_contact?" in start
    page = said(show_page("right_contact", home, theme="groen", area="Oost"))
    assert "Groenregisseur Oost" in page and "Hoe weten we dit?" in page


def test_after_loading_the_list_of_questions_comes_back(
    home: Home, show_page: ShowPage, neo4j_server: Server
) -> None:
    test = show_page("start", home)
    assert not failed(test) and said(test).count("samenspel load neo4j --audience public") == 1
    with Graph(home.graph("public")) as graph:
        load(graph, neo4j_server)
    assert "right_contact?" in said(test.run())


def test_without_a_server_the_first_page_says_so_once_and_has_its_doors(
    home: Home, show_page: ShowPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[str] = []
    connect = GraphDatabase.driver

    def counted(uri: str, **how: Any) -> Driver:
        tried.append(uri)
        return connect(uri, **how)

    monkeypatch.setenv("NEO4J_URI", NOWHERE)
    monkeypatch.setattr(GraphDatabase, "driver", counted)
    test = show_page("start", home)
    assert not failed(test) and said(test).count(NOWHERE) == 1 and tried == [NOWHERE]
    assert say("explorer.start.resident.title") in said(test) and len(test.button) >= 3


@pytest.mark.parametrize("given", [{}, {"theme": "groen", "area": "Oost"}])
def test_without_a_server_a_question_says_so(
    home: Home, show_page: ShowPage, monkeypatch: pytest.MonkeyPatch, given: dict[str, str]
) -> None:
    monkeypatch.setenv("NEO4J_URI", NOWHERE)
    test = show_page("right_contact", home, **given)
    assert not failed(test) and NOWHERE in said(test)
