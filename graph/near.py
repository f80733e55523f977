"""Near misses: what somebody may have meant."""

from __future__ import annotations

from collections.abc import Iterable

from rapidfuzz import fuzz, process, utils

from graph.texts import say


def near_misses(word: str, known: Iterable[str], limit: int = 3, floor: float = 70) -> list[str]:
    """Return up to `limit` of `known` that resemble `word`, best first (floor: 0 to 100)."""
    found = process.extract(
        word, list(known), scorer=fuzz.WRatio, processor=utils.default_process,
        limit=limit, score_cutoff=floor,
    )
    return [name for name, _score, _index in found]


def hint(word: str, known: Iterable[str], lang: str = "nl") -> str:
    """Return ' Did you mean: …?' with near misses, or nothing."""
    names = near_misses(word, known)
    return say("hint.near", lang, names=", ".join(names)) if names else ""
