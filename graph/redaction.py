"""Takes the names of people who may not be named out of texts, in the spellings people use."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import Final

from graph.naming import fold, plain

HIDDEN_NAME: Final = "[naam niet openbaar]"
PREFIXES: Final = frozenset("van von de den der het ten ter te op in 't t la le el al bin".split())
_TITLES: Final = (
    r"(?:dhr|hr|mevr|mw|meneer|mijnheer|mevrouw|heer|mr|drs|dr|ir|ing|prof|fam|familie"
    r"|buurman|buurvrouw)"
)
_TITLE_WORDS: Final = frozenset(_TITLES.strip("(?:)").split("|"))
_INITIALS: Final = r"(?:\w[\W_]+){0,4}"
_ADDRESS: Final = re.compile(r"[\w.+-]+@[\w.-]+\w|(?:https?://|www\.)\S+")
_MAYBE: Final = re.compile(r"@|www\.|://")
_LETTER: Final = re.compile(r"[^\W_]+")
_LIKE: Final = {"ı": "i", "İ": "i"}
_ALONE: Final = ""
"""Stands for the word beside a name that needs none."""
_SHORTEST: Final = 3
"""Letters of the shortest name that is looked for."""

Redact = Callable[[str | None, str | None], str | None]
_Name = tuple[tuple[str, ...], tuple[str, ...]]
"""The words of a first name and of a surname."""


def redactor(
    names: Iterable[str], close: Iterable[tuple[str, str]] = ()
) -> Redact:
    """Return a function (text, source) that takes `names` out of a text.

    Gone are whole names, also with the surname first, with initials and as one word, in any case,
    spacing, accents and punctuation, so in a slug too; surnames after a title; and addresses made
    of a name. `close` are (source, name) of reports: there a first name or surname alone, written
    with a capital, goes as well.
    """
    known = _Known()
    glued: set[str] = set()
    for name in set(names):
        for words in _spellings(name):
            glued.update(_glued(words))
            known.add(words)
    near = _near(close)

    def redact(text: str | None, source: str | None = None) -> str | None:
        if not text:
            return text
        even, flat = _flat(text)
        words = set(_LETTER.findall(flat))
        spots = list(_addresses(flat, glued)) if _MAYBE.search(flat) else []
        if pattern := known.pattern(words):
            spots += [m.span() for m in pattern.finditer(flat)]
        if source in near and not near[source].isdisjoint(words):
            spots += [m.span() for m in _LETTER.finditer(flat)
                      if m.group() in near[source] and even[m.start()].isupper()]
        return _without(even, spots) if spots else text

    return redact


class _Known:
    """The names to look for, so that the few that a text may hold are found among very many.

    Most texts that hold a surname hold it as a common word, and a pattern takes long to look.
    """

    def __init__(self) -> None:
        self._beside: dict[str, dict[str, set[_Name]]] = {}
        self._pattern = lru_cache(maxsize=4096)(_compiled)

    def add(self, name: _Name) -> None:
        """Keep a name under each of its key words, with what must stand beside that word."""
        for key in _keys(name):
            beside = self._beside.setdefault(key, {})
            for word in _beside(name):
                beside.setdefault(word, set()).add(name)

    def pattern(self, words: set[str]) -> re.Pattern[str] | None:
        """Return what finds the names that a text of these words may hold, or None if none."""
        keys = self._beside.keys() & words
        if not keys:
            return None
        possible = {
            name for key in keys for word in (*words, _ALONE)
            for name in self._beside[key].get(word, ())
        }
        titled = set() if words.isdisjoint(_TITLE_WORDS) else {
            name[1] for key in keys for names in self._beside[key].values() for name in names
            if name[0]
        }
        return self._pattern(frozenset(possible), frozenset(titled)) if possible or titled else None


def _compiled(names: frozenset[_Name], titled: frozenset[tuple[str, ...]]) -> re.Pattern[str]:
    """Return a pattern of names written in full, and of surnames after a title."""
    found = {pattern for name in names for pattern in _patterns(name)}
    found |= {_after_title(last) for last in titled if _core(last)}
    longest = sorted(found, key=lambda p: (-len(p), p))
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(longest)})(?![^\W_])")


def _without(text: str, spots: list[tuple[int, int]]) -> str:
    """Return a text with its spots, which may overlap or stand side by side, taken out."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spots):
        if joined and start <= joined[-1][1] + 1 and not text[joined[-1][1]:start].strip():
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    for start, end in reversed(joined):
        text = f"{text[:start]}{HIDDEN_NAME}{text[end:]}"
    return text


