"""A draw of what is missing is the same every time, and takes whole links."""

from __future__ import annotations

import numpy as np

from graph.analysis.missing import MISSING, still_known


def test_the_same_seed_leaves_out_the_same_and_another_seed_something_else() -> None:
    link = np.arange(500)
    assert (still_known(link, 3) == still_known(link, 3)).all()
    assert (still_known(link, 3) != still_known(link, 4)).any()


def test_about_a_tenth_is_left_out() -> None:
    kept = np.mean([still_known(np.arange(1000), seed).mean() for seed in range(20)])
    assert abs(1 - kept - MISSING) < 0.01


def test_ties_of_one_meeting_are_known_or_missing_together() -> None:
    link = np.repeat(np.arange(50), 4)
    kept = still_known(link, 1).reshape(50, 4)
    assert (kept.all(axis=1) | ~kept.any(axis=1)).all()
    assert 0 < kept[:, 0].sum() < 50


def test_of_nothing_nothing_is_missing() -> None:
    assert len(still_known(np.zeros(0, dtype=np.int64), 0)) == 0
