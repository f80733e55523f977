"""Are two names one thing? A score, a decision and the reasons in words.

Automatic is only what was measured to be right at least 99 times in 100, and never a pair of
people on a name alone. The order of the two names makes no difference.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final, NamedTuple

from graph.matching.context import (
    EMPTY,
    NOTHING,
    ORGANISATION,
    PERSON,
    Agreement,
    Context,
    agreement,
)
from graph.matching.features import Compared, compare_organisations, compare_people
from graph.matching.model import model
from graph.matching.organisation import looks_like_organisation, organisation
from graph.matching.person import looks_like_person, person, shaped_like_person
from graph.matching.reasons import (
    Reason,
    context_reasons,
    organisation_reasons,
    person_reasons,
    reason,
)

_SAME_IDENTIFIER: Final = 0.995
_ONLY_IDENTIFIER: Final = 0.9
_NEAR: Final = 0.2
_REAL_INITIALS: Final = 3
_NO_NAME: Final = 0.0
_ONE_LETTER: Final = 0.25
_SHORT_NAME: Final = 3
_VETO_ORGANISATION: Final = (
    "number_differs", "number_missing", "side_differs", "side_missing", "legal_differs",
    "legal_missing", "initialism", "both", "only_one", "first_letter", "short_typo",
    "other_organisation", "other_place", "other_address",
    "numbers_unlike", "sides_unlike", "legal_unlike", "article_differs", "roman",
)
_VETO_PERSON: Final = (
    "gender_differs", "given_differs", "initials_differ", "surname_letters", "surname_differs",
    "surname_part", "given_letters", "given_nickname", "given_initial", "initials_more",
    "given_missing", "prefix_differs", "other_organisation", "other_place", "other_address",
)
_SAME_SPOT: Final = ("same_address", "same_contact")
_AGREES: Final = (*_SAME_SPOT, "same_organisation", "same_place", "same_other")
_BESIDE: Final = (*_SAME_SPOT, "same_organisation")


class Decision(StrEnum):
    """What is to be done with a pair."""

    AUTOMATIC = "automatic"
    REVIEW = "review"
    NOTHING = "nothing"


class Judged(NamedTuple):
    """A comparison without its reasons: score 0 to 1, decision, kind, and what was found."""

    score: float
    decision: Decision
    kind: str
    found: Compared | None
    beside: Agreement

    @property
    def only_initials(self) -> bool:
        """Whether nothing but initials ties the names together."""
        features = self.found.features if self.found else {}
        return bool(features.get("initialism")) and self.beside.identifier <= 0 and not any(
            features[name] for name in _AGREES)


class Comparison(NamedTuple):
    """The outcome: score 0 to 1 (probability that they are one), decision, kind, reasons."""

    score: float
    decision: Decision
    kind: str
    reasons: tuple[Reason, ...]


_NOT: Final = Judged(_NO_NAME, Decision.NOTHING, "", None, NOTHING)


def compare(
    a: str, b: str, beside_a: Context = EMPTY, beside_b: Context = EMPTY, *,
    from_score: float = 1.0, alone: bool = True,
) -> Comparison:
    """Compare two names with what stands beside them.

    Reasons are given for what is to be reviewed or joined, and for all from `from_score` up.
    `alone` is whether a name may be enough: not where others of that name are to be expected.
    """
    if (b, beside_b) < (a, beside_a):
        a, b, beside_a, beside_b = b, a, beside_b, beside_a
    score, decision, kind, found, beside = judge(a, b, beside_a, beside_b, alone=alone)
    if found is None or (decision is Decision.NOTHING and score < from_score):
        return Comparison(score, decision, kind, ())
    reasons = _reasons(a, b, kind, found, beside_a, beside_b, beside)
    if decision is Decision.REVIEW and not (alone or pinned(kind, found)) and safe(
            a, b, kind, found):
        reasons.append(reason("namesakes"))
    return Comparison(score, decision, kind, tuple(reasons))


def judge(
    a: str, b: str, beside_a: Context = EMPTY, beside_b: Context = EMPTY, *, alone: bool = True
) -> Judged:
    """Compare two names without saying why; see `compare`."""
    if (b, beside_b) < (a, beside_a):
        a, b, beside_a, beside_b = b, a, beside_b, beside_a
    kind, sure = kind_of_pair(a, b, beside_a, beside_b)
    beside = NOTHING if beside_a == EMPTY == beside_b else agreement(beside_a, beside_b)
    if not kind or _is_no_name(a, b, kind):
        return _NOT
    found = features_of(a, b, kind, beside)
    score = _scored(a, b, kind, found)
    decision = _decide(a, b, kind, sure, score, found, beside)
    if decision is Decision.AUTOMATIC and not (
            alone or beside.identifier > 0 or pinned(kind, found)):
        decision = Decision.REVIEW
    score = min(score, _SAME_IDENTIFIER)
    if beside.identifier > 0 and decision is not Decision.NOTHING:
        score = max(score, _SAME_IDENTIFIER if decision is Decision.AUTOMATIC
                    else _ONLY_IDENTIFIER)
    return Judged(round(score, 4), decision, kind, found, beside)


def kind_of_pair(a: str, b: str, beside_a: Context, beside_b: Context) -> tuple[str, bool]:
    """Return the kind that two names are compared as, and whether that is sure.

    '' when they are known to be of two kinds.
    """
    said = {beside_a.kind, beside_b.kind} - {""}
    if len(said) == 2:
        return "", True
    if said:
        return said.pop(), True
    if looks_like_organisation(a) or looks_like_organisation(b):
        return ORGANISATION, True
    if looks_like_person(a) or looks_like_person(b):
        return PERSON, True
    return ORGANISATION, not (shaped_like_person(a) or shaped_like_person(b))


def _is_no_name(a: str, b: str, kind: str) -> bool:
    if kind == PERSON:
        return person(a).empty or person(b).empty
    return organisation(a).empty or organisation(b).empty


def features_of(a: str, b: str, kind: str, beside: Agreement) -> Compared:
    """Compare two names as names of one kind."""
    if kind == PERSON:
        return compare_people(person(a), person(b), beside)
    return compare_organisations(organisation(a), organisation(b), beside)


def _decide(
    a: str, b: str, kind: str, sure: bool, score: float, found: Compared, beside: Agreement
) -> Decision:
    measured = model(kind)
    if beside.identifier > 0:
        return _with_identifier(kind, score, found)
    if score >= measured.automatic and sure and beside.identifier == 0 and safe(
            a, b, kind, found):
        return Decision.AUTOMATIC
    return Decision.REVIEW if score >= measured.review else Decision.NOTHING


def _scored(a: str, b: str, kind: str, found: Compared) -> float:
    """Return the score; initials of three letters or more are always worth a look."""
    measured = model(kind)
    score = measured.score(found.features)
    if found.features.get("initialism") and not found.features["other_organisation"] and min(
            len(organisation(a).squash), len(organisation(b).squash)) >= _REAL_INITIALS:
        return max(score, measured.review)
    return score


def _with_identifier(kind: str, score: float, found: Compared) -> Decision:
    clash = ("given_differs", "gender_differs", "initials_differ") if kind == PERSON else (
        "number_differs", "side_differs", "legal_differs")
    if any(found.features[name] for name in clash) or score < _NEAR:
        return Decision.REVIEW
    return Decision.AUTOMATIC


def safe(a: str, b: str, kind: str, found: Compared) -> bool:
    """Tell whether nothing forbids to join without a human."""
    features = found.features
    if kind == PERSON:
        return not any(features[name] for name in _VETO_PERSON) and _known_person(a, b, found)
    if any(features[name] for name in _VETO_ORGANISATION):
        return False
    one = organisation(a)
    if one.generic:
        return bool(features["same"]) and any(features[name] for name in _SAME_SPOT)
    if len(one.squash) <= _SHORT_NAME or not features["same"]:
        return features["letters"] <= _ONE_LETTER and any(features[name] for name in _BESIDE)
    return True


def pinned(kind: str, found: Compared) -> bool:
    """Tell whether what stands beside two equal names leaves no room for a namesake."""
    features = found.features
    if kind == PERSON:
        here = any(features[name] for name in ("same_place", "same_address", "near"))
        return bool(features["home"] or (features["same_organisation"] and here))
    return any(features[name] for name in (*_BESIDE, "near"))


def _known_person(a: str, b: str, found: Compared) -> bool:
    """Tell whether two people have a near-exact name and something beside it in common."""
    features = found.features
    one, two = person(a), person(b)
    beside = features["same_organisation"] or features["home"]
    if not (one.given and two.given):
        beside = beside and features["same_place"] and len(one.initials) > 1
    return bool(beside and features["same"])


def _reasons(
    a: str, b: str, kind: str, found: Compared, beside_a: Context, beside_b: Context,
    beside: Agreement,
) -> list[Reason]:
    reasons: list[Reason] = []
    if beside.identifier > 0:
        reasons.append(reason("same_identifier", value=beside_a.identifier))
    if kind == PERSON:
        reasons.extend(person_reasons(person(a), person(b), found))
    else:
        reasons.extend(organisation_reasons(organisation(a), organisation(b), found))
    reasons.extend(context_reasons(beside_a, beside_b, found.features))
    if beside.identifier < 0:
        reasons.append(reason("other_identifier", a=beside_a.identifier, b=beside_b.identifier))
    return reasons
