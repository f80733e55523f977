"""When a pair of initiatives overlaps, in what way, and how certain that is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import pairwise
from typing import Final, NamedTuple

import numpy as np
from scipy.sparse import csr_array

from graph.analysis.likeness import Shared, dot
from graph.analysis.profiles import Profiles
from graph.analysis.themes import go_together
from graph.analysis.ties import Bools, Floats

DUPLICATE: Final = 0.70
"""Score from which two initiatives are told to be doubles."""
FOLLOW_UP: Final = 0.65
COMPLEMENT: Final = 0.60
LEAST_WORDS: Final = 0.12
"""Doubles say at least this much of the same in words (cosine), or half when much else is."""
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
AND fit.state = 'accepted' AND seeks.state = 'accepted' AND gives.state = 'accepted'
GROUP BY seeks.o, gives.o HAVING max(fit.certainty) >= 0.7 ORDER BY 3 DESC, 1, 2
"""
_OVERLAP_DAYS: Final = 92


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
    parts = series(profiles)
    told = _stated(profiles)
    for pair in _all(profiles, pairs, parts):
        key = (min(pair.a, pair.b), max(pair.a, pair.b))
        apart = parts.get(pair.a, -1) != parts.get(pair.b)
        if key not in told and (apart or pair.sees == "series"):
            told.add(key)
            yield pair


def _all(profiles: Profiles, pairs: Shared, parts: dict[int, int]) -> Iterator[Pair]:
    yield from _next_years(profiles, parts)
    yield from _follow_ups(profiles, pairs)
    yield from _duplicates(profiles, pairs)
    yield from _exchanges(profiles)
    yield from _sharing(crowded(profiles, "venue"), "venue", 0.9)
    yield from _go_together(profiles, pairs)
    yield from _sharing(crowded(profiles, "party"), "party", 0.8)


def _stated(profiles: Profiles) -> set[tuple[int, int]]:
    """Return the pairs of which a source says that one follows or is part of the other."""
    rows = profiles.graph.db.execute(
        "SELECT e.s, e.o FROM relation r JOIN edge e ON e.r = r.r"
        " WHERE r.name IN ('follows', 'part_of', 'run_by')"
    )
    known = ((profiles.row[s], profiles.row[o]) for s, o in rows
             if s in profiles.row and o in profiles.row)
    return {(min(pair), max(pair)) for pair in known}


def _year(profiles: Profiles, row: int) -> str:
    """Return the first year of an initiative's grants, else the one in its name, else ''."""
    return min(profiles.years.get(row) or profiles.project(row).years or [""])


def series(profiles: Profiles) -> dict[int, int]:
    """Return for each part of a series (a carrier's project there in more years) its first."""
    groups: dict[tuple[int, str], dict[tuple[int, ...], list[int]]] = {}
    area = profiles.traits["area"].matrix
    rows, parties = (ends.tolist() for ends in profiles.traits["party"].matrix.nonzero())
    for row, party in zip(rows, parties, strict=True):
        places = groups.setdefault((party, profiles.project(row).name), {})
        here = area.indices[area.indptr[row]:area.indptr[row + 1]].tolist()
        places.setdefault(tuple(sorted(here)), []).append(row)
    found: dict[int, int] = {}
    for places in groups.values():
        for members in _by_place(places):
            if len({year for row in members if (year := _year(profiles, row))}) > 1:
                found |= {row: found.get(row, min(members)) for row in members}
    return found


def _by_place(places: dict[tuple[int, ...], list[int]]) -> Iterable[list[int]]:
    """Return what is in each place; of an unknown place only apart when there are several."""
    if len(places) == 2 and () in places:
        return [[row for rows in places.values() for row in rows]]
    return places.values()


def _next_years(profiles: Profiles, parts: dict[int, int]) -> Iterator[Pair]:
    """Yield every part of a series with the year before."""
    members: dict[int, list[tuple[str, int]]] = {}
    for row, first in parts.items():
        members.setdefault(first, []).append((_year(profiles, row), row))
    for _, years in sorted(members.items()):
        for (year, before), (next_year, after) in pairwise(sorted(years)):
            if "" < year < next_year:
                yield Pair(after, before, "continues", 0.9, 0.85, "series")


def _likeness(pairs: Shared) -> Floats:
    """Return how alike two initiatives are, 0 to 1: themes, area, groups, and words or place."""
    theme = np.where(pairs.theme > 0, pairs.theme / np.maximum(pairs.union, 1), 0.5)
    area = np.where(pairs.same_area > 0, 1.0, 0.7)
    group = np.where(pairs.group > 0, 1.0, 0.5)
    told = pairs.words + 0.15 * (pairs.venue > 0) + 0.15 * _very_same(pairs)
    where = pairs.telling * (0.30 * theme + 0.20 * area)
    return np.asarray(where + 0.15 * group + 0.35 * np.minimum(1, told / ALIKE_WORDS))


def _very_same(pairs: Shared) -> Bools:
    """Tell which pairs have exactly the same two or more themes in the same area.

    By chance that is rarer than some words in common, and two people seldom use the same words.
    """
    return np.asarray((pairs.theme > 1) & (pairs.theme == pairs.union) & (pairs.same_area > 0))


def _kindred(pairs: Shared) -> Bools:
    """Tell which pairs have theme and area in common and no different target groups."""
    return np.asarray((pairs.near_theme > 0) & (pairs.near_area > 0) & (pairs.groups_differ == 0))


def _duplicates(profiles: Profiles, pairs: Shared) -> Iterator[Pair]:
    """Yield doubles."""
    yield from _told(pairs, *double(profiles, pairs), "duplicates")


