"""Two names of a kind compared: a handful of named numbers between 0 and 1."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final, NamedTuple

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA, JaroWinkler

from graph.matching.align import Aligned, align
from graph.matching.context import Agreement
from graph.matching.organisation import Organisation, all_initials
from graph.matching.person import Person
from graph.matching.words import Words, words

Features = dict[str, float]
CONTEXT: Final = ("same_organisation", "other_organisation", "same_place", "other_place",
                  "same_address", "same_contact", "same_other")
ORGANISATION_FEATURES: Final = (
    "same", "glued", "reordered", "letters", "short_typo", "first_letter", "only_one", "both",
    "common", "legal_missing", "legal_differs", "number_differs", "number_missing",
    "side_differs", "side_missing", "initialism", "similar", *CONTEXT,
)
PERSON_FEATURES: Final = (
    "same", "surname_same", "surname_letters", "surname_part", "surname_differs", "prefix_differs",
    "given_same", "given_letters", "given_nickname", "given_initial", "initials_same",
    "initials_more", "given_missing", "given_differs", "initials_differ", "extra_given",
    "other_order", "words_differ", "similar", "gender_differs", *CONTEXT,
)
_NEVER: Final = 9
ROMAN: Final = re.compile("[ivxlcdm]+")


class Compared(NamedTuple):
    """What a comparison found: the features, and the words side by side for the reasons."""

    features: Features
    aligned: Aligned


def compare_organisations(a: Organisation, b: Organisation, beside: Agreement) -> Compared:
    """Compare two names of organisations, initiatives or bodies."""
    known = words()
    aligned = align(a.words, b.words)
    same = a.squash == b.squash or a.bare == b.bare or a.whole == b.whole
    initialism = not same and _initialism(a, b)
    left, right = _weight(aligned.left, known), _weight(aligned.right, known)
    common = _weight(aligned.common, known) + _weight((x for x, _, _ in aligned.typos), known)
    if same or initialism:
        left = right = 0.0
    found = _context(beside) | {
        "same": float(same),
        "similar": 1.0 if same else fuzz.ratio(a.squash, b.squash) / 100,
        "common": min(common, 3.0) / 3,
        "initialism": float(initialism),
        "glued": float(aligned.glued and not same),
        "reordered": float(
            not same and not initialism and not left and not right and not aligned.typos
            and not aligned.glued),
        **_typos(aligned, same),
        "only_one": max(left, right) / (max(left, right) + common + 0.5) if not min(left, right)
        else 0.0,
        "both": min(left, right) / (min(left, right) + common + 0.2) if min(left, right) else 0.0,
        "legal_missing": float(a.whole != b.whole and bool(a.legal) != bool(b.legal)),
        "legal_differs": float(
            a.whole != b.whole and bool(a.legal and b.legal and not a.legal & b.legal)),
        **_pair("number", set(a.numbers), set(b.numbers), same or initialism),
        **_pair("side", set(a.sides), set(b.sides), same or initialism),
        **_apart(a, b, aligned),
    }
    return Compared(found, aligned)


def _apart(a: Organisation, b: Organisation, aligned: Aligned) -> Features:
    """Return what forbids an automatic join without a part in the score."""
    return {
        "numbers_unlike": float(a.numbers != b.numbers),
        "sides_unlike": float(a.creed != b.creed),
        "legal_unlike": float(a.saint != b.saint or (a.whole != b.whole and a.legal != b.legal)),
        "article_differs": float(("een" in a.articles) != ("een" in b.articles) or bool(
            a.articles and b.articles and a.articles != b.articles)),
        "roman": float(any(ROMAN.fullmatch(x) and ROMAN.fullmatch(y)
                           for x, y, _ in aligned.typos)),
    }


def _typos(aligned: Aligned, same: bool) -> Features:
    if same or not aligned.typos:
        return {"letters": 0.0, "short_typo": 0.0, "first_letter": 0.0}
    return {
        "letters": min(sum(d for _, _, d in aligned.typos), 4) / 4,
        "short_typo": float(any(min(len(x), len(y)) < 6 for x, y, _ in aligned.typos)),
        "first_letter": float(any(x[0] != y[0] for x, y, _ in aligned.typos)),
    }


def _weight(found: Iterable[str], known: Words) -> float:
    total = 0.0
    for token in found:
        if token in known.light or token in known.sides or token.isdigit():
            total += 0.15
        else:
            total += min(len(token), 6) / 6 * (0.6 if token in known.organisation else 1.0)
    return total


def _pair(name: str, a: set[str], b: set[str], same: bool) -> Features:
    if same:
        return {f"{name}_differs": 0.0, f"{name}_missing": 0.0}
    differs = bool(a and b and a != b and not (a < b or b < a))
    return {f"{name}_differs": float(differs), f"{name}_missing": float(a != b and not differs)}


def _initialism(a: Organisation, b: Organisation) -> bool:
    """Tell whether one name is the initials of the other, or gives them in brackets."""
    for short, long in ((a, b), (b, a)):
        if (len(short.words) == 1 and 2 <= len(short.squash) <= 8
                and len(long.squash) > len(short.squash) + 3
                and short.squash in all_initials(long)):
            return True
    return False


def _context(beside: Agreement) -> Features:
    return {
        "same_organisation": float(beside.organisation > 0),
        "other_organisation": float(beside.organisation < 0),
        "same_place": float(beside.place > 0), "other_place": float(beside.place < 0),
        "same_address": float(beside.close > 0), "same_contact": float(beside.contact > 0),
        "same_other": float(beside.other > 0),
        "other_address": float(beside.close < 0), "near": float(beside.near > 0),
        "home": float(beside.home > 0),
    }


def compare_people(a: Person, b: Person, beside: Agreement) -> Compared:
    """Compare two names of people."""
    same = a.squash == b.squash and bool(a.given or b.given or a.initials)
    all_a, all_b = (*a.given, *a.surnames), (*b.given, *b.surnames)
    aligned = align(all_a, all_b)
    surname = _surname(a, b)
    other = surname["surname_differs"] and not aligned.left and not aligned.right
    given = _given(a, b)
    loose = min(len(aligned.left), len(aligned.right)) / max(len(all_a), len(all_b), 1)
    if given["given_nickname"] or given["given_initial"]:
        loose = max(0.0, loose - 1 / max(len(all_a), len(all_b)))
    found = _context(beside) | surname | given | {
        "same": float(same and not surname["prefix_differs"]),
        "other_order": float(bool(other) or (same and bool(surname["surname_differs"]))),
        "words_differ": loose,
        "similar": _similar(a, b),
        "gender_differs": float(bool(a.gender and b.gender and a.gender != b.gender)),
    }
    return Compared(found, aligned)


def _similar(a: Person, b: Person) -> float:
    """Return how alike the spelled-out parts are: of initials only the surname counts."""
    full = bool(a.given and b.given) or not a.initials or not b.initials
    one = (*a.given, *a.surnames) if full else a.surnames
    two = (*b.given, *b.surnames) if full else b.surnames
    return max(
        fuzz.token_sort_ratio(" ".join(one), " ".join(two)), fuzz.ratio("".join(one), "".join(two)),
    ) / 100


def _surname(a: Person, b: Person) -> Features:
    left, right = "".join(a.surnames), "".join(b.surnames)
    full_left, full_right = a.prefix + left, b.prefix + right
    edits = min(_edits(left, right), _edits(full_left, full_right))
    part = edits != 0 and (len(a.surnames) > 1 or len(b.surnames) > 1) and any(
        _edits(x, y) == 0 for x in a.surnames for y in b.surnames)
    return {
        "surname_same": float(edits == 0),
        "surname_letters": min(edits, 3) / 3 if 0 < edits < _NEVER and not part else 0.0,
        "surname_part": float(part),
        "surname_differs": float(edits == _NEVER and not part),
        "prefix_differs": float(a.prefix != b.prefix and full_left != full_right),
    }


def _edits(x: str, y: str) -> int:
    """Return how many letters differ, or 9 when it is too many for one name."""
    if x == y:
        return 0
    allowed = max(1, max(len(x), len(y)) // 4) if min(len(x), len(y)) > 3 else 0
    distance = int(OSA.distance(x, y, score_cutoff=allowed))
    return distance if distance <= allowed else _NEVER


def _given(a: Person, b: Person) -> Features:
    found = dict.fromkeys((
        "given_same", "given_letters", "given_nickname", "given_initial", "initials_same",
        "initials_more", "given_missing", "given_differs", "initials_differ", "extra_given"), 0.0)
    if not a.initials or not b.initials:
        found["given_missing"] = float(bool(a.initials or b.initials))
    elif a.given and b.given:
        found |= _names(a, b)
    elif a.initials == b.initials:
        found["initials_same" if not a.given and not b.given else "given_initial"] = 1.0
    elif a.initials.startswith(b.initials) or b.initials.startswith(a.initials):
        found["given_initial" if a.given or b.given else "initials_more"] = 1.0
    else:
        found["initials_differ"] = 1.0
    return found


def _names(a: Person, b: Person) -> Features:
    first, second = a.given[0], b.given[0]
    rows = words().nicknames
    more = abs(len(a.given) - len(b.given)) / 3
    edits = _edits(first, second)
    if edits == 0:
        kind, value = "given_same", 1.0
    elif edits < _NEVER and (edits == 1 or JaroWinkler.similarity(first, second) > 0.85):
        kind, value = "given_letters", min(edits, 3) / 3
    elif rows.get(first, frozenset()) & rows.get(second, frozenset()):
        kind, value = "given_nickname", 1.0
    elif (short := min(first, second, key=len)) and len(short) == 1 and (
            first[0] == second[0]):
        kind, value = "given_initial", 1.0
    else:
        kind, value = "given_differs", 1.0
    return {kind: value, "extra_given": min(more, 1.0)}
