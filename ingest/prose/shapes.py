"""Names that their own form gives away: addresses, initials with a first name, deeds, quotes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ingest.prose.document import Sentence
from ingest.prose.kinds import TYPE_OF_KIND, is_street, kind_in, noun_before
from ingest.prose.spot import Spot
from ingest.prose.words import either, heads

_ADDRESS: Final = re.compile(
    r"(?:(?<!\w)'t |\b)[A-ZÀ-Þ][\w'-]*(?:(?: (?:van|de|der|den|het|ter|ten))* [A-ZÀ-Þ][\w-]*){0,4}"
    r" \d{1,4}(?: ?[a-zA-Z](?!\w))?(?!\w|[.,]\d|%| (?:uur|jaar|euro|mensen))"
)
_CALLED: Final = re.compile(
    r"(?:[A-Z]\.)+ \((?P<first>[A-ZÀ-Þ][\w-]+)\) (?P<last>(?:(?:van|de|der|den|ten|ter|el|al) )*"
    r"[A-ZÀ-Þ][\w'-]+)"
)
_LOWER_DEED: Final = re.compile(
    r"\b(?:het|dit|een|ons) (?:nieuwe? |gezamenlijke? )?(?P<word>[a-zà-ÿ]+(?:akkoord|pact"
    r"|convenant))\b"
    r"(?! [A-ZÀ-Þ])"
)
_YEARLY: Final = re.compile(rf"\b(?P<word>[a-zà-ÿ]*(?:{either(heads('agreement'))}) 20\d\d)\b")
_LOWER_FUND: Final = re.compile(
    r"\b(?:[hH]et|een|uit het|[dD]it) (?P<word>[a-zà-ÿ]{5,}fonds)\b(?! [A-ZÀ-Þ])"
)
_BODY_OF: Final = re.compile(
    r"\b(?P<body>[gG]emeenteraad|[cC]ollege(?: van (?:burgemeester en wethouders|B ?(?:&|en) ?W))?"
    r"|[bB]urgemeester en [wW]ethouders|B ?(?:&|en) ?W) van (?:de gemeente )?"
    r"(?P<town>(?:De |Den |Het )?[A-ZÀ-Þ][\w-]+(?: aan (?:den|de) [A-ZÀ-Þ]\w+)?)"
)
_BODY_NAMES: Final = {"g": "Gemeenteraad", "c": "college van B&W", "b": "college van B&W"}
_DESK: Final = re.compile(
    r"\b(?P<noun>wijkbureau|wijkraad|dorpsraad|bewonersplatform|wijkteam|buurtteam|wijkplatform"
    r"|ondernemersvereniging|buurtvereniging|wijkcommissie) van (?:de |het )?"
    r"(?P<area>[A-ZÀ-Þ][\w-]+(?: [A-ZÀ-Þ][\w-]+){0,2})"
)
_QUOTED: Final = re.compile(r"([\"'])(?P<name>[^\"']{3,60}?)\1(?![\w])")


def spot_at(sentence: Sentence, start: int, end: int) -> Spot:
    """Return the spot of a piece of a sentence."""
    return Spot(sentence.text[start:end], sentence.start + start, sentence.start + end, sentence)


def shaped(sentence: Sentence) -> Iterator[Spot]:
    """Yield the spots whose form alone says what they are."""
    yield from _called(sentence)
    yield from _addresses(sentence)
    yield from _quoted(sentence)
    yield from _deeds(sentence)


def _addresses(sentence: Sentence) -> Iterator[Spot]:
    for match in _ADDRESS.finditer(sentence.text):
        street = re.sub(r"\s\d.*$", "", match.group())
        if is_street(street.split()[-1]) or street.startswith("'t "):
            spot = spot_at(sentence, match.start(), match.end())
            spot.vote("Venue", 5)
            yield spot


def _called(sentence: Sentence) -> Iterator[Spot]:
    """Initials with the first name in brackets: R. (Rachid) Ouali."""
    for match in _CALLED.finditer(sentence.text):
        spot = spot_at(sentence, match.start(), match.end())
        spot.text = f"{match['first']} {match['last']}"
        spot.vote("Person", 5)
        yield spot


def _deeds(sentence: Sentence) -> Iterator[Spot]:
    """An agreement named by its noun alone: het nieuwe coalitieakkoord."""
    kinds = ((_LOWER_DEED, "Agreement"), (_YEARLY, "Agreement"), (_LOWER_FUND, "Organisation"))
    for pattern, type_name in kinds:
        for match in pattern.finditer(sentence.text):
            spot = spot_at(sentence, match.start("word"), match.end("word"))
            spot.vote(type_name, 4)
            spot.shaped = True
            yield spot
    for match in _BODY_OF.finditer(sentence.text):
        spot = spot_at(sentence, match.start(), match.end())
        spot.text = f"{_BODY_NAMES[match['body'][0].lower()]} {match['town']}"
        spot.vote("PublicBody", 6)
        yield spot
    for match in _DESK.finditer(sentence.text):
        spot = spot_at(sentence, match.start("noun"), match.end("area"))
        spot.vote("Organisation", 5)
        yield spot
        area = spot_at(sentence, match.start("area"), match.end("area"))
        area.vote("Area", 3)
        yield area


def _quoted(sentence: Sentence) -> Iterator[Spot]:
    """A name in quotes after a noun: het model "Schakels", de 'Burgertop'."""
    for match in _QUOTED.finditer(sentence.text):
        before = sentence.text[: match.start()]
        noun = noun_before(before)
        name = match["name"]
        if not name[0].isupper() or len(name.split()) > 8 or name[-1] in ",.!?":
            continue
        if noun is None and not re.search(r"\b(?:de|het|genaamd|naam|heet)\s+$", before):
            continue
        inner = noun[1] if noun else kind_in(name)
        if inner is None or inner == "area":
            continue
        start = match.start("name")
        spot = spot_at(sentence, start, match.end("name"))
        spot.noun = noun[0] if noun else None
        spot.vote(TYPE_OF_KIND[inner], 4)
        yield spot
