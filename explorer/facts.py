"""What is known of one thing, grouped as people ask for it: who, where, about what, money …"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple

from explorer.components import words
from explorer.view import View
from graph.batch import evidence, nodes
from graph.schema import Label, schema
from graph.store import Edge, Evidence, Node
from graph.texts import catalogue
from queries.sentence import fill
from queries.words import find_property

GROUPS: Final = ("who", "where", "about", "money", "agreements", "seeks", "related", "other")
_BY_TYPE: Final = {
    "Agent": "who",
    "Post": "who",
    "Area": "where",
    "Venue": "where",
    "Concept": "about",
    "Grant": "money",
    "Scheme": "money",
    "Agreement": "agreements",
    "Commitment": "agreements",
    "Challenge": "agreements",
    "Event": "agreements",
    "Need": "seeks",
    "Offer": "seeks",
}
MISSED: Final = {
    "Initiative": ("about", "active_in", "run_by", "for_group", "phase", "contact"),
    "Organisation": ("about", "active_in", "contact"),
    "Post": ("held_by", "covers", "serves", "contact"),
    "Need": ("sought_by", "about", "needed_in", "lifted_by"),
    "Offer": ("offered_by", "provides", "available_in"),
    "Grant": ("payer", "recipient", "benefits", "year"),
    "Scheme": ("owned_by", "conditions", "deadline"),
    "Area": ("has_active", "served_by"),
}
"""What somebody would want to know of a type; said when it is missing."""
_CONTACT: Final = ("email", "phone", "url", "visit")


class Tie(NamedTuple):
    """One arrow as seen from a thing: what it is called from there, and the other end."""

    name: str
    label: str
    other: Node
    edge: Edge
    derived: bool


class Facts(NamedTuple):
    """All that is known of a thing now."""

    thing: Node
    values: dict[str, list[str]]
    ties: dict[str, list[Tie]]


def facts_of(view: View, thing: Node) -> Facts:
    """Return the values and ties of a thing, ties by the name they have from its side."""
    edges = view.graph.edges(thing.id)
    known = nodes(view.graph, {i for e in edges for i in (e.subject, e.object)})
    ties: dict[str, list[Tie]] = {}
    seen: set[tuple[str, str]] = set()
    for edge in edges:
        tie = _tie(view, thing, edge, known)
        if (tie.name, tie.other.id) not in seen:
            seen.add((tie.name, tie.other.id))
            ties.setdefault(tie.name, []).append(tie)
    return Facts(thing, view.graph.properties(thing.id), ties)


def _tie(view: View, thing: Node, edge: Edge, known: dict[str, Node]) -> Tie:
    forward = edge.subject == thing.id
    other = known[edge.object if forward else edge.subject]
    kind = schema().types.get(known[edge.subject].type)
    relation = kind.relations.get(edge.relation) if kind else None
    if relation is None:
        return Tie(edge.relation, edge.relation, other, edge, False)
    back: Label = relation.inverse_label or relation.label
    name = edge.relation if forward or relation.symmetric else relation.inverse or edge.relation
    return Tie(
        name,
        view.label(relation.label if forward else back),
        other,
        edge,
        relation.derived is not None,
    )


def group_of(tie: Tie) -> str:
    """Return under which heading a tie stands."""
    if tie.derived:
        return "related"
    found = (g for t, g in _BY_TYPE.items() if schema().is_a(tie.other.type, t))
    return next(found, "other")


def grouped(facts: Facts) -> dict[str, dict[str, list[Tie]]]:
    """Return the ties by heading and then by name, in a fixed order."""
    found: dict[str, dict[str, list[Tie]]] = {group: {} for group in GROUPS}
    for name, ties in facts.ties.items():
        for tie in ties:
            found[group_of(tie)].setdefault(name, []).append(tie)
    return {group: rows for group, rows in found.items() if rows}


def behind(view: View, ties: Iterable[Tie]) -> list[Evidence]:
    """Return the statements behind ties, the best one of each."""
    triples = [(t.edge.subject, t.edge.relation, t.edge.object) for t in ties]
    back = [(o, r, s) for s, r, o in triples]
    found = evidence(view.graph, [*triples, *back])
    pairs = zip(triples, back, strict=True)
    return [(found.get(a) or found[b])[0] for a, b in pairs if found.get(a) or found.get(b)]


def sentence(view: View, facts: Facts) -> str:
    """Return one sentence on a thing, made from its facts by the template of its type."""
    texts = catalogue(view.lang)
    known: dict[str, object] = {"name": facts.thing.label}
    for name, ties in facts.ties.items():
        labels = [t.other.label for t in ties]
        known[name] = _some(view, labels)
    for name, values in facts.values.items():
        known[name] = _value(view, facts.thing.type, name, values[0])
    for type_name in _chain(facts.thing.type):
        template = texts.get(f"explorer.sentence.{type_name.lower()}")
        if template:
            return fill(template, known)
    found = schema().types.get(facts.thing.type)
    known["type"] = view.label(found.label) if found else facts.thing.type
    return fill(texts["explorer.sentence.entity"], known)


def _value(view: View, type_name: str, name: str, raw: str) -> str:
    return words.value(view, find_property(type_name, name), raw)


def _chain(type_name: str) -> Iterable[str]:
    found = schema().types.get(type_name)
    while found:
        yield found.name
        found = schema().types.get(found.extends or "")


def _some(view: View, labels: list[str], most: int = 3) -> str:
    if len(labels) <= most:
        return words.listing(view, labels)
    return words.listing(view, [*labels[: most - 1], view.say("more", n=len(labels) - most + 1)])


def missing(facts: Facts) -> list[str]:
    """Return the names of what somebody would want to know of this thing, and we do not."""
    wanted = next((MISSED[t] for t in _chain(facts.thing.type) if t in MISSED), ())
    known = set(facts.ties) | set(facts.values)
    if known & set(_CONTACT):
        known.add("contact")
    return [name for name in wanted if name not in known]
