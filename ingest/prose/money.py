"""Amounts of euro in Dutch: signs, number words, 'een ton', 'per jaar', 'drie jaar lang'."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

_SMALL: Final = {
    "een": 1.0,
    "één": 1.0,
    "n": 1.0,
    "twee": 2.0,
    "drie": 3.0,
    "vier": 4.0,
    "vijf": 5.0,
    "zes": 6.0,
    "zeven": 7.0,
    "acht": 8.0,
    "negen": 9.0,
    "tien": 10.0,
    "elf": 11.0,
    "twaalf": 12.0,
    "vijftien": 15.0,
    "twintig": 20.0,
    "dertig": 30.0,
    "veertig": 40.0,
    "vijftig": 50.0,
    "zestig": 60.0,
    "zeventig": 70.0,
    "tachtig": 80.0,
    "negentig": 90.0,
    "honderd": 100.0,
    "anderhalve": 1.5,
    "anderhalf": 1.5,
    "halve": 0.5,
    "een halve": 0.5,
    "een half": 0.5,
    "tweeënhalf": 2.5,
    "tweeënhalve": 2.5,
    "tweehonderd": 200.0,
    "driehonderd": 300.0,
    "vierhonderd": 400.0,
    "vijfhonderd": 500.0,
}
_SCALE: Final = {
    "duizend": 1e3,
    "dzd": 1e3,
    "k": 1e3,
    "ton": 1e5,
    "tonnen": 1e5,
    "mln": 1e6,
    "miljoen": 1e6,
    "mio": 1e6,
    "mld": 1e9,
    "miljard": 1e9,
}
_WORD: Final = "|".join(sorted(_SMALL, key=lambda w: -len(w)))
_DIGITS: Final = r"\d{1,3}(?:\.\d{3})+(?:,\d{1,2})?|\d+(?:[.,]\d{1,2}(?!\d))?"
_SCALES: Final = r"(?:duizend|dzd|tonnen|ton|mln|miljoen|mio|mld|miljard|k)\b\.?"
_MONEY: Final = re.compile(
    rf"(?:(?:€|EUR\b|euro(?= \d))\s*(?P<sign>{_DIGITS})(?:,-+|,=)?(?:\s*(?P<scale>{_SCALES}))?"
    rf"|(?<![\w,.])(?P<num>{_DIGITS}|(?:{_WORD})(?=[\s-]))\s*(?P<scale2>{_SCALES})?\s*"
    r"(?P<unit>euro's|euro|eurootjes)\b"
    rf"|(?<![\w,.])(?P<half>{_WORD}|{_DIGITS})\s+(?P<ton>ton|tonnen|miljoen|mln)\b"
    r"(?!\s+(?:mensen|inwoners|bewoners|nederlanders|co2|afval|huizen|woningen|kilo|papier)))",
    re.IGNORECASE,
)
_PER: Final = {
    "year": r"(?:per|elk|ieder)\s+jaar|jaarlijkse?\b|p\.?/?j\.?(?=\W)|op jaarbasis|structurele?\b",
    "month": r"(?:per|elke|iedere)\s+maand|maandelijkse?\b",
    "once": r"eenmalige?\b|incidentele?\b",
}
_YEARS: Final = re.compile(
    rf"(?:voor|gedurende|over|in)?\s*(?P<n>\d{{1,2}}|{_WORD})\s+(?:achtereenvolgende\s+)?"
    r"(?:jaar|jaren)(?:\s+(?:lang|achter elkaar)|(?=\s+als\b))"
    rf"|(?:voor(?: een periode van)?|gedurende)\s+(?P<m>\d{{1,2}}|{_WORD})\s+(?:jaar|jaren)\b",
    re.IGNORECASE,
)
_PERIOD: Final = re.compile(r"\b(20\d\d)\s*(?:-|–|tot en met|t/m|en)\s*(20\d\d)\b")
_RESPECTIVELY: Final = re.compile(r"respectievelijk|resp\.", re.IGNORECASE)


class Money(NamedTuple):
    """An amount in whole euros at a span of a sentence; `per` and `years` where they stand."""

    amount: int
    start: int
    end: int
    per: str | None = None
    years: int | None = None
    respectively: bool = False


def number(text: str) -> float:
    """Return a Dutch number in digits or words; 0 when it is none."""
    low = text.lower().strip()
    if low in _SMALL:
        return _SMALL[low]
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d{1,2})?", low):
        low = low.replace(".", "")
    try:
        return float(low.replace(",", "."))
    except ValueError:
        return 0.0


def _scale(text: str | None) -> float:
    return _SCALE[text.lower().rstrip(".")] if text else 1.0


def _shared(found: list[re.Match[str]], at: int, sentence: str) -> str | None:
    """'€ 5,4 en € 4,3 miljoen': the first amount takes the scale of the next."""
    here = found[at]
    if here["scale"] or at + 1 >= len(found) or number(here["sign"]) >= 1000:
        return None
    after = found[at + 1]
    between = sentence[here.end() : after.start()]
    scale = after["scale"] or after["scale2"] or after["ton"]
    return scale if re.fullmatch(r"\s*(?:en|,|of|tot)\s*", between) else None


def amounts(sentence: str) -> list[Money]:
    """Return the amounts of euro that a sentence names, in order."""
    found = list(_MONEY.finditer(sentence))
    each = _RESPECTIVELY.search(sentence) is not None and len(found) > 1
    years = _YEARS.search(sentence)
    per = next((k for k, p in _PER.items() if re.search(rf"\b(?:{p})", sentence, re.I)), None)
    made: list[Money] = []
    for at, match in enumerate(found):
        raw = match["sign"] or match["num"] or match["half"]
        scale = match["scale"] or match["scale2"] or match["ton"]
        if not scale and match["sign"]:
            scale = _shared(found, at, sentence)
        value = round(number(raw) * _scale(scale))
        if value > 0:
            length = round(number(years["n"] or years["m"])) if years else None
            made.append(Money(value, match.start(), match.end(), per, length or None, each))
    return made


def period(sentence: str) -> tuple[str, str] | None:
    """Return the two years of a period that a sentence names."""
    found = _PERIOD.search(sentence)
    return (found[1], found[2]) if found else None
