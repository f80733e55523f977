"""What an audience may see of people: who is named, and how names are kept out of texts."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterable
from functools import cache
from hashlib import blake2b
from typing import Final, NamedTuple

from graph.naming import plain
from graph.statement import AUDIENCES, Access

HIDDEN_NAME: Final = "[naam niet openbaar]"
PREFIXES: Final = frozenset("van von de den der het ten ter te op in 't la le el al bin".split())
_TITLES: Final = r"(?:dhr|mevr|mw|meneer|mevrouw|heer|mr|drs|dr|ir|ing|prof)"


class HiddenPerson(NamedTuple):
    """A person who may not be named: the real id, the id shown instead, and all names."""

    id: str
    shown_as: str
    names: tuple[str, ...]


def visible(audience: str) -> tuple[str, ...]:
    """Return the access levels that `audience` may see."""
    return AUDIENCES[: AUDIENCES.index(Access(audience)) + 1]


def pseudonym(entity_id: str, salt: str) -> str:
    """Return an id that says nothing of the person, the same in every build of one ledger."""
    return "person:" + blake2b(f"{salt}{entity_id}".encode(), digest_size=8).hexdigest()


def hidden_people(db: sqlite3.Connection, salt: str) -> list[HiddenPerson]:
    """Return the people of table `fact` without public or professional post, consent or office.

    `fact` holds (subject, relation, value, object) of the whole ledger, under canonical ids.
    A post without a standing counts as professional at an organisation, not at an initiative.
    """
    rows = db.execute(
        """
        WITH person AS (SELECT DISTINCT subject AS id FROM fact
                        WHERE relation = 'type' AND value = 'Person'),
        named AS (
            SELECT subject AS id FROM fact
            WHERE relation IN ('consent', 'unknown') AND value <> 'false'
            UNION
            SELECT h.subject FROM fact h
            LEFT JOIN fact p ON p.subject = h.object AND p.relation = 'standing'
            LEFT JOIN fact a ON a.subject = h.object AND a.relation = 'at'
            LEFT JOIN fact t ON t.subject = a.object AND t.relation = 'type'
            WHERE h.relation = 'holds' AND (p.value IN ('office', 'professional')
                  OR p.value IS NULL AND t.value IN ('Organisation', 'PublicBody'))
        )
        SELECT person.id, f.value FROM person
        LEFT JOIN fact f ON f.subject = person.id AND f.relation IN ('name', 'alt_name')
        WHERE person.id NOT IN (SELECT id FROM named) ORDER BY person.id
        """
    )
    names: dict[str, set[str]] = {}
    for entity_id, name in rows:
        names.setdefault(entity_id, set()).update([name] if name else [])
    return [HiddenPerson(i, pseudonym(i, salt), tuple(sorted(n))) for i, n in names.items()]


def redactor(people: Iterable[HiddenPerson]) -> Callable[[str | None], str | None]:
    """Return a function that takes the names of `people` out of a text.

    Whole names go wherever they stand, in any case, spacing and punctuation, so out of a slug
    too; a surname goes after a title. Only names whose last word is in a text are looked for.
    """
    by_last: dict[str, set[tuple[str, ...]]] = {}
    for words in {w for p in people for name in p.names for w in _spellings(name)}:
        by_last.setdefault(words[-1], set()).add(words)

    @cache
    def pattern(*ends: str) -> re.Pattern[str]:
        return _pattern([name for end in ends for name in by_last[end]])

    def redact(text: str | None) -> str | None:
        if not text or by_last.keys().isdisjoint(words := _words(text)):
            return text
        ends = sorted(end for end in by_last.keys() & set(words) if pattern(end).search(text))
        return pattern(*ends).sub(HIDDEN_NAME, text) if ends else text

    return redact


def _pattern(names: Iterable[tuple[str, ...]]) -> re.Pattern[str]:
    """Return what finds `names`, each a tuple of words, whole or as a surname after a title."""
    names = sorted(names)
    whole = sorted((r"[\W_]+".join(map(re.escape, name)) for name in names), key=len, reverse=True)
    titled = sorted({re.escape(n[-1]) for n in names if len(n) > 1 and n[-1] not in PREFIXES})
    titled_pattern = rf"{_TITLES}\.?\s+(?:{'|'.join(titled)})" if titled else r"(?!)"
    return re.compile(
        rf"(?<![^\W_])(?:{'|'.join(whole)}|{titled_pattern})(?![^\W_])", re.IGNORECASE
    )


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text.casefold())


def _spellings(name: str) -> Iterable[tuple[str, ...]]:
    """Yield a name as words: as written, and without diacritics and apostrophes (as in a slug)."""
    for form in {name, plain(name)}:
        words = tuple(_words(form))
        if sum(map(len, words)) > 2:
            yield words
