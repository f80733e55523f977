"""Writes a query as Cypher that reads like its arrows: one MATCH each, parameters only.

A relation may be matched once within a MATCH but again in the next, so one MATCH per arrow gives
what SQL and SPARQL give. Keeps to openCypher as far as it goes: no procedures, no extensions.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from queries.language.pattern import Absent, Arrow, Query, Term
from queries.language.steps import ends, in_order

_KEYWORDS: Final = frozenset(
    "all and any as asc by call case contains create delete desc detach distinct else end ends"
    " exists false filter for foreach from in is limit match merge nodes none not null offset on"
    " optional or order reduce relationships remove return set shortestpath single skip starts then"
    " true union unwind when where with xor yield".split()
)


def relation_type(name: str) -> str:
    """Return how a relation of the schema is called in Neo4j."""
    return name.upper()


def write(query: Query) -> str:
    """Return the Cypher of a query; a row holds the id of each of the query's variables."""
    lines = [f"MATCH ({_name(name)}:Entity {{id: ${name}}})" for name in query.given]
    lines += _matches(query.arrows, set(query.given))
    bound = {*query.given}.union(*(arrow.variables for arrow in query.arrows))
    lines += [f"MATCH ({_name(name)}:Entity)" for name in query.variables if name not in bound]
    tests = [_type_test(query, name) for name in query.variables if query.type_check(name)]
    tests += [f"{_name(a)} <> {_name(b)}" for a, b in query.differ]
    tests += [_absent(query, group) for group in query.absent]
    if tests:
        lines.append("WHERE " + "\n  AND ".join(tests))
    columns = ", ".join(f"{_name(name)}.id AS {_name(name)}" for name in query.variables)
    return "\n".join([*lines, f"RETURN DISTINCT {columns}"])


def _matches(arrows: Sequence[Arrow], known: set[str]) -> list[str]:
    return [
        f"MATCH {_arrow(step) if isinstance(step, Arrow) else _hierarchy(step)}"
        for step in in_order(arrows, known)
    ]


def _arrow(arrow: Arrow) -> str:
    kinds = "|".join(relation_type(name) for name in arrow.relations)
    head = "-" if arrow.either else "->"
    return f"({_name(arrow.subject.at)})-[:{kinds}]{head}({_name(arrow.object.at)})"


def _hierarchy(term: Term) -> str:
    below, above = ends(term)
    return f"({_name(below)})-[:{relation_type(term.via)}*0..]->({_name(above)})"


def _type_test(query: Query, name: str) -> str:
    tests = " OR ".join(f"{_name(name)}:{kind}" for kind in query.type_check(name))
    return f"({tests})" if " OR " in tests else tests


def _absent(query: Query, group: Absent) -> str:
    inside = sorted({name for arrow in group.arrows for name in arrow.variables})
    tests = [_type_test(query, name) for name in inside if query.type_check(name)]
    tests += [f"{_name(a)} <> {_name(b)}" for a, b in group.differ]
    lines = _matches(group.arrows, set(query.variables))
    body = "\n      ".join([*lines, *(["WHERE " + " AND ".join(tests)] if tests else [])])
    return f"NOT EXISTS {{\n      {body}\n  }}"


def _name(name: str) -> str:
    return f"`{name}`" if name in _KEYWORDS else name
