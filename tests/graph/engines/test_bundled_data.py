"""Every question on all bundled data: three engines, one answer, to the byte."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, Final

import pytest

from graph.errors import InputError
from graph.home import Home
from graph.load.neo4j import load
from graph.store import Graph
from queries.ask import ask, questions
from tests.conftest import Samenspel
from tests.servers import alone

Given = dict[str, str]
_HERE: Final = Path(__file__).parents[2]
TOWN: Final[dict[str, Any]] = tomllib.loads((_HERE / "voorbeeldstad.toml").read_text("utf-8"))
TODAY: Final = date.fromisoformat(TOWN["today"])
UTRECHT: Final = {
    "theme": ("groen", "wonen", "energie"), "area": ("Lunetten", "Overvecht", "Utrecht"),
    "initiative": ("initiative:utrecht-2019/okenu",), "group": ("jongeren", "ouderen"),
    "payer": ("publicbody:utrecht-2019/gemeente-utrecht",), "resource": ("ruimte", "geld"),
    "from": ("organisation:utrecht-2019/dock",), "to": ("initiative:utrecht-2019/okenu",),
    "holder": ("initiative:utrecht-2019/okenu",), "year": ("2019", "2025"),
}
"""What is given in turn, beside what the fixture of the invented town gives."""
ASKED_OF_ENGINES: Final = [name for name, question in questions().items() if not question.method]
"""All but introductions: an analysis of the graph file finds those, whatever engine is chosen."""


def town(name: str) -> str:
    return f"area:voorbeeldstad/{name.lower().replace(' ', '-')}"


def planted(name: str) -> list[Given]:
    """Return the givens of the cases that were planted for a question in the invented town."""
    if name in ("right_contact", "department"):
        return [{"theme": c["theme"], "area": town(c["area"])} for c in TOWN["right_contact"]]
    if name == "service_point":
        return [{"area": town(c["area"])} for c in TOWN["right_contact"]]
    if name == "introductions":
        return [{"from": c["from"], "to": c["to"]} for c in TOWN["introduction"]]
    cases = {"overlapping_initiatives": "overlap", "brokers": "broker", "central": "broker"}
    found = cases.get(name)
    return [{"area": town(c["area"])} for c in TOWN[found] if c.get("area")] if found else []


def in_turn(name: str) -> Iterator[Given]:
    """Yield all that must be given, and each other thing beside it, in its first values."""
    question = questions()[name]
    needed = [n for n in question.given if n not in question.optional]
    for place in range(3):
        must = {n: values[place % len(values)] for n in needed if (values := UTRECHT.get(n))}
        if len(must) == len(needed):
            yield must
            for other in sorted(question.optional & UTRECHT.keys()):
                yield {**must, other: UTRECHT[other][place % len(UTRECHT[other])]}


def givens(name: str) -> list[Given]:
    """Return what to ask a question with, each once."""
    found = [*planted(name), *in_turn(name)]
    return [one for place, one in enumerate(found) if one not in found[:place]]


@pytest.fixture(scope="module")
def graph(demo_home: Home) -> Iterator[Graph]:
    with Graph(demo_home.graph("public")) as opened:
        yield opened


@pytest.fixture(scope="module")
def server(graph: Graph, neo4j_settings: dict[str, str]) -> Iterator[dict[str, str]]:
    """Yield the settings of a server that holds the bundled data."""
    with alone(neo4j_settings) as found:
        load(graph, found)
        yield neo4j_settings


@pytest.fixture(autouse=True)
def _named(server: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    for key, value in server.items():
        monkeypatch.setenv(key, value)


def said(graph: Graph, name: str, given: Given, engine: str) -> str:
    result = ask(graph, name, given, engine=engine, today=TODAY, limit=200)
    return json.dumps(result.to_json(), ensure_ascii=False)


@pytest.mark.parametrize("name", ASKED_OF_ENGINES)
def test_all_engines_say_the_same(graph: Graph, name: str) -> None:
    answered = 0
    for given in givens(name):
        first = said(graph, name, given, "sqlite")
        for engine in ("rdf", "neo4j"):
            assert said(graph, name, given, engine) == first, (engine, given)
        answered += bool(json.loads(first)["answers"])
    assert answered


def test_a_question_with_a_method_is_asked_of_no_engine(graph: Graph) -> None:
    for name, question in questions().items():
        given = givens(name)[0]
        if question.method:
            assert said(graph, name, given, "none") == said(graph, name, given, "sqlite")
        else:
            with pytest.raises(InputError, match="none"):
                said(graph, name, given, "none")


@pytest.mark.parametrize("name", ASKED_OF_ENGINES)
def test_the_command_line_writes_the_same_bytes(
    demo_home: Home, samenspel: Samenspel, name: str
) -> None:
    for given in givens(name):
        options = [word for key, value in given.items() for word in (f"--{key}", value)]
        outputs = {
            samenspel("--home", demo_home.path, "ask", name, *options, "--format", "json",
                      "--engine", engine).out
            for engine in ("sqlite", "rdf", "neo4j")
        }
        assert len(outputs) == 1 and outputs.pop().startswith("{"), given
