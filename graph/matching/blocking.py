"""Which of a million names are worth comparing: pairs that share a rare key, never all pairs."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process

from graph.matching.context import PERSON, Context
from graph.matching.organisation import all_initials, organisation
from graph.matching.person import person
from graph.matching.words import words

Pairs = NDArray[np.int64]
"""Two columns: positions of the lower and the higher record."""
_BLOCK: Final = 24
"""Blocks up to this size are compared whole; in larger ones only neighbours in order of name."""
_NEIGHBOURS: Final = 4
_RARE_TOKENS: Final = 3
_FLOOR: Final = 77.0
_FLOOR_SORTED: Final = 81.0
_CHUNK: Final = 1_000_000
_VOWELS: Final = str.maketrans("", "", "aeiouyjh")
_SOUNDS: Final = str.maketrans("czvqdg", "kkfktk")


def candidates(names: Sequence[str], beside: Sequence[Context] = ()) -> Pairs:
    """Return the pairs of positions in `names` that are worth comparing, each once, in order.

    `names` should be distinct with their context; the number of pairs grows with their number.
    """
    squashed, strong, weak = _keys(names, beside)
    sure = _pairs(*strong, squashed)
    near = _alike(_pairs(*weak, squashed), squashed)
    return np.unique(np.concatenate((sure, near)), axis=0)


class _Keys:
    """Key and record numbers, side by side, kept small."""

    def __init__(self) -> None:
        self.keys, self.records = array("q"), array("q")

    def add(self, kind: str, key: str, record: int) -> None:
        """Note that a record has a key."""
        self.keys.append(hash(kind + key))
        self.records.append(record)

    def arrays(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return both columns."""
        return (np.frombuffer(self.keys, np.int64).copy() if self.keys else np.empty(0, np.int64),
                np.frombuffer(self.records, np.int64).copy() if self.records
                else np.empty(0, np.int64))


def _keys(names: Sequence[str], beside: Sequence[Context]) -> tuple[
    list[str],
    tuple[NDArray[np.int64], NDArray[np.int64]], tuple[NDArray[np.int64], NDArray[np.int64]],
]:
    """Return comparable forms, and keys that are strong by themselves and keys that are weak."""
    often = Counter(t for name in names for t in set(organisation(name).words))
    strong, weak = _Keys(), _Keys()
    squashed = []
    for record, name in enumerate(names):
        here = beside[record] if beside else None
        squashed.append(_squash(name, here))
        for key in _strong(name, here):
            strong.add("=", key, record)
        for key in _weak(name, here, often):
            weak.add("~", key, record)
    _sort_neighbours(squashed, weak)
    return squashed, strong.arrays(), weak.arrays()


def _squash(name: str, here: Context | None) -> str:
    if here and here.kind == PERSON:
        found = person(name)
        return "".join(found.surnames) + " " + (" ".join(found.given) or found.initials)
    return " ".join(organisation(name).words)


def _strong(name: str, here: Context | None) -> Iterator[str]:
    """Yield what proposes a pair however different the names look otherwise."""
    found = organisation(name)
    yield from {found.squash, found.bare, found.whole}
    if len(found.words) == 1 and 2 <= len(found.squash) <= 8:
        yield f"short {found.squash}"
    for short in all_initials(found):
        if len(short) > 2 or short == found.short:
            yield f"short {short}"
    if here and here.identifier:
        yield f"id {here.identifier}"
    if not here or here.kind != "organisation":
        who = person(name)
        if who.surnames and who.initials:
            yield f"who {''.join(who.surnames)} {who.initials[0]}"
            yield f"who {who.squash}"


def _weak(name: str, here: Context | None, often: Counter[str]) -> Iterator[str]:
    """Yield keys of which a shared one says little; such pairs must also look alike."""
    found = organisation(name)
    light = words().light
    rare = sorted({t for t in found.words if t not in light}, key=lambda t: (often[t], t))
    for token in rare[:_RARE_TOKENS]:
        yield token
        yield f"s {skeleton(token)}"
    if len(rare) > 1:
        yield f"2 {' '.join(sorted(rare[:2]))}"
    for left, right in pairwise(found.words):
        yield left + right
    if here and (here.organisation or here.postcode) and here.kind != "organisation":
        who = person(name)
        if who.initials:
            yield f"at {here.organisation or here.postcode} {who.initials[0]}"


def skeleton(token: str) -> str:
    """Return what is left of a word when vowels, doubled letters and like sounds are dropped."""
    bare = token.translate(_SOUNDS).translate(_VOWELS)
    single = "".join(c for i, c in enumerate(bare) if not i or c != bare[i - 1])
    return token[:1] + single if len(single) > 1 else token


def _sort_neighbours(squashed: Sequence[str], weak: _Keys) -> None:
    """Give names that stand next to each other, read forwards and backwards, a key in common."""
    for read in (str, lambda text: text[::-1]):
        order = sorted(range(len(squashed)), key=lambda i: (read(squashed[i]), i))
        for place, record in enumerate(order):
            weak.add("n", f"{read is str}{place // 3}", record)
            weak.add("m", f"{read is str}{(place + 1) // 3}", record)


def _pairs(
    keys: NDArray[np.int64], records: NDArray[np.int64], squashed: Sequence[str]
) -> Pairs:
    """Return the pairs of records that share a key; large blocks only pair neighbours."""
    if not len(keys):
        return np.empty((0, 2), np.int64)
    rank = np.empty(len(squashed), np.int64)
    rank[np.argsort(np.array(squashed, dtype=object), kind="stable")] = np.arange(len(squashed))
    order = np.lexsort((rank[records], keys))
    keys, records = keys[order], records[order]
    starts = np.flatnonzero(np.r_[True, keys[1:] != keys[:-1]])
    sizes = np.diff(np.r_[starts, len(keys)])
    size_here = np.repeat(sizes, sizes)
    found = []
    for step in range(1, _BLOCK):
        reach = size_here > step
        if step > _NEIGHBOURS:
            reach &= size_here <= _BLOCK
        here = np.flatnonzero(reach[:-step] & (keys[step:] == keys[:-step]))
        if not len(here):
            continue
        found.append(np.column_stack((records[here], records[here + step])))
    both = np.concatenate(found) if found else np.empty((0, 2), np.int64)
    both = np.sort(both[both[:, 0] != both[:, 1]], axis=1)
    packed = np.unique(both[:, 0] * len(squashed) + both[:, 1])
    return np.column_stack((packed // len(squashed), packed % len(squashed)))


def _alike(pairs: Pairs, squashed: Sequence[str]) -> Pairs:
    """Keep the pairs whose names look alike, word by word in any order."""
    keep = []
    for start in range(0, len(pairs), _CHUNK):
        part = pairs[start:start + _CHUNK]
        left = [squashed[i] for i in part[:, 0]]
        right = [squashed[i] for i in part[:, 1]]
        keep.append(part[
            (_scores(left, right, fuzz.ratio, _FLOOR) > 0)
            | (_scores(left, right, fuzz.token_sort_ratio, _FLOOR_SORTED) > 0)
        ])
    return np.concatenate(keep) if keep else pairs


def _scores(
    left: Sequence[str], right: Sequence[str], scorer: Callable[..., float], floor: float
) -> NDArray[np.float32]:
    found = process.cpdist(left, right, scorer=scorer, score_cutoff=floor, dtype=np.float32,
                           workers=-1)
    return np.asarray(found, dtype=np.float32)
