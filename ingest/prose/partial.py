"""Whether one name is the short form of another: 'Ons Huis' of 'Stichting Ons Huis'."""

from __future__ import annotations

from graph.naming import plain
from ingest.prose.kinds import kind_of
from ingest.prose.knowledge import Knowledge
from ingest.prose.spot import Spot


def is_part(short: Spot, long: Spot, knowledge: Knowledge, gemeente: str | None) -> bool:
    """Tell whether one spot is the short form of another."""
    parts, whole = plain(short.text).split(), plain(long.text).split()
    if len(parts) == 2 and "".join(parts) == whole[-1]:
        parts = whole[-1:]
    parts = parts[1:] if parts and parts[0] in ("de", "het", "t") and len(parts) > 1 else parts
    if not whole:
        return False
    whole = whole[1:] if whole[0] in ("de", "het", "t") and len(whole) > 1 else whole
    if not parts or len(parts) >= len(whole):
        return False
    rest = whole[: -len(parts)] if whole[-len(parts) :] == parts else None
    if (rest is not None and rest[-1:] == ["de"]) or (rest is not None and rest[-1:] == ["het"]):
        rest = rest[:-1]
    if rest is not None:
        return len(rest) == 1 and kind_of(rest[0]) not in (None, "public", "area", "event")
    if (
        whole[: len(parts)] == parts
        and len(whole) == len(parts) + 1
        and (knowledge.gemeenten(whole[-1]) and kind_of(parts[-1]))
    ):
        return not short.first
    if whole[: len(parts)] != parts or len(parts) > 1 or short.first:
        return False
    distinct = (
        len(parts[0]) > 4 and kind_of(parts[0]) is None and parts[0] not in knowledge.concepts
    )
    if distinct and knowledge.area(short.text, gemeente) is None:
        return "Organisation" in short.votes or not short.votes
    return kind_of(parts[0]) in ("initiative", "organisation", "venue")
