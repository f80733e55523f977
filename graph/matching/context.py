"""What is known beside a name: identifier, organisation, place, postcode, contact, kind."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Final, NamedTuple

from graph.matching.organisation import organisation
from graph.naming import plain

PERSON: Final = "person"
ORGANISATION: Final = "organisation"
_PERSON_WORDS: Final = frozenset({
    "person", "persoon", "mens", "people", "natuurlijk persoon", "individual", "inwoner", "bewoner",
})
_EITHER: Final = frozenset({"legalentity", "legal entity", "entity", "agent", "party", "onbekend"})
_FIELDS: Final[Mapping[str, str]] = {
    "identifier": r"kvk|kvk ?nummer|identifier|id ?nummer|rsin|registratienummer|btw|lei|orgid|"
                  r"org ?id|uri|persoonsnummer|system id|oin|agb|fiscaal nummer",
    "kind": r"kind|type|soort|schema|entity ?type|soort partij|type naam",
    "postcode": r"postcode|pc|pc6|pc4|zip|zip ?code|postal ?code",
    "address": r"adres|address|straat|street|huisadres|bezoekadres|vestigingsadres",
    "place": r"plaats|plaatsnaam|woonplaats|place|city|town|stad|gemeente|municipality|wijk|buurt|"
             r"stadsdeel|gebied|area|district|regio|werkt in|vestigingsplaats|land|country",
    "organisation": r"organisatie|organisation|organization|bedrijf|company|werkgever|employer|"
                    r"partij|party|hoort bij|instelling|namens|spreekt namens|fractie|club|"
                    r"organisatieonderdeel",
    "contact": r"e ?mail|e ?mailadres|mail|telefoon|telefoonnummer|tel|phone|website|url|site",
}
_DUTCH: Final = re.compile(r"\d{4}(?:[A-Z]{2})?$")
_NUMBER: Final = re.compile(r"\d+")
_AREA: Final = 4
"""A Dutch postcode of four digits is an area with thousands of people."""
_NO_VALUE: Final = frozenset({"", "onbekend", "unknown", "nvt", "n v t", "geen", "none", "null"})


class Context(NamedTuple):
    """What stands beside a name; an empty text is unknown. Values are kept as they were read."""

    identifier: str = ""
    organisation: str = ""
    place: str = ""
    postcode: str = ""
    address: str = ""
    contact: str = ""
    kind: str = ""
    other: str = ""


EMPTY: Final = Context()


@lru_cache(maxsize=1_000)
def field_of(column: str) -> str:
    """Return the field of Context that a column with this header fills; 'other' if unknown."""
    header = plain(column)
    for field, pattern in _FIELDS.items():
        if re.fullmatch(pattern, header):
            return field
    return "other"


def context_of(cells: Mapping[str, str], columns: Iterable[str]) -> Context:
    """Return the context in some columns of a row; of two for one field, both count."""
    found: dict[str, str] = {}
    for column in columns:
        value = cells.get(column, "").strip()
        if plain(value) not in _NO_VALUE:
            field = field_of(column)
            found[field] = f"{found[field]}; {value}" if field in found else value
    if "kind" in found:
        found["kind"] = kind_of(found["kind"])
    return Context(**found)


def kind_of(text: str) -> str:
    """Return 'person', 'organisation' or '' for what a cell says about the kind of a name."""
    word = plain(text)
    if word in _PERSON_WORDS:
        return PERSON
    return "" if word in _EITHER or not word else ORGANISATION


class Agreement(NamedTuple):
    """For each kind of context: 1 agrees, -1 differs, 0 unknown on one side.

    `close` is a postcode or address; `near` the area of a postcode, or an address in any town;
    `home` a house number in a known place.
    """

    identifier: int = 0
    organisation: int = 0
    place: int = 0
    close: int = 0
    near: int = 0
    home: int = 0
    contact: int = 0
    other: int = 0


NOTHING: Final = Agreement()


@lru_cache(maxsize=100_000)
def agreement(a: Context, b: Context) -> Agreement:
    """Compare what stands beside two names."""
    place = _compare_many(a.place, b.place)
    postcode, near = _postcodes(_code(a.postcode), _code(b.postcode))
    address = _addresses(plain(a.address), plain(b.address))
    home = address > 0 and max(place, postcode) > 0 and min(place, postcode) >= 0
    return Agreement(
        _compare(_code(a.identifier), _code(b.identifier)),
        _compare_many(a.organisation, b.organisation),
        place, max(postcode, int(home)) if postcode >= 0 <= address else min(postcode, address),
        max(near, address, 0), int(home), max(_compare_many(a.contact, b.contact), 0),
        max(_compare_many(a.other, b.other), 0),
    )


def _postcodes(a: str, b: str) -> tuple[int, int]:
    """Return whether two postcodes agree, and whether a short one is of the area of the other."""
    if not a or not b or a == b:
        return (0, 0) if not a or not b else (int(_is_exact(a)), 1)
    if _DUTCH.match(a) and _DUTCH.match(b) and a[:4] == b[:4]:
        return 0, int(min(len(a), len(b)) == _AREA)
    return -1, 0


def _is_exact(code: str) -> bool:
    """Tell whether a postcode is of a street, not of a whole area: '3512 AB', not '3512'."""
    return len(code) > _AREA


def _addresses(a: str, b: str) -> int:
    """Compare addresses: without house numbers, or spelled in two ways, they say nothing."""
    numbers, others = _NUMBER.findall(a), _NUMBER.findall(b)
    if not numbers or not others:
        return 0
    return 1 if a == b else -1 if numbers != others else 0


@lru_cache(maxsize=100_000)
def _code(text: str) -> str:
    code = re.sub(r"[\W_]+", "", text).upper()
    return code if len(code) >= 4 and code.strip("0") else ""


def _compare(a: str, b: str) -> int:
    if not a or not b:
        return 0
    return 1 if a == b else -1


def _compare_many(a: str, b: str) -> int:
    if not a or not b:
        return 0
    if a == b:
        return 1
    left = {organisation(part).squash for part in a.split(";") if part.strip()}
    right = {organisation(part).squash for part in b.split(";") if part.strip()}
    return 1 if left & right else -1
