"""Points and outlines as text: degrees, longitude first, at most five decimals (about a metre)."""

from __future__ import annotations

import json
from typing import Any, Final

_DECIMALS: Final = 5
_LONGITUDES_NL: Final = (3.0, 8.0)
_LATITUDES_NL: Final = (50.0, 54.0)


def _degrees(pair: Any) -> list[float]:
    longitude, latitude = float(pair[0]), float(pair[1])
    if not (-180 <= longitude <= 180 and -90 <= latitude <= 90):
        raise ValueError(pair)
    return [round(longitude, _DECIMALS), round(latitude, _DECIMALS)]


def point(text: str) -> str:
    """Return 'lon,lat'; raises ValueError, also when they look swapped for a Dutch place."""
    parts = text.replace(";", ",").split(",")
    if len(parts) != 2:
        raise ValueError(text)
    longitude, latitude = _degrees(parts)
    swapped = (_LATITUDES_NL[0] < longitude < _LATITUDES_NL[1]
               and _LONGITUDES_NL[0] < latitude < _LONGITUDES_NL[1])
    if swapped:
        raise ValueError(text)
    return f"{longitude},{latitude}"


def _ring(points: Any) -> list[list[float]]:
    ring: list[list[float]] = []
    for pair in points:
        spot = _degrees(pair)
        if not ring or ring[-1] != spot:
            ring.append(spot)
    if ring[0] != ring[-1]:
        ring.append(ring[0])
    if len(ring) < 4:
        raise ValueError("ring")
    return ring


def outline(text: str) -> str:
    """Return polygon or multipolygon coordinates as compact JSON; raises ValueError."""
    found = json.loads(text)
    coordinates = found["coordinates"] if isinstance(found, dict) else found
    if isinstance(coordinates[0][0][0], list):
        made: list[Any] = [[_ring(ring) for ring in polygon] for polygon in coordinates]
    else:
        made = [_ring(ring) for ring in coordinates]
    return json.dumps(made, separators=(",", ":"))
