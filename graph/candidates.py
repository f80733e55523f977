"""Pairs that a person should look at: names that are close, but not safely the same."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import Final, NamedTuple

from rapidfuzz import fuzz
from rapidfuzz.distance import DamerauLevenshtein

from graph.naming import core, normal
from graph.parties import INITIATIVE, PERSON, Party, buckets
from graph.texts import say

MOST: Final = 300
_SHORTEST: Final = 8
_INITIALS: Final = 4
"""Names that differ in so short a word (CDA, VVD, PvdA) differ in what tells them apart."""
_CLOSE: Final = 90.0
_LARGEST_BLOCK: Final = 200
_DIGITS: Final = re.compile(r"\d+")


class Candidate(NamedTuple):
    """Two ids that may be the same thing, why, and how likely (0 to 1)."""

    a: str
    b: str
    why: str
    certainty: float


def candidates(found: Iterable[Party]) -> list[Candidate]:
    """Return the most likely pairs of organisations and of people, at most `MOST`, best first."""
    best: dict[tuple[str, str], Candidate] = {}
    for one, other in _near(found):
        judged = _compare(one, other)
        if judged:
            known = best.get((judged.a, judged.b))
            if known is None or judged.certainty > known.certainty:
                best[judged.a, judged.b] = judged
    return sorted(best.values(), key=lambda c: (-c.certainty, c.a, c.b))[:MOST]


def _near(found: Iterable[Party]) -> Iterator[tuple[Party, Party]]:
    """Yield pairs of one kind, active in one town or read in one source, that share a block."""
    keyed = ((party, _blocks(party)) for party in found if party.kind != INITIATIVE)
    for _, block in buckets(keyed):
        if len(block) <= _LARGEST_BLOCK:
            for one, other in combinations(block, 2):
                if one.context & other.context:
                    yield one, other


def _blocks(party: Party) -> list[tuple[str, ...]]:
    made: list[tuple[str, ...]] = []
    for name in party.names:
        words = normal(name).split()
        bare, _ = core(name)
        if not bare:
            continue
        made += [(party.kind, "open", bare[:5]), (party.kind, "close", bare[-5:])]
        made.append((party.kind, "words", " ".join(sorted(words))))
    return made


def _compare(one: Party, other: Party) -> Candidate | None:
    if one.numbers and other.numbers and one.kind != PERSON and not one.numbers & other.numbers:
        return None
    (a, forms_a), (b, forms_b) = core(one.name), core(other.name)
    if not a or not b or _DIGITS.findall(a) != _DIGITS.findall(b):
        return None
    names = {"a": one.name, "b": other.name}
    if one.kind == PERSON:
        return _people(one, other, names)
    if a == b:
        key = "forms_differ" if forms_a != forms_b else "same_name_elsewhere"
        return _made(one, other, key, 0.8, names)
    if min(len(a), len(b)) < _SHORTEST:
        return None
    words_a, words_b = sorted(normal(one.name).split()), sorted(normal(other.name).split())
    if words_a == words_b:
        return _made(one, other, "other_order", 0.85, names)
    apart = set(words_a) ^ set(words_b)
    if min(map(len, apart), default=0) <= _INITIALS and len(words_a) == len(words_b):
        return None
    steps = DamerauLevenshtein.distance(a, b, score_cutoff=2)
    if steps <= 2 and len(a) >= _SHORTEST + 2 * steps:
        return _made(one, other, f"letters_{steps}", 0.8 - 0.05 * steps, names)
    score = fuzz.ratio(a, b)
    return _made(one, other, "alike", 0.7 * score / 100, names) if score >= _CLOSE else None


def _people(one: Party, other: Party, names: dict[str, str]) -> Candidate | None:
    """Compare two people: the same name, or the same first name and one letter in the surname."""
    if normal(one.name) == normal(other.name):
        return _made(one, other, "same_person_name", 0.7, names)
    first_a, _, last_a = normal(one.name).partition(" ")
    first_b, _, last_b = normal(other.name).partition(" ")
    near = DamerauLevenshtein.distance(last_a, last_b, score_cutoff=1) <= 1
    if first_a == first_b and len(first_a) > 1 and near and min(len(last_a), len(last_b)) > 3:
        return _made(one, other, "surname_letter", 0.6, names)
    return None


def _made(one: Party, other: Party, key: str, certainty: float, names: dict[str, str]) -> Candidate:
    low, high = sorted((one.id, other.id))
    return Candidate(low, high, say(f"identity.{key}", "nl", **names), round(certainty, 3))
