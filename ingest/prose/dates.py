"""Dates and times in Dutch; a date without a year gets the year nearest to the document's."""

from __future__ import annotations

import re
from datetime import date
from typing import Final, NamedTuple

from ingest.prose.words import table

_MONTHS: Final[dict[str, int]] = table("nl")["months"]
_MONTH: Final = "|".join(sorted(_MONTHS, key=lambda m: -len(m)))
_DATE: Final = re.compile(
    rf"\b(?P<day>\d{{1,2}})(?:e|\.)?\s+(?P<month>{_MONTH})\b\.?(?:\s+(?P<year>(?:19|20)\d\d)\b)?"
    r"|\b(?P<d2>\d{1,2})[-/](?P<m2>\d{1,2})[-/](?P<y2>(?:19|20)\d\d)\b"
    r"|\b(?P<y3>(?:19|20)\d\d)-(?P<m3>\d\d)-(?P<d3>\d\d)\b",
    re.IGNORECASE,
)
_HOUR: Final = r"(?:[01]?\d|2[0-4])"
_TIME: Final = re.compile(
    rf"\b(?P<a>{_HOUR})(?:[.:](?P<am>[0-5]\d))?\s*(?:uur\s*)?(?:-|–|—|tot|t/m)\s*"
    rf"(?P<b>{_HOUR})(?:[.:](?P<bm>[0-5]\d))?\s*(?:uur|u\b)"
    rf"|\b(?P<c>{_HOUR})(?:[.:](?P<cm>[0-5]\d))?\s*(?:uur|u\b)",
    re.IGNORECASE,
)
_HALF_YEAR: Final = 183


class Day(NamedTuple):
    """A date at a span of a sentence; `year` is None when the text gives none."""

    year: int | None
    month: int
    day: int
    start: int
    end: int

    def iso(self, near: str | None = None, after: bool = False) -> str | None:
        """Return the ISO date; without a year the nearest to `near`, or the next after it."""
        if self.year is not None:
            return f"{self.year:04}-{self.month:02}-{self.day:02}"
        if near is None or len(near) < 10:
            return None
        anchor = date.fromisoformat(near[:10])
        options = []
        for year in (anchor.year - 1, anchor.year, anchor.year + 1):
            try:
                options.append(date(year, self.month, self.day))
            except ValueError:
                continue
        if after:
            options = [d for d in options if d >= anchor]
        best = min(options, key=lambda d: abs((d - anchor).days), default=None)
        return best.isoformat() if best else None


def days(text: str) -> list[Day]:
    """Return the dates that a text names, in order."""
    found = []
    for m in _DATE.finditer(text):
        year = m["year"] or m["y2"] or m["y3"]
        month = _MONTHS[m["month"].lower()] if m["month"] else int(m["m2"] or m["m3"])
        day = int(m["day"] or m["d2"] or m["d3"])
        try:
            date(int(year) if year else 2024, month, day)
        except ValueError:
            continue
        found.append(Day(int(year) if year else None, month, day, m.start(), m.end()))
    return found


def times(text: str) -> list[str]:
    """Return the times of day that a text names: '16:00-19:00' or '19:30'."""
    found = []
    for m in _TIME.finditer(text):
        if m["a"]:
            found.append(f"{int(m['a']):02}:{m['am'] or '00'}-{int(m['b']):02}:{m['bm'] or '00'}")
        else:
            found.append(f"{int(m['c']):02}:{m['cm'] or '00'}")
    return found
