"""When a pair of initiatives overlaps, in what way, and how certain that is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from graph.analysis.likeness import Shared, dot
from graph.analysis.profiles import Profiles
from graph.analysis.themes import go_together
from graph.analysis.ties import Floats
from graph.naming import plain as fold

Bools = NDArray[np.bool_]

DUPLICATE: Final = 0.70
"""Score from which two initiatives are told to be doubles."""
FOLLOW_UP: Final = 0.65
COMPLEMENT: Final = 0.60
LEAST_WORDS: Final = 0.12
"""Doubles say at least this much of the same in words (cosine)."""
ALIKE_WORDS: Final = 0.45
"""Texts of two doubles written by different people seldom share more than this."""
MANY: Final = 12
"""A venue or carrier that more initiatives share is not told pair by pair."""
MOST_YEARS: Final = 4
"""A follow-up begins within so many years."""
_EXCHANGE: Final = """
SELECT seeks.o, gives.o, max(fit.certainty) FROM relation f JOIN edge fit ON fit.r = f.r
JOIN edge seeks ON seeks.s = CASE f.name WHEN 'meets' THEN fit.o ELSE fit.s END
JOIN edge gives ON gives.s = CASE f.name WHEN 'meets' THEN fit.s ELSE fit.o END
WHERE f.name IN ('could_use', 'meets')
AND seeks.r = (SELECT r FROM relation WHERE name = 'sought_by')
AND gives.r = (SELECT r FROM relation WHERE name = 'offered_by')
GROUP BY seeks.o, gives.o ORDER BY 3 DESC, 1, 2
"""
_OVERLAP_DAYS: Final = 92
_NAME_YEARS: Final = re.compile(r"\b(?:19|20)\d\d\b")


class Pair(NamedTuple):
    """Rows `a` and `b` of the profiles overlap; `a` continues `b` when the kind is 'continues'."""

    a: int
    b: int
    kind: str
    score: float
    certainty: float
    sees: str = ""


def judge(profiles: Profiles, pairs: Shared) -> Iterator[Pair]:
    """Yield the pairs that overlap, each once, as the first kind that fits."""
    told = _stated(profiles)
    for pair in _all(profiles, pairs):
        key = (min(pair.a, pair.b), max(pair.a, pair.b))
        if key not in told:
            told.add(key)
            yield pair


def _all(profiles: Profiles, pairs: Shared) -> Iterator[Pair]:
    series = _series(profiles)
    yield from series
    later = {pair.a for pair in series} | {pair.b for pair in series}
    apart = _same_project(profiles, pairs, later)
    yield from _follow_ups(profiles, pairs, apart)
    yield from _duplicates(profiles, pairs, apart)
    yield from _exchanges(profiles)
    yield from _sharing(_crowded(profiles, "venue"), "venue", 0.9)
    yield from _go_together(profiles, pairs)
    yield from _sharing(_crowded(profiles, "party"), "party", 0.8)


def _stated(profiles: Profiles) -> set[tuple[int, int]]:
    """Return the pairs of which a source says that one follows or is part of the other."""
    rows = profiles.graph.db.execute(
        "SELECT e.s, e.o FROM relation r JOIN edge e ON e.r = r.r"
        " WHERE r.name IN ('follows', 'part_of', 'run_by')"
    )
    known = ((profiles.row[s], profiles.row[o]) for s, o in rows
             if s in profiles.row and o in profiles.row)
    return {(min(pair), max(pair)) for pair in known}


def _series(profiles: Profiles) -> list[Pair]:
    """Return each project that the same carrier gets money for again, linked to the year before."""
    groups: dict[tuple[int, str], list[tuple[str, int]]] = {}
    for row, party in zip(*profiles.traits["party"].matrix.nonzero(), strict=True):
        years = profiles.years.get(int(row)) or set(_NAME_YEARS.findall(profiles.labels[row]))
        if years:
            name = fold(_NAME_YEARS.sub("", profiles.labels[row]))
            groups.setdefault((int(party), name), []).append((min(years), int(row)))
    found = []
    for _, members in sorted(groups.items()):
        members.sort()
        for (year, before), (next_year, after) in pairwise(members):
            if year < next_year:
                found.append(Pair(after, before, "continues", 0.9, 0.85, "series"))
    return found


def _same_project(profiles: Profiles, pairs: Shared, later: set[int]) -> Bools:
    """Tell which pairs are parts of a series: the same carrier and name, whatever the year."""
    names = np.array([fold(_NAME_YEARS.sub("", label)) for label in profiles.labels])
    in_series = np.zeros(len(profiles), dtype=bool)
    in_series[list(later)] = True
    same = (pairs.party > 0) & (names[pairs.a] == names[pairs.b])
    return np.asarray(same & in_series[pairs.a] & in_series[pairs.b])


def _likeness(pairs: Shared) -> Floats:
    """Return how alike two initiatives are, 0 to 1: themes, area, groups, and words or place."""
    theme = np.where(pairs.theme > 0, pairs.theme / np.maximum(pairs.union, 1), 0.5)
    area = np.where(pairs.same_area > 0, 1.0, 0.7)
    group = np.where(pairs.group > 0, 1.0, 0.5)
    told = pairs.words + 0.15 * (pairs.venue > 0) + 0.05 * (pairs.party > 0)
    return np.asarray(
        0.30 * theme + 0.20 * area + 0.15 * group + 0.35 * np.minimum(1, told / ALIKE_WORDS)
    )


def _kindred(pairs: Shared) -> Bools:
    """Tell which pairs have theme and area in common and no different target groups."""
    return np.asarray((pairs.near_theme > 0) & (pairs.near_area > 0) & (pairs.groups_differ == 0))


def _duplicates(profiles: Profiles, pairs: Shared, apart: Bools) -> Iterator[Pair]:
    score = _likeness(pairs)
    running = ~profiles.is_ended
    fits = (_kindred(pairs) & (score >= DUPLICATE) & (pairs.words >= LEAST_WORDS)
            & (pairs.theme > 0) & running[pairs.a] & running[pairs.b] & ~apart)
    yield from _told(pairs, fits, "duplicates", score)


def _told(pairs: Shared, fits: Bools, kind: str, score: Floats, sees: str = "") -> Iterator[Pair]:
    for i in np.flatnonzero(fits).tolist():
        certainty = round(float(min(0.95, score[i])), 2)
        a, b = int(pairs.a[i]), int(pairs.b[i])
        yield Pair(a, b, kind, round(float(score[i]), 3), certainty, sees)


def _follow_ups(profiles: Profiles, pairs: Shared, apart: Bools) -> Iterator[Pair]:
    score = _likeness(pairs) + 0.1 * ((pairs.venue > 0) | (pairs.party > 0))
    one_ended = profiles.is_ended[pairs.a] | profiles.is_ended[pairs.b]
    fits = _kindred(pairs) & one_ended & (score >= FOLLOW_UP) & ~apart
    for i in np.flatnonzero(fits).tolist():
        a, b = int(pairs.a[i]), int(pairs.b[i])
        for later, earlier in ((a, b), (b, a)):
            if _succeeds(profiles, later, earlier):
                alike = float(min(1, score[i]))
                certainty = round(min(0.9, alike), 2)
                yield Pair(later, earlier, "continues", round(alike, 3), certainty)


def _succeeds(profiles: Profiles, later: int, earlier: int) -> bool:
    """Tell whether one began about when the other had ended, or within some years after."""
    ended, started = str(profiles.span[1][earlier]), str(profiles.span[0][later])
    if not (ended and started and profiles.is_ended[earlier]):
        return False
    gap = (_day(started) - _day(ended)).days
    return -_OVERLAP_DAYS <= gap <= 365 * MOST_YEARS


def _day(text: str) -> date:
    year, month, day = (*(int(part) for part in text.split("-")), 1, 1)[:3]
    return date(year, month, day)


def _exchanges(profiles: Profiles) -> Iterator[Pair]:
    """Yield who seeks what another offers: as sources say, or as found by `matches`."""
    for seeker, giver, certainty in profiles.graph.db.execute(_EXCHANGE):
        if seeker in profiles.row and giver in profiles.row and seeker != giver:
            yield Pair(profiles.row[seeker], profiles.row[giver], "complements",
                       round(certainty, 3), round(0.95 * certainty, 2), "exchange")


def _go_together(profiles: Profiles, pairs: Shared) -> Iterator[Pair]:
    """Yield the same groups in the same area, with different themes that go together."""
    rare = _telling(profiles.traits["group"].matrix)
    groups = dot(rare, rare, pairs.a, pairs.b) > 0
    small = _not_widest(profiles)
    themes = profiles.traits["theme"].matrix
    kin = go_together(profiles)
    together = np.minimum(1, dot(csr_array(themes @ kin), themes, pairs.a, pairs.b))
    running = ~profiles.is_ended
    score = 0.35 + 0.15 * (pairs.same_area > 0) + 0.25 * together + 0.25 * np.minimum(
        1, pairs.words / ALIKE_WORDS)
    fits = (groups & (pairs.near_theme == 0) & (together > 0) & (pairs.near_area > 0)
            & small[pairs.a] & small[pairs.b] & running[pairs.a] & running[pairs.b]
            & (score >= COMPLEMENT))
    yield from _told(pairs, np.asarray(fits), "complements", np.asarray(score), "together")


def _telling(matrix: csr_array) -> csr_array:
    """Leave out columns that more than a quarter of the rows share."""
    common = np.bincount(matrix.indices, minlength=matrix.shape[1])
    return csr_array(matrix * (common <= max(3, matrix.shape[0] / 4)).astype(np.float32)[None, :])


def _not_widest(profiles: Profiles) -> Bools:
    """Tell which initiatives work in an area that lies inside another: not in all of the town."""
    area, above = profiles.traits["area"].matrix, profiles.above["area"]
    inside = np.diff(above.indptr) > 1
    return np.asarray(np.bincount(
        area.nonzero()[0], weights=inside[area.indices], minlength=len(profiles)) > 0)


def _crowded(profiles: Profiles, kind: str) -> csr_array:
    matrix = profiles.traits[kind].matrix
    common = np.bincount(matrix.indices, minlength=matrix.shape[1])
    return csr_array(matrix * (common <= MANY).astype(np.float32)[None, :])


def _sharing(few: csr_array, sees: str, certainty: float) -> Iterator[Pair]:
    matrix = csr_array(few @ few.T).tocoo()
    for a, b in sorted(zip(matrix.row.tolist(), matrix.col.tolist(), strict=True)):
        if a < b:
            yield Pair(a, b, "shares_with", certainty, certainty, sees)
