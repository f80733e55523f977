"""Namesakes in a list: where a name alone says little, and which pairs are not worth a look."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from graph.matching.context import Context
from graph.matching.organisation import organisation

TOWN: Final = 3_000
"""A list of more names than this is more than one town: others of any name are to be expected."""
_PLACES: Final = 3
"""A name in more places than this is common: that another place has it too says nothing."""
_UNKNOWN: Final = -1
_AREA: Final = re.compile(r"\d{4}")
Codes = NDArray[np.int32]
Pairs = NDArray[np.int64]
"""Two columns: positions of the lower and the higher record."""


class Crowd:
    """What the names of a list tell about each other; records are known by their position."""

    def __init__(self, squashed: Sequence[str], beside: Sequence[Context]) -> None:
        self.long = len(squashed) > TOWN
        self._place = _codes(_place(c.place) for c in beside)
        self._area = _codes(found[0] if (found := _AREA.match(c.postcode)) else "" for c in beside)
        self._number = _codes(c.identifier for c in beside)
        self._name = _codes(squashed)
        places = _distinct(self._name, self._place)
        told = sum(1 for c in beside if c.postcode or c.address)
        self._finer = told * 2 > len(beside)
        self._ambiguous = np.maximum(places, _distinct(self._name, self._area)) > 1
        self._common = places > _PLACES

    def alone(self, left: int, right: int) -> bool:
        """Tell whether the names of two records may be enough to join them.

        Where most have a postcode or address, one without it is no proof that there is only one.
        """
        return not (self.long or self._finer or self._ambiguous[left] or self._ambiguous[right])

    def worth_a_look(self, pairs: Pairs) -> Pairs:
        """Leave out pairs in two places: of common names, and in long lists of unequal names."""
        left, right = pairs[:, 0], pairs[:, 1]
        elsewhere = _differ(self._place, left, right) & ~(
            (self._number[left] == self._number[right]) & (self._number[left] != _UNKNOWN))
        unequal = self._name[left] != self._name[right]
        drop = self._common[left] & self._common[right]
        if self.long:
            drop |= unequal
        kept: Pairs = pairs[~(elsewhere & drop)]
        return kept

    def together(self, pairs: Pairs) -> Pairs:
        """Return pairs in an order in which one place comes after the other."""
        return pairs[np.argsort(self._place[pairs[:, 0]], kind="stable")]


def _place(text: str) -> str:
    """Return a place in comparable form; '' when there are several, which may be any of them."""
    return organisation(text).squash if text and ";" not in text else ""


def _codes(values: Iterable[Hashable]) -> Codes:
    """Number values from 0 in order of appearance; what is empty gets -1."""
    known: dict[Hashable, int] = {}
    return np.fromiter((known.setdefault(value, len(known)) if value else _UNKNOWN
                        for value in values), np.int32)


def _differ(codes: Codes, left: Pairs, right: Pairs) -> NDArray[np.bool_]:
    one, other = codes[left], codes[right]
    differ: NDArray[np.bool_] = (one != other) & (one != _UNKNOWN) & (other != _UNKNOWN)
    return differ


def _distinct(name: Codes, what: Codes) -> Codes:
    """Return for every record how many different known values its name has in the list."""
    known = (what != _UNKNOWN) & (name != _UNKNOWN)
    both = np.unique(np.column_stack((name[known], what[known])), axis=0)
    counted = np.bincount(both[:, 0], minlength=int(name.max(initial=0)) + 1)
    found: Codes = np.where(name == _UNKNOWN, 0, counted[name]).astype(np.int32)
    return found
