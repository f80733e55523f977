"""What must not be read from a report: the gold file's negatives, as far as a machine can tell."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from benchmarks.gold import fold

_QUOTED: Final = re.compile(r"'([^']+)'")
_AS_TYPE: Final = re.compile(
    r"^(?P<names>[^']+?) as (?P<type>Person|Place|Organisation|Initiative)\b"
)
_GRANTED: Final = re.compile(r"^a granted subsidy (?:of (?P<sum>[\d.]+) )?(?:for )?(?P<who>[^(]*)")
_TIED: Final = re.compile(r"^(?P<who>.+?) AFFILIATED_WITH (?P<what>.+)$")
_IS: Final = re.compile(r"^(?P<who>\w+) IS an? (?P<what>\w+)")
_TYPES: Final = {
    "Place": ("Area", "Venue"),
    "Person": ("Person",),
    "Organisation": ("Organisation",),
    "Initiative": ("Initiative",),
}


def violated(
    negatives: Iterable[str],
    mentions: Sequence[Mapping[str, Any]],
    lines: Sequence[Mapping[str, Any]],
    allowed: frozenset[str] = frozenset(),
) -> list[str]:
    """Return the negatives gone against; names of gold entities are allowed."""
    facts = [line for line in lines if line["relation"] != "same_as"]
    kept = [
        {**m, "variants": [v for v in m["variants"] if fold(v) not in allowed]} for m in mentions
    ]
    return [
        negative
        for negative in negatives
        if _broken(
            negative.strip('"'), mentions if _AS_TYPE.match(negative.strip('"')) else kept, facts
        )
    ]


def _broken(
    negative: str, mentions: Sequence[Mapping[str, Any]], facts: Sequence[Mapping[str, Any]]
) -> bool:
    named = {(fold(n), m["type"]) for m in mentions for n in m["variants"]}
    typed = _AS_TYPE.match(negative)
    if typed:
        names = [fold(n.strip()) for n in typed["names"].split(",")]
        return any((n, t) in named for n in names for t in _TYPES[typed["type"]])
    granted = _GRANTED.match(negative)
    if granted:
        return any(_is_grant(fact, granted) for fact in facts)
    tied = _TIED.match(negative)
    if tied:
        wrong = [fold(w.strip()) for w in re.split(r",| or ", tied["what"])]
        return any(
            f["relation"] == "member_of"
            and fold(tied["who"]) == fold(f["subject"]["name"])
            and any(w in fold(f["object"]["name"]) for w in wrong)
            for f in facts
        )
    is_a = _IS.match(negative)
    if is_a:
        return any(
            f["relation"] == "kind"
            and fold(f["subject"]["name"]) == fold(is_a["who"])
            and "makel" in fold(str(f.get("value")))
            for f in facts
        )
    return _names_or_money(negative, named, facts)


def _is_grant(fact: Mapping[str, Any], wanted: re.Match[str]) -> bool:
    if fact["attributes"].get("status") not in ("granted", "settled", "paid"):
        return False
    if fact["relation"] not in ("recipient", "payer", "benefits"):
        return False
    if wanted["sum"]:
        return str(fact["attributes"].get("amount_eur")) == wanted["sum"].replace(".", "")
    return fold(wanted["who"].strip()) in fold(fact["object"]["name"])


def _names_or_money(
    negative: str, named: set[tuple[str, str]], facts: Sequence[Mapping[str, Any]]
) -> bool:
    if negative.endswith("."):
        return any(fold(negative) in fold(f["quote"]) for f in facts)
    phrases = [fold(p) for p in _QUOTED.findall(negative)] or [
        fold(re.sub(r"\s*\(.*", "", negative))
    ]
    if re.search(r"amount|funding|years", negative):
        return any(
            any(p in fold(f["quote"]) for p in phrases)
            and f["attributes"].get("amount_eur") is not None
            for f in facts
        )
    return any(
        p == name
        for p in phrases
        for name, type_name in named
        if type_name not in ("Post", "Theme", "TargetGroup")
    )
