"""Cells as people write them, turned into canonical strings; what is unclear is refused."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Final
from urllib.parse import urlsplit

from graph.errors import InputError
from graph.naming import plain
from graph.schema import Property
from graph.statement import MoneyStatus
from graph.texts import LANGUAGES, say
from ingest.geometry import outline, point

Parser = Callable[[str], str]


class Unreadable(InputError):
    """A value cannot be read with certainty; `expected` names the kind of value."""

    def __init__(self, value: str, expected: str, **fields: object) -> None:
        super().__init__("unreadable_value", value=value, expected=expected)
        self.value, self.expected, self.more = value, expected, fields

    def message(self, lang: str = "nl") -> str:
        """Return what was found and what was expected, in `lang`."""
        return say("refused.unreadable", lang, value=self.value, expected=self.hope(lang))

    def hope(self, lang: str = "nl") -> str:
        """Return what was expected, in `lang`."""
        return say(f"refused.expected.{self.expected}", lang, **self.more)


_THIN: Final = re.compile(r"[\s\u00a0\u202f]+")
_PLAIN_NUMBER: Final = re.compile(r"-?\d+")
_FIXED: Final = re.compile(r"-?\d*\.\d\d", re.ASCII)
_CANONICAL: Final = re.compile(r"(?:0|[1-9]\d{0,14})\.\d\d", re.ASCII)
_DUTCH: Final = re.compile(r"(?:\d{1,3}(?:\.\d{3})+|\d+)(?:,(?P<cents>\d+|-{1,2}))?")
_ENGLISH: Final = re.compile(r"(?:\d{1,3}(?:,\d{3})+|\d*)\.(?P<cents>\d+)|\d{1,3}(?:,\d{3}){2,}")
_ONE_COMMA: Final = re.compile(r"\d{1,3},\d{3}")
_CURRENCY: Final = re.compile(r"^(?:€|eur(?:o)?\b)|(?:€|\beur(?:o)?)$", re.IGNORECASE)


def read_text(text: str) -> str:
    """Return `text` without spaces around it."""
    return text.strip()


def read_name(text: str) -> str:
    """Return a name on one line with single spaces."""
    return " ".join(text.split())


def _number(text: str, kind: str) -> Decimal:
    """Read digits in Dutch (1.250,50) or English (1,250.50) notation; refuse what can be both."""
    bare = _THIN.sub("", text).replace("\u2212", "-")
    sign, digits = ("-", bare[1:]) if bare.startswith("-") else ("", bare)
    if not digits.isascii() or _ONE_COMMA.fullmatch(digits):
        raise Unreadable(text, kind)
    if found := _DUTCH.fullmatch(digits):
        whole = digits.partition(",")[0].replace(".", "")
    elif found := _ENGLISH.fullmatch(digits):
        whole = digits.partition(".")[0].replace(",", "")
    else:
        raise Unreadable(text, kind)
    return Decimal(f"{sign}{whole or '0'}.{(found['cents'] or '').replace('-', '') or '0'}")


def read_money(text: str) -> str:
    """Return an amount in euros as a decimal with two decimals; '12.000' is twelve thousand."""
    if _CANONICAL.fullmatch(text):
        return text
    bare = text.strip()
    if not _FIXED.fullmatch(bare):
        negative = bare.startswith("-")
        bare = _CURRENCY.sub("", bare.removeprefix("-").strip()).strip()
        if negative:
            bare = "-" + bare.removeprefix("-")
    amount = _number(bare, "money")
    if amount != amount.quantize(Decimal("0.01")) or len(amount.as_tuple().digits) > 18:
        raise Unreadable(text, "money")
    return f"{amount if amount else abs(amount):.2f}"


def read_number(text: str) -> str:
    """Return a number as a decimal without needless zeros."""
    number = _number(text, "number")
    if number == number.to_integral_value():
        return str(int(number))
    return format(number.normalize(), "f")


def read_year(text: str) -> str:
    """Return a year of four digits between 1800 and 2200."""
    bare = text.strip()
    if not (bare.isascii() and bare.isdigit() and len(bare) == 4 and 1800 <= int(bare) <= 2200):
        raise Unreadable(text, "year")
    return bare


_MONTHS: Final = {
    name: number
    for number, names in enumerate((
        "jan januari january", "feb febr februari february", "mrt maart mar march", "apr april",
        "mei may", "jun juni june", "jul juli july", "aug augustus august",
        "sep sept september", "okt oktober oct october", "nov november", "dec december",
    ), 1)
    for name in names.split()
}
_TIME: Final = re.compile(r"[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?$")
_ISO: Final = re.compile(r"(\d{4})[-/](\d{1,2})(?:[-/](\d{1,2}))?")
_DAY_FIRST: Final = re.compile(r"(?:(\d{1,2})[-/.])?(\d{1,2})[-/.](\d{4})")
_WORDS: Final = re.compile(r"(?:(\d{1,2})\s+)?([a-z]+)\.?\s+(\d{4})", re.IGNORECASE)


def read_date(text: str) -> str:
    """Return an ISO date, month or year, as precise as it was written; a time is left off."""
    bare = _TIME.sub("", text.strip())
    if not bare.isascii():
        raise Unreadable(text, "date")
    if re.fullmatch(r"\d{4}", bare):
        return read_year(bare)
    if found := _ISO.fullmatch(bare):
        year, month, day = found.groups()
    elif found := _DAY_FIRST.fullmatch(bare):
        day, month, year = found.groups()
    elif (found := _WORDS.fullmatch(bare)) and found[2].lower() in _MONTHS:
        day, month, year = found[1], str(_MONTHS[found[2].lower()]), found[3]
    else:
        raise Unreadable(text, "date")
    return _iso(text, int(year), int(month), int(day) if day else None)


def _iso(text: str, year: int, month: int, day: int | None) -> str:
    try:
        exact = date(year, month, day or 1)
    except ValueError:
        raise Unreadable(text, "date") from None
    if not 1500 <= year <= 2200:
        raise Unreadable(text, "date")
    return exact.isoformat() if day else exact.isoformat()[:7]


_FLAGS: Final = {
    "ja": "true", "yes": "true", "true": "true", "waar": "true", "1": "true", "x": "true",
    "nee": "false", "no": "false", "false": "false", "onwaar": "false", "0": "false",
}


def read_flag(text: str) -> str:
    """Return 'true' or 'false' for ja/nee, yes/no, x, 1/0."""
    try:
        return _FLAGS[text.strip().casefold()]
    except KeyError:
        raise Unreadable(text, "flag") from None


_POSTCODE: Final = re.compile(r"([1-9]\d{3})\s*(?:(?!SA|SD|SS)([A-Z]{2}))?", re.ASCII)
_EMAIL: Final = re.compile(
    r"[a-z0-9._%+'-]+@(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,24}", re.ASCII
)
_PHONE: Final = re.compile(
    r"0\d{9}|0[89]00\d{4}(?:\d{3})?|14\d{2,4}|\+[1-9]\d{7,14}|1[1-9]\d{2}"
)
_HOST: Final = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,24}", re.IGNORECASE)


def read_postcode(text: str) -> str:
    """Return a Dutch postcode as '3544AB', or its four digits alone."""
    found = _POSTCODE.fullmatch(text.strip().upper())
    if not found:
        raise Unreadable(text, "postcode")
    return found[1] + (found[2] or "")


def read_email(text: str) -> str:
    """Return an e-mail address in lower case."""
    bare = text.strip().removeprefix("mailto:").lower()
    if not _EMAIL.fullmatch(bare) or ".." in bare:
        raise Unreadable(text, "email")
    return bare


def read_phone(text: str) -> str:
    """Return a telephone number as digits; Dutch ones start with 0, others with +."""
    bare = re.sub(r"[\s()./\u2010-\u2015-]+", "", text.strip().replace("(0)", ""))
    bare = "+" + bare[2:] if bare.startswith("00") else bare
    bare = "0" + bare[3:] if bare.startswith("+31") else bare
    if not bare.isascii() or not _PHONE.fullmatch(bare):
        raise Unreadable(text, "phone")
    return bare


def read_url(text: str) -> str:
    """Return a web address; only http and https, and 'www.x.nl' becomes 'https://www.x.nl'."""
    bare = text.strip()
    full = bare if "://" in bare else f"https://{bare}"
    try:
        parts = urlsplit(full)
        good = parts.scheme.lower() in ("http", "https") and parts.username is None
        good = good and bool(_HOST.fullmatch(parts.hostname or "")) and (parts.port or 1) > 0
    except ValueError:
        good = False
    if not good or re.search(r"[\s\x00-\x1f<>\"\\^`{|}]", full):
        raise Unreadable(text, "url")
    return full


_STATUS: Final = {
    "gewenst": "desired", "gevraagd": "requested", "aangevraagd": "requested",
    "toegekend": "granted", "verleend": "granted", "vastgesteld": "settled", "betaald": "paid",
    "afgewezen": "rejected", "geweigerd": "rejected", "beeindigd": "ended", "gestopt": "ended",
    "onduidelijk": "unclear", "onbekend": "unclear",
} | {status.value: status.value for status in MoneyStatus}


def read_status(text: str) -> str:
    """Return a MoneyStatus for its Dutch or English word."""
    try:
        return _STATUS[plain(text)]
    except KeyError:
        raise Unreadable(text, "status") from None


def _geo(kind: str, read: Callable[[str], str]) -> Parser:
    def parse(text: str) -> str:
        try:
            return read(text)
        except (ValueError, TypeError, KeyError, RecursionError):
            raise Unreadable(text[:80], kind) from None

    return parse


def choice_parser(choices: Mapping[str, Mapping[str, str]]) -> Parser:
    """Return a parser that knows a choice by its key or its Dutch or English label."""
    known = {plain(word): key for key, label in choices.items() for word in (key, *label.values())}
    hope = {
        f"choices_{lang}": ", ".join(label[lang] for label in choices.values())
        for lang in LANGUAGES
    }

    def parse(text: str) -> str:
        try:
            return known[plain(text)]
        except KeyError:
            raise Unreadable(text, "choice", **hope) from None

    return parse


PARSERS: Final[Mapping[str, Parser]] = {
    "text": read_text, "money": read_money, "number": read_number, "year": read_year,
    "date": read_date, "flag": read_flag, "url": read_url, "email": read_email,
    "phone": read_phone, "postcode": read_postcode, "status": read_status,
    "point": _geo("point", point), "geometry": _geo("geometry", outline),
}


def parser_of(prop: Property) -> Parser:
    """Return the parser for the values of a property."""
    if prop.name in ("name", "alt_name"):
        return read_name
    return choice_parser(prop.choices or {}) if prop.value == "choice" else PARSERS[prop.value]
