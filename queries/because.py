"""How we know: the statements behind the arrows and values of answers, in plain words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Final

from graph.batch import Triple, bases, evidence, nodes
from graph.store import Evidence, Graph, Node
from queries.answer import Because
from queries.words import fresh, says

PER_ARROW: Final = 3
"""Statements told for one arrow; the most certain and freshest first."""
_HIGHEST: Final = 16
"""Steps up a hierarchy, as in the build."""


class Reasons:
    """Collects what is behind many answers and looks it all up at once."""

    def __init__(self, graph: Graph, lang: str, today: date) -> None:
        self.graph, self.lang, self.today = graph, lang, today
        self._chains: dict[tuple[str, str, str], list[Triple]] = {}
        self._found: dict[Triple, list[Evidence]] = {}
        self._bases: dict[str, list[Evidence]] = {}
        self._things: dict[str, Node] = {}

    def look_up(self, triples: Iterable[Triple]) -> None:
        """Fetch the statements behind `triples`, what they rest on, and all names in them."""
        self._found = evidence(self.graph, triples)
        direct = [e for found in self._found.values() for e in found[:PER_ARROW]]
        self._bases = bases(self.graph, [e.id for e in direct if e.source == "samenspel"])
        everything = [*direct, *(e for found in self._bases.values() for e in found)]
        ids = {i for e in everything for i in (e.subject, e.object) if i}
        self._things = nodes(self.graph, ids)

    def evidence(self, triple: Triple) -> list[Evidence]:
        """Return the statements that were looked up for a triple."""
        return self._found.get(triple, [])

    def of(self, triples: Iterable[Triple]) -> list[Because]:
        """Return the statements behind `triples`, each once, in the same order."""
        found: dict[str, Because] = {}
        for triple in triples:
            for one in self._found.get(triple, [])[:PER_ARROW]:
                found.setdefault(one.id, self._because(one))
        return list(found.values())

    def _because(self, one: Evidence) -> Because:
        below = tuple(self._because(e) for e in self._bases.get(one.id, []))
        return tell(self.graph, one, self._things, self.lang, self.today, below)

    def chain(self, relation: str, below: str, above: str) -> list[Triple]:
        """Return the steps up a hierarchy from one thing to another, if they differ."""
        key = (relation, below, above)
        if key not in self._chains:
            self._chains[key] = self._climb(relation, below, above) if below != above else []
        return self._chains[key]

    def _climb(self, relation: str, below: str, above: str) -> list[Triple]:
        steps: list[Triple] = []
        here = below
        while here != above and len(steps) < _HIGHEST:
            parents = [e.object for e in self.graph.edges(here, [relation], backward=False)]
            up = {p: d for p in parents if (d := self._steps_up(relation, p, above)) is not None}
            if not up:
                break
            nearest = min(up, key=lambda parent: (up[parent], parent))
            steps.append((here, relation, nearest))
            here = nearest
        return steps

    def _steps_up(self, relation: str, below: str, above: str) -> int | None:
        return self.graph.above(relation, below).get(above)


def tell(
    graph: Graph, one: Evidence, things: Mapping[str, Node], lang: str, today: date,
    rests_on: Sequence[Because] = (),
) -> Because:
    """Return one statement in words, with its source."""
    source = graph.sources.get(one.source)
    return Because(
        one.id, says(one, things, lang), source.title if source else one.source, one.locator,
        one.quote, one.seen, one.certainty, fresh(one.seen, today).value, tuple(rests_on),
    )


def why(graph: Graph, statement: str, lang: str = "nl", today: date | None = None) -> Because:
    """Return one statement and what it rests on in words; raises NotFound."""
    one = graph.statement(statement)
    below = graph.basis(statement)
    ids = {i for e in (one, *below) for i in (e.subject, e.object) if i}
    things, day = nodes(graph, ids), today or date.today()
    return tell(
        graph, one, things, lang, day, [tell(graph, e, things, lang, day) for e in below]
    )
