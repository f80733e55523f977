"""Which of a million names are worth comparing: pairs that share a rare key, never all pairs."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process

from graph.matching.context import PERSON, Context
from graph.matching.crowd import Crowd, Pairs
from graph.matching.organisation import all_initials, organisation
from graph.matching.person import person
from graph.matching.words import words

Keep = Callable[[Pairs], Pairs]
"""Leaves out pairs that are not worth a look."""
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
    return _candidates(names, beside, *_strong_keys(names, beside), keep=lambda pairs: pairs)


def in_crowd(
    names: Sequence[str], beside: Sequence[Context], *, elsewhere: bool = False
) -> tuple[Pairs, Crowd]:
    """Return the pairs as `candidates` does, less those that namesakes elsewhere explain.

    With `elsewhere` these are kept: places may lie in each other.
    """
    squashed, strong = _strong_keys(names, beside)
    crowd = Crowd(squashed, beside)
    keep = (lambda pairs: pairs) if elsewhere else crowd.worth_a_look
    return _candidates(names, beside, squashed, strong, keep=keep), crowd


def _candidates(
    names: Sequence[str], beside: Sequence[Context], squashed: Sequence[str], strong: _Keys, *,
    keep: Keep,
) -> Pairs:
    rank = _ranks(squashed, beside)
    sure = _pairs(strong, rank, keep)
    strong.clear()
    near = _alike(_pairs(_weak_keys(names, beside, squashed), rank, keep), squashed)
    return _once([sure[:, 0] * len(names) + sure[:, 1], near[:, 0] * len(names) + near[:, 1]],
                 len(names))


class _Keys:
    """Key and record numbers, side by side, kept small."""

    def __init__(self) -> None:
        self.keys, self.records = array("q"), array("q")

    def add(self, keys: Collection[str], record: int) -> None:
        """Note that a record has some keys."""
        self.keys.extend(map(hash, keys))
        self.records.extend((record,) * len(keys))

    def clear(self) -> None:
        """Forget all."""
        self.keys, self.records = array("q"), array("q")


def _strong_keys(
    names: Sequence[str], beside: Sequence[Context]
) -> tuple[list[str], _Keys]:
    """Return names in comparable form, and keys that are strong by themselves."""
    strong, squashed = _Keys(), []
    for record, name in enumerate(names):
        here = beside[record] if beside else None
        squashed.append(squash(name, here))
        keys = [*_strong(name, here)]
        if here and here.place:
            place = here.place.casefold()
            keys += [f"{key} @ {place}" for key in keys]
        strong.add(keys, record)
    return squashed, strong


def _weak_keys(
    names: Sequence[str], beside: Sequence[Context], squashed: Sequence[str]
) -> _Keys:
    """Return keys of which a shared one says little."""
    often = Counter(t for text in squashed for t in set(text.split()))
    weak = _Keys()
    for record, name in enumerate(names):
        here = beside[record] if beside else None
        weak.add([*_weak(name, squashed[record].split(), here, often)], record)
    _sort_neighbours(squashed, weak)
    return weak


def _ranks(squashed: Sequence[str], beside: Sequence[Context]) -> NDArray[np.int64]:
    """Return the place of each record in the alphabet; equal names stand by place and postcode."""
    order = sorted(range(len(squashed)), key=lambda n: (
        squashed[n], beside[n].place.casefold(), beside[n].postcode, n) if beside
        else (squashed[n], n))
    rank = np.empty(len(squashed), np.int64)
    rank[order] = np.arange(len(squashed))
    return rank


def squash(name: str, here: Context | None = None) -> str:
    """Return what counts of a name, in a form in which spellings stand close together."""
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


def _weak(
    name: str, found: Sequence[str], here: Context | None, often: Counter[str]
) -> Iterator[str]:
    """Yield keys of which a shared one says little; such pairs must also look alike."""
    light = words().light
    rare = sorted({t for t in found if t not in light}, key=lambda t: (often[t], t))
    for token in rare[:_RARE_TOKENS]:
        yield token
        yield f"s {skeleton(token)}"
    if len(rare) > 1:
        yield f"2 {' '.join(sorted(rare[:2]))}"
    for left, right in pairwise(found):
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
            weak.add((f"n {read is str}{place // 3}", f"m {read is str}{(place + 1) // 3}"), record)


def _pairs(found: _Keys, rank: NDArray[np.int64], keep: Keep) -> Pairs:
    """Return the pairs of records that share a key; large blocks only pair neighbours."""
    keys = np.frombuffer(found.keys, np.int64)
    records = np.frombuffer(found.records, np.int64)
    order = np.lexsort((rank[records], keys))
    keys, records = keys[order], records[order]
    starts = np.flatnonzero(np.r_[True, keys[1:] != keys[:-1]])
    sizes = np.diff(np.r_[starts, len(keys)])
    size_here = np.repeat(sizes, sizes)
    packed = []
    for step in range(1, _BLOCK):
        reach = size_here > step
        if step > _NEIGHBOURS:
            reach &= size_here <= _BLOCK
        here = np.flatnonzero(reach[:-step] & (keys[step:] == keys[:-step]))
        one, other = records[here], records[here + step]
        both = np.column_stack((np.minimum(one, other), np.maximum(one, other)))
        both = keep(both[one != other])
        packed.append(both[:, 0] * len(rank) + both[:, 1])
    return _once(packed, len(rank))


def _once(packed: Sequence[NDArray[np.int64]], records: int) -> Pairs:
    """Return packed pairs in order, each once; sorting is faster here than np.unique."""
    every = np.concatenate(packed)
    every.sort()
    if len(every):
        every = every[np.r_[True, every[1:] != every[:-1]]]
    return np.column_stack((every // max(records, 1), every % max(records, 1)))


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
