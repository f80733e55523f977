"""The words that the rules lean on, read from the lists beside this file."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any, Final

from graph.naming import fold

_HERE: Final = Path(__file__).parent


@cache
def table(name: str) -> dict[str, Any]:
    """Return the TOML list `name`.toml."""
    return tomllib.loads((_HERE / f"{name}.toml").read_text("utf-8"))


@cache
def words(name: str) -> frozenset[str]:
    """Return one list of `nl.toml`."""
    return frozenset(table("nl")[name])


@cache
def heads(kind: str, key: str = "heads") -> tuple[str, ...]:
    """Return the nouns of a kind of `kinds.toml`, longest first."""
    return tuple(sorted(table("kinds")[kind][key], key=lambda w: (-len(w), w)))


@cache
def roles() -> dict[str, str]:
    """Return every function word with its standing: office, professional or volunteer."""
    named = {"office": "office", "job": "professional", "volunteer": "volunteer"}
    return {word: standing for key, standing in named.items() for word in heads("role", key)}


def is_role(word: str) -> bool:
    """Tell whether a word is a function, also as the end of a compound: 'groenregisseur'."""
    low = word.lower()
    if low in roles() or low.rpartition("-")[2] in roles():
        return True
    return any(low.endswith(r) and len(low) > len(r) + 2 for r in roles() if len(r) > 4)


def either(options: Iterable[str]) -> str:
    """Return a pattern for any of some words, the longest first."""
    return "|".join(sorted(map(re.escape, options), key=lambda w: (-len(w), w)))


@cache
def first_names() -> frozenset[str]:
    """Return common first names, folded."""
    lines = (_HERE / "voornamen.txt").read_text("utf-8").splitlines()
    return frozenset(fold(n) for line in lines if not line.startswith("#") for n in line.split())


@cache
def ordinary() -> frozenset[str]:
    """Return words that may carry a capital without being a name."""
    return words("openers") | words("not_names") | words("particles")
