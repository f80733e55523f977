"""Finds the best answers key by key: what a key already decides, the next ones need not see."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import numpy as np

from graph.numbers import Floats, Ints

_BLOCK: Final = 64
_WORST: Final = np.iinfo(np.int64).max


class Narrowing:
    """Rows that may still be the best of one of the `limit` best answers.

    `answer` tells of every row to which of `count` answers it belongs; answers that are equal by
    all keys come in order of number, and of rows that are equal the first stands for its answer.
    """

    def __init__(self, answer: Ints, count: int, limit: int) -> None:
        self.answer, self.count, self.limit = answer, count, limit
        self.rows: Ints = np.arange(len(answer))
        self._place: Ints = np.zeros(len(answer), dtype=np.int64)
        self._keys: list[Floats] = []

    def by(self, keys: Floats) -> None:
        """Leave out rows that are worse by `keys`, one for each of `rows`; lower is better."""
        place, mine = self._place, self.answer[self.rows]
        if len(keys) and (keys != keys[0]).any():
            different, dense = np.unique(keys, return_inverse=True)
            place = np.unique(place * len(different) + dense, return_inverse=True)[1]
        best = np.full(self.count, _WORST)
        np.minimum.at(best, mine, place)
        keep = place == best[mine]
        still = best[best < _WORST]
        if self.limit < len(still):
            keep &= place <= np.partition(still, max(self.limit - 1, 0))[max(self.limit - 1, 0)]
        self.rows = self.rows[keep]
        self._place = place[keep]
        self._keys = [known[keep] for known in (*self._keys, keys)]

    def by_last(self, keys_of: Callable[[Ints], Floats], floor: float) -> None:
        """Leave out rows by the last key, which is never below `floor`.

        Rows are seen in order of answer, so once enough answers reach the floor the rest is behind.
        """
        order = np.lexsort((self.answer[self.rows], self._place))
        rows, place = self.rows[order], self._place[order]
        keys, seen, block = np.zeros(0), 0, _BLOCK
        while seen < len(rows):
            keys = np.concatenate((keys, keys_of(rows[seen:seen + block])))
            seen, block = len(keys), 2 * block
            ahead = (place[:seen] < place[seen - 1]) | (keys == floor)
            if len(np.unique(self.answer[rows[:seen][ahead]])) >= self.limit:
                break
        order = order[:seen]
        self.rows, self._place = self.rows[order], self._place[order]
        self._keys = [known[order] for known in self._keys]
        self.by(keys)

    def result(self) -> tuple[Ints, list[list[float]]]:
        """Return the row of each of the best answers, best first, with its keys."""
        order = np.lexsort((self.rows, self.answer[self.rows], self._place))
        _, first = np.unique(self.answer[self.rows[order]], return_index=True)
        chosen = order[np.sort(first)][: self.limit]
        keys = [known[chosen].tolist() for known in self._keys]
        return self.rows[chosen], [list(key) for key in zip(*keys, strict=True)] or [
            [] for _ in chosen
        ]
