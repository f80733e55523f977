"""A question in plain words: recognised when it fits the wording of a question file closely.

The question box of a later version understands more; this says honestly what it does not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from rapidfuzz import fuzz, utils

from graph.naming import plain
from graph.store import Graph, Node
from queries.question import Question

_CLOSE_ENOUGH: Final = 88
_WORDS_IN_A_NAME: Final = 6


@dataclass(frozen=True, slots=True)
class Recognised:
    """A question with what is given, or only the things that the text names."""

    question: str | None
    given: dict[str, str]
    things: list[Node]


def recognise(text: str, known: Mapping[str, Question], graph: Graph) -> Recognised:
    """Return which question a text asks and about what, as far as its words tell."""
    for name, question in known.items():
        for wording in _wordings(question):
            slots = _slots(wording, text)
            if slots is not None and set(slots) <= set(question.given):
                return Recognised(name, slots, [])
    best = max(known.values(), key=lambda q: _likeness(text, q), default=None)
    things = list(_things(text, graph))
    if best is None or _likeness(text, best) < _CLOSE_ENOUGH:
        return Recognised(None, {}, things)
    return Recognised(best.name, _fill(best, things), things)


def _wordings(question: Question) -> Iterator[str]:
    for texts in (question.wording, question.title):
        yield from texts.values()


def _slots(wording: str, text: str) -> dict[str, str] | None:
    """Return what stands in the places of `{slot}`, when the text follows the wording."""
    parts = re.split(r"\{(\w+)\}", wording.strip(" ?.!"))
    pattern = "".join(
        f"(?P<{part}>.+)" if i % 2 else re.escape(part) for i, part in enumerate(parts)
    )
    found = re.fullmatch(pattern, text.strip(" ?.!"), re.IGNORECASE)
    return found.groupdict() if found else None


def _likeness(text: str, question: Question) -> float:
    return max(
        fuzz.ratio(text, wording, processor=utils.default_process)
        for wording in _wordings(question)
    )


def _things(text: str, graph: Graph) -> Iterator[Node]:
    """Yield the things whose whole name stands in a text, longest names first, no word twice."""
    words = plain(text).split()
    taken: set[int] = set()
    for size in range(min(_WORDS_IN_A_NAME, len(words)), 0, -1):
        for start in range(len(words) - size + 1):
            place = set(range(start, start + size))
            name = " ".join(words[start : start + size])
            found = [] if place & taken else [
                node for node in graph.find(name, limit=20) if plain(node.label) == name
            ]
            if found:
                taken |= place
                yield from found


def _fill(question: Question, things: list[Node]) -> dict[str, str]:
    from graph.schema import schema

    given: dict[str, str] = {}
    for name, kind in question.things().items():
        for node in things:
            if schema().is_a(node.type, kind) and node.label not in given.values():
                given[name] = node.label
                break
    return given
