"""Narrowing key by key finds what sorting everything finds."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest

from graph.numbers import Floats, Ints
from queries import narrowing
from queries.narrowing import Narrowing

KEYS = 3


def sorted_whole(answer: list[int], keys: list[list[float]], limit: int) -> list[tuple[int, int]]:
    """Return (answer, its best row) of the best answers by sorting every row."""
    rows = sorted(range(len(answer)), key=lambda i: ([k[i] for k in keys], answer[i], i))
    first: dict[int, int] = {}
    for row in rows:
        first.setdefault(answer[row], row)
    return list(first.items())[:limit]


@pytest.mark.parametrize("limit", [0, 1, 3, 10, 100])
@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize("until", [False, True])
def test_the_best_answers_and_rows_are_those_of_a_whole_sort(
    seed: int, limit: int, until: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(narrowing, "_BLOCK", 3)
    random = Random(seed)
    count = random.randint(1, 30)
    answer = [*range(count), *(random.randrange(count) for _ in range(random.randint(0, 200)))]
    keys = [[random.choice([-1.0, 0.0, 0.5, 2.0]) for _ in answer] for _ in range(KEYS)]
    order = Narrowing(np.array(answer), count, limit)
    for key in keys[:-1]:
        order.by(np.array(key)[order.rows])
    if until:
        order.by_last(lambda rows: np.array(keys[-1])[rows], -1.0)
    else:
        order.by(np.array(keys[-1])[order.rows])
    rows, found = order.result()
    want = sorted_whole(answer, keys, limit)
    assert [(answer[row], row) for row in rows.tolist()] == want
    assert found == [[key[row] for key in keys] for _, row in want]


def test_a_key_is_not_asked_of_what_is_already_behind() -> None:
    order = Narrowing(np.array([0, 1, 2, 3]), 4, 2)
    order.by(np.array([0.0, 1.0, 1.0, 2.0]))
    assert order.rows.tolist() == [0, 1, 2]


def test_the_last_key_is_asked_until_enough_are_at_its_floor() -> None:
    asked: list[int] = []
    order = Narrowing(np.arange(1000), 1000, 10)

    def keys_of(rows: Ints) -> Floats:
        asked.append(len(rows))
        return np.zeros(len(rows))

    order.by_last(keys_of, 0.0)
    assert sum(asked) < 100
    assert order.result()[0].tolist() == list(range(10))


def test_without_keys_answers_come_in_their_own_order() -> None:
    rows, keys = Narrowing(np.array([1, 0, 1]), 2, 5).result()
    assert (rows.tolist(), keys) == ([1, 0], [[], []])


def test_nothing_is_narrowed_to_nothing() -> None:
    order = Narrowing(np.array([], dtype=np.int64), 0, 5)
    order.by(np.array([]))
    rows, keys = order.result()
    assert (rows.tolist(), keys) == ([], [])
