"""Before adding: what the graph already holds that may be the thing somebody is about to add."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import Final, NamedTuple

from rapidfuzz import fuzz

from graph.matching.comparison import compare
from graph.matching.context import EMPTY, ORGANISATION, PERSON, Context, field_of
from graph.matching.organisation import Organisation, all_initials, organisation
from graph.matching.reasons import Reason
from graph.matching.words import tokens, words
from graph.schema import schema
from graph.store import Graph, Node

_FOUND: Final = 150
_LOOKED_AT: Final = 24
FLOOR: Final = 0.15
"""How likely a thing must at least be to be shown."""
_PREFIX: Final = 3
_SHORTEST: Final = 5
_OTHER_NAMES: Final = ("name", "alt_name")
_PLACES: Final = ("active_in", "housed_in", "serves", "within")
_BODIES: Final = ("represents", "member_of", "holds", "run_by", "part_of", "at")


class Likely(NamedTuple):
    """A thing that may be meant, how likely (0 to 1) and why."""

    node: Node
    score: float
    reasons: tuple[Reason, ...]


def likely(
    graph: Graph, name: str, type_name: str, limit: int = 5, **context: str
) -> list[Likely]:
    """Return things that `name` may already stand for, most likely first.

    Initiatives and organisations are looked for among all parties. `context` is what else is
    known: organisation=…, place=…, postcode=…, identifier=…
    """
    model = schema()
    parties = model.below("Party")
    types = sorted(parties if type_name in parties else model.below(type_name))
    kind = PERSON if type_name in model.below("Person") else ORGANISATION
    beside = Context(**{field_of(key): value for key, value in context.items()})._replace(kind=kind)
    found = []
    for node in _nodes(graph, name, types):
        best = _best(graph, name, node, beside)
        if best and best.score >= FLOOR:
            found.append(best)
    return sorted(found, key=lambda one: (-one.score, one.node.label, one.node.id))[:limit]


def _best(graph: Graph, name: str, node: Node, beside: Context) -> Likely | None:
    known = graph.properties(node.id)
    names = {node.label, *(n for key in _OTHER_NAMES for n in known.get(key, ()))}
    there = _context(graph, node, known, beside) if beside != EMPTY else EMPTY
    outcomes = [compare(name, other, beside, there, from_score=FLOOR) for other in sorted(names)]
    best = max(outcomes, key=lambda o: o.score)
    return Likely(node, best.score, best.reasons)


def _context(graph: Graph, node: Node, known: dict[str, list[str]], beside: Context) -> Context:
    """Return of a thing what is also known of the name that is asked for."""
    found = Context(kind=beside.kind)
    if beside.identifier:
        found = found._replace(identifier=next(iter(known.get("kvk", ())), ""))
    if beside.place:
        found = found._replace(place=_labels(graph, node, _PLACES))
    if beside.organisation:
        found = found._replace(organisation=_labels(graph, node, _BODIES))
    if beside.contact:
        found = found._replace(contact="; ".join(
            v for key in ("email", "phone", "website") for v in known.get(key, ())))
    return found


def _labels(graph: Graph, node: Node, relations: tuple[str, ...]) -> str:
    edges = graph.edges(node.id, relations, backward=False)
    return "; ".join(graph.label(edge.object) for edge in edges)


def _nodes(graph: Graph, name: str, types: list[str]) -> list[Node]:
    """Return the things of some types whose name has most in common with `name`."""
    asked = organisation(name)
    hits: Counter[int] = Counter()
    for query, weight in _queries(asked, tokens(name)):
        for (n,) in graph.db.execute(
            "SELECT rowid FROM search WHERE search MATCH ? LIMIT ?", (query, _FOUND)
        ):
            hits[n] += weight
    rows = [row for n, _ in hits.most_common(2 * _FOUND) if (row := _row(graph, n, types))]
    rows += _by_initials(graph, asked, types)
    ranked = sorted(set(rows), key=lambda node: (-_near(name, node.label), node.id))
    return ranked[:_LOOKED_AT]


def _row(graph: Graph, n: int, types: list[str]) -> Node | None:
    row = graph.db.execute("SELECT id, type, label FROM node WHERE n = ?", (n,)).fetchone()
    return Node(*row) if row and row[1] in types else None


def _near(name: str, label: str) -> float:
    one, two = organisation(name), organisation(label)
    if one.squash in all_initials(two) or two.squash in all_initials(one):
        return 100.0
    left, right = " ".join(one.words), " ".join(two.words)
    return max(float(fuzz.ratio(one.squash, two.squash)), float(fuzz.token_sort_ratio(left, right)),
               0.9 * fuzz.token_set_ratio(left, right))


def _queries(asked: Organisation, found: tuple[str, ...]) -> Iterator[tuple[str, int]]:
    """Yield full-text queries with their weight: all words, each word, and how words begin."""
    light = words().light
    real = [t for t in found if t not in light and len(t) > 1] or list(found)
    if not real:
        return
    starts = " AND ".join(f'"{t[:_PREFIX]}"*' for t in real)
    yield starts, 4
    yield " AND ".join(f'"{t}"' for t in real), 4
    for token in dict.fromkeys((*real, asked.squash, *all_initials(asked))):
        yield f'label : "{token}"', 2
    for first, second in pairwise(real):
        yield f'label : "{first}{second}"', 3
    for token in real:
        if len(token) >= _SHORTEST:
            yield f'label : "{token[:4]}"*', 1
    for wrong in real if len(real) > 1 else ():
        others = " AND ".join(f'"{t}"' for t in real if t != wrong)
        yield f'{others} AND "{wrong[:2]}"*' if others else f'"{wrong[:_PREFIX]}"*', 4


def _by_initials(graph: Graph, asked: Organisation, types: list[str]) -> list[Node]:
    """Return things whose first letters spell a short name."""
    letters = asked.squash
    if len(asked.words) != 1 or not 2 < len(letters) <= 6 or not letters.isalpha():
        return []
    pattern = "% ".join(letters) + "%"
    rows = graph.db.execute(
        f"SELECT id, type, label FROM node WHERE type IN ({', '.join('?' * len(types))})"
        " AND (label LIKE ? OR label LIKE ?) LIMIT ?",
        (*types, pattern, f"% {pattern}", _FOUND),
    )
    return [Node(*row) for row in rows if letters in all_initials(organisation(row[2]))]
