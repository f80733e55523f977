"""Names of people taken apart: titles, given names, initials, tussenvoegsel, surnames."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from graph.matching.words import Words, camel_parts, latin, tokens, words

_INITIALS: Final = re.compile(
    r"^(?:[^\W\d_]{1,2}\.[-\s]?)+$|^(?:[^\W\d_]\.?)$|^(?=[A-Z]{2,5}$)[B-DF-HJ-NP-TV-Z]+$"
)
_BRACKETS: Final = re.compile(r"[(\[]([^)\]]+)[)\]]")


class Person(NamedTuple):
    """What a person's name says; everything is folded.

    `given` are full given names, `initials` the first letters of all given names, `surnames` the
    parts of a double surname, `gender` 'm', 'f' or ''.
    """

    name: str
    given: tuple[str, ...]
    initials: str
    prefix: str
    surnames: tuple[str, ...]
    gender: str
    squash: str
    empty: bool


@lru_cache(maxsize=200_000)
def person(name: str) -> Person:
    """Take a person's name apart."""
    known = words()
    called = [t for part in _BRACKETS.findall(name) for t in tokens(part)]
    bare = _BRACKETS.sub(" ", name)
    gender, bare = _without_titles(bare, known)
    front, surname = _at_comma(bare)
    if surname is None:
        initials, given, prefix, last = _in_order(front, known)
    else:
        initials, given, prefix = _front(front, known)
        more, last = _prefix_of(_plain(surname), known)
        prefix = prefix or more
    given = [*given, *(c for c in called if len(c) > 1 and not given)]
    letters = initials or "".join(g[0] for g in given)
    surnames = tuple(p for p in _surnames(last) if p not in known.prefixes) or tuple(last)
    squash = "".join(sorted([*given, *surnames])) if given else letters + "".join(sorted(surnames))
    return Person(name, tuple(given), letters, prefix, surnames, gender, squash,
                  not surnames or all(t in known.placeholders for t in tokens(name)))


def _without_titles(name: str, known: Words) -> tuple[str, str]:
    gender = ""
    kept: list[str] = []
    for word in name.split():
        bare = latin(word).strip(".,")
        if bare in known.titles and (len(bare) > 2 or not word.isupper()):
            dotted = f"{bare}."
            if bare in known.women:
                gender = "f"
            elif bare in known.men or (dotted in known.men and word.endswith(".") and not kept):
                gender = gender or ("m" if bare != "mr" else "")
            if word.endswith(",") and kept:
                kept.append(",")
        else:
            kept.append(word)
    return gender, " ".join(kept) or name


def _at_comma(name: str) -> tuple[str, str | None]:
    before, comma, after = name.partition(",")
    return (after.strip(), before.strip()) if comma and after.strip() else (before.strip(), None)


def _plain(text: str) -> list[str]:
    return [t for word in text.split() for t in latin(word).replace(".", " ").split()]


def _in_order(name: str, known: Words) -> tuple[str, list[str], str, list[str]]:
    if " " not in name.strip():
        name = camel_parts(name).strip()
    parts = name.split()
    cut = len(parts) - 1
    for position in range(1, len(parts)):
        folded = latin(parts[position]).strip(".").split("-")
        if known.prefixes.intersection(folded) and not _INITIALS.match(parts[position]):
            cut = position
            break
    if parts and latin(parts[-1]).strip(".") in known.suffixes and cut == len(parts) - 1 > 1:
        cut -= 1
    if cut == 0 and parts:
        return "", [], "", _plain(parts[0])
    prefix, last = _prefix_of(_plain(" ".join(parts[cut:])), known)
    initials, given, _ = _front(" ".join(parts[:cut]), known)
    return initials, given, prefix, last


def _front(text: str, known: Words) -> tuple[str, list[str], str]:
    """Return (initials, given names, tussenvoegsel) of what stands before or behind a surname."""
    letters = ""
    given: list[str] = []
    prefix: list[str] = []
    parts = text.split()
    for position, word in enumerate(parts):
        folded = latin(word)
        last = all(latin(w) in known.prefixes for w in parts[position:])
        if last and (position or (len(parts) == 1 and len(folded) > 1)):
            prefix.append(folded)
        elif _INITIALS.match(word):
            letters += "".join(p[0] for p in re.split(r"[.\-\s]", folded) if p) if "." in word \
                else folded
        else:
            names = [n for n in re.split(r"[-.\s]+", folded) if n]
            given.extend(names)
            letters += "".join(n[0] for n in names)
    return letters, given, "".join(prefix)


def _prefix_of(last: Sequence[str], known: Words) -> tuple[str, list[str]]:
    parts = [p for word in last for p in (word.split("-", 1) if word.split("-")[0] in
                                          known.prefixes and "-" in word else [word])]
    taken = 0
    while taken < len(parts) - 1 and parts[taken] in known.prefixes:
        taken += 1
    return "".join(parts[:taken]), parts[taken:]


def _surnames(last: Sequence[str]) -> list[str]:
    return [p for word in last for p in re.split(r"[-–/]+", word) if p]


@lru_cache(maxsize=200_000)
def looks_like_person(name: str) -> bool:
    """Tell whether a name has a title, initials or a tussenvoegsel as people's names have."""
    known = words()
    parts = name.replace(",", " , ").split()
    if not 1 < len(parts) <= 8:
        return False
    folded = [latin(p).strip(".") for p in parts]
    titled = folded[0] in known.titles and parts[0][:1].isalpha() and folded[0] != "em"
    initialled = bool(re.match(r"^(?:[A-Z][a-z]?\.)+$", parts[0])) or (
        "," in parts and any(re.match(r"^(?:[A-Z]\.)+$", p) for p in parts[1:]))
    familiar = folded[0] in known.nicknames and parts[-1][:1].isupper()
    middle = any(f in ("van", "de", "der", "den", "ter", "ten", "vd") for f in folded[1:-1])
    return titled or initialled or familiar or (
        middle and len(parts) <= 5 and parts[0][:1].isupper() and parts[-1][:1].isupper()
        and folded[0] not in known.light and folded[1] in known.prefixes)


def shaped_like_person(name: str) -> bool:
    """Tell whether a name could be a person's: at most four words, each begins with a letter."""
    parts = name.split()
    return len(parts) <= 4 and all(p[:1].isalpha() for p in parts)
