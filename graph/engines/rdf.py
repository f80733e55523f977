"""The linked-data engine: runs compiled SPARQL on rdflib with the Oxigraph store, in memory."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, Final
from urllib.parse import quote, unquote

from oxrdflib import OxigraphStore
from pyoxigraph import RdfFormat, Store
from rdflib import Graph as RdfGraph
from rdflib import URIRef
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID

from graph.engines import Binding
from graph.store import Graph

THINGS: Final = "urn:samenspel:"
TERMS: Final = "urn:samenspel:term:"
_TYPE: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"


def iri(entity_id: str) -> str:
    """Return the stable IRI of an id; nothing in an id can end it early."""
    return THINGS + quote(entity_id, safe=":/-._~")


def entity_id(of_iri: str) -> str:
    """Return the id that an IRI stands for."""
    return unquote(of_iri.removeprefix(THINGS))


def _triples(graph: Graph) -> Iterator[str]:
    """Yield the types and arrows of a graph as lines of N-Triples."""
    iris = {n: iri(i) for n, i in graph.db.execute("SELECT n, id FROM node")}
    for n, kind in graph.db.execute("SELECT n, type FROM node"):
        yield f"<{iris[n]}> <{_TYPE}> <{TERMS}{kind}> .\n"
    names = dict(graph.db.execute("SELECT r, name FROM relation"))
    for r, s, o in graph.db.execute("SELECT r, s, o FROM edge"):
        yield f"<{iris[s]}> <{TERMS}{names[r]}> <{iris[o]}> .\n"


@cache
def _loaded(graph: Graph) -> RdfGraph:
    store = Store()
    store.bulk_load("".join(_triples(graph)).encode(), format=RdfFormat.N_TRIPLES)
    return RdfGraph(store=OxigraphStore(store=store), identifier=DATASET_DEFAULT_GRAPH_ID)


class Rdf:
    """Runs SPARQL on one graph."""

    language: Final = "sparql"

    def __init__(self, graph: Graph) -> None:
        self._rdf = _loaded(graph)

    def rows(self, text: str, given: Mapping[str, str]) -> list[Binding]:
        """Run `text`; return every binding once, in any order."""
        result: Any = self._rdf.query(_filled(text, given))
        names = [str(name) for name in result.vars]
        return [
            {name: entity_id(str(value)) for name, value in zip(names, row, strict=True)}
            for row in result
        ]


def _filled(text: str, given: Mapping[str, str]) -> str:
    """Put the IRIs of what is given in the VALUES lines; an IRI cannot hold a `>`."""
    return re.sub(
        r"\{ \$(\w+) \}", lambda found: f"{{ {URIRef(iri(given[found[1]])).n3()} }}", text
    )


def connect(graph: Graph) -> Rdf:
    """Return the engine for a graph; the first time in a process it is loaded."""
    return Rdf(graph)
