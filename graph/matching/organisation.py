"""Names of organisations taken apart: legal form, words that count, numbers, compass, initials."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from rapidfuzz.distance import OSA

from graph.matching.words import Words, tokens, words
from graph.naming import saint

_BRACKETS: Final = re.compile(r"[(\[]([^)\]]{2,40})[)\]]")
_DIGITS: Final = re.compile(r"\d+")
_ONLY_AT_END: Final = frozenset({
    "as", "se", "sa", "ag", "kg", "inc", "corp", "llp", "cooperatie", "maatschap", "zzp",
})
_CORNERS: Final = {f"{a}{b}": (a, b) for a in ("noord", "zuid") for b in ("oost", "west")}
_ARTICLES: Final = {"t": "het", "n": "een", "the": "de"}
_SPELLED_FORMS: Final = ("stichting", "vereniging", "cooperatie")


class Organisation(NamedTuple):
    """What the name of an organisation, initiative or body says.

    `squash` is the words that count without spaces; `bare` also holds articles, and `whole`
    legal forms too. `creed` is what a short form says beside its meaning: 'obs' is an open school.
    """

    name: str
    legal: frozenset[str]
    words: tuple[str, ...]
    numbers: tuple[str, ...]
    sides: frozenset[str]
    squash: str
    bare: str
    whole: str
    short: str
    initials: str
    empty: bool
    articles: frozenset[str]
    saint: bool
    generic: bool
    creed: frozenset[str]


@lru_cache(maxsize=200_000)
def organisation(name: str) -> Organisation:
    """Take the name of an organisation apart."""
    known = words()
    all_tokens = tokens(name)
    shorts = [s for s in (_short_in(part) for part in _BRACKETS.findall(name)) if s]
    short, kept = "", all_tokens
    legal, content = _content(all_tokens, known)
    if shorts:
        without = tuple(t for t in all_tokens if t != shorts[0])
        less_legal, less = _content(without, known)
        if _abbreviates(shorts[0], less):
            short, kept, legal, content = shorts[0], without, less_legal, less
    return Organisation(
        name, frozenset(legal), content, tuple(sorted(_numbers(content))),
        frozenset(side for t in kept if t in known.sides
                  for side in _CORNERS.get(known.sides[t], (known.sides[t],))),
        "".join(content), "".join(_split_legal(kept, known)[1]), "".join(kept), short,
        initials_of(content, known),
        _is_empty(all_tokens, known),
        frozenset(_ARTICLES.get(t, t) for t in kept if t in known.articles), saint(all_tokens),
        _is_generic(kept, content, known),
        frozenset(known.sides[t] for t in kept if t in known.sides and t in known.spelled),
    )


def _is_generic(kept: Sequence[str], content: Sequence[str], known: Words) -> bool:
    """Tell whether a name only says what kind of thing it is: 'Buurtteam', 'Wijkraad Noord'."""
    return "een" not in kept and all(
        t.isdigit() or t in known.sides or t in known.placeholders or _is_kind(t, known)
        or any(_is_kind(t[:cut], known) and _is_kind(t[cut:], known)
               for cut in range(3, len(t) - 2)) for t in content)


def _is_kind(word: str, known: Words) -> bool:
    return word in known.organisation or word in known.light or word in known.endings


def _content(found: Sequence[str], known: Words) -> tuple[list[str], tuple[str, ...]]:
    """Return legal forms, and the words that count with numbers in digits."""
    legal, core = _split_legal(found, known)
    core = _numbered(core, known)
    kept = tuple(known.spelled.get(t, t) for t in core if t not in known.articles)
    return legal, kept or tuple(core)


def _short_in(part: str) -> str:
    found = tokens(part)
    return found[0] if len(found) == 1 and 2 <= len(found[0]) <= 7 else ""


def _abbreviates(short: str, content: Sequence[str]) -> bool:
    full = initials_of(content, words(), light=True)
    return len(short) > 1 and short in (initials_of(content, words()), full)


def initials_of(content: Sequence[str], known: Words, *, light: bool = False) -> str:
    """Return the first letters of the words that count ('light' takes small words too)."""
    used = [t for t in content if light or t not in known.light or t in known.organisation]
    return "".join(t[0] for t in used) if len(used) > 1 else ""


def all_initials(found: Organisation) -> frozenset[str]:
    """Return every way to shorten a name: 'SMO' for 'sociaal makelorganisatie'."""
    known = words()
    letters = {found.short, found.initials, "".join(w[0] for w in found.words)}
    parts = [w[0] + _second(w, known) for w in found.words if w not in known.light]
    letters.add("".join(parts))
    forms = "".join(sorted({form[0] for form in found.legal}))
    if forms:
        letters |= {forms + letters_ for letters_ in (found.initials, "".join(parts))}
    return frozenset(one for one in letters if len(one) > 1)


def _second(word: str, known: Words) -> str:
    """Return the first letter of the second part of a compound: 'o' in 'makelorganisatie'."""
    if not word.endswith(known.endings):
        return ""
    endings = (e for e in known.endings if word.endswith(e) and len(word) > len(e) + 2)
    longest = max(endings, key=len, default="")
    return longest[:1]


def _split_legal(found: Sequence[str], known: Words) -> tuple[list[str], list[str]]:
    legal: list[str] = []
    rest = list(found)
    while (hit := _legal_at_start(rest, known)) and len(rest) > hit[1]:
        legal.append(hit[0])
        rest = rest[hit[1]:]
    while (hit := _legal_at_end(rest, known)) and len(rest) > hit[1]:
        legal.append(hit[0])
        rest = rest[:-hit[1]]
    return legal, rest


def _legal_at_start(rest: Sequence[str], known: Words) -> tuple[str, int] | None:
    for size in range(min(known.legal_length, len(rest)), 0, -1):
        kind = known.legal.get(tuple(rest[:size]))
        if kind and (size > 1 or kind not in _ONLY_AT_END or rest[0] == "cooperatie"):
            return kind, size
    if rest and len(rest[0]) >= 8:
        for form in _SPELLED_FORMS:
            if OSA.distance(rest[0], form, score_cutoff=2) <= 2:
                return form, 1
    return None


def _legal_at_end(rest: Sequence[str], known: Words) -> tuple[str, int] | None:
    for size in range(min(known.legal_length, len(rest)), 0, -1):
        kind = known.legal.get(tuple(rest[-size:]))
        if kind and not (size == 1 and rest[-1] in ("st", "stg", "ver", "sticht")):
            return kind, size
    return None


def _numbered(core: Sequence[str], known: Words) -> list[str]:
    """Return words with every number in digits; 'forty four' is one number, 'V' only at the end."""
    out: list[str] = []
    position = 0
    while position < len(core):
        pair = " ".join(core[position:position + 2])
        token = core[position]
        if pair in known.numbers and pair != token:
            out.append(known.numbers[pair])
            position += 2
            continue
        roman = set(token) <= set("ivx")
        out.append(known.numbers.get(token, token) if not roman or position else token)
        position += 1
    return out


def _numbers(content: Sequence[str]) -> Iterator[str]:
    for token in content:
        for digits in _DIGITS.findall(token):
            yield digits.lstrip("0") or "0"


def _is_empty(all_tokens: Sequence[str], known: Words) -> bool:
    return all(t in known.placeholders or t in known.light for t in all_tokens)


@lru_cache(maxsize=200_000)
def looks_like_organisation(name: str) -> bool:
    """Tell whether the words of a name say that it is an organisation."""
    known = words()
    found = tokens(name)
    legal, _ = _split_legal(found, known)
    return bool(legal) or any(
        t in known.organisation or any(c.isdigit() for c in t)
        or (len(t) > 5 and t.endswith(known.endings)) for t in found
    ) or "&" in name
