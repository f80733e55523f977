"""Times of every question on one graph, beside networkx where it can answer the same."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from random import Random
from time import perf_counter
from typing import Final

import networkx as nx
import numpy as np

from benchmarks.measure import Row, compared, peak_memory, spread
from benchmarks.peers import right_contact, tie_graph, whole_graph
from graph.analysis.introductions import MOST_TIES, introductions
from graph.analysis.ties import load_ties, pairs
from graph.store import Graph
from queries.ask import Question, ask, questions

ASKED: Final = 100
"""How often each question is asked, each time with other things given."""
_LIMIT: Final = 10
_TIED: Final = 0.5
"""Share of what is asked about that is drawn from the ends of arrows."""


class Givens:
    """Things to ask about, drawn from the graph; the first draw of a seed is always the same.

    Half of them are anything of the type, half stand at an arrow that the question follows: what
    nobody is tied to has no answer, and finding nothing is quick.
    """

    def __init__(self, graph: Graph, seed: int = 1) -> None:
        self._random = Random(seed)
        self._graph = graph
        self._ids: dict[tuple[str, frozenset[str]], list[str]] = {}

    def of(self, question: Question) -> dict[str, str]:
        """Return something for all that a question must be given, or else for one that it may."""
        needed = {n: k for n, k in question.given.items() if n not in question.optional}
        things = question.things()
        chosen = needed or dict([next((n, k) for n, k in question.given.items() if n in things)])
        tied = self._random.random() < _TIED
        return {n: self._one(things[n], _relations(question, n) if tied else frozenset())
                for n in chosen}

    def _one(self, type_name: str, relations: frozenset[str]) -> str:
        key = (type_name, relations)
        if key not in self._ids:
            found = sorted(node.id for node in self._graph.nodes(type_name))
            arrows = self._graph.edge_arrays(relations) if relations else None
            if arrows is not None:
                ends = np.unique(np.concatenate((arrows.subjects, arrows.objects)))
                tied = {self._graph.ids[n - 1] for n in ends.tolist()}
                found = [entity for entity in found if entity in tied] or found
            self._ids[key] = found
        return self._random.choice(self._ids[key])


def _relations(question: Question, name: str) -> frozenset[str]:
    arrows = question.pattern.arrows if question.pattern else ()
    return frozenset(r for arrow in arrows if name in arrow.names for r in arrow.relations)


def asked(graph: Graph) -> Iterator[Row]:
    """Yield p50 and p95 of every question."""
    for name, question in sorted(questions(None).items()):
        givens = Givens(graph)
        drawn = [givens.of(question) for _ in range(ASKED)]
        ask(graph, question, drawn[0], limit=_LIMIT)
        half, most = spread(partial(ask, graph, question, limit=_LIMIT), drawn)
        yield Row(f"question {name}: p50 / p95", f"{half:.1f} / {most:.1f} ms",
                  note="with ranking, evidence and fallback")


def asked_of_networkx(graph: Graph) -> Iterator[Row]:
    """Yield two questions asked of a graph in memory too, their answers checked equal."""
    memory, start = peak_memory(), perf_counter()
    whole = whole_graph(graph)
    yield Row("networkx: load the graph", "", f"{perf_counter() - start:.1f} s",
              note=f"{peak_memory() - memory:.0f} MB more memory; ours opens the file")
    question = questions(None)["right_contact"]
    givens = Givens(graph)
    drawn = [givens.of(question) for _ in range(ASKED)]
    for given in drawn:
        ours = {a.id for a in ask(graph, question, given, limit=10_000).answers}
        if ours != right_contact(whole, given["theme"], given["area"]):
            raise AssertionError(f"other answers than networkx: {given}")
    half, _ = spread(lambda g: ask(graph, question, g, limit=_LIMIT), drawn)
    other, _ = spread(lambda g: right_contact(whole, g["theme"], g["area"]), drawn)
    yield compared("right_contact, p50", half, other, "ms",
                   "same posts; networkx only finds, ours also ranks and explains")
    yield from _introduced(graph)


def _introduced(graph: Graph) -> Iterator[Row]:
    ties = load_ties(graph)
    known = pairs(ties)
    peer = tie_graph(len(known.nodes), np.stack((known.a, known.b), axis=1))
    place = {graph.ids[n - 1]: i for i, n in enumerate(known.nodes.tolist())}
    people = sorted(place)
    random = Random(2)
    drawn = [(random.choice(people), random.choice(people)) for _ in range(ASKED)]
    start = perf_counter()
    introductions(graph, *drawn[0])
    first = perf_counter() - start
    for a, b in drawn:
        _check_length(graph, peer, place, a, b)
    half, most = spread(lambda ends: introductions(graph, *ends), drawn)
    other, _ = spread(lambda ends: _shortest(peer, place[ends[0]], place[ends[1]]), drawn)
    yield Row("introductions: first, p50 / p95", f"{first:.2f} s, {half:.1f} / {most:.1f} ms",
              note="three that differ; the first one reads all ties")
    yield compared("introductions, p50", half, other, "ms",
                   "same lengths; networkx finds one way, ours three that differ")


def _shortest(peer: nx.Graph, a: int, b: int) -> list[int]:
    try:
        return list(nx.bidirectional_shortest_path(peer, a, b))
    except nx.NetworkXNoPath:
        return []


def _check_length(graph: Graph, peer: nx.Graph, place: dict[str, int], a: str, b: str) -> None:
    """Compare the length of our first chain with networkx; a shared thing is one tie."""
    ours = introductions(graph, a, b, limit=1)
    path = _shortest(peer, place[a], place[b])
    shared = {i for e in ours[0] for i in (e.subject, e.object) if i not in place} if ours else ()
    length = len(ours[0]) - len(shared) if ours else 0
    if a != b and length != (len(path) - 1 if 0 < len(path) <= MOST_TIES + 1 else 0):
        raise AssertionError(f"other length than networkx: {a} {b}")
