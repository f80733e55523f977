"""'de gemeente', 'de raad' and 'het college' are those of the town that a document is about."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from graph.naming import fold
from ingest.prose.entities import Entities
from ingest.prose.knowledge import Knowledge
from ingest.prose.spot import Spot

_OF: Final = re.compile(r"(?:Gemeenteraad|college van B&W) (.+)")
_COUNCIL: Final = re.compile(r"(?:gemeente)?raad(?:s(?:lid|leden))?$", re.IGNORECASE)


def add_bodies(
    entities: Entities, spots: Iterable[Spot], knowledge: Knowledge, gemeente: str | None
) -> None:
    """Add what the general names of public bodies stand for, where that is known."""
    town = _town(entities, knowledge, gemeente)
    provinces = [e for e in entities.of("PublicBody") if fold(e.name).startswith("provincie")]
    province = provinces[0].name if len(provinces) == 1 else None
    for spot in spots:
        name = _name(fold(spot.text), town, province) if spot.generic else None
        if name:
            entities.add("PublicBody", name, variants={spot.text}, spans=[(spot.start, spot.end)])


def _name(low: str, town: str | None, province: str | None) -> str | None:
    if low == "provincie":
        return province
    if town is None:
        return None
    if low.startswith("college"):
        return f"college van B&W {town}"
    return f"Gemeenteraad {town}" if _COUNCIL.match(low) else f"gemeente {town}"


def _town(entities: Entities, knowledge: Knowledge, gemeente: str | None) -> str | None:
    """Return the town by its gemeente in the text, by the gazetteer, or by its council."""
    bodies = entities.of("PublicBody")
    named = [e for e in bodies if e.name.lower().startswith("gemeente ")]
    if named:
        return max(named, key=lambda e: len(e.spans)).name.split(" ", 1)[1]
    areas = knowledge.areas.values()
    name = next((k.name for known in areas for k in known if k.id == gemeente), None)
    return name or next((m[1] for e in bodies if (m := _OF.match(e.name))), None)
