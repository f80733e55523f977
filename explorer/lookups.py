"""What pages look up more than once in a graph: choices, counts, names; kept while it is open."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from functools import cached_property
from typing import Final, TypeVar, cast

from graph.naming import plain
from graph.schema import schema
from graph.store import Graph, Node

Made = TypeVar("Made")
_KEPT: Final = 48


class Lookups:
    """Choices and counts of one graph; made on first use."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self._options: dict[str, list[Node]] = {}
        self._by_name: dict[str, dict[str, list[Node]]] = {}
        self.examples: dict[str, dict[str, Node] | None] = {}
        self._remembered: OrderedDict[object, object] = OrderedDict()

    def remember(self, key: object, make: Callable[[], Made]) -> Made:
        """Return what `make` gave for this key before, or call it; the last few are kept."""
        if key not in self._remembered:
            self._remembered[key] = make()
            while len(self._remembered) > _KEPT:
                self._remembered.popitem(last=False)
        return cast("Made", self._remembered[key])

    def options(self, type_name: str) -> list[Node]:
        """Return the things of a type that somebody may choose, in order of name."""
        if type_name not in self._options:
            own = {"Area": self._areas, "Theme": self._themes}.get(type_name)
            self._options[type_name] = own() if own else list(self.graph.nodes(type_name))
        return self._options[type_name]

    def the(self, name: str, type_name: str) -> Node:
        """Return the one choice with this name; raises NotFound or Ambiguous as `resolve` does."""
        if type_name not in self._by_name:
            named: dict[str, list[Node]] = {}
            for node in self.options(type_name):
                named.setdefault(plain(node.label), []).append(node)
            self._by_name[type_name] = named
        found = self._by_name[type_name].get(plain(name), [])
        return found[0] if len(found) == 1 else self.graph.resolve(name, type_name)

    def _areas(self) -> list[Node]:
        """Areas that the data is about, with all that lies in and above them."""
        rows = self.graph.db.execute(
            """
            WITH hierarchy AS (SELECT r FROM relation WHERE name IN ('within', 'broader')),
            inside AS (SELECT r FROM relation WHERE name = 'within'),
            used AS (SELECT DISTINCT e.o AS n FROM edge e JOIN node a ON a.n = e.o
                     WHERE a.type = 'Area' AND e.r NOT IN hierarchy),
            town AS (SELECT DISTINCT c.above AS n FROM used JOIN closure c ON c.r IN inside
                     AND c.below = used.n),
            top AS (SELECT n FROM town WHERE n NOT IN (SELECT below FROM closure
                    WHERE r IN inside AND distance > 0)),
            chosen AS (SELECT c.below AS n FROM top JOIN closure c ON c.r IN inside
                       AND c.above = top.n UNION SELECT n FROM used)
            SELECT id, type, label FROM node WHERE n IN (SELECT n FROM chosen) ORDER BY label, id
            """
        )
        return [Node(*row) for row in rows] or list(self.graph.nodes("Area"))[:1000]

    def _themes(self) -> list[Node]:
        """Themes with anything about them, and the wider ones above those."""
        rows = self.graph.db.execute(
            """
            WITH up AS (SELECT r FROM relation WHERE name = 'broader'),
            used AS (SELECT DISTINCT e.o AS n FROM edge e JOIN node t ON t.n = e.o
                     WHERE t.type = 'Theme' AND e.r NOT IN up)
            SELECT id, type, label FROM node WHERE n IN used OR n IN (SELECT c.above FROM used
                JOIN closure c ON c.r IN up AND c.below = used.n) ORDER BY label, id
            """
        )
        return [Node(*row) for row in rows] or list(self.graph.nodes("Theme"))

    def most_tied(self, type_name: str, limit: int = 5) -> list[Node]:
        """Return the things of a type with most ties; of areas only wijken and buurten."""
        types = sorted(schema().below(type_name))
        rows = self.graph.db.execute(
            f"""
            SELECT n.id, n.type, n.label FROM edge e JOIN relation r ON r.r = e.r
            JOIN node n ON n.n = e.o WHERE n.type IN ({", ".join("?" * len(types))})
            AND r.name NOT IN ('within', 'broader') GROUP BY n.n ORDER BY count(*) DESC, n.id
            LIMIT 200
            """,
            types,
        )
        found = [Node(*row) for row in rows]
        if type_name == "Area":
            found = [n for n in found if self.levels.get(n.id) not in ("gemeente", "stadsdeel")]
        return found[:limit]

    @cached_property
    def gemeenten(self) -> dict[str, str]:
        """The name of the municipality of each choosable area, by id."""
        rows = self.graph.db.execute(
            """
            SELECT b.id, a.label FROM closure c JOIN node a ON a.n = c.above JOIN node b
            ON b.n = c.below WHERE c.r = (SELECT r FROM relation WHERE name = 'within')
            AND c.distance > 0 AND c.above IN (SELECT s FROM statement WHERE value = 'gemeente'
            AND r = (SELECT r FROM relation WHERE name = 'level'))
            """
        )
        return dict(rows)

    @cached_property
    def levels(self) -> dict[str, str]:
        """The kind of each area (gemeente, wijk, buurt …) by id."""
        rows = self.graph.db.execute(
            "SELECT n.id, t.value FROM statement t JOIN node n ON n.n = t.s WHERE t.current AND"
            " t.r = (SELECT r FROM relation WHERE name = 'level')"
        )
        return dict(rows)

    def area_label(self, node: Node) -> str:
        """Return an area's name with its municipality, if that is another area."""
        gemeente = self.gemeenten.get(node.id)
        return f"{node.label} ({gemeente})" if gemeente else node.label

    def counts_by_area(self, type_name: str) -> dict[str, int]:
        """Return how many things of a type point at each area or at what lies in it, by id."""
        types = sorted(schema().below(type_name))
        marks = ", ".join("?" * len(types))
        rows = self.graph.db.execute(
            f"""
            SELECT a.id, count(DISTINCT e.s) FROM edge e JOIN node s ON s.n = e.s
            JOIN closure c ON c.below = e.o AND c.r = (SELECT r FROM relation WHERE name = 'within')
            JOIN node a ON a.n = c.above WHERE s.type IN ({marks}) GROUP BY a.id
            """,
            types,
        )
        return dict(rows)

    @cached_property
    def outlines(self) -> dict[str, str]:
        """The outline of each area that has one (GeoJSON polygon coordinates), by id."""
        rows = self.graph.db.execute(
            "SELECT n.id, t.value FROM statement t JOIN node n ON n.n = t.s WHERE t.current AND"
            " t.r = (SELECT r FROM relation WHERE name = 'outline')"
        )
        return dict(rows)

    @cached_property
    def without_theme(self) -> tuple[int, int]:
        """How many initiatives have no theme, and how many there are."""
        types = sorted(schema().below("Initiative"))
        ((total, without),) = self.graph.db.execute(
            f"""
            SELECT count(*), coalesce(sum(NOT EXISTS (SELECT 1 FROM edge e WHERE e.s = n.n AND e.r =
            (SELECT r FROM relation WHERE name = 'about'))), 0)
            FROM node n WHERE n.type IN ({", ".join("?" * len(types))})
            """,
            types,
        )
        return int(without), int(total)

    @cached_property
    def invented(self) -> frozenset[str]:
        """The ids of the sources whose facts are made up."""
        return frozenset(i for i, source in self.graph.sources.items() if source.invented)

    def is_invented(self, entity_id: str) -> bool:
        """Tell whether what is known of a thing comes only from invented sources."""
        found = {s.source for s in self.graph.statements(subject=entity_id)} - {"samenspel"}
        return bool(found) and found <= self.invented
