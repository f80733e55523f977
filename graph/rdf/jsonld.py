"""JSON-LD, written one node a line while the graph is read."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, TextIO

from graph.rdf.describing import Description
from graph.rdf.terms import PREFIXES
from graph.rdf.values import Iri, Term


def write(descriptions: Iterable[Description], out: TextIO) -> None:
    """Write descriptions as one JSON-LD document."""
    out.write(f'{{"@context": {json.dumps(PREFIXES)},\n"@graph": [')
    for place, description in enumerate(descriptions):
        out.write(",\n" if place else "\n")
        out.write(json.dumps(_node(description), ensure_ascii=False))
    out.write("\n]}\n")


def _node(description: Description) -> dict[str, Any]:
    node: dict[str, Any] = {"@id": description.subject, "@type": list(description.types)}
    for predicate, term in description.facts:
        node.setdefault(predicate, []).append(_term(term))
    return node


def _term(term: Term) -> Any:
    if isinstance(term, Iri):
        return {"@id": term.iri}
    if term.lang:
        return {"@value": term.text, "@language": term.lang}
    return {"@value": term.text, "@type": term.datatype} if term.datatype else term.text
