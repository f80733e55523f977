"""Facts grow old: current, ageing after three months, stale after a year."""

from __future__ import annotations

from datetime import date

import pytest

from graph.freshness import freshness, last_day

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("seen", "expected"),
    [
        ("2026-11-23", "current"),
        ("2026-08-23", "current"),
        ("2026-08-22", "ageing"),
        ("2025-11-23", "ageing"),
        ("2025-11-22", "stale"),
        ("2019-01-29", "stale"),
        ("2026-08", "current"),
        ("2026-07", "ageing"),
        ("2025", "ageing"),
        ("2024", "stale"),
        ("2027-01-01", "current"),
    ],
)
def test_freshness_follows_the_last_confirmation(seen: str, expected: str) -> None:
    assert freshness(seen, TODAY) == expected


@pytest.mark.parametrize(
    ("day", "last"),
    [
        ("2024-02", "2024-02-29"),
        ("2025-12", "2025-12-31"),
        ("2025", "2025-12-31"),
        ("2025-06-01", "2025-06-01"),
    ],
)
def test_a_month_or_year_lasts_until_its_end(day: str, last: str) -> None:
    assert last_day(day).isoformat() == last
