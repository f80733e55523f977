"""Offers that might meet a need: the same kind of help, where it is needed.

The same theme makes a match surer, another theme less sure: a room or a toolbox serves many.
Only open needs and offers that did not end; nothing is derived for a need and an offer that a
source already joins, nor for who seeks and offers the same. At most `MOST` offers for each need,
of the `LOOKED_AT` nearest: in all of a town there are more than anybody wants to compare.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping
from heapq import nlargest
from itertools import islice
from typing import Final, NamedTuple

from graph.derive import Derived
from graph.over import is_over
from graph.store import Graph
from graph.texts import say

VERSION: Final = "2"
MOST: Final = 8
LEAST: Final = 0.45
"""Matches less certain than this are not told."""

_LINKS: Final = (
    "sought_by", "asks_for", "needed_in", "offered_by", "provides", "available_in", "about",
    "housed_in", "located_in", "active_in",
)
_NOWHERE: Final = 0
LOOKED_AT: Final = 500
_FURTHEST: Final = 1000
Above = Mapping[str, Mapping[int, dict[int, int]]]
Links = Mapping[str, Mapping[int, Mapping[int, tuple[str, ...]]]]


class _Side(NamedTuple):
    """A need or an offer: node numbers with the statements that say so."""

    n: int
    who: Mapping[int, tuple[str, ...]]
    kinds: Mapping[int, tuple[str, ...]]
    areas: Mapping[int, tuple[str, ...]]
    themes: Mapping[int, tuple[str, ...]]


class _Fit(NamedTuple):
    """How a need and an offer fit."""

    certainty: float
    need: _Side
    offer: _Side
    kind: tuple[int, int]
    area: tuple[int, int] | None
    theme: tuple[int, int] | None


def derive(graph: Graph) -> Iterable[Derived]:
    """Yield which offers might meet which needs, best first for each need."""
    links = _links(graph)
    over = is_over(graph)
    above = {name: _above(graph, name) for name in ("within", "broader")}
    needs = [_need(n, links, above["within"]) for n in _numbers(graph, "Need") if not over[n]]
    offers = [_offer(n, links) for n in _numbers(graph, "Offer") if not over[n]]
    joined = set(graph.db.execute(
        "SELECT o, s FROM edge WHERE r = (SELECT r FROM relation WHERE name = 'meets')"))
    shelf = _Shelf(offers, above)
    for need in needs:
        fits = [fit for offer in shelf.near(need) if (need.n, offer.n) not in joined
                and not set(need.who) & set(offer.who) and (fit := shelf.fit(need, offer))]
        for fit in nlargest(MOST, fits, key=lambda f: (f.certainty, -f.offer.n)):
            yield _derived(graph, fit)


class _Shelf:
    """All offers by kind of help and place, so that a need looks only where its kind lies."""

    def __init__(self, offers: list[_Side], above: Above) -> None:
        self.above = above
        self.here: dict[tuple[int, int], list[_Side]] = defaultdict(list)
        self.inside: dict[tuple[int, int], list[_Side]] = defaultdict(list)
        for offer in offers:
            for kind in self._around("broader", offer.kinds):
                for area in offer.areas or (_NOWHERE,):
                    self.here[kind, area].append(offer)
                for area in self._around("within", offer.areas) | {_NOWHERE}:
                    self.inside[kind, area].append(offer)

    def _up(self, relation: str, n: int) -> dict[int, int]:
        return self.above[relation].get(n, {n: 0})

    def _around(self, relation: str, things: Iterable[int]) -> set[int]:
        return {n for thing in things for n in self._up(relation, thing)}

    def near(self, need: _Side) -> Iterator[_Side]:
        """Yield the nearest offers of the right kind inside or around a need's area, each once.

        Of a need without area, all offers of the kind, unless those are too many to be of use.
        """
        found: dict[int, _Side] = {}
        for _, shelf in sorted(self._shelves(need), key=lambda shelf: shelf[0]):
            found |= {offer.n: offer for offer in shelf[:LOOKED_AT]}
            if len(found) >= LOOKED_AT:
                break
        yield from islice(found.values(), LOOKED_AT)

    def _shelves(self, need: _Side) -> Iterator[tuple[int, list[_Side]]]:
        """Yield how far it is to what is here, inside it, around it, and in places not known."""
        for kind in sorted(self._around("broader", need.kinds)):
            for area in need.areas:
                yield 1, self.inside.get((kind, area), [])
                for above, steps in self._up("within", area).items():
                    yield 2 * steps, self.here.get((kind, above), [])
            every = self.inside.get((kind, _NOWHERE), [])
            if not need.areas and len(every) <= LOOKED_AT:
                yield 0, every
            yield _FURTHEST, self.here.get((kind, _NOWHERE), [])

    def fit(self, need: _Side, offer: _Side) -> _Fit | None:
        """Return how well an offer fits a need, or None when it does not."""
        kind = self._nearest("broader", need.kinds, offer.kinds)
        area = self._nearest("within", need.areas, offer.areas)
        theme = self._nearest("broader", need.themes, offer.themes)
        if kind is None or (area is None and need.areas and offer.areas):
            return None
        score = 0.4 + (0.3 if kind[0] == kind[1] else 0.15)
        score += 0.0 if area is None else 0.15 if area[0] == area[1] else 0.1
        score += 0.1 if theme else -0.2 if need.themes and offer.themes else 0.0
        if area is None:
            score -= 0.2 if theme else 0.4
        return _Fit(round(score, 2), need, offer, kind, area, theme) if score >= LEAST else None

    def _nearest(
        self, relation: str, ours: Iterable[int], theirs: Iterable[int]
    ) -> tuple[int, int] | None:
        """Return the closest pair of which one is the other or lies above it."""
        found = [
            (up[b], a, b) for a in ours for b in theirs if b in (up := self._up(relation, a))
        ] + [(up[a], a, b) for a in ours for b in theirs if a in (up := self._up(relation, b))]
        return min(found)[1:] if found else None


def _numbers(graph: Graph, type_name: str) -> list[int]:
    rows = graph.db.execute("SELECT n FROM node WHERE type = ? ORDER BY n", (type_name,))
    return [n for n, in rows]


def _links(graph: Graph) -> Links:
    found: dict[str, dict[int, dict[int, tuple[str, ...]]]] = {name: {} for name in _LINKS}
    listed = ", ".join("?" * len(_LINKS))
    for name, s, o, statement in graph.db.execute(
        "SELECT r.name, t.s, t.o, t.id FROM statement t JOIN relation r ON r.r = t.r"
        f" WHERE r.name IN ({listed}) AND t.current AND t.o IS NOT NULL"
        " AND t.state = 'accepted' ORDER BY t.n", _LINKS,
    ):
        things = found[name].setdefault(s, {})
        things[o] = (*things.get(o, ()), statement)
    return found


def _above(graph: Graph, relation: str) -> dict[int, dict[int, int]]:
    found: dict[int, dict[int, int]] = defaultdict(dict)
    for below, above, distance in graph.db.execute(
        "SELECT below, above, distance FROM closure"
        " WHERE r = (SELECT r FROM relation WHERE name = ?)", (relation,),
    ):
        found[below][above] = distance
    return found


def _need(n: int, links: Links, areas_known: Container[int]) -> _Side:
    who = links["sought_by"].get(n, {})
    areas = (links["needed_in"].get(n) or {a: why for a, why in who.items() if a in areas_known}
             or _through(who, links["active_in"]))
    return _Side(n, who, links["asks_for"].get(n, {}), areas, links["about"].get(n, {}))


def _offer(n: int, links: Links) -> _Side:
    who = links["offered_by"].get(n, {})
    areas = (links["available_in"].get(n)
             or _through(links["housed_in"].get(n, {}), links["located_in"])
             or _through(who, links["active_in"]))
    return _Side(n, who, links["provides"].get(n, {}), areas, links["about"].get(n, {}))


def _through(
    things: Mapping[int, tuple[str, ...]], further: Mapping[int, Mapping[int, tuple[str, ...]]]
) -> dict[int, tuple[str, ...]]:
    """Return what lies behind `things`, with the statements of both steps."""
    return {o: why + more for thing, why in things.items()
            for o, more in further.get(thing, {}).items()}


def _derived(graph: Graph, fit: _Fit) -> Derived:
    ids = graph.ids
    name = {k: [graph.label(ids[n - 1]) for n in pair] for k, pair in
            (("kind", fit.kind), ("area", fit.area), ("theme", fit.theme)) if pair}
    parts = [say(f"analysis.match.{k}", name=" / ".join(dict.fromkeys(n))) for k, n in name.items()]
    if fit.theme is None and fit.need.themes and fit.offer.themes:
        parts.append(say("analysis.match.other_theme"))
    if fit.area is None:
        parts.append(say("analysis.match.no_area"))
    need, offer = fit.need, fit.offer
    pairs = [(need.kinds, offer.kinds, fit.kind), (need.areas, offer.areas, fit.area),
             (need.themes, offer.themes, fit.theme)]
    basis = [i for ours, theirs, pair in pairs if pair
             for i in (*ours[pair[0]], *theirs[pair[1]])]
    basis += [i for side in (need.who, offer.who) for why in side.values() for i in why]
    return Derived(
        ids[fit.need.n - 1], "could_use", object=ids[fit.offer.n - 1], reason="; ".join(parts),
        certainty=fit.certainty, basis=tuple(dict.fromkeys(basis)),
        detail={"score": fit.certainty, "shared": {
            "resource": [ids[n - 1] for n in dict.fromkeys(fit.kind)],
            "area": [ids[n - 1] for n in dict.fromkeys(fit.area or ())],
            "theme": [ids[n - 1] for n in dict.fromkeys(fit.theme or ())]}},
    )
