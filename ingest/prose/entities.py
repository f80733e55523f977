"""What a document names: things with a type, an id, their spellings and where they stand."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from graph.naming import plain, slug
from graph.schema import schema

_ARTICLE: Final = re.compile(r"^(?:de|het|een|'t)\s+(?=\S)", re.IGNORECASE)
PARTIES: Final = frozenset({"Initiative", "Organisation", "PublicBody"})
NAMED: Final = frozenset(
    {
        "Person",
        "Initiative",
        "Organisation",
        "PublicBody",
        "Area",
        "Venue",
        "Event",
        "Agreement",
        "Source",
    }
)


def bare(name: str) -> str:
    """Return a name without a leading article."""
    return _ARTICLE.sub("", name)


def key_of(name: str) -> str:
    """Return what spellings that differ only in case, article and punctuation share."""
    return plain(bare(name)).replace(" ", "")


@dataclass(slots=True)
class Entity:
    """A thing that the document names; `spans` are in the even text.

    A `twin` is the same name as another type, for facts that the first type cannot have.
    """

    id: str
    type: str
    name: str
    variants: set[str] = field(default_factory=set)
    spans: list[tuple[int, int]] = field(default_factory=list)
    noun: str | None = None
    known: bool = False
    twin: bool = False
    attributes: dict[str, str] = field(default_factory=dict)

    @property
    def is_party(self) -> bool:
        """Whether it is an initiative, organisation or public body."""
        return self.type in PARTIES

    def to_json(self) -> dict[str, object]:
        """Return it as one end of a candidate."""
        return {
            "name": self.name,
            "type": self.type,
            "id": self.id,
            "variants": sorted({self.name, *self.variants}),
        }


class Entities:
    """The things of a document by id, and by where they stand."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.by_id: dict[str, Entity] = {}
        self._at: list[tuple[int, int, Entity]] | None = None

    def __iter__(self) -> Iterator[Entity]:
        return iter(self.by_id.values())

    def id_for(self, type_name: str, name: str, entity_id: str | None = None) -> str:
        """Return the id that a thing of this type and name has in this source."""
        return entity_id or f"{schema()[type_name].prefix}:{self.source}/{slug(bare(name))}"

    def add(
        self,
        type_name: str,
        name: str,
        *,
        entity_id: str | None = None,
        known: bool = False,
        variants: Iterable[str] = (),
        spans: Iterable[tuple[int, int]] = (),
        noun: str | None = None,
    ) -> Entity:
        """Return the thing with this type and name, made if it is new."""
        made = self.id_for(type_name, name, entity_id)
        entity = self.by_id.get(made)
        if entity is None:
            entity = Entity(made, type_name, name, known=known)
            self.by_id[made] = entity
        entity.variants.update(variants)
        entity.spans += [span for span in spans if span not in entity.spans]
        entity.noun = entity.noun or noun
        self._at = None
        return entity

    def of(self, *types: str) -> list[Entity]:
        """Return the things of some types, in the order in which they first stand."""
        found = [e for e in self.by_id.values() if e.type in types]
        return sorted(found, key=lambda e: (min(e.spans, default=(1 << 40, 0)), e.id))

    def within(
        self, start: int, end: int, types: Iterable[str] = ()
    ) -> list[tuple[int, int, Entity]]:
        """Return (start, end, thing) of what stands in a span, in order; of nested ones all."""
        if self._at is None:
            self._at = sorted(
                ((s, e, entity) for entity in self.by_id.values() for s, e in entity.spans),
                key=lambda found: (found[0], -found[1], found[2].id),
            )
        wanted = frozenset(types)
        found = []
        for at in range(bisect_left(self._at, start, key=lambda spot: spot[0]), len(self._at)):
            spot = self._at[at]
            if spot[0] > end:
                break
            if spot[1] <= end and (not wanted or spot[2].type in wanted):
                found.append(spot)
        return found
