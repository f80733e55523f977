"""Names made comparable: what two spellings of one name have in common."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import lru_cache
from hashlib import blake2b
from typing import Final

_LETTERS: Final = str.maketrans({
    "ß": "ss", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L",
    "đ": "d", "Đ": "D", "ĳ": "ij", "Ĳ": "IJ", "'": None, "’": None, "‘": None, "`": None, "´": None,
})
_NOT_WORD: Final = re.compile(r"[\W_]+")
_ASCII_WORDS: Final = {i: " " for i in range(128) if not chr(i).isalnum()}
"""The same for text that is plain: much quicker, and most text is."""
_SPELT_OUT: Final = re.compile(r"\b(?:[a-z]\.){2,}", re.IGNORECASE)
_LEGAL: Final[Mapping[str, str]] = {
    "st": "stichting", "stg": "stichting", "sticht": "stichting", "stichtng": "stichting",
    "ver": "vereniging", "vereng": "vereniging", "coop": "cooperatie", "cooperatief": "cooperatie",
}
"""Short forms of legal-form words that open a name; `B.V.` and the like lose their dots."""
_OPENING: Final = frozenset(("stichting", "vereniging", "cooperatie", "bv", "nv", "vof"))
_CLOSING: Final = frozenset(("bv", "nv", "vof", "ua", "ba"))
_SAINTS: Final = frozenset((
    "agnes agatha ambrosius andreas anna antonius augustinus barbara bavo bernardus bonifatius "
    "catharina cecilia clara dominicus elisabeth franciscus gerardus gertrudis hubertus jacobus "
    "jan jans jansteen joannes johannes jordi joris joseph jozef lambertus laurentius lucas lucia "
    "ludgerus maarten maria martin martinus michael michiel nicolaas niklaas nikolaas odulphus "
    "oda odilia pancratius paul paulus petrus pieter plechelmus radboud rita rosa sebastiaan "
    "servaas stefanus stephanus theresia thomas ursula victor vincentius vitus werenfridus "
    "willibrord willibrordus").split())
"""Before these, 'St.' is more often Sint than Stichting."""
_SIMPLE: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*", re.IGNORECASE | re.ASCII)
_SLUG_LENGTH: Final = 72


@lru_cache(maxsize=100_000)
def fold(text: str) -> str:
    """Return `text` without case, diacritics and apostrophes."""
    if text.isascii():
        return text.replace("'", "").replace("`", "").lower()
    text = text.translate(_LETTERS)
    if not text.isascii():
        spread = unicodedata.normalize("NFKD", text)
        text = "".join(c for c in spread if not unicodedata.combining(c))
    return text.casefold()


@lru_cache(maxsize=100_000)
def plain(text: str) -> str:
    """Return the words of `text` in lower case without diacritics and punctuation."""
    folded = fold(text)
    if folded.isascii():
        return " ".join(folded.translate(_ASCII_WORDS).split())
    return _NOT_WORD.sub(" ", folded).strip()


@lru_cache(maxsize=100_000)
def normal(name: str) -> str:
    """Return what all safe spellings of a name share: words, and legal forms written in full.

    'St. Dock', 'Stichting DOCK' and 'stichting dock.' are equal; 'Dock' alone is not.
    """
    joined = _SPELT_OUT.sub(lambda found: found.group().replace(".", "") + " ", name)
    words = plain(joined.replace("&", " en ")).split()
    if words:
        words[0] = _LEGAL.get(words[0], words[0])
    return " ".join(words)


@lru_cache(maxsize=100_000)
def core(name: str) -> tuple[str, frozenset[str]]:
    """Return what is left of a normal name without legal forms and spaces, and those forms.

    The core is empty where a name is nothing but a legal form ("Stichting", "Eenmanszaak").
    """
    words, forms = normal(name).split(), set[str]()
    while words and words[0] in _OPENING:
        forms.add(words.pop(0))
    while words and words[-1] in _CLOSING:
        forms.add(words.pop())
    bare = "".join(words)
    return ("" if bare == "eenmanszaak" else bare), frozenset(forms)


def saint(words: Sequence[str]) -> bool:
    """Tell whether the 'St.' that opens these folded words may be Sint: 'st jozef'."""
    return len(words) > 1 and words[0] == "st" and words[1] in _SAINTS


@lru_cache(maxsize=100_000)
def slug(text: str) -> str:
    """Return `text` as the last part of an id; long ones are cut and keep a hash."""
    if len(text) <= _SLUG_LENGTH and _SIMPLE.fullmatch(text):
        return text.lower()
    made = plain(text).replace(" ", "-")
    made = made.encode("ascii", "ignore").decode().strip("-")
    if not made:
        return short_hash(text)
    if len(made) > _SLUG_LENGTH:
        return f"{made[:_SLUG_LENGTH].rstrip('-')}-{short_hash(made)}"
    return made


def short_hash(text: str) -> str:
    """Return 6 hex digits that tell one text from another."""
    return blake2b(text.encode(), digest_size=3).hexdigest()
