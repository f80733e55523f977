"""Initiatives that overlap: doubles, complements, follow-ups, and those that share something.

A pair gets at most one relation, the first that fits:
- `continues`: one began when or after the other had ended, alike in theme, area and more; or the
  next year of a series of grants to the same carrier for the same project;
- `duplicates`: same theme, same area (or one within the other), no different target groups, and
  similar words or the same place or carrier;
- `complements`: one seeks what the other offers, in the same area; or the same groups in the same
  area, with themes that go together;
- `shares_with`: the same venue, or the same carrying or parent organisation.
What ended can only be continued. "Overlap" is no verdict: only pairs that are fairly certain are
told, each with its reasons, how often it is seen when a tenth of the traits is missing, and a
warning where few themes are known.
Where sources say already that one follows another, that stands and nothing is derived.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from math import isnan

from graph.analysis.likeness import candidates, shared
from graph.analysis.overlap_reasons import Reasons
from graph.analysis.overlap_rules import Pair, judge
from graph.analysis.overlap_stability import coverage, stability
from graph.analysis.profiles import Profiles
from graph.derive import Derived
from graph.store import Graph

VERSION = "3"


def derive(graph: Graph) -> Iterable[Derived]:
    """Yield how initiatives overlap, surest kinds first."""
    profiles = Profiles(graph)
    if len(profiles) < 2:
        return
    reasons = Reasons(profiles)
    pairs = list(overlaps(profiles))
    known = coverage(profiles)
    for pair, sure in zip(pairs, stability(profiles, pairs).tolist(), strict=True):
        coverage_of = float(min(known[pair.a], known[pair.b]))
        yield reasons.derived(pair, None if isnan(sure) else sure, coverage_of)


def overlaps(profiles: Profiles) -> Iterator[Pair]:
    """Yield every pair that overlaps, with its kind and score."""
    a, b = candidates(profiles)
    yield from judge(profiles, shared(profiles, a, b))
