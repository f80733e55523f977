"""Random small graphs made from the schema: every relation stands between types that fit it."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from graph.schema import Relation, schema
from graph.statement import Fact
from graph.store import Graph
from tests.making import fact, graph_of, thing

GRAPHS: Final = 25
_OF_EACH: Final = 3
_MOST: Final = 7
"""Arrows of one relation between two types."""


def random_facts(seed: int) -> list[Fact]:
    """Return three things of every type, and up to seven arrows of every relation and type."""
    chance = random.Random(seed)
    facts = [f for node, name in _things() for f in thing(node, name, node)]
    for entity_type in schema().concrete():
        for relation in entity_type.relations.values():
            facts += _arrows(chance, entity_type.name, relation)
    return list(dict.fromkeys(facts))


def _things() -> Iterator[tuple[str, str]]:
    for entity_type in schema().concrete():
        for number in range(_OF_EACH):
            yield f"{entity_type.prefix}:r/{number}", entity_type.name


def _ids(name: str) -> list[str]:
    return [
        f"{t.prefix}:r/{number}" for t in schema().concrete() if schema().is_a(t.name, name)
        for number in range(_OF_EACH)
    ]


def _arrows(chance: random.Random, name: str, relation: Relation) -> Iterator[Fact]:
    subjects, targets = _ids_of(name), [i for t in relation.targets for i in _ids(t)]
    for _ in range(chance.randint(0, _MOST)):
        subject, target = chance.choice(subjects), chance.choice(targets)
        upward = not relation.transitive or subject < target
        if subject != target and upward:
            yield fact(subject, relation.name, target)


def _ids_of(name: str) -> list[str]:
    return [f"{schema()[name].prefix}:r/{number}" for number in range(_OF_EACH)]


def random_graph(folder: Path, seed: int) -> Graph:
    """Build the graph of `random_facts`, as the steward sees it."""
    return graph_of(folder, random_facts(seed), "steward")
