"""Buildings named after whose they are: 'de nieuwbouw van de Gagel'."""

from __future__ import annotations

import re
from typing import Final

from ingest.prose.context import PARTY, Context, Tagged
from ingest.prose.entities import Entity
from ingest.prose.words import heads

_NOUNS: Final = sorted(
    set(heads("venue")) - {"flat", "park", "plein", "station"}, key=lambda w: (-len(w), w)
)
_OWNED: Final = re.compile(
    rf"\b(?P<article>de |het )?(?P<noun>[a-zà-ÿ]*(?:{'|'.join(_NOUNS)})) van (?:de |het )?{PARTY}"
)


def owned_buildings(context: Context, tagged: Tagged) -> list[tuple[Entity, Entity]]:
    """Return (building, owner) for the buildings that a sentence names by their owner."""
    found = []
    for match in _OWNED.finditer(tagged.text):
        party = tagged.one(match[3])
        if party.type not in ("Organisation", "Initiative"):
            continue
        name = tagged.plain(match.group().removeprefix(match["article"] or ""))
        article = (match["article"] or "de ").strip()
        found.append((context.make("Venue", name, tagged, f"{article} {name}"), party))
    return found
