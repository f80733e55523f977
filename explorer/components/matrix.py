"""Themes against areas: how many initiatives there are in each, and where there are none."""

from __future__ import annotations

from typing import Final

from explorer import address
from explorer.components.html import Child, Html, show, tag
from explorer.components.table import Cell, Column, downloads
from explorer.view import View
from graph.batch import nodes
from graph.store import Node

_THEMES: Final = 14
_AREAS: Final = 14


def _columns(view: View, area: Node | None) -> list[Node]:
    """Return the areas inside the given one, or the districts of the town with most initiatives."""
    counts = view.lookups.counts_by_area("Initiative")
    if area is None:
        towns = [
            n
            for n in view.lookups.options("Area")
            if view.lookups.levels.get(n.id) == "gemeente" and counts.get(n.id)
        ]
        area = max(towns, key=lambda n: counts[n.id], default=None)
    if area is None:
        return []
    steps = {i: s for i, s in view.graph.below("within", area.id).items() if s}
    nearest = [i for i, s in steps.items() if s == min(steps.values())]
    inside = sorted(nodes(view.graph, nearest).values(), key=lambda n: n.label)
    busy = sorted(inside or [area], key=lambda n: -counts.get(n.id, 0))[:_AREAS]
    return sorted(busy, key=lambda n: n.label)


def _counts(view: View, areas: list[Node]) -> dict[tuple[str, str], int]:
    marks = ", ".join("?" * len(areas))
    rows = view.graph.db.execute(
        f"""
        SELECT t.id, a.id, count(DISTINCT w.s) FROM relation wr JOIN edge w ON w.r = wr.r
        JOIN closure c ON c.below = w.o AND c.r = (SELECT r FROM relation WHERE name = 'within')
        JOIN node a ON a.n = c.above JOIN node i ON i.n = w.s AND i.type = 'Initiative'
        JOIN edge e ON e.s = w.s AND e.r = (SELECT r FROM relation WHERE name = 'about')
        JOIN node t ON t.n = e.o
        WHERE wr.name = 'active_in' AND a.id IN ({marks}) GROUP BY t.id, a.id
        """,
        [a.id for a in areas],
    )
    return {(theme, area): n for theme, area, n in rows}


def matrix(view: View, area: Node | None) -> None:
    """Put the table of themes against areas on the page, with its downloads."""
    areas = _columns(view, area)
    counts = _counts(view, areas) if areas else {}
    if not counts:
        return
    totals: dict[str, int] = {}
    for (theme, _), n in counts.items():
        totals[theme] = totals.get(theme, 0) + n
    themes = sorted(nodes(view.graph, totals).values(), key=lambda t: (-totals[t.id], t.label))
    show(
        tag("h2", view.say("matrix.title")),
        tag("p", view.say("matrix.lead"), class_="quiet"),
        _html(view, themes[:_THEMES], areas, counts),
    )
    columns = [Column(view.say("field.theme")), *(Column(a.label, "number") for a in areas)]
    rows: list[list[Cell]] = [
        [t.label, *(counts.get((t.id, a.id), 0) for a in areas)] for t in themes
    ]
    downloads(view, view.say("matrix.title"), columns, rows)


def _html(
    view: View, themes: list[Node], areas: list[Node], counts: dict[tuple[str, str], int]
) -> Html:
    head = tag(
        "tr",
        tag("th", view.say("field.theme"), scope="col"),
        [tag("th", address.to_thing(view, a), scope="col", class_="right") for a in areas],
    )
    rows: list[Child] = []
    for theme in themes:
        cells = [
            tag(
                "td",
                str(n) if n else "–",
                class_="right full" if n else "right",
                data_label=a.label,
            )
            for a in areas
            for n in [counts.get((theme.id, a.id), 0)]
        ]
        rows.append(tag("tr", tag("th", address.to_thing(view, theme), scope="row"), cells))
    return tag(
        "div",
        tag("table", tag("thead", head), tag("tbody", rows), class_="plain matrix"),
        class_="scroll",
    )
