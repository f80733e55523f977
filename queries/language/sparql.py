"""Writes a query as SPARQL 1.1; what is given stands in VALUES lines, to be filled in.

Parameters by substitution fail on variables that are not projected, hence VALUES. The variable
of a type begins with `_`, as no name in a question does.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from graph.rdf.terms import TERMS, base, fill
from graph.schema import schema
from queries.language.pattern import Absent, Arrow, Query, Term
from queries.language.steps import ends, in_order


def write(query: Query) -> str:
    """Return the SPARQL of a query; a row holds the IRI of each of the query's variables."""
    lines = [f"VALUES ?{name} {{ ${name} }}" for name in query.given]
    lines += _patterns(query.arrows, set(query.given))
    bound = {*query.given}.union(*(arrow.variables for arrow in query.arrows))
    for name in query.variables:
        lines += _type_test(query, name, always=name not in bound)
    lines += [f"FILTER (?{a} != ?{b})" for a, b in query.differ]
    for group in query.absent:
        lines += _absent(query, group)
    columns = " ".join(f"?{name}" for name in query.variables)
    body = "\n".join(f"  {line}" for line in lines)
    return f"PREFIX s: <{TERMS}>\nSELECT DISTINCT {columns}\nWHERE {{\n{body}\n}}"


def readable(texts: Sequence[str], given: Mapping[str, str]) -> str:
    """Return compiled texts as people see them: any SPARQL 1.1 tool runs it on an export.

    Of several, the first is what runs; what the others take away is up to the reader.
    """
    start = base()
    first, *others = (fill(text, given, start) for text in texts)
    less = ("# Without what this finds, unless that is over:\n" + text for text in others)
    return "\n\n".join([first, *(re.sub("(?m)^(?!#)", "# ", text) for text in less)])


def _patterns(arrows: Sequence[Arrow], known: set[str]) -> list[str]:
    return [
        _arrow(step) if isinstance(step, Arrow) else _hierarchy(step)
        for step in in_order(arrows, known)
    ]


def _arrow(arrow: Arrow) -> str:
    kinds = [f"s:{name}" for name in arrow.relations]
    kinds += [f"^{kind}" for kind in kinds] if arrow.either else []
    path = kinds[0] if len(kinds) == 1 else f"({'|'.join(kinds)})"
    return f"?{arrow.subject.at} {path} ?{arrow.object.at} ."


def _hierarchy(term: Term) -> str:
    below, above = ends(term)
    return f"?{below} s:{term.via}* ?{above} ."


def _type_test(query: Query, name: str, *, always: bool = False) -> list[str]:
    types = query.type_check(name)
    if always and not types:
        types = tuple(kind.name for kind in schema().concrete())
    listed = ", ".join(f"s:{kind}" for kind in types)
    test = [f"?{name} a ?_{name}_type .", f"FILTER (?_{name}_type IN ({listed}))"]
    return test if types else []


def _absent(query: Query, group: Absent) -> list[str]:
    lines = _patterns(group.arrows, set(query.variables))
    outside = set(query.variables)
    for name in sorted({n for arrow in group.arrows for n in arrow.variables} - outside):
        lines += _type_test(query, name)
    lines += [f"FILTER (?{a} != ?{b})" for a, b in group.differ]
    return ["FILTER NOT EXISTS {", *(f"  {line}" for line in lines), "}"]
