"""What an audience may see of people: who is named, and how names are kept out of texts."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterable
from hashlib import blake2b
from typing import Final, NamedTuple

from graph.statement import AUDIENCES, Access

HIDDEN_NAME: Final = "[naam niet openbaar]"
_PREFIXES: Final = frozenset("van von de den der het ten ter te op in 't la le el al bin".split())
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


def _surname(name: str) -> str:
    words = name.split()
    return words[-1] if len(words) > 1 else ""


def redactor(people: Iterable[HiddenPerson]) -> Callable[[str | None], str | None]:
    """Return a function that takes the names of `people` out of a text.

    Whole names go wherever they stand, in any case and spacing; a surname goes after a title.
    """
    names = {name for person in people for name in person.names if len(name) > 2}
    if not names:
        return lambda text: text
    whole = [r"\W+".join(map(re.escape, re.findall(r"\w+", name))) for name in names]
    titled = [re.escape(s) for name in names if (s := _surname(name)) and s not in _PREFIXES]
    pattern = re.compile(
        rf"\b(?:{'|'.join(sorted(filter(None, whole), key=len, reverse=True))})\b"
        + (rf"|\b{_TITLES}\.?\s+(?:{'|'.join(titled)})\b" if titled else ""),
        re.IGNORECASE,
    )
    last_words = {re.findall(r"\w+", name)[-1].casefold() for name in names if re.findall(r"\w+", name)}

    def redact(text: str | None) -> str | None:
        if not text or not any(w in last_words for w in re.findall(r"\w+", text.casefold())):
            return text
        return pattern.sub(HIDDEN_NAME, text)

    return redact
