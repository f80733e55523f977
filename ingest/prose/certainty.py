"""How sure a rule is: measured on marked reports where it fired often enough, else its prior."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any, Final

from ingest.prose.rules import rules

FILE: Final = Path(__file__).with_name("certainty.toml")
_WEIGHT: Final = 3.0
"""How many sightings the author's own estimate counts for."""


@cache
def _measured() -> dict[str, Any]:
    return tomllib.loads(FILE.read_text("utf-8")) if FILE.exists() else {}


def threshold() -> float:
    """Return the certainty from which a fact is accepted without review."""
    return float(_measured().get("accept_from", 0.9))


def estimate(prior: float, right: int, wrong: int) -> float:
    """Return a certainty from a prior and what was seen on marked reports, to two decimals."""
    return round((prior * _WEIGHT + right) / (_WEIGHT + right + wrong), 2)


def certainty(rule: str) -> float:
    """Return the certainty of a rule in its present version."""
    declared = rules()[rule]
    seen = _measured().get("rules", {}).get(rule)
    if seen is None or seen["version"] != declared.version:
        return min(declared.prior, 0.85)
    return estimate(declared.prior, seen["right"], seen["wrong"])
