"""The map of wijken and buurten: what is where, drawn without anything from elsewhere."""

from __future__ import annotations

from typing import Final

import streamlit as st

from explorer import address
from explorer.components.html import show, tag
from explorer.components.icon import type_name
from explorer.components.map import area_map, drawable
from explorer.components.picker import pick_one
from explorer.components.table import Cell, Column, table
from explorer.view import View
from graph.store import Node

ORDER: Final = 10
MENU: Final = "look"
IN_MENU: Final = True
_MEASURES: Final[tuple[str, ...]] = ("Initiative", "Organisation", "Post", "Need", "Offer", "Grant")
_MOST: Final = 60


def render(view: View) -> None:
    """Show the map and the same as a table."""
    show(tag("h1", view.say("page.areas")))
    towns = _towns(view)
    if not towns:
        _no_map(view)
        return
    with st.container(horizontal=True, gap="medium"):
        town = towns[
            pick_one(
                "town",
                {k: n.label for k, n in towns.items()},
                view.say("areas.town"),
                next(iter(towns)),
            )
        ]
        levels = _levels(view, town)
        level = pick_one("level", levels, view.say("areas.level"), next(iter(levels)))
        counted = view.graph.counts()
        measures = {m: type_name(view, m, many=True) for m in _MEASURES if m in counted}
        measure = pick_one("show", measures, view.say("areas.measure"), next(iter(measures)))
    areas = _areas_of(view, town, level)
    counts = view.lookups.counts_by_area(measure)
    _show(view, areas, counts, measures[measure])


def _no_map(view: View) -> None:
    """Say that there is no map, and list the areas that are known, those with most first."""
    counts = view.lookups.counts_by_area("Initiative")
    known = sorted(view.lookups.options("Area"), key=lambda a: (-counts.get(a.id, 0), a.label))
    show(tag("p", view.say("areas.none"), class_="lead"))
    if known:
        links = [tag("li", address.to_thing(view, a), f" ({counts.get(a.id, 0)})")
                 for a in known[:_MOST]]
        show(tag("p", view.say("areas.known")), tag("ul", links, class_="links"))


def _towns(view: View) -> dict[str, Node]:
    """Return the municipalities that have data and outlines, those with most first."""
    counts = view.lookups.counts_by_area("Initiative")
    found = [
        n
        for n in view.lookups.options("Area")
        if view.lookups.levels.get(n.id) == "gemeente"
        and any(i in view.lookups.outlines for i in view.graph.below("within", n.id))
    ]
    found.sort(key=lambda n: (-counts.get(n.id, 0), n.label))
    return {address.short(n.id).partition(".")[2]: n for n in found}


def _inside(view: View, town: Node) -> list[Node]:
    inside = view.graph.below("within", town.id)
    return drawable(view, [n for n in view.lookups.options("Area") if n.id in inside])


def _levels(view: View, town: Node) -> dict[str, str]:
    found = {view.lookups.levels.get(n.id, "") for n in _inside(view, town)} - {"gemeente", ""}
    order = [lv for lv in ("stadsdeel", "wijk", "subwijk", "buurt") if lv in found]
    return {lv: view.say(f"areas.{lv}") for lv in order} or {"gemeente": view.say("areas.gemeente")}


def _areas_of(view: View, town: Node, level: str) -> list[Node]:
    return [n for n in _inside(view, town) if view.lookups.levels.get(n.id) == level]


def _show(view: View, areas: list[Node], counts: dict[str, int], measure: str) -> None:
    busiest = max(areas, key=lambda a: (counts.get(a.id, 0), a.label))
    empty = [a for a in areas if not counts.get(a.id)]
    said = view.say("areas.most", area=busiest.label, n=counts.get(busiest.id, 0), what=measure)
    if empty:
        said += " " + view.say("areas.empty", n=len(empty), total=len(areas))
    show(tag("p", said, class_="lead", role="status"))
    left, right = st.columns([3, 2], gap="large")
    with left:
        picked = area_map(
            view,
            areas,
            key="areas_map",
            amounts=counts,
            measure=measure,
            alt_text=view.say("areas.alt", what=measure),
        )
        if picked and picked != st.session_state.get("areas_picked"):
            st.session_state["areas_picked"] = picked
            st.switch_page(
                st.Page(lambda: None, url_path="thing"),
                query_params={"thing": address.short(picked), "lang": view.lang},
            )
        show(tag("p", view.say("areas.click"), class_="quiet no-print"))
    with right:
        known = {a.label: a for a in areas}
        rows: list[list[Cell]] = [
            [a.label, counts.get(a.id, 0)]
            for a in sorted(areas, key=lambda a: (-counts.get(a.id, 0), a.label))
        ]
        table(
            view,
            measure.capitalize(),
            [
                Column(
                    view.say("areas.area"),
                    html=lambda row: address.to_thing(view, known[str(row[0])]),
                ),
                Column(measure.capitalize(), "number"),
            ],
            rows,
        )
