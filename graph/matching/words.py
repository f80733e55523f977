"""The words that name matching treats apart, from `words.toml`, ready for look-up."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Final, NamedTuple

from graph.naming import fold

_FILE: Final = Path(__file__).with_name("words.toml")
_DOTTED: Final = re.compile(r"(?<![^\W\d_])(?:[^\W\d_]\.\s?){2,}(?:[^\W\d_](?![^\W_]))?")
_NOT_WORD: Final = re.compile(r"[^\w]+|_+")
_CAMEL: Final = re.compile(r"(?<=[a-z])(?=[A-Z])")


class Words(NamedTuple):
    """Look-up tables; every key is folded."""

    legal: Mapping[tuple[str, ...], str]
    legal_length: int
    articles: frozenset[str]
    light: frozenset[str]
    sides: Mapping[str, str]
    numbers: Mapping[str, str]
    spelled: Mapping[str, str]
    placeholders: frozenset[str]
    organisation: frozenset[str]
    endings: tuple[str, ...]
    titles: frozenset[str]
    men: frozenset[str]
    women: frozenset[str]
    prefixes: frozenset[str]
    suffixes: frozenset[str]
    nicknames: Mapping[str, frozenset[int]]


@cache
def words() -> Words:
    """Return the tables."""
    data = _data()
    light, person = data["light"], data["person"]
    legal = {tuple(w.split()): kind for kind, many in data["legal"].items() for w in many}
    articles = frozenset(light["articles"])
    return Words(
        legal, max(map(len, legal)), articles,
        articles | set(light["connectors"]) | set(light["general"]),
        _turned(data["sides"]), _turned(data["numbers"]), _turned(data["spelled"]),
        frozenset(data["placeholder"]["words"]) | {w for key in legal for w in key},
        frozenset(data["organisation"]["words"]), tuple(data["organisation"]["endings"]),
        frozenset(person["titles"]), frozenset(person["men"]), frozenset(person["women"]),
        frozenset(person["prefixes"]), frozenset(person["suffixes"]),
        _rows_of(person["nicknames"]),
    )


@cache
def _data() -> dict[str, Any]:
    with _FILE.open("rb") as file:
        return tomllib.load(file)


def _turned(table: Mapping[str, Iterable[str]]) -> dict[str, str]:
    return {word: key for key, many in table.items() for word in many}


def _rows_of(rows: Iterable[Iterable[str]]) -> dict[str, frozenset[int]]:
    found: dict[str, set[int]] = {}
    for number, row in enumerate(rows):
        for name in row:
            found.setdefault(name, set()).add(number)
    return {name: frozenset(numbers) for name, numbers in found.items()}


@cache
def _letters() -> dict[int, str]:
    table: dict[int, str] = {ord("ъ"): "", ord("ь"): ""}
    for pairs in _data()["letters"].values():
        parts = pairs.split()
        table |= {ord(a): b for a, b in zip(parts[::2], parts[1::2], strict=True)}
    return table


def latin(text: str) -> str:
    """Return folded text in Latin letters: Cyrillic, Greek and Arabic are written over."""
    folded = fold(text)
    return folded if folded.isascii() else fold(folded.translate(_letters()))


@lru_cache(maxsize=200_000)
def tokens(name: str) -> tuple[str, ...]:
    """Return the words of a name in comparable letters; 'B.V.' is one word, '&' is 'en'."""
    joined = _DOTTED.sub(lambda found: re.sub(r"[.\s]", "", found.group()) + " ", name)
    spread = latin(joined.replace("&", " en ").replace("+", " en ").replace("%", " "))
    return tuple(_NOT_WORD.sub(" ", spread).split())


def camel_parts(name: str) -> str:
    """Return a name with a space where a small letter meets a capital: 'RamiMakhlouf'."""
    return _CAMEL.sub(" ", name)
