"""What kind of thing a name stands for, from the nouns in it and before it."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from graph.naming import fold
from ingest.prose.words import heads, table

TYPE_OF_KIND: Final = {
    "public": "PublicBody",
    "agreement": "Agreement",
    "initiative": "Initiative",
    "venue": "Venue",
    "organisation": "Organisation",
    "event": "Event",
    "document": "Source",
    "area": "Area",
}
_BARE_HEADS: Final = frozenset(
    {"club", "team", "bank", "partij", "school", "groep", "tuin", "raad"}
)
_NOUN: Final = re.compile(r"(?P<noun>[a-zà-ÿ][\w-]*)\s+(?P<quote>[\"'])?$")


@cache
def kind_of(word: str) -> str | None:
    """Return the kind that a noun says: 'woningcorporatie' is an organisation."""
    low = fold(word.rstrip("."))
    best: tuple[int, str] | None = None
    for kind in TYPE_OF_KIND:
        for head in map(fold, heads(kind)):
            if low == head or (low.endswith(head) and len(low) > len(head) + 2 and len(head) > 3):
                if best is None or len(head) > best[0]:
                    best = len(head), kind
                break
    return best[1] if best else None


def noun_before(before: str) -> tuple[str, str] | None:
    """Return (noun, kind) when `before` ends in a noun of a kind: '… de woningcorporatie '."""
    found = _NOUN.search(before)
    if not found:
        return None
    kind = kind_of(found["noun"])
    return (found["noun"], kind) if kind else None


def kind_in(name: str) -> str | None:
    """Return the kind that the words of a name say, first word first, then the last ones."""
    parts = re.findall(r"[^\W_][\w'-]*", name)
    if not parts:
        return None
    for part in (parts[0], *reversed(parts[1:])):
        kind = kind_of(part)
        if kind in ("area", "document", "event", "public") and part is not parts[0]:
            continue
        if kind and (len(parts) > 1 or part.lower() not in _BARE_HEADS):
            return kind
    return None


def is_street(word: str) -> bool:
    """Tell whether a word looks like the name of a street."""
    low = word.lower()
    return any(
        low.endswith(end) and len(low) > len(end) + 2 for end in table("kinds")["street"]["endings"]
    )


def is_area_like(word: str) -> bool:
    """Tell whether a word looks like the name of a wijk, buurt or village."""
    low = word.lower()
    return any(
        low.endswith(end) and len(low) > len(end) + 2 for end in table("kinds")["area"]["endings"]
    )