def double(profiles: Profiles, pairs: Shared) -> tuple[Bools, Floats]:
    """Tell which are doubles, with their scores.

    Not those of one carrier, who knows what it does twice, unless they are told in one text.
    """
    score = _likeness(pairs)
    running = ~profiles.is_ended
    words = pairs.words >= np.where(_very_same(pairs), LEAST_WORDS / 2, LEAST_WORDS)
    strangers = (pairs.party == 0) | (pairs.words >= ALIKE_WORDS)
    fits = (_kindred(pairs) & (score >= DUPLICATE) & words & strangers & (pairs.theme > 0)
            & running[pairs.a] & running[pairs.b])
    return np.asarray(fits), score


def _told(pairs: Shared, fits: Bools, score: Floats, kind: str, sees: str = "") -> Iterator[Pair]:
    for i in np.flatnonzero(fits).tolist():
        certainty = round(float(min(0.95, score[i])), 2)
        a, b = int(pairs.a[i]), int(pairs.b[i])
        yield Pair(a, b, kind, round(float(score[i]), 3), certainty, sees)


def _follow_ups(profiles: Profiles, pairs: Shared) -> Iterator[Pair]:
    fits, score = follow_up(profiles, pairs)
    for i in np.flatnonzero(fits).tolist():
        a, b = int(pairs.a[i]), int(pairs.b[i])
        for later, earlier in ((a, b), (b, a)):
            if _succeeds(profiles, later, earlier):
                alike = float(min(1, score[i]))
                certainty = round(min(0.9, alike), 2)
                yield Pair(later, earlier, "continues", round(alike, 3), certainty)


def follow_up(profiles: Profiles, pairs: Shared) -> tuple[Bools, Floats]:
    """Tell in which one may follow the other, the times left aside, with their scores."""
    score = _likeness(pairs) + 0.1 * ((pairs.venue > 0) | (pairs.party > 0))
    one_ended = profiles.is_ended[pairs.a] | profiles.is_ended[pairs.b]
    return np.asarray(_kindred(pairs) & one_ended & (score >= FOLLOW_UP)), score


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
        a, b = profiles.row.get(seeker), profiles.row.get(giver)
        if a is None or b is None or a == b or profiles.is_ended[[a, b]].any():
            continue
        yield Pair(a, b, "complements", round(certainty, 3), round(0.95 * certainty, 2), "exchange")


def _go_together(profiles: Profiles, pairs: Shared) -> Iterator[Pair]:
    """Yield those that complement each other for the same people."""
    yield from _told(pairs, *together(profiles, pairs), "complements", "together")


def together(profiles: Profiles, pairs: Shared) -> tuple[Bools, Floats]:
    """Tell which have the same groups in the same area, and different themes that go together.

    For a group that few are for, being in the very same neighbourhood is enough.
    """
    group = profiles.traits["group"].matrix
    telling, special = _telling(group, 0.25), _telling(group, 0.1)
    groups = dot(telling, telling, pairs.a, pairs.b) > 0
    close = (dot(special, special, pairs.a, pairs.b) > 0) & (pairs.same_area > 0)
    small = _not_widest(profiles)
    themes = profiles.traits["theme"].matrix
    kin = go_together(profiles)
    related = np.minimum(1, dot(csr_array(themes @ kin), themes, pairs.a, pairs.b))
    open_to_it = ~profiles.is_ended & (np.diff(themes.indptr) > 0)
    score = (0.35 + 0.15 * (pairs.same_area > 0) + 0.25 * related + 0.1 * close
             + 0.15 * np.minimum(1, pairs.words / ALIKE_WORDS))
    fits = (groups & (pairs.near_theme == 0) & ((related > 0) | close) & (pairs.near_area > 0)
            & small[pairs.a] & small[pairs.b] & open_to_it[pairs.a] & open_to_it[pairs.b]
            & (score >= COMPLEMENT))
    return np.asarray(fits), np.asarray(score)


def _telling(matrix: csr_array, share: float) -> csr_array:
    """Leave out columns that more than this share of the rows have."""
    common = np.bincount(matrix.indices, minlength=matrix.shape[1])
    few = common <= max(3, matrix.shape[0] * share)
    return csr_array(matrix.multiply(few.astype(np.float32)[None, :]))


def _not_widest(profiles: Profiles) -> Bools:
    """Tell which initiatives work in an area that lies inside another: not in all of the town."""
    area, above = profiles.traits["area"].matrix, profiles.above["area"]
    inside = np.diff(above.indptr) > 1
    return np.asarray(np.bincount(
        area.nonzero()[0], weights=inside[area.indices], minlength=len(profiles)) > 0)


def crowded(profiles: Profiles, kind: str) -> csr_array:
    """Return running initiatives × venues or parties, without those that very many share."""
    running = (~profiles.is_ended).astype(np.float32)
    matrix = csr_array(profiles.traits[kind].matrix.multiply(running[:, None]))
    matrix.eliminate_zeros()
    common = np.bincount(matrix.indices, minlength=matrix.shape[1])
    return csr_array(matrix.multiply((common <= MANY).astype(np.float32)[None, :]))


def _sharing(few: csr_array, sees: str, certainty: float) -> Iterator[Pair]:
    matrix = csr_array(few @ few.T).tocoo()
    for a, b in sorted(zip(matrix.row.tolist(), matrix.col.tolist(), strict=True)):
        if a < b:
            yield Pair(a, b, "shares_with", certainty, certainty, sees)
