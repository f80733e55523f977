"""Words of two names put side by side: equal, glued together, misspelt, or only on one side."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from rapidfuzz.distance import OSA

_ONE_EDIT: Final = 4
_TWO_EDITS: Final = 8
_LONGEST_RUN: Final = 3


class Aligned(NamedTuple):
    """Words in common, (left, right, edits) of misspelt pairs, and what each side has alone."""

    common: tuple[str, ...]
    glued: bool
    typos: tuple[tuple[str, str, int], ...]
    left: tuple[str, ...]
    right: tuple[str, ...]


def align(a: Sequence[str], b: Sequence[str]) -> Aligned:
    """Put the words of two names side by side; the order of words does not count."""
    if a == b:
        return Aligned(tuple(a), False, (), (), ())
    left, right = list(a), list(b)
    common = []
    for token in a:
        if token in right:
            left.remove(token)
            right.remove(token)
            common.append(token)
    glued = False
    if left and right and len(left) + len(right) > 2:
        glued = _unglue(left, right, common) | _unglue(right, left, common)
    typos = _misspelt(left, right) if left and right else ()
    return Aligned(tuple(common), glued, typos, tuple(left), tuple(right))


def _unglue(one: list[str], many: list[str], common: list[str]) -> bool:
    """Take out of both lists words of `one` that are two or three words of `many` in a row."""
    found = False
    for token in list(one):
        for size in range(2, _LONGEST_RUN + 1):
            run = _run(token, many, size)
            if run is not None:
                del many[run:run + size]
                one.remove(token)
                common.append(token)
                found = True
                break
    return found


def _run(token: str, many: Sequence[str], size: int) -> int | None:
    for start in range(len(many) - size + 1):
        if many[start][:1] != token[:1]:
            continue
        joined = "".join(many[start:start + size])
        if joined == token or (
            len(token) >= _TWO_EDITS and OSA.distance(joined, token, score_cutoff=1) <= 1
        ):
            return start
    return None


def edits_allowed(a: str, b: str) -> int:
    """Return how many letters two spellings of one word may differ."""
    longest = max(len(a), len(b))
    return 0 if longest < _ONE_EDIT else 1 if longest < _TWO_EDITS else 2


def _misspelt(left: list[str], right: list[str]) -> tuple[tuple[str, str, int], ...]:
    options = sorted(
        (distance, x, y)
        for x in left for y in right
        if (distance := OSA.distance(x, y, score_cutoff=edits_allowed(x, y)))
        <= edits_allowed(x, y)
    )
    found = []
    for distance, x, y in options:
        if x in left and y in right:
            left.remove(x)
            right.remove(y)
            found.append((x, y, distance))
    return tuple(found)
