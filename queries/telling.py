"""Arrows of a composed question as plain sentences, from subject to object."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from graph.schema import schema
from graph.texts import say


class End(NamedTuple):
    """One end of an arrow: its type, what is filled in, and whether it was mentioned before."""

    kind: str
    label: str | None
    told: bool
    number: str = ""


def mention(end: End, lang: str) -> str:
    """Return how an end is called: 'groen', 'een thema', or 'het thema' once it was mentioned."""
    if end.label is not None:
        return end.label
    return _called(end, "the" if end.told else "any", lang)


def clause(subject: End, words: str, object: End, negated: bool, lang: str) -> str:
    """Return an arrow in words: 'het initiatief gaat over groen', 'geen enkel loket werkt voor …'.

    What must not be is said of the end that is not known, else of the arrow itself.
    """
    ends = [mention(end, lang) for end in (subject, object)]
    if not negated:
        return f"{ends[0]} {words} {ends[1]}"
    for i, end in enumerate((subject, object)):
        if end.label is None and not end.told:
            ends[i] = _called(end, "no", lang)
            return f"{ends[0]} {words} {ends[1]}"
    first, _, rest = words.partition(" ")
    rest = f"{rest} {ends[1]}".strip()
    return say("compose.negated", lang, subject=ends[0], first=first, rest=rest)


def _called(end: End, how: str, lang: str) -> str:
    kind = schema().types.get(end.kind)
    if kind is None or kind.name == "Agent":
        return say(f"compose.{how}_{'one' if kind else 'thing'}", lang)
    neuter = "_neuter" if kind.name in say("compose.neuter", lang).split() else ""
    said = say(f"compose.{how}{neuter}", lang, type=kind.label[lang])
    return f"{said} ({end.number})" if end.number else said


def listing(clauses: Sequence[str], lang: str) -> str:
    """Return clauses as a phrase: 'a, b en c'."""
    if len(clauses) < 2:
        return "".join(clauses)
    return say("compose.and", lang, most=", ".join(clauses[:-1]), last=clauses[-1])
