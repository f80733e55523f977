"""How fresh a fact is, as in the Dutch register of government organisations (ROO)."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum
from typing import Final

AGEING_AFTER: Final = timedelta(days=92)
STALE_AFTER: Final = timedelta(days=365)


class Freshness(StrEnum):
    """Current up to three months after the last confirmation, stale after a year."""

    CURRENT = "current"
    AGEING = "ageing"
    STALE = "stale"


def last_day(day: str) -> date:
    """Return the last day that an ISO date, month ('2026-03') or year ('2026') may mean."""
    year, month, rest = (*day[:10].split("-"), "", "")[:3]
    if rest:
        return date.fromisoformat(day[:10])
    if month:
        following = date(int(year) + int(month) // 12, int(month) % 12 + 1, 1)
        return following - timedelta(days=1)
    return date(int(year), 12, 31)


def freshness(seen: str, today: date | None = None) -> Freshness:
    """Return how fresh a fact is that was last confirmed on ISO date `seen`."""
    age = (today or date.today()) - last_day(seen)
    if age <= AGEING_AFTER:
        return Freshness.CURRENT
    return Freshness.AGEING if age <= STALE_AFTER else Freshness.STALE
