"""What would still be concluded if not all were known: the same draw for every analysis."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from graph.numbers import Ints

MISSING: Final = 0.1
"""The share that is left out in each round."""
STABLE: Final = 0.5
"""What is found again less than this is not told."""
_LARGE: Final = 100_000
_FEWEST: Final = 3


def rounds(most: int, size: int, large: int = _LARGE) -> int:
    """Return how often something is left out: `most`, but few times when there is a lot of it."""
    return most if size < large else _FEWEST


def still_known(link: Ints, seed: int) -> NDArray[np.bool_]:
    """Tell of each tie whether its link is still known; ties of one link go together."""
    links = int(link.max(initial=-1)) + 1
    return (np.random.default_rng(seed).random(links) >= MISSING)[link]
