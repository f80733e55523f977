"""Which themes go together, learnt from the graph: taken up together more often than by chance."""

from __future__ import annotations

from typing import Final

import numpy as np
from scipy.sparse import csr_array

from graph.analysis.profiles import Profiles

OFTEN: Final = 3
"""Themes that fewer have together tell nothing."""
LIFT: Final = 1.5
"""How many times more often than by chance."""


def go_together(profiles: Profiles) -> csr_array:
    """Return things × things with 1 where two themes go together.

    They do when at least `OFTEN` initiatives, organisations, posts or schemes take up both and that
    is `LIFT` times what chance would give.
    """
    pairs = np.array(profiles.graph.db.execute(
        "SELECT e.s, e.o FROM relation r JOIN edge e ON e.r = r.r"
        " WHERE r.name IN ('about', 'covers') AND e.state = 'accepted'"
    ).fetchall(), dtype=np.int64).reshape(-1, 2)
    ones = np.ones(len(pairs), dtype=np.float32)
    uses = csr_array((ones, (pairs[:, 0], pairs[:, 1])), shape=(profiles.width,) * 2)
    both = csr_array(uses.T @ uses).tocoo()
    common = np.bincount(pairs[:, 1], minlength=profiles.width)
    users = max(1, len(np.unique(pairs[:, 0])))
    expected = common[both.row] * common[both.col] / users
    keep = (both.row != both.col) & (both.data >= OFTEN) & (both.data >= LIFT * expected)
    return csr_array(
        (np.ones(int(keep.sum()), np.float32), (both.row[keep], both.col[keep])), shape=both.shape)
