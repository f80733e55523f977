"""Areas as outlines, drawn here without tiles from elsewhere."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, Final

import altair as alt
import streamlit as st

from explorer.view import View
from graph.store import Node

_ACCENT: Final = "#00664f"
_SCHEME: Final = "greens"


@lru_cache(maxsize=2000)
def _planar(outline: str) -> dict[str, Any] | None:
    """Return an outline as a flat GeoJSON shape: degrees made equally long, north up."""
    try:
        coordinates = json.loads(outline)
        return {"type": _kind(coordinates), "coordinates": _flatten(coordinates)}
    except (ValueError, TypeError, IndexError):
        return None


def _kind(coordinates: Any) -> str:
    return "MultiPolygon" if isinstance(coordinates[0][0][0], list) else "Polygon"


def _flatten(part: Any) -> Any:
    if isinstance(part[0], int | float):
        return list(flat(part[0], part[1]))
    return [_flatten(inner) for inner in part]


def flat(lon: float, lat: float) -> tuple[float, float]:
    """Return a point on a plane where a degree is as long both ways, at the height of Utrecht."""
    return round(lon * math.cos(math.radians(52.1)), 6), lat


def point_of(raw: str) -> tuple[float, float] | None:
    """Return lon and lat from 'lon,lat'."""
    try:
        lon, lat = (float(part) for part in raw.split(","))
    except ValueError:
        return None
    return lon, lat


def drawable(view: View, areas: Sequence[Node]) -> list[Node]:
    """Return the areas that have an outline."""
    return [a for a in areas if a.id in view.lookups.outlines]


def area_map(
    view: View, areas: Sequence[Node], *, key: str, alt_text: str,
    amounts: Mapping[str, int] | None = None, measure: str = "", selected: str | None = None,
    points: Mapping[str, tuple[float, float]] | None = None, height: int = 460,
) -> str | None:
    """Draw areas, coloured by `amounts`; return the id of the area that was clicked, if any."""
    features = [
        {"type": "Feature", "geometry": shape, "id": a.id, "name": a.label,
         "amount": (amounts or {}).get(a.id, 0), "chosen": a.id == selected}
        for a in areas if (shape := _planar(view.lookups.outlines[a.id]))
    ]
    if not features:
        return None
    chart = _shapes(view, features, amounts is not None, measure)
    if points:
        chart += _points(points)
    chart = chart.project(type="identity", reflectY=True).properties(height=height)
    event = st.altair_chart(
        chart.configure_view(strokeWidth=0), key=key, on_select="rerun", selection_mode=["area"],
        alt=alt_text, width="stretch",
    )
    picked = event.get("selection", {}).get("area") or []
    return str(picked[0]["id"]) if picked and "id" in picked[0] else None


def _shapes(view: View, features: list[dict[str, Any]], coloured: bool, measure: str) -> alt.Chart:
    fill: Any = alt.value("rgba(0,158,115,.18)")
    if coloured:
        fill = alt.Color("amount:Q", scale=alt.Scale(scheme=_SCHEME, zero=True),
                         legend=alt.Legend(title=measure, orient="bottom", tickMinStep=1))
    chosen = alt.selection_point(name="area", fields=["id"], on="click", clear=False)
    tips = [alt.Tooltip("name:N", title=view.say("areas.area"))]
    if coloured:
        tips.append(alt.Tooltip("amount:Q", title=measure))
    return (
        alt.Chart(alt.Data(values=features)).mark_geoshape(stroke="#5d6964", cursor="pointer")
        .encode(color=fill, tooltip=tips, strokeWidth=alt.condition(
            "datum.chosen", alt.value(3.5), alt.value(0.8)))
        .add_params(chosen)
    )


def _points(points: Mapping[str, tuple[float, float]]) -> alt.Chart:
    shapes = [
        {"type": "Feature", "geometry": {"type": "Point", "coordinates": flat(*at)}, "name": name}
        for name, at in points.items()
    ]
    return (
        alt.Chart(alt.Data(values=shapes)).mark_geoshape(
            fill="#D55E00", stroke="white", strokeWidth=1.5, filled=True)
        .encode(tooltip=[alt.Tooltip("name:N")])
    )
