"""Why two names may be one thing, in words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from graph.matching.align import Aligned
from graph.matching.context import Context
from graph.matching.features import Compared, Features
from graph.matching.organisation import Organisation
from graph.matching.person import Person
from graph.texts import say


class Reason(NamedTuple):
    """One reason: a key of section `match` in the texts, and what is filled in."""

    key: str
    fields: tuple[tuple[str, str], ...] = ()

    def say(self, lang: str = "nl") -> str:
        """Return the reason in words."""
        return say(f"match.{self.key}", lang, **dict(self.fields))


def why(reasons: tuple[Reason, ...], lang: str = "nl") -> str:
    """Return reasons as one phrase."""
    return ", ".join(reason.say(lang) for reason in reasons)


def reason(key: str, **fields: str) -> Reason:
    """Return a Reason with fields."""
    return Reason(key, tuple(sorted(fields.items())))


def organisation_reasons(
    a: Organisation, b: Organisation, found: Compared
) -> Iterator[Reason]:
    """Yield why two names of organisations are alike, and where they differ."""
    features, aligned = found
    if a.name == b.name:
        yield reason("identical")
    elif features["same"]:
        yield _same(a, b)
    elif features["initialism"]:
        short, long = sorted((a, b), key=lambda x: len(x.squash))
        yield reason("initialism", short=short.name, long=long.name)
    else:
        yield from _words(features, aligned)
    yield from _organisation_differences(a, b, features)


def _same(a: Organisation, b: Organisation) -> Reason:
    if a.legal != b.legal and a.legal | b.legal:
        return reason("same_but_form")
    return reason("spelling")


def _words(features: Features, aligned: Aligned) -> Iterator[Reason]:
    if features["reordered"]:
        yield reason("reordered")
    elif aligned.common and not aligned.typos and not (aligned.left or aligned.right):
        yield reason("glued" if aligned.glued else "spelling")
    elif aligned.common:
        yield reason("shared_words", words=" ".join(aligned.common))
    for left, right, edits in aligned.typos:
        yield reason("letter" if edits == 1 else "letters", a=left, b=right, n=str(edits))
    if aligned.left and aligned.right:
        yield reason("against", a=" ".join(aligned.left), b=" ".join(aligned.right))
    elif aligned.left or aligned.right:
        yield reason("only_in_one", words=" ".join(aligned.left or aligned.right))


def _organisation_differences(
    a: Organisation, b: Organisation, features: Features
) -> Iterator[Reason]:
    if features["legal_differs"]:
        yield reason("legal_differs", a=" ".join(sorted(a.legal)), b=" ".join(sorted(b.legal)))
    if features["number_differs"] or features["number_missing"] or features["numbers_unlike"]:
        yield reason("number_differs", a=", ".join(a.numbers) or "–", b=", ".join(b.numbers) or "–")
    if features["article_differs"]:
        yield reason("article_differs")
    if a.saint != b.saint:
        yield reason("saint")
    if features["side_differs"] or features["side_missing"] or features["sides_unlike"]:
        yield reason("side_differs", a=", ".join(sorted(a.sides)) or "–",
                     b=", ".join(sorted(b.sides)) or "–")


def person_reasons(a: Person, b: Person, found: Compared) -> Iterator[Reason]:
    """Yield why two names of people are alike, and where they differ."""
    features = found.features
    if a.name == b.name:
        yield reason("identical")
        return
    for name in ("given_same", "given_letters", "given_nickname", "given_initial",
                 "initials_same", "initials_more", "given_missing", "given_differs",
                 "initials_differ"):
        if features[name]:
            yield reason(name, a=" ".join(a.given) or a.initials,
                         b=" ".join(b.given) or b.initials)
    if features["surname_letters"]:
        edits = round(features["surname_letters"] * 3)
        yield reason("surname_letter" if edits == 1 else "surname_letters", n=str(edits))
    for name in ("surname_same", "surname_part", "other_order", "prefix_differs",
                 "extra_given", "gender_differs"):
        if features[name]:
            yield reason(name)
    if features["surname_differs"] and not features["other_order"]:
        yield reason("surname_differs")


def context_reasons(a: Context, b: Context, features: Features) -> Iterator[Reason]:
    """Yield what stands beside both names and agrees or differs."""
    if features["same_organisation"]:
        yield reason("same_organisation", value=_shorter(a.organisation, b.organisation))
    if features["same_place"]:
        yield reason("same_place", value=_shorter(a.place, b.place))
    if features["same_address"]:
        yield reason("same_address")
    if features["same_contact"]:
        yield reason("same_contact")
    if features["same_other"]:
        yield reason("same_other", value=_shorter(a.other, b.other))
    if features["other_organisation"]:
        yield reason("other_organisation", a=a.organisation, b=b.organisation)
    if features["other_place"]:
        yield reason("other_place", a=a.place, b=b.place)
    if features["other_address"]:
        yield reason("other_address")


def _shorter(a: str, b: str) -> str:
    return min(a, b, key=lambda text: (len(text), text))
