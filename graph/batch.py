"""Look up many things of a graph at once: one statement for all instead of one each."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from typing import Final

from graph.records import EVIDENCE_COLUMNS
from graph.records import evidence as as_evidence
from graph.store import Edge, Evidence, Graph, Node

Triple = tuple[str, str, str | None]
"""Subject, relation and object; without an object it stands for the values of a property."""
_NAMED: Final = (
    "(SELECT r FROM relation WHERE name IN (SELECT value FROM json_each(?2)))"
)
"""The relations named in the second parameter, which is read once for all rows."""
_EDGE: Final = "s.id, r.name, o.id, e.seen, e.certainty, e.sources, e.state"


def _list(items: Iterable[object]) -> str:
    return json.dumps(sorted(set(items), key=str))


def nodes(graph: Graph, ids: Iterable[str]) -> dict[str, Node]:
    """Return the things with these ids."""
    rows = graph.db.execute(
        "SELECT n.id, n.type, n.label FROM json_each(?) j CROSS JOIN node n ON n.id = j.value",
        (_list(ids),),
    )
    return {row[0]: Node(*row) for row in rows}


def neighbours(
    graph: Graph, ids: Iterable[str], relations: Collection[str], *, forward: bool
) -> dict[str, list[Edge]]:
    """Return the arrows of some relations from these ids (or, not `forward`, to them)."""
    here, there = ("s", "o") if forward else ("o", "s")
    found: dict[str, list[Edge]] = {}
    for row in graph.db.execute(
        f"SELECT {_EDGE} FROM json_each(?1) j CROSS JOIN node {here} ON {here}.id = j.value"
        f" CROSS JOIN edge e ON e.r IN {_NAMED} AND e.{here} = {here}.n"
        f" CROSS JOIN relation r ON r.r = e.r CROSS JOIN node {there} ON {there}.n = e.{there}"
        f" ORDER BY r.name, {there}.label, {there}.id",
        (_list(ids), _list(relations)),
    ):
        found.setdefault(row[0] if forward else row[2], []).append(Edge(*row))
    return found


def values(
    graph: Graph, ids: Iterable[str], properties: Collection[str], *, state: str = "%"
) -> dict[tuple[str, str], list[str]]:
    """Return present values by (id, property), most certain and freshest first.

    With `state`, only of statements in that state.
    """
    found: dict[tuple[str, str], list[str]] = {}
    for entity, name, value in graph.db.execute(
        "SELECT s.id, r.name, t.value FROM json_each(?1) j CROSS JOIN node s ON s.id = j.value"
        f" CROSS JOIN statement t ON t.s = s.n AND t.r IN {_NAMED} AND t.value IS NOT NULL"
        " AND t.current AND t.state LIKE ?3 CROSS JOIN relation r ON r.r = t.r"
        " ORDER BY t.certainty DESC, t.seen DESC, t.n",
        (_list(ids), _list(properties), state),
    ):
        known = found.setdefault((entity, name), [])
        if value not in known:
            known.append(value)
    return found


def evidence(graph: Graph, triples: Iterable[Triple]) -> dict[Triple, list[Evidence]]:
    """Return the present statements behind each triple, most certain and freshest first."""
    wanted = json.dumps(sorted(set(triples), key=str))
    found: dict[Triple, list[Evidence]] = {}
    for row in graph.db.execute(
        f"SELECT {EVIDENCE_COLUMNS} FROM json_each(?) j"
        " CROSS JOIN node s ON s.id = json_extract(j.value, '$[0]')"
        " CROSS JOIN relation r ON r.name = json_extract(j.value, '$[1]')"
        " LEFT JOIN node w ON w.id = json_extract(j.value, '$[2]')"
        " CROSS JOIN statement t ON t.s = s.n AND t.r = r.r AND t.o IS w.n AND t.current"
        " LEFT JOIN node o ON o.n = t.o ORDER BY t.certainty DESC, t.seen DESC, t.n", (wanted,),
    ):
        found.setdefault((row[1], row[2], row[3]), []).append(as_evidence(row))
    return found


def bases(graph: Graph, statements: Iterable[str]) -> dict[str, list[Evidence]]:
    """Return, by derived statement, the statements that it rests on."""
    found: dict[str, list[Evidence]] = {}
    for first, *row in graph.db.execute(
        f"SELECT b.statement, {EVIDENCE_COLUMNS} FROM json_each(?) j"
        " CROSS JOIN basis b ON b.statement = j.value CROSS JOIN statement t ON t.id = b.rests_on"
        " CROSS JOIN node s ON s.n = t.s CROSS JOIN relation r ON r.r = t.r"
        " LEFT JOIN node o ON o.n = t.o ORDER BY t.n", (_list(statements),),
    ):
        found.setdefault(first, []).append(as_evidence(row))
    return found
