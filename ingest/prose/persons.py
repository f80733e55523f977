"""People's names inside a capitalised run: first names, initials, tussenvoegsels, surnames."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from graph.naming import fold
from ingest.prose.spans import Run, Token
from ingest.prose.words import either, first_names, heads, ordinary, roles, words

_COURTESY: Final = re.compile(
    r"\b(?:dhr|mevr|mw|hr|dr|drs|ir|mr|ing|prof|heer|meneer|mevrouw)\.?\s*$", re.IGNORECASE
)
_ROLE: Final = re.compile(
    rf"\b(?P<role>[\w-]*?(?:{either(roles())}))(?:\s+(?P<of>[A-ZÀ-Þ][\w-]+))?\s*$",
    re.IGNORECASE,
)
_TITLE_LENGTH: Final = 120
"""Letters before a name in which a title is looked for."""
_PLAIN: Final = re.compile(r"(?:'t )?[A-ZÀ-Þ][a-zà-ÿ]+(?:[-'][A-ZÀ-Þa-zà-ÿ][\w]*)*|[A-Z]'[A-Z]\w+")
_PARTICLES_UP: Final = frozenset(
    "Oude Klein Groot Groote Olde"
    " El Al Ben Bin Ait Aït Van De Der Den Ten Ter Von La Le Da Dos Ould".split()
)


def titled(before: str) -> str | None:
    """Return the courtesy or function word that ends `before`: 'wethouder', 'mevrouw'."""
    before = before[-_TITLE_LENGTH:]
    found = _COURTESY.search(before)
    if found:
        return found.group().strip()
    role = _ROLE.search(before)
    if role is None or role["of"]:
        return None
    behind = re.search(r"[A-ZÀ-Þ][\w-]*, (?:de |een )?$", before[: role.start()])
    return None if behind and roles().get(role["role"].lower()) != "office" else role["role"]


def is_first_name(word: str) -> bool:
    """Tell whether a word is a common first name, also one of two joined: 'Jan-Willem'."""
    return all(fold(part) in first_names() for part in word.split("-"))


def _goes_on(after: Sequence[Token]) -> bool:
    """Tell whether a surname goes on after its first particle: 'Van der Es', 'De Boer'."""
    return any(token.capital or token.text in words("particles") for token in after)


def _surname(found: Sequence[Token], at: int) -> int:
    """Return the index after the surname that begins at `at`, or `at` if there is none."""
    step = at
    while step < len(found) and (
        (not found[step].capital and found[step].text in words("particles"))
        or (found[step].text in _PARTICLES_UP and _goes_on(found[step + 1 : step + 2]))
    ):
        step += 1
    if step - at > 3 or step >= len(found) or not _PLAIN.fullmatch(found[step].text):
        return at
    return step + 1


def _is_institution(word: str) -> bool:
    """Tell whether a word names a kind of organisation or place rather than a person."""
    low = word.lower()
    return any(
        low.endswith(head)
        for kind in ("public", "organisation", "initiative", "venue", "agreement", "event")
        for head in heads(kind)
        if len(head) > 4
    )


def person_in(run: Run, before: str) -> int:
    """Return how many tokens at the start of a run are a person's name; 0 for none."""
    found = run.tokens
    title = titled(before)
    if found[0].initials:
        at = 1
        end = _surname(found, at)
        return end if end > at else 0
    named = is_first_name(found[0].text)
    if title and not named and len(found) > 1 and _is_institution(found[-1].text):
        return 0
    if not named:
        return _titled_name(found, title) if title else 0
    at = 1
    while at < len(found) and (
        found[at].initials
        or (
            at + 1 < len(found)
            and found[at].capital
            and is_first_name(found[at].text)
            and _PLAIN.fullmatch(found[at].text)
            and found[at + 1].capital
            and at < 2
            and not _is_institution(found[at + 1].text)
        )
    ):
        at += 1
    end = _surname(found, at)
    if end == at:
        return at if title or (at == len(found) == 1 and not run.first) else 0
    return 0 if _is_institution(found[end - 1].text) and not title else end


def _titled_name(found: Sequence[Token], title: str) -> int:
    """A name after a title: 'wethouder Iyad Odeh', 'mevrouw De Graaf', 'dhr. Smit'."""
    if fold(found[0].text) in ordinary() and found[0].text not in _PARTICLES_UP:
        return 0
    if found[0].shaped:
        return 0
    courtesy = _COURTESY.search(title) is not None
    end = _surname(found, 0)
    if found[0].text in _PARTICLES_UP:
        return end
    more = _surname(found, 1)
    if more > 1:
        return more
    office = roles().get(title.lower()) == "office"
    return 1 if (courtesy or office) and not _is_institution(found[0].text) else 0


def surname(name: str) -> str:
    """Return the surname with its particles: 'van der Heijden' of 'Paul van der Heijden'."""
    parts = name.split()
    for at, part in enumerate(parts[1:], 1):
        if part.lower() in words("particles"):
            return " ".join(parts[at:])
    return parts[-1]
