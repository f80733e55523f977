"""Values as literals: the text exactly as it stands, with a datatype where it is one."""

from __future__ import annotations

import json
import re
from datetime import date
from math import isfinite
from typing import Any, Final, NamedTuple


class Literal(NamedTuple):
    """A text with a datatype (a short name such as `xsd:date`) or a language, or neither."""

    text: str
    datatype: str = ""
    lang: str = ""


class Iri(NamedTuple):
    """A whole IRI."""

    iri: str


Term = Iri | Literal
_NUMBERS: Final = (
    (re.compile(r"0|-?[1-9][0-9]*"), "xsd:integer"),
    (re.compile(r"-?(0|[1-9][0-9]*)\.[0-9]+"), "xsd:decimal"),
)
"""Only as programs write numbers themselves, so that none changes the text: not `007`."""
_DATES: Final = (
    (re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}"), "xsd:date"),
    (re.compile(r"[0-9]{4}-[0-9]{2}"), "xsd:gYearMonth"),
    (re.compile(r"[0-9]{4}"), "xsd:gYear"),
)
_FIRST_DAY: Final = "0001-01-01"
_KINDS: Final = {"date": _DATES, "year": _DATES[-1:], "money": _NUMBERS, "number": _NUMBERS}


def day(text: str) -> Literal:
    """Return a date, month or year that there is as such; anything else stays a text."""
    return literal("date", text)


def is_day(text: str) -> bool:
    """Tell whether a text is a date, month or year that there is."""
    try:
        date.fromisoformat(text + _FIRST_DAY[len(text):])
    except ValueError:
        return False
    return any(form.fullmatch(text) for form, _ in _DATES)


def literal(kind: str, text: str) -> Literal:
    """Return a value of a kind of property; what is not of that kind stays a text."""
    if kind == "flag" and text in ("true", "false"):
        return Literal(text, "xsd:boolean")
    forms = _KINDS.get(kind, ())
    if kind in ("date", "year") and not is_day(text):
        forms = ()
    return Literal(text, next((name for form, name in forms if form.fullmatch(text)), ""))


def wkt(kind: str, text: str) -> Literal | None:
    """Return a point or outline as GeoSPARQL text, longitude first; None when it is not one."""
    try:
        if kind == "point":
            return Literal(f"POINT({_place(map(float, text.split(',')))})", "geo:wktLiteral")
        return Literal(_polygons(json.loads(text)), "geo:wktLiteral")
    except (ValueError, TypeError, IndexError, KeyError, OverflowError, RecursionError):
        return None


def _polygons(coordinates: Any) -> str:
    if isinstance(coordinates[0][0][0], list):
        return f"MULTIPOLYGON({', '.join(map(_rings, coordinates))})"
    return f"POLYGON{_rings(coordinates)}"


def _rings(polygon: Any) -> str:
    rings = (", ".join(map(_place, ring)) for ring in polygon)
    return f"({', '.join(f'({ring})' for ring in rings)})"


def _place(of: Any) -> str:
    longitude, latitude = of
    if not (isfinite(longitude) and isfinite(latitude)):
        raise ValueError(of)
    return f"{longitude:.10g} {latitude:.10g}"
