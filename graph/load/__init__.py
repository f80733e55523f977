"""Copies a graph to a server that many share; one module per kind of server, found by name."""

from __future__ import annotations

import pkgutil
from collections.abc import Callable
from importlib import import_module
from typing import NamedTuple

from graph.errors import InputError
from graph.near import near_misses
from graph.store import Graph

Progress = Callable[[int, int], None]
"""Told how many rows are written, of how many."""


class Loaded(NamedTuple):
    """What a load did, in nodes; an added or changed one brings its arrows."""

    added: int
    changed: int
    removed: int
    unchanged: int


def servers() -> list[str]:
    """Return the names of all kinds of servers."""
    return sorted(found.name for found in pkgutil.iter_modules(__path__))


def load_into(
    name: str, graph: Graph, uri: str | None = None,
    progress: Progress = lambda _done, _total: None, *, replace: bool = False,
) -> Loaded:
    """Make a server hold exactly this graph; raises InputError for an unknown kind of server.

    Without `uri` the environment says where it is. Raises GraphError when it cannot be done, also
    when another graph of Samenspel is there, unless that may be replaced.
    """
    known = servers()
    if name not in known:
        raise InputError("choice", name="SERVER", value=name, expected=", ".join(known),
                         near=near_misses(name, known))
    done: Loaded = import_module(f"graph.load.{name}").load_at(
        graph, uri, progress, replace
    )
    return done
