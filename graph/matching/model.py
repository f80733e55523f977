"""The measured model: weights and thresholds that `benchmarks/calibrate_names.py` wrote."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

FILE: Final = Path(__file__).with_name("model.toml")


class Model(NamedTuple):
    """A logistic model for one kind of name; thresholds are probabilities."""

    intercept: float
    weights: Mapping[str, float]
    automatic: float
    review: float

    def score(self, features: Mapping[str, float]) -> float:
        """Return the probability, 0 to 1, that two names with these features are one thing."""
        total = self.intercept
        for name, value in features.items():
            if value:
                total += self.weights.get(name, 0.0) * value
        return 1 / (1 + math.exp(-total)) if total > -700 else 0.0


@cache
def model(kind: str) -> Model:
    """Return the model for 'organisation' or 'person'."""
    with FILE.open("rb") as file:
        data = tomllib.load(file)[kind]
    return Model(data["intercept"], data["weights"], data["automatic"], data["review"])
