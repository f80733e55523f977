"""A graph written for other programs: one file here per format, found by its name."""

from __future__ import annotations

import pkgutil
from importlib import import_module
from pathlib import Path

from graph.errors import InputError
from graph.near import near_misses
from graph.store import Graph


def formats() -> list[str]:
    """Return the names of all formats."""
    return sorted(found.name for found in pkgutil.iter_modules(__path__))


def export(graph: Graph, name: str, out: Path) -> Path:
    """Write a graph in format `name` to `out`, whole or not at all; raises InputError.

    Returns what was written.
    """
    known = formats()
    if name not in known:
        raise InputError(
            "choice", name="FORMAT", value=name, expected=", ".join(known),
            near=near_misses(name, known),
        )
    out.parent.mkdir(parents=True, exist_ok=True)
    written: Path = import_module(f"graph.exports.{name}").write(graph, out)
    return written
