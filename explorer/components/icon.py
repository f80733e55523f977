"""Shape and colour of each type (from graph/types), the same on cards, legends and drawings."""

from __future__ import annotations

import math
from typing import Final

import streamlit as st

from explorer.components.html import Html, picture, tag
from explorer.view import View
from graph.freshness import Freshness
from graph.schema import schema
from graph.texts import say

_FALLBACK: Final = {"shape": "circle", "colour": "#999999"}
_CORNERS: Final = {"square": (4, 45), "diamond": (4, 0), "triangle": (3, -90), "hexagon": (6, 0)}


def icon_of(type_name: str) -> tuple[str, str]:
    """Return shape and colour of a type."""
    found = schema().types.get(type_name)
    icon = (found and found.icon) or _FALLBACK
    return icon["shape"], icon["colour"]


def _polygon(count: int, turn: float, radius: float) -> str:
    angles = [math.radians(turn + 360 * i / count) for i in range(count)]
    return " ".join(
        f"{8 + radius * math.cos(a):.1f},{8 + radius * math.sin(a):.1f}" for a in angles
    )


def _star() -> str:
    points = []
    for i in range(10):
        angle, radius = math.radians(-90 + 36 * i), 7.5 if i % 2 == 0 else 3.4
        points.append(f"{8 + radius * math.cos(angle):.1f},{8 + radius * math.sin(angle):.1f}")
    return " ".join(points)


def ink() -> str:
    """Return the colour of text in charts, which do not follow the page's own."""
    return "#eef2f0" if st.context.theme.type == "dark" else "#1d2421"


def icon(type_name: str) -> Html:
    """Return the small drawing of a type; decoration only, so always beside a word."""
    shape, colour = icon_of(type_name)
    if shape in ("circle", "dot"):
        inner = tag("circle", cx="8", cy="8", r="6.5" if shape == "circle" else "4.5", fill=colour)
    else:
        points = _star() if shape == "star" else _polygon(*_CORNERS[shape], radius=7)
        inner = tag("polygon", points=points, fill=colour)
    line = {"stroke": "#6b7671", "stroke_width": "1"}
    return picture(
        tag("svg", tag("g", inner, **line), viewBox="0 0 16 16", width="16", height="16"), "icon"
    )


def type_name(view: View, type_: str, *, many: bool = False) -> str:
    """Return what a type is called."""
    found = schema().types.get(type_)
    return view.label(found.plural if many else found.label) if found else type_


def kind(view: View, type_: str) -> Html:
    """Return shape and word of a type."""
    return tag("span", icon(type_), " ", type_name(view, type_), class_="kind")


def freshness_mark(view: View, fresh: str | None) -> Html:
    """Return the filled, half or empty circle with its word; nothing when not known."""
    if fresh is None:
        return Html("")
    mark = {Freshness.CURRENT: "●", Freshness.AGEING: "◐", Freshness.STALE: "○"}[Freshness(fresh)]
    return tag(
        "span",
        tag("span", mark, aria_hidden="true"),
        " ",
        say(f"freshness.{fresh}", view.lang),
        class_=f"fresh {fresh}",
    )
