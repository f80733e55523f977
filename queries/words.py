"""Statements and values in plain Dutch and English, made from the labels of the schema."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache

from graph.freshness import Freshness, freshness
from graph.schema import EntityType, Property, schema
from graph.store import Evidence, Node
from graph.texts import say
from graph.wording import day as day
from graph.wording import money as money
from graph.wording import value_in_words as value_in_words


@lru_cache(maxsize=4096)
def fresh(seen: str, today: date) -> Freshness:
    """Return how fresh a fact last confirmed on ISO date `seen` is on a day."""
    return freshness(seen, today)


def find_property(type_name: str, name: str) -> Property | None:
    """Return a property of a type, if it has it."""
    found = schema().types.get(type_name)
    return found.properties.get(name) if found else None


def says(evidence: Evidence, things: Mapping[str, Node], lang: str = "nl") -> str:
    """Return a statement as one plain sentence: 'Gebiedsmanager Zuid gaat over natuur'.

    A figure that an analysis concludes is said by its reason.
    """
    if evidence.source == "samenspel" and evidence.object is None and evidence.quote:
        return evidence.quote
    subject = things.get(evidence.subject)
    label = subject.label if subject else evidence.subject
    kind = schema().types.get(subject.type) if subject else None
    if evidence.object is not None:
        target = things.get(evidence.object)
        words = relation_label(kind, evidence.relation, lang)
        return f"{label} {words} {target.label if target else evidence.object}"
    prop = kind.properties.get(evidence.relation) if kind else None
    name = prop.label[lang] if prop else evidence.relation
    if evidence.relation == "type":
        found = schema().types.get(evidence.value or "")
        return say("says.type", lang, label=label, type=found.label[lang] if found else "?")
    value = value_in_words(prop, evidence.value or "", lang)
    return say("says.value", lang, label=label, property=name, value=value)


def relation_label(kind: EntityType | None, name: str, lang: str = "nl") -> str:
    """Return what a relation is called from the side of its subject."""
    if kind and name in kind.relations:
        return kind.relations[name].label[lang]
    uses = schema().relations().get(name)
    return uses[0][1].label[lang] if uses else name
