"""The town, drawn as often as a test likes, each time a little different."""

from __future__ import annotations

from collections.abc import Callable, Set
from pathlib import Path
from typing import Any

import pytest

from graph.store import Graph
from tests.drawing import Drawing, Triple, draw
from tests.graph.load.neo4j.town import TOWN

Draw = Callable[..., Graph]


@pytest.fixture
def drawn(tmp_path: Path) -> Draw:
    """Return a function that draws the town with things, arrows and values more or less."""
    made: list[int] = []

    def draw_one(
        things: dict[str, str] | None = None, more: Set[Triple] = frozenset(),
        less: Set[Triple] = frozenset(), without: str = "", values: Set[Triple] = TOWN.values,
        folder: Path = tmp_path, **how: Any,
    ) -> Graph:
        made.append(1)
        kept = {i: t for i, t in {**TOWN.things, **(things or {})}.items() if i != without}
        arrows = {a for a in (TOWN.arrows | more) - less if without not in a}
        said = {v for v in values if without not in v}
        return draw(folder / f"g{len(made)}.sqlite", Drawing(kept, arrows, said), **how)

    return draw_one
