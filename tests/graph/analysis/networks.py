"""Small networks of initiatives that work together."""

from __future__ import annotations

from pathlib import Path

from graph.store import Graph
from tests.making import fact, graph_of, thing


def agent(name: str) -> str:
    """Return the id of the initiative called `name`."""
    return f"initiative:town/{name}"


def network(folder: Path, *ties: tuple[str, str]) -> Graph:
    """Return a graph of initiatives that work together."""
    names = sorted({name for tie in ties for name in tie})
    return graph_of(folder, [
        *(f for name in names for f in thing(agent(name), "Initiative", name)),
        *(fact(agent(a), "works_with", agent(b)) for a, b in ties),
    ])