def _flat(text: str) -> tuple[str, str]:
    """Return a text with its accents joined, and as long without case and accents."""
    if text.isascii():
        return text, text.lower()
    even = unicodedata.normalize("NFC", text)
    return even, "".join(map(_letter, even))


@lru_cache(maxsize=10_000)
def _letter(character: str) -> str:
    folded = _LIKE.get(character) or fold(character)
    return folded if len(folded) == 1 else character.lower()[:1]


def _spellings(name: str) -> Iterator[_Name]:
    """Yield a name as written, with apostrophes left out, and as in a slug."""
    parts = unicodedata.normalize("NFC", name).split()
    at = next((i for i, part in enumerate(parts) if i and fold(part) in PREFIXES), len(parts) - 1)
    for even in (lambda part: _flat(part)[1], plain, _as_slug):
        first, last = (
            tuple(word for part in some for word in _LETTER.findall(even(part)))
            for some in (parts[:at], parts[at:])
        )
        if sum(map(len, first + last)) >= _SHORTEST:
            yield first, last


def _as_slug(part: str) -> str:
    return plain(part).encode("ascii", "ignore").decode()


def _core(last: tuple[str, ...]) -> tuple[str, ...]:
    """Return a surname without the prefixes before it."""
    at = next((i for i, word in enumerate(last) if word not in PREFIXES), 0)
    return last[at:]


def _keys(name: _Name) -> set[str]:
    """Return the words of which one must be in a text that holds the name."""
    first, last = name
    core = _core(last)
    found = {(*first, *last)[-1]}
    return found | {core[0], core[-1], "".join((*first, *last))} if first and core else found


def _beside(name: _Name) -> set[str]:
    """Return the words of which one stands in a text that holds a name in any way but by title."""
    first, last = name
    if not first or not _core(last):
        return {_ALONE}
    return {first[0], first[0][0], "".join((*first, *last))}


def _after_title(last: tuple[str, ...]) -> str:
    """Return a pattern of a surname, or a part of it, after a title."""
    core = _core(last)
    titled = {_spaced(last), _spaced(core), re.escape(core[0]), re.escape(core[-1])}
    return rf"{_TITLES}\W+{_INITIALS}(?:{'|'.join(sorted(titled, key=len, reverse=True))})"


def _patterns(name: _Name) -> Iterator[str]:
    """Yield a pattern for every way to write a name."""
    first, last = name
    core = _core(last)
    yield _spaced((*first, *last))
    if not first or not core:
        return
    prefixes = last[: len(last) - len(core)]
    initial, given, surname = re.escape(first[0][0]), _spaced(first), _spaced(last)
    yield _after_title(last)
    yield rf"{initial}[\W_]+(?:\w[\W_]+){{0,3}}{surname}"
    yield rf"{surname}\W+{given}"
    yield rf"{surname},\s*{initial}\b\.?"
    if prefixes:
        yield rf"{_spaced(core)}\W+{given}(?:[\W_]+{_spaced(prefixes)})?"
    if len(core) > 1:
        yield _spaced((*first, *prefixes, core[0]))
    yield "".join(map(re.escape, (*first, *last)))


def _spaced(words: Iterable[str]) -> str:
    return r"[\W_]+".join(map(re.escape, words))


def _glued(name: _Name) -> Iterator[str]:
    """Yield a name as people write it in an e-mail address, without what stands between."""
    first, last = name
    if not first or len("".join(last)) < _SHORTEST:
        return
    given, surname = "".join(first), "".join(last)
    yield from (surname, given + surname, surname + given, given[0] + surname, surname + given[0],
                "".join(word[0] for word in first) + surname)


def _addresses(flat: str, glued: set[str]) -> Iterator[tuple[int, int]]:
    """Yield the spans of e-mail and web addresses that are made of a name."""
    for found in _ADDRESS.finditer(flat):
        parts = re.split(r"[@/:?#]|\.(?=\w+(?:$|[/?#]))", found.group())
        if any("".join(_LETTER.findall(part.removeprefix("www."))) in glued for part in parts):
            yield found.span()


def _near(close: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    """Return the words that are part of a name in each source."""
    found: dict[str, set[str]] = {}
    for source, name in close:
        for first, last in _spellings(name):
            words = {word for word in (*first, *last) if word not in PREFIXES}
            found.setdefault(source, set()).update(w for w in words if len(w) >= _SHORTEST)
    return found
