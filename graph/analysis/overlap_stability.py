"""How sure it is that two initiatives overlap, when not all of their traits were known."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from graph.analysis.likeness import dot, shared
from graph.analysis.missing import MISSING, rounds
from graph.analysis.overlap_rules import (
    Pair,
    crowded,
    double,
    follow_up,
    series,
    together,
)
from graph.analysis.profiles import Profiles
from graph.analysis.ties import Bools, Floats, Ints

ROUNDS: Final = 20
"""How often a tenth of the traits (theme, group, area, venue, carrier) is left out; fewer among
very many pairs."""
_LARGE: Final = 10_000
_RULES: Final = {"duplicates": double, "continues": follow_up, "together": together}


def stability(profiles: Profiles, pairs: Sequence[Pair]) -> Floats:
    """Return for each pair in which share of the rounds the same rule still fits it, 0 to 1.

    What follows from needs and offers does not rest on traits and is not measured: nan.
    """
    a = np.array([min(p.a, p.b) for p in pairs], dtype=np.int64)
    b = np.array([max(p.a, p.b) for p in pairs], dtype=np.int64)
    rule = np.array([_rule(pair) for pair in pairs])
    times = rounds(ROUNDS, len(pairs), _LARGE)
    kept = np.zeros(len(pairs))
    for seed in range(times):
        kept += _fits(profiles.without(MISSING, seed), a, b, rule)
    return np.where(rule == "exchange", np.nan, kept / times)


def _rule(pair: Pair) -> str:
    """Return by which rule a pair was found: its kind, or what it was seen by."""
    return pair.sees or pair.kind


def _fits(profiles: Profiles, a: Ints, b: Ints, rule: np.ndarray) -> Bools:
    fits = np.zeros(len(rule), dtype=bool)
    parts = np.flatnonzero(rule == "series")
    first = series(profiles) if len(parts) else {}
    fits[parts] = [first.get(i, -1) == first.get(j) for i, j in zip(
        a[parts].tolist(), b[parts].tolist(), strict=True)]
    for kind in ("venue", "party"):
        mine = np.flatnonzero(rule == kind)
        few = crowded(profiles, kind)
        fits[mine] = dot(few, few, a[mine], b[mine]) > 0
    places = np.isin(rule, list(_RULES)).nonzero()[0]
    both = shared(profiles, a[places], b[places])
    size = len(profiles)
    order = np.argsort(a[places] * size + b[places], kind="stable")
    keys = (a[places] * size + b[places])[order]
    found = places[order[np.searchsorted(keys, both.a * size + both.b)]] if len(keys) else places
    for name, holds in _RULES.items():
        mine = rule[found] == name
        fits[found[mine]] = holds(profiles, both)[0][mine]
    return np.asarray(fits)


def coverage(profiles: Profiles) -> Floats:
    """Return for each initiative of which share of those in its areas a theme is known, 0 to 1.

    For one without area: of all initiatives.
    """
    area = profiles.traits["area"].matrix
    known = (np.diff(profiles.traits["theme"].matrix.indptr) > 0).astype(np.float64)
    count = np.bincount(area.indices, minlength=area.shape[1])
    with_theme = np.bincount(
        area.indices, weights=np.repeat(known, np.diff(area.indptr)), minlength=area.shape[1])
    own = np.diff(area.indptr)
    total = np.asarray(area @ (with_theme / np.maximum(count, 1))).ravel()
    return np.asarray(np.where(own > 0, total / np.maximum(own, 1), known.mean()))
