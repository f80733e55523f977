"""One arrow of a composed question in words; how a language orders them stands in its texts."""

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
    return called(end, "the" if end.told else "any", lang)


def clause(subject: End, words: str, object: End, lang: str) -> str:
    """Return an arrow in words: 'het initiatief gaat over groen'."""
    return f"{mention(subject, lang)} {words} {mention(object, lang)}"


def denied(subject: End, words: str, object: End, lang: str) -> str:
    """Return an arrow that must not be: 'geen enkel loket werkt voor Noord'.

    That is said of the end that is not known, of an indefinite word, else of the verb.
    """
    if _new(subject):
        return f"{called(subject, 'no', lang)} {words} {mention(object, lang)}"
    one, other = (mention(end, lang) for end in (subject, object))
    first, _, rest = words.partition(" ")
    indefinite, _, after = rest.partition(" ")
    none = dict(pair.split(":") for pair in say("compose.none", lang).split())
    if indefinite in none:
        return f"{one} {first} {none[indefinite]} {after} {other}"
    if _new(object):
        return _of_none(one, first, rest, called(object, "no", lang), lang)
    key = "compose.denied" if rest else "compose.denied_verb"
    return say(key, lang, subject=one, first=first, rest=rest, object=other)


def _new(end: End) -> bool:
    return end.label is None and not end.told


def _of_none(subject: str, first: str, rest: str, none: str, lang: str) -> str:
    """Say an arrow to nothing: 'wordt door niemand gedragen' where 'wordt gedragen door' it is."""
    middle, _, last = rest.rpartition(" ")
    if middle.partition(" ")[0] in say("compose.stays", lang).split():
        middle, last, first = "", "", f"{first} {rest}"
    said = say("compose.of_none", lang, subject=subject, first=first, middle=middle, last=last,
               object=none)
    return " ".join(said.split())


def called(end: End, how: str, lang: str) -> str:
    """Return what an end is called when `how` it is meant is 'any', 'the', 'no' or 'without'."""
    kind = schema().types.get(end.kind)
    number = f" ({end.number})" if end.number else ""
    if kind is None or kind.name == "Agent":
        one = say(f"compose.{how}_{'one' if kind else 'thing'}", lang)
        return f"{one}{number}"
    neuter = "_neuter" if kind.name in say("compose.neuter", lang).split() else ""
    return say(f"compose.{how}{neuter}", lang, type=f"{kind.label[lang]}{number}")


def listing(clauses: Sequence[str], lang: str) -> str:
    """Return clauses as a phrase: 'a, b en c'."""
    if len(clauses) < 2:
        return "".join(clauses)
    return say("compose.and", lang, most=", ".join(clauses[:-1]), last=clauses[-1])
