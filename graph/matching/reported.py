"""Before adding: what people reported that no graph shows yet, so that none reports it twice."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from graph.adding import SOURCE
from graph.ledger import Ledger
from graph.matching.comparison import compare
from graph.matching.context import ORGANISATION, Context
from graph.matching.likely import FLOOR, Likely
from graph.schema import schema
from graph.statement import TYPE, State, Statement
from graph.store import Graph, Node

_STANDS: Final = (State.PROPOSED, State.ACCEPTED)


def reported(
    ledger: Path, graph: Graph, name: str, type_name: str, *, place: str = ""
) -> list[Likely]:
    """Return what people reported under a name like this, as far as `graph` does not show it.

    Initiatives and organisations are looked for among all parties; the most likely first.
    """
    model = schema()
    parties = model.below("Party")
    types = parties if type_name in parties else model.below(type_name)
    asked = Context(place=place, kind=ORGANISATION)
    found = []
    for node, there in _reports(ledger, graph):
        if node.type in types and graph.node(node.id) is None:
            outcome = compare(name, node.label, asked, there, from_score=FLOOR)
            if outcome.score >= FLOOR:
                found.append(Likely(node, outcome.score, outcome.reasons))
    return sorted(found, key=lambda one: (-one.score, one.node.label, one.node.id))


def _reports(ledger: Path, graph: Graph) -> Iterator[tuple[Node, Context]]:
    """Yield every thing that was reported and not rejected, with where it is."""
    said: dict[str, list[Statement]] = {}
    with Ledger(ledger) as book:
        for statement in book.statements(source=SOURCE.id):
            if statement.state in _STANDS:
                said.setdefault(statement.subject, []).append(statement)
    for entity_id, about in said.items():
        values = {s.relation: s.value for s in about if s.value}
        where = [graph.label(s.object) for s in about if s.object and s.relation == "active_in"]
        if "name" in values and TYPE in values:
            node = Node(entity_id, values[TYPE], values["name"])
            yield node, Context(place="; ".join(where), kind=ORGANISATION)
