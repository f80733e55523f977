"""Engines run compiled questions on a graph; each is one file here, found by its name."""

from __future__ import annotations

import os
import pkgutil
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from typing import Final, Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from graph.errors import InputError
from graph.near import near_misses
from graph.store import Graph

MOST_ROWS: Final = 2_000_000
"""Ways to match a pattern that an engine need not go beyond: nobody reads so many answers."""
PATIENCE: Final = 30
"""Seconds that an engine may take over one text."""
Binding = Mapping[str, str]
"""What one way to match a pattern binds: an id for every variable."""


class Engine(Protocol):
    """Runs compiled text; `language` names the writer in `queries/language` that it understands."""

    @property
    def language(self) -> str:
        """The name of the language: sql, cypher or sparql."""

    def rows(self, text: str, given: Mapping[str, str]) -> list[Binding]:
        """Run `text` with the ids of what is given; return every binding once, in any order."""


@runtime_checkable
class Numbered(Protocol):
    """An engine on the graph file itself, which can leave things as the numbers they have there."""

    def numbers(self, text: str, given: Mapping[str, str]) -> NDArray[np.int64]:
        """Run text that selects numbers; return a row for each column, some bindings twice."""


@cache
def engines() -> tuple[str, ...]:
    """Return the names of all engines."""
    return tuple(sorted(found.name for found in pkgutil.iter_modules(__path__)))


def default_engine() -> str:
    """Return the engine that SAMENSPEL_ENGINE chooses; the embedded one without it."""
    return os.environ.get("SAMENSPEL_ENGINE") or "sqlite"


def engine(name: str, graph: Graph) -> Engine:
    """Return engine `name` for a graph; raises InputError for an unknown name."""
    known = engines()
    if name not in known:
        raise InputError(
            "engine", value=name, expected=", ".join(known), near=near_misses(name, known)
        )
    connected: Engine = import_module(f"graph.engines.{name}").connect(graph)
    return connected
