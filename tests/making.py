"""Small ledgers and graphs for tests, made from facts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from graph.build import build
from graph.home import Home
from graph.ledger import Ledger, Source
from graph.statement import Fact
from graph.store import Graph

DAY = "2026-11-01"
TODAY = date(2026, 11, 23)
TOWN = Source("town", "A town", "its engineers")


def thing(entity_id: str, type_name: str, name: str, **more: str) -> list[Fact]:
    """Return the facts of a thing; in `more` an id makes a relation, other text a property."""
    facts = [Fact(entity_id, "type", value=type_name), Fact(entity_id, "name", value=name)]
    return facts + [fact(entity_id, relation, value) for relation, value in more.items()]


def fact(subject: str, relation: str, what: str, **fields: object) -> Fact:
    """Return one fact; `what` is an object when it looks like an id, else a value."""
    prefix, colon, rest = what.partition(":")
    is_id = bool(colon and rest and prefix.isalpha() and not rest.startswith("//"))
    return Fact(
        subject,
        relation,
        object=what if is_id else None,
        value=None if is_id else what,
        **fields,  # type: ignore[arg-type]
    )


def write(
    home: Home,
    facts: Iterable[Fact],
    source: Source = TOWN,
    document: str = "facts",
    seen: str = DAY,
) -> None:
    """Write `facts` to the ledger of `home` as what `document` says."""
    facts = list(facts)
    with Ledger(home.ledger) as ledger:
        ledger.read(
            source, document, facts, digest=str(hash(tuple(facts))), seen=seen, method="test 1"
        )


def graph_of(folder: Path, facts: Iterable[Fact], audience: str = "public") -> Graph:
    """Build the graph that `audience` sees of `facts`, as on 23 November 2026."""
    home = Home(folder)
    write(home, facts)
    build(home, audiences=[audience], today=TODAY)
    return Graph(home.graph(audience))
