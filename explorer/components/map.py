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
_LABELLED: Final = 30


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
    view: View,
    areas: Sequence[Node],
    *,
    key: str,
    alt_text: str,
    amounts: Mapping[str, int] | None = None,
    measure: str = "",
    marked: frozenset[str] = frozenset(),
    points: Mapping[str, tuple[float, float]] | None = None,
    height: int = 460,
) -> str | None:
    """Draw areas, coloured by `amounts` or `marked`; return the id that was clicked, if any."""
    features = []
    for area in areas:
        shape = _planar(view.lookups.outlines[area.id])
        if shape:
            features.append(
                {
                    "type": "Feature",
                    "geometry": shape,
                    "id": area.id,
                    "name": area.label,
                    "amount": (amounts or {}).get(area.id, 0),
                    "marked": area.id in marked,
                    "middle": _middle(shape),
                    "label": f"{area.label} {amounts.get(area.id, 0)}"
                    if amounts is not None
                    else area.label,
                }
            )
    if not features:
        return None
    layers = [_shapes(view, features, amounts is not None, measure)]
    named = features if amounts is not None else [f for f in features if f["marked"]]
    if len(named) <= _LABELLED:
        layers.append(_labels(named))
    if points:
        layers.append(_points(points))
    chart = alt.layer(*layers).project(type="identity", reflectY=True).properties(height=height)
    event: Any = st.altair_chart(
        chart.configure_view(strokeWidth=0),
        key=key,
        on_select="rerun",
        selection_mode=["area"],
        alt=alt_text,
        width="stretch",
    )
    picked = event.get("selection", {}).get("area") or []
    return str(picked[0]["id"]) if picked and "id" in picked[0] else None


def _middle(shape: Mapping[str, Any]) -> list[float]:
    """Return the middle of the box around a shape, to put its name."""
    part = shape["coordinates"]
    ring = part[0][0] if shape["type"] == "MultiPolygon" else part[0]
    xs, ys = [p[0] for p in ring], [p[1] for p in ring]
    return [(min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2]


def _data(features: list[dict[str, Any]]) -> Any:
    return alt.Data(values=features)  # type: ignore[no-untyped-call]


def _shapes(view: View, features: list[dict[str, Any]], coloured: bool, measure: str) -> Any:
    colour: Any = alt.condition("datum.marked", alt.value(_ACCENT), alt.value("#cfe5dc"))
    if coloured:
        colour = alt.Color("amount:Q", scale=alt.Scale(scheme=_SCHEME, zero=True), legend=None)
    chosen = alt.selection_point(name="area", fields=["id"], on="click", clear=False)
    tips = [alt.Tooltip("name:N", title=view.say("areas.area"))]
    if coloured:
        tips.append(alt.Tooltip("amount:Q", title=measure))
    return (
        alt.Chart(_data(features))
        .mark_geoshape(stroke="#5d6964", cursor="pointer", strokeWidth=0.8)
        .encode(color=colour, tooltip=tips)
        .add_params(chosen)
    )


def _labels(features: list[dict[str, Any]]) -> Any:
    """Write names on the areas, dark with a light edge, so that they read on any colour."""
    at = [{"label": f["label"], "x": f["middle"][0], "y": f["middle"][1]} for f in features]
    place = {"longitude": "x:Q", "latitude": "y:Q", "text": "label:N"}
    chart = alt.Chart(_data(at))
    edge = chart.mark_text(fontSize=12, stroke="white", strokeWidth=3, strokeOpacity=0.85)
    ink = chart.mark_text(fontSize=12, fill="#1d2421")
    return edge.encode(**place) + ink.encode(**place)


def _points(points: Mapping[str, tuple[float, float]]) -> Any:
    shapes: list[dict[str, Any]] = [
        {"name": name, "x": flat(*at)[0], "y": at[1]} for name, at in points.items()
    ]
    return (
        alt.Chart(_data(shapes))
        .mark_circle(size=110, fill="#D55E00", stroke="white", opacity=1)
        .encode(longitude="x:Q", latitude="y:Q", tooltip=[alt.Tooltip("name:N")])
    )
