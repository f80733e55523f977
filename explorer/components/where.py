"""Where something is: its areas marked on the map of the town they lie in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from explorer.components.html import show, tag
from explorer.components.map import area_map
from explorer.view import View
from graph.batch import nodes
from graph.store import Node


def _beside(view: View, areas: Sequence[Node]) -> list[Node]:
    """Return the areas of the same kind in the same town; of a town, what it consists of."""
    first = areas[0]
    above = view.graph.above("within", first.id)
    town = max(above, key=lambda i: above[i])
    inside = view.graph.below("within", town)
    level = view.lookups.levels.get(first.id)
    same = [i for i in inside if view.lookups.levels.get(i) == level]
    if first.id == town:
        same = [i for i, steps in inside.items() if steps == 1]
    drawn = [i for i in {*same, *(a.id for a in areas)} if i in view.lookups.outlines]
    return sorted(nodes(view.graph, drawn).values(), key=lambda n: n.label)


def where(
    view: View,
    areas: Sequence[Node],
    key: str,
    name: str,
    points: Mapping[str, tuple[float, float]] | None = None,
) -> None:
    """Put a small map on the page with `areas` marked; nothing when they have no outlines."""
    drawn = _beside(view, areas) if areas else []
    if not drawn:
        return
    marked = frozenset(a.id for a in areas)
    show(tag("h2", view.say("thing.map")))
    area_map(
        view,
        drawn,
        key=key,
        marked=marked,
        points=points,
        height=260,
        alt_text=view.say("thing.map_alt", name=name),
    )
