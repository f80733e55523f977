"""Who was forgotten, as salted hashes: enough to skip a person, too little to name one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from hashlib import blake2b
from typing import Final, NamedTuple

from graph.audience import PREFIXES
from graph.naming import fold

TAKEN_OUT: Final = "[naam verwijderd]"
BLOCK: Final = "█"
"""Stands for one letter in the texts of reports, in which places are counted in letters."""
_WORD: Final = re.compile(r"[^\W_]+(?:['’‘`´][^\W_]+)*")
_CONTACT: Final = re.compile(r"[\w.+-]+@[\w.-]+\w|\+?\d[\d ()/-]{7,}\d")
_TITLES: Final = frozenset("dhr mevr mw meneer mevrouw heer mr drs dr ir ing prof".split())
_SHORTEST: Final = 3
"""A name with fewer letters is not looked for in texts."""


class _Word(NamedTuple):
    folded: str
    start: int
    end: int
    capital: bool


class Forgotten:
    """What was forgotten: recognises ids, names and contact details, and takes them out of texts.

    A name is `kind`, its number of words and a hash, so that texts are only tried at that length.
    """

    def __init__(self, salt: str, hashes: Iterable[str] = ()) -> None:
        self._key = salt.encode()[:64]
        self.hashes = set(hashes)
        self._lengths: dict[str, list[int]] = {}
        self._refresh()
        self._opens = lru_cache(maxsize=200_000)(lambda word: self._is("opens", word))

    def add_id(self, entity_id: str) -> None:
        """Remember an id."""
        self.hashes.add(self._hash("id", entity_id))

    def add_contact(self, value: str) -> None:
        """Remember an e-mail address or telephone number."""
        self.hashes.add(self._hash("contact", _plain_contact(value)))

    def add_name(self, name: str) -> None:
        """Remember a name, also as 'surname, first name' and as a surname after a title."""
        words = [word.folded for word in _words(name)]
        if sum(map(len, words)) < _SHORTEST:
            return
        for form in ([words, [words[-1], *words[:-1]]] if len(words) > 1 else [words]):
            self._add_words("name", form)
        if len(words) > 1:
            self._add_words("surname", words[-1:])
            prefixed = next((i for i, w in enumerate(words) if i and w in PREFIXES), None)
            if prefixed:
                self._add_words("surname", words[prefixed:])
        self._refresh()
        self._opens.cache_clear()

    def knows_id(self, entity_id: str) -> bool:
        """Tell whether an id was forgotten."""
        return self._is("id", entity_id)

    def knows_name(self, name: str) -> bool:
        """Tell whether this is, as a whole, a forgotten name; also as a slug."""
        words = [word.folded for word in _words(name)]
        return bool(words) and self._is(f"name{len(words)}", " ".join(words))

    def knows_contact(self, value: str) -> bool:
        """Tell whether this is a forgotten e-mail address or telephone number."""
        return self._is("contact", _plain_contact(value))

    def redact(self, text: str) -> str:
        """Return `text` without forgotten names and contact details.

        A name of one word is only taken out where it is written with a capital.
        """
        return self._without(text, lambda _length: TAKEN_OUT)

    def black_out(self, text: str) -> str:
        """Return `text` as long as it was, with blocks for forgotten names and contact details."""
        return self._without(text, lambda length: BLOCK * length)

    def retitled(self, name: str) -> str:
        """Return a hash for the name of a source, document or file with a forgotten name in it."""
        return name if not self.hashes or self.redact(name) == name else \
            self._hash("renamed", name)[8:24]

    def _without(self, text: str, instead: Callable[[int], str]) -> str:
        if not self.hashes:
            return text
        spots = sorted((*self._names_in(text), *self._contacts_in(text)))
        for start, end in reversed(spots):
            text = f"{text[:start]}{instead(end - start)}{text[end:]}"
        return text

    def renamed(self, entity_id: str) -> str:
        """Return an id without a forgotten name in it; the same id if there is none."""
        if self.redact(entity_id) == entity_id:
            return entity_id
        return f"{entity_id.partition(':')[0]}:{self._hash('renamed', entity_id)[8:24]}"

    def _names_in(self, text: str) -> Iterator[tuple[int, int]]:
        words, place = list(_words(text)), 0
        while place < len(words):
            size = self._size_at(words, place) if self._opens(words[place].folded) else 0
            if size:
                yield words[place].start, words[place + size - 1].end
            place += size or 1

    def _size_at(self, words: list[_Word], place: int) -> int:
        """Return how many words from `place` on are a forgotten name; 0 if none are."""
        kinds = ["name"]
        if place and words[place - 1].folded in _TITLES:
            kinds.append("surname")
        for kind in kinds:
            for size in self._lengths.get(kind, ()):
                part = words[place : place + size]
                if len(part) == size and (size > 1 or part[0].capital) and self._is(
                    f"{kind}{size}", " ".join(word.folded for word in part)
                ):
                    return size
        return 0

    def _contacts_in(self, text: str) -> Iterator[tuple[int, int]]:
        for found in _CONTACT.finditer(text):
            if self.knows_contact(found.group()) and not any(self._names_in(found.group())):
                yield found.span()

    def _add_words(self, kind: str, words: list[str]) -> None:
        self.hashes.add(self._hash(f"{kind}{len(words)}", " ".join(words)))
        self.hashes.add(self._hash("opens", words[0]))

    def _is(self, kind: str, text: str) -> bool:
        return self._hash(kind, text) in self.hashes

    def _hash(self, kind: str, text: str) -> str:
        """Return the kind and a hash; that of a first word is short, so that it tells little."""
        size = 2 if kind == "opens" else 12
        digest = blake2b(f"{kind} {text}".encode(), key=self._key, digest_size=size).hexdigest()
        return f"{kind}:{digest}"

    def _refresh(self) -> None:
        for kind in ("name", "surname"):
            sizes = {h.partition(":")[0][len(kind):] for h in self.hashes if h.startswith(kind)}
            self._lengths[kind] = sorted((int(s) for s in sizes), reverse=True)


def _words(text: str) -> Iterator[_Word]:
    for found in _WORD.finditer(text):
        word = found.group()
        yield _Word(fold(word), found.start(), found.end(), word[0].isupper())


def _plain_contact(value: str) -> str:
    return re.sub(r"[\s()/-]", "", value).casefold()
