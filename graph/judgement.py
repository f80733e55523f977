"""A judgement: whether two ids are the same thing, by whom and why."""

from __future__ import annotations

from typing import NamedTuple


class Judgement(NamedTuple):
    """Whether two ids are the same thing, by whom and why."""

    n: int
    a: str
    b: str
    verdict: str
    who: str
    why: str
    method: str
    certainty: float
    at: str
