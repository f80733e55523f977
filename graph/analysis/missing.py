"""What would still be concluded if not all were known: the same draw for every analysis."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from graph.numbers import Ints

MISSING: Final = 0.1
"""The share that is left out in each round."""


def still_known(link: Ints, seed: int) -> NDArray[np.bool_]:
    """Tell of each tie whether its link is still known; ties of one link go together."""
    links = int(link.max(initial=-1)) + 1
    return (np.random.default_rng(seed).random(links) >= MISSING)[link]
