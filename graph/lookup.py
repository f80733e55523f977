"""Finding things by name: search, and the one thing that a name stands for."""

from __future__ import annotations

from collections.abc import Sequence

from graph.errors import Ambiguous, NotFound
from graph.graphfile import GraphFile
from graph.naming import plain
from graph.near import near_misses
from graph.records import Node
from graph.schema import schema
from graph.texts import LANGUAGES


class Lookup(GraphFile):
    """A graph file whose things can be found by name."""

    def find(self, text: str, types: Sequence[str] = (), limit: int = 10) -> list[Node]:
        """Return things whose name or description holds the words of `text`, best first."""
        words = plain(text).split()
        if not words:
            return []
        query = " ".join(f'"{word}"*' for word in words)
        wanted = sorted({t for name in types for t in schema().below(name)})
        where = f"AND n.type IN ({', '.join('?' * len(wanted))})" if wanted else ""
        rows = self.db.execute(
            "SELECT n.id, n.type, n.label FROM search JOIN node n ON n.n = search.rowid"
            f" WHERE search MATCH ? {where} ORDER BY bm25(search, 10, 1), length(n.label), n.id"
            " LIMIT ?", (query, *wanted, limit),
        )
        return [Node(*row) for row in rows]

    def resolve(self, text: str, type_name: str, within: str | None = None) -> Node:
        """Return the one thing of a type that `text` (id, name or other name) stands for.

        Of several, the one inside area `within`, else the only one in use. Raises NotFound with
        near misses, or Ambiguous with the choices.
        """
        direct = self.node(text)
        if direct and schema().is_a(direct.type, type_name):
            return direct
        named = self._named(plain(text), type_name)
        if len(named) > 1 and within:
            inside = [n for n in named if self.distance("within", n.id, within) is not None]
            named = inside or named
        if len(named) > 1:
            used = [n for n in named if self.in_use(n.id)]
            named = used if len(used) == 1 else named
        if len(named) == 1:
            return named[0]
        if named:
            choices = "; ".join(f"{self.describe(n)} ({n.id})" for n in named[:8])
            raise Ambiguous("ambiguous_name", name=text, choices=choices, ids=[n.id for n in named])
        near = [n.label for n in self.near(text, type_name)]
        raise NotFound("unknown_name", near=near, name=text, kind=_kinds(type_name))

    def _named(self, folded: str, type_name: str) -> list[Node]:
        if not folded:
            return []
        types = sorted(schema().below(type_name))
        rows = self.db.execute(
            "SELECT n.n, n.id, n.type, n.label FROM search JOIN node n ON n.n = search.rowid WHERE"
            f" search MATCH ? AND n.type IN ({', '.join('?' * len(types))}) ORDER BY n.id",
            (f'"{folded}"', *types),
        ).fetchall()
        by_label = [Node(*row[1:]) for row in rows if plain(row[3]) == folded]
        return by_label or [Node(*row[1:]) for row in rows if folded in self._other_names(row[0])]

    def _other_names(self, n: int) -> set[str]:
        rows = self.db.execute(
            "SELECT value FROM statement WHERE s = ? AND r IN (SELECT r FROM relation WHERE name IN"
            " ('name', 'alt_name', 'code', 'postcode', 'identifier'))", (n,),
        )
        return {plain(value) for value, in rows}

    def near(self, text: str, type_name: str, limit: int = 3) -> list[Node]:
        """Return things of a type whose label resembles `text`, best first."""
        by_label = {node.label: node for node in self.nodes(type_name)}
        return [by_label[name] for name in near_misses(text, by_label, limit)]

    def describe(self, node: Node) -> str:
        """Return a label that tells namesakes apart: an area with the areas it lies in."""
        above = sorted(self.above("within", node.id).items(), key=lambda pair: pair[1])
        return ", ".join([node.label, *(self.label(i) for i, steps in above if steps)])

    def in_use(self, area_or_concept: str) -> bool:
        """Tell whether anything but the hierarchy itself points at a thing or at what is below."""
        n = self.number(area_or_concept)
        return bool(self.db.execute(
            "SELECT 1 FROM relation r JOIN (SELECT ?1 AS n UNION SELECT below FROM closure WHERE"
            " above = ?1 AND r IN (SELECT r FROM relation WHERE name IN ('within', 'broader'))) d"
            " JOIN edge e ON e.r = r.r AND e.o = d.n WHERE r.name NOT IN ('within', 'broader')"
            " LIMIT 1", (n,),
        ).fetchone())


def _kinds(type_name: str) -> dict[str, str]:
    """Return the label of a type in each language; of one that only gathers others, theirs."""
    kind = schema()[type_name]
    kinds = [kind] if not kind.abstract else [
        schema()[name] for name in sorted(schema().below(type_name)) if not schema()[name].abstract
    ]
    return {lang: " / ".join(one.label[lang] for one in kinds) for lang in LANGUAGES}
