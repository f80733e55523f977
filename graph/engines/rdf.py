"""The linked-data engine: runs compiled SPARQL on rdflib with the Oxigraph store, in memory."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice
from threading import Lock
from typing import Any, Final
from weakref import WeakKeyDictionary

from oxrdflib import OxigraphStore
from pyoxigraph import RdfFormat, Store
from rdflib import Graph as RdfGraph
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID

from graph.engines import MOST_ROWS, Binding
from graph.rdf.terms import TERMS, base, entity_id, expand, fill, iri
from graph.store import Graph

_loaded: Final[WeakKeyDictionary[Graph, dict[str, RdfGraph]]] = WeakKeyDictionary()
_loading: Final = Lock()


def _triples(graph: Graph, start: str) -> Iterator[str]:
    """Yield the types and arrows of a graph as lines of N-Triples.

    Unlike an export also what is only proposed, which the other engines find too.
    """
    iris = {n: iri(i, start) for n, i in graph.db.execute("SELECT n, id FROM node")}
    for n, kind in graph.db.execute("SELECT n, type FROM node"):
        yield f"<{iris[n]}> <{expand('rdf:type')}> <{TERMS}{kind}> .\n"
    names = dict(graph.db.execute("SELECT r, name FROM relation"))
    for r, s, o in graph.db.execute("SELECT r, s, o FROM edge"):
        yield f"<{iris[s]}> <{TERMS}{names[r]}> <{iris[o]}> .\n"


def _rdf_of(graph: Graph, start: str) -> RdfGraph:
    """Return a graph in the Oxigraph store, loaded the first time; it goes when `graph` goes."""
    with _loading:
        known = _loaded.setdefault(graph, {})
        if start not in known:
            store = Store()
            lines = "".join(_triples(graph, start)).encode()
            store.bulk_load(lines, format=RdfFormat.N_TRIPLES)
            known[start] = RdfGraph(
                store=OxigraphStore(store=store), identifier=DATASET_DEFAULT_GRAPH_ID
            )
        return known[start]


class Rdf:
    """Runs SPARQL on one graph."""

    language: Final = "sparql"

    def __init__(self, graph: Graph) -> None:
        self._start = base()
        self._rdf = _rdf_of(graph, self._start)

    def rows(self, text: str, given: Mapping[str, str]) -> list[Binding]:
        """Run `text`; return every binding once, in any order."""
        result: Any = self._rdf.query(fill(text, given, self._start))
        names = [str(name) for name in result.vars]
        return [
            {n: entity_id(str(value), self._start) for n, value in zip(names, row, strict=True)}
            for row in islice(result, MOST_ROWS + 1)
        ]


def connect(graph: Graph) -> Rdf:
    """Return the engine for a graph; the first time in a process it is loaded."""
    return Rdf(graph)
