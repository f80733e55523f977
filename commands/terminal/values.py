"""Fields of answers in words: money, yes and no, lists that end, and parts of a whole."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from graph.schema import schema
from graph.statement import MoneyStatus
from graph.texts import catalogue, say
from graph.wording import day
from queries.answer import Share

if TYPE_CHECKING:
    from graph.schema import Label

_LONGEST: Final = 6
"""How many of a list are named; the others are counted."""
_TECHNICAL: Final = frozenset(
    "id type grant statement from to relation status_id links".split()
)
_MONEY: Final = frozenset(("amount", "total", *MoneyStatus))
"""Parts that hold euros."""
_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")


def in_words(value: Any, labels: Mapping[str, Label], lang: str, field: str = "") -> str:
    """Return the value of `field` for people; an empty one gives nothing.

    A label for `offers.holder` is that of a part of field `offers`.
    """
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return say(f"word.flag.{str(value).lower()}", lang)
    if isinstance(value, Mapping):
        return _parts(value, labels, lang, field)
    if isinstance(value, list | tuple):
        return _listed([in_words(item, labels, lang, field) for item in value], lang)
    if isinstance(value, Share):
        return f"{value:.0%}"
    if isinstance(value, float):
        return f"{value:g}".replace(".", "," if lang == "nl" else ".")
    return _word(str(value), lang)


def _word(value: str, lang: str) -> str:
    """Return a word for programs (a status, a relation, a day) as people say it, else the text."""
    if _DAY.fullmatch(value):
        return day(value, lang)
    if value in set(MoneyStatus):
        return say(f"word.status.{value}", lang)
    if value in schema().relations():
        return schema().relations()[value][0][1].label[lang]
    return catalogue(lang).get(f"part.{value}", value)


def _listed(words: list[str], lang: str) -> str:
    separator = "; " if any(", " in word for word in words) else ", "
    shown = separator.join(filter(None, words[:_LONGEST]))
    more = len(words) - _LONGEST
    return f"{shown} {say('ask.and_more', lang, count=more)}" if more > 0 else shown


def _parts(
    value: Mapping[str, Any], labels: Mapping[str, Label], lang: str, field: str
) -> str:
    """Return what belongs together: a statement, something with a name, or amounts per status."""
    from queries.words import money

    if "says" in value:
        return str(value["says"])
    said: list[str] = []
    for name, part in value.items():
        if name in _TECHNICAL or name == "label":
            continue
        words = money(part, lang) if name in _MONEY and isinstance(part, float) else (
            in_words(part, labels, lang, name)
        )
        if name in set(MoneyStatus):
            said.append(f"{say(f'word.status.{name}', lang)} {words}")
        elif words:
            label = labels.get(f"{field}.{name}") or labels.get(name)
            said.append(f"{label[lang] if label else _word(name, lang)}: {words}")
    if "label" in value:
        return f"{value['label']} ({'; '.join(said)})" if said else str(value["label"])
    return ", ".join(said)
