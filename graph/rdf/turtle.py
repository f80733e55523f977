"""Turtle, written line by line while the graph is read."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, TextIO

from graph.rdf.describing import Description
from graph.rdf.terms import PREFIXES
from graph.rdf.values import Iri, Term

_ESCAPES: Final = str.maketrans({
    **{chr(code): f"\\u{code:04X}" for code in (*range(0x20), 0x7F)},
    "\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t",
})


def write(descriptions: Iterable[Description], out: TextIO) -> None:
    """Write descriptions as Turtle."""
    for prefix, start in PREFIXES.items():
        out.write(f"@prefix {prefix}: <{start}> .\n")
    for subject, types, facts in descriptions:
        out.write(f"\n<{subject}> a {', '.join(types)}")
        out.writelines(f" ;\n    {predicate} {_term(term)}" for predicate, term in facts)
        out.write(" .\n")


def _term(term: Term) -> str:
    if isinstance(term, Iri):
        return f"<{term.iri}>"
    text = f'"{term.text.translate(_ESCAPES)}"'
    if term.lang:
        return f"{text}@{term.lang}"
    return f"{text}^^{term.datatype}" if term.datatype else text
