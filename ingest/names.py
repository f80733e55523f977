"""References by name: which thing a cell means, first within its own source and area."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Final, NamedTuple

from graph.errors import Ambiguous
from graph.naming import normal, plain, slug
from graph.near import near_misses
from graph.schema import schema

_CHOICES_SHOWN: Final = 6


class Named(NamedTuple):
    """A thing that has a name."""

    id: str
    source: str
    main: bool


class Names:
    """All names known to this run; `within` gives the areas that an area lies in."""

    def __init__(self) -> None:
        self._by_name: dict[str, list[Named]] = defaultdict(list)
        self._names: dict[str, str] = {}
        self._within: dict[str, set[str]] = defaultdict(set)
        self._prefixes: dict[frozenset[str], frozenset[str]] = {}

    def __contains__(self, entity: str) -> bool:
        return entity in self._names

    def add(self, entity: str, name: str, source: str, main: bool = True) -> None:
        """Learn that `entity` is called `name` in `source`."""
        if main:
            self._names.setdefault(entity, name)
        named = Named(entity, source, main)
        for key in {normal(name), plain(name)}:
            self._by_name[key].append(named)

    def add_area(self, area: str, above: str) -> None:
        """Learn that one area lies in another."""
        self._within[area].add(above)

    def name_of(self, entity: str) -> str:
        """Return the name of a thing, or its id."""
        return self._names.get(entity, entity)

    def find(self, text: str, types: frozenset[str], source: str, area: str | None) -> str | None:
        """Return the id that `text` means as one of `types`; raises Ambiguous."""
        wanted = self._wanted(types)
        if text in self._names and text.partition(":")[0] in wanted:
            return text
        found = self._candidates(text, wanted, source)
        if "area" in wanted:
            found = self._nearby(found, area)
        for narrower in (
            lambda named: named.source == source,
            lambda named: named.main,
            # Samenspel's own themes, groups and kinds of help have no source in their id.
            lambda named: "/" not in named.id,
        ):
            if len({named.id for named in found}) > 1:
                found = [named for named in found if narrower(named)] or found
        ids = sorted({named.id for named in found})
        if len(ids) > 1:
            raise Ambiguous("ambiguous_name", name=text, choices=self._choices(ids))
        return ids[0] if ids else None

    def near(self, text: str, types: frozenset[str], area: str | None) -> list[str]:
        """Return known names of these types that resemble `text`, for areas those in `area`."""
        wanted = self._wanted(types)
        near_area = area if "area" in wanted else None
        known = [name for entity, name in self._names.items()
                 if entity.partition(":")[0] in wanted
                 and (near_area is None or self._lies_in(entity, near_area))]
        return near_misses(text, known, floor=80)

    def _wanted(self, types: frozenset[str]) -> frozenset[str]:
        if types not in self._prefixes:
            model = schema()
            self._prefixes[types] = frozenset(model[name].prefix for name in types)
        return self._prefixes[types]

    def _candidates(self, text: str, wanted: frozenset[str], source: str) -> list[Named]:
        for key in (plain(text), normal(text)):
            found = [named for named in self._by_name.get(key, ())
                     if named.id.partition(":")[0] in wanted]
            if found:
                return found
        parts = (text.partition(":")[2] or text, f"{source}/{slug(text)}")
        ids = (f"{prefix}:{part}" for prefix in wanted for part in parts)
        return [Named(entity, source, True) for entity in ids if entity in self._names]

    def _nearby(self, found: list[Named], area: str | None) -> list[Named]:
        """Keep the areas in `area` if there are; of areas inside each other, keep the widest."""
        if area is not None:
            found = [named for named in found if self._lies_in(named.id, area)] or found
        else:
            found = [named for named in found if named.id.startswith("area:GM")] or found
        ids = {named.id for named in found}
        inner = {one for one in ids
                 if any(one != other and self._lies_in(one, other) for other in ids)}
        return [named for named in found if named.id not in inner]

    def _lies_in(self, area: str, wide: str) -> bool:
        seen, todo = set[str](), [area]
        while todo:
            here = todo.pop()
            if here == wide:
                return True
            seen.add(here)
            todo += self._within.get(here, set()) - seen
        return False

    def _choices(self, ids: list[str]) -> str:
        shown = [f"{self._place(entity)} ({entity})" for entity in ids[:_CHOICES_SHOWN]]
        return "; ".join(shown) + ("; …" if len(ids) > _CHOICES_SHOWN else "")

    def _place(self, entity: str) -> str:
        above = sorted(self._within.get(entity, ()))
        return ", ".join([self.name_of(entity), *(self.name_of(one) for one in above[:1])])


def add_all(
    names: Names, named: Iterable[tuple[str, str, str, bool]], within: Iterable[tuple[str, str]]
) -> None:
    """Fill `names` from (id, name, source, is main name) and (area, area above)."""
    for entity, name, source, main in named:
        names.add(entity, name, source, main)
    for area, above in within:
        names.add_area(area, above)

