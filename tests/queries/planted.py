"""The cases planted in the invented town, and how to ask about them."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from typing import Any, Final

import pytest

from graph.store import Graph
from queries.ask import Answer, Result, ask

CASES: Final = tomllib.loads((Path(__file__).parents[1] / "voorbeeldstad.toml").read_text("utf-8"))
TODAY: Final = date.fromisoformat(CASES["today"])


def full(type_name: str, short: str) -> str:
    return f"{type_name}:voorbeeldstad/{short}"


def cases(name: str) -> list[Any]:
    found = CASES[name]
    return [pytest.param(case, id=case["key"]) for case in found]


def asked(graph: Graph, question: str, **given: str) -> Result:
    return ask(graph, question, given, today=TODAY, limit=500)


def area(name: str) -> str:
    return full("area", name.lower().replace(" ", "-"))


def shorts(answers: list[Answer]) -> list[str]:
    return [a.id.rpartition("/")[2] for a in answers]


TOWN: Final = {"area": full("area", "voorbeeldstad")}
