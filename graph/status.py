"""How things stand: what is known, from where, how fresh it is, and what is not known."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import Final, NamedTuple

from graph.freshness import Freshness, freshness
from graph.home import Home
from graph.review import waiting
from graph.stamp import outdated
from graph.store import Graph


@dataclass(frozen=True, slots=True)
class SourceStatus:
    """A source with its number of statements and the last day on which one was confirmed."""

    id: str
    title: str
    invented: bool
    statements: int
    seen: str
    freshness: str


@dataclass(frozen=True, slots=True)
class Unknown:
    """How many things lack something, of how many; `examples` are ids."""

    name: str
    count: int
    of: int
    examples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Summary:
    """What a graph holds: counts of things per type and of statements per freshness."""

    audience: str
    built: str
    things: dict[str, int]
    arrows: int
    statements: int
    freshness: dict[str, int]
    sources: tuple[SourceStatus, ...]
    unknown: tuple[Unknown, ...]


@dataclass(frozen=True, slots=True)
class Status(Summary):
    """A graph beside its ledger: whether it must be built again, and what waits for a person."""

    outdated: bool
    to_review: int


class _Lack(NamedTuple):
    """What things of some types should have: one of these relations, from (or to) them."""

    name: str
    types: tuple[str, ...]
    relations: tuple[str, ...]
    from_it: bool = True


_LACKS: Final = (
    _Lack("initiative_theme", ("Initiative",), ("about",)),
    _Lack("initiative_area", ("Initiative",), ("active_in", "housed_in")),
    _Lack("post_holder", ("Post",), ("holds",), from_it=False),
    _Lack("post_theme", ("Post", "ServicePoint"), ("covers",)),
    _Lack("need_lifter", ("Need",), ("lifted_by",)),
)
_EXAMPLES: Final = 5


def summary(graph: Graph) -> Summary:
    """Return what a graph holds and what it does not know."""
    by_day = dict(graph.db.execute("SELECT seen, count(*) FROM statement GROUP BY seen"))
    fresh = dict.fromkeys(map(str, Freshness), 0)
    for day, count in by_day.items():
        fresh[freshness(day)] += count
    (arrows,) = graph.db.execute("SELECT count(*) FROM edge").fetchone()
    return Summary(
        graph.audience, graph.meta["built"], graph.counts(), arrows, sum(by_day.values()), fresh,
        tuple(_sources(graph)), tuple(_unknowns(graph)),
    )


def status(home: Home, audience: str) -> Status:
    """Return how an audience's graph and the ledger stand; raises GraphError without a graph."""
    with Graph(home.graph(audience)) as graph:
        found = summary(graph)
    facts = {field.name: getattr(found, field.name) for field in fields(found)}
    return Status(**facts, outdated=outdated(home, audience), to_review=_to_review(home))


def _sources(graph: Graph) -> Iterator[SourceStatus]:
    rows = graph.db.execute(
        "SELECT s.id, s.title, s.invented, count(*), max(t.seen) FROM source s"
        " JOIN statement t ON t.source = s.id GROUP BY s.id ORDER BY s.id"
    )
    for entity_id, title, invented, count, seen in rows:
        yield SourceStatus(entity_id, title, bool(invented), count, seen, freshness(seen))


def _unknowns(graph: Graph) -> Iterator[Unknown]:
    for lack in _LACKS:
        types, relations = (", ".join(f"'{w}'" for w in words)
                            for words in (lack.types, lack.relations))
        end = "s" if lack.from_it else "o"
        ids = [row[0] for row in graph.db.execute(
            f"SELECT n.id FROM node n WHERE n.type IN ({types}) AND NOT EXISTS (SELECT 1 FROM"
            f" relation r CROSS JOIN edge e ON e.r = r.r AND e.{end} = n.n WHERE r.name IN"
            f" ({relations})) ORDER BY n.label, n.id"
        )]
        total = sum(graph.counts().get(name, 0) for name in lack.types)
        yield Unknown(lack.name, len(ids), total, tuple(ids[:_EXAMPLES]))
    yield _empty_areas(graph)


def _empty_areas(graph: Graph) -> Unknown:
    """Count the areas below a gemeente in use in which, or in parts of which, nothing is known."""
    within = "(SELECT r FROM relation WHERE name = 'within')"
    rows = graph.db.execute(
        f"""
        WITH pointed AS (SELECT DISTINCT e.o AS n FROM edge e JOIN node a ON a.n = e.o
                         WHERE a.type = 'Area' AND e.r <> {within}),
        filled AS (SELECT DISTINCT c.above AS n FROM pointed p
                   JOIN closure c ON c.below = p.n AND c.r = {within}),
        top AS (SELECT f.n FROM filled f WHERE NOT EXISTS
                (SELECT 1 FROM edge e WHERE e.r = {within} AND e.s = f.n))
        SELECT n.id, n.n IN filled FROM top t JOIN closure c ON c.above = t.n AND c.r = {within}
        AND c.distance > 0 JOIN node n ON n.n = c.below ORDER BY n.label, n.id
        """
    ).fetchall()
    empty = [entity_id for entity_id, used in rows if not used]
    return Unknown("area_empty", len(empty), len(rows), tuple(empty[:_EXAMPLES]))


def _to_review(home: Home) -> int:
    if not home.ledger.exists():
        return 0
    return waiting(home.ledger)
