"""Who may be the same as whom: parties and people with what tells them apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from graph.ledger import Ledger

ORGANISATIONS: Final = frozenset(("Organisation", "PublicBody"))
INITIATIVE: Final = "Initiative"
PERSON: Final = "Person"


@dataclass(slots=True)
class Party:
    """An organisation, initiative or person, as far as the ledger knows it."""

    id: str
    kind: str
    names: list[str] = field(default_factory=list)
    sources: set[str] = field(default_factory=set)
    towns: set[str] = field(default_factory=set)
    places: set[str] = field(default_factory=set)
    run_by: set[str] = field(default_factory=set)
    numbers: set[str] = field(default_factory=set)

    @property
    def name(self) -> str:
        """Its first main name, or its id."""
        return self.names[0] if self.names else self.id

    @property
    def context(self) -> set[str]:
        """Where its name means the same: the towns it is active in, else the sources it is in."""
        return {f"town {town}" for town in self.towns} or {f"source {one}" for one in self.sources}


def parties(ledger: Ledger) -> list[Party]:
    """Return every organisation, initiative and named person in order of id."""
    found = {
        subject: Party(subject, "Organisation" if kind in ORGANISATIONS else kind)
        for subject, kind in ledger.values("type")
        if kind in ORGANISATIONS or kind in (INITIATIVE, PERSON)
    }
    for subject, _ in ledger.values("unknown"):
        found.pop(subject, None)
    _name(ledger, found)
    _place(ledger, found)
    for subject, agent in ledger.ties("run_by"):
        if subject in found:
            found[subject].run_by.add(agent)
    return [found[key] for key in sorted(found)]


def _name(ledger: Ledger, found: Mapping[str, Party]) -> None:
    """Give parties their names, sources and numbers."""
    for subject, name, source, main in ledger.names():
        if main and (party := found.get(subject)):
            party.names.append(name)
            party.sources.add(source)
    for relation in ("kvk", "identifier"):
        for subject, number in ledger.values(relation):
            if subject in found and (relation == "kvk" or ":" in number):
                found[subject].numbers.add(number if ":" in number else f"KvK {number}")


def _place(ledger: Ledger, found: Mapping[str, Party]) -> None:
    """Give parties the areas they work in, or serve in a post, and the towns of those."""
    serves: dict[str, set[str]] = defaultdict(set)
    for post, area in ledger.ties("serves"):
        serves[post].add(area)
    for subject, post in ledger.ties("holds"):
        if subject in found:
            found[subject].places |= serves[post]
    for subject, area in ledger.ties("active_in"):
        if subject in found:
            found[subject].places.add(area)
    area_of = {source.id: source.area for source in ledger.sources() if source.area}
    town_of = _towns(ledger)
    for party in found.values():
        places = party.places or {area_of[one] for one in party.sources if one in area_of}
        party.towns = {town for place in places for town in town_of.get(place, {place})}


def _towns(ledger: Ledger) -> Mapping[str, set[str]]:
    """Return for every area the outermost areas that it lies in."""
    above: dict[str, set[str]] = defaultdict(set)
    for area, outer in ledger.ties("within"):
        above[area].add(outer)

    def outermost(area: str, seen: frozenset[str]) -> set[str]:
        outer = above.get(area, set()) - seen
        return {top for one in outer for top in outermost(one, seen | {area})} or {area}

    return {area: outermost(area, frozenset()) for area in above}


def buckets(
    keyed: Iterable[tuple[Party, Iterable[tuple[str, ...]]]]
) -> Iterator[tuple[tuple[str, ...], list[Party]]]:
    """Yield (key, parties) for every key that several parties share, in order of key."""
    found: dict[tuple[str, ...], list[Party]] = defaultdict(list)
    for party, keys in keyed:
        for key in set(keys):
            found[key].append(party)
    for key in sorted(found):
        if len(found[key]) > 1:
            yield key, found[key]
