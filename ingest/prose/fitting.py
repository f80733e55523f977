"""Candidates that fit the model: a buurthuis that asks for money is an organisation as well."""

from __future__ import annotations

from typing import Final

from graph.schema import Property, Relation, schema
from ingest.prose.context import Draft
from ingest.prose.entities import Entities, Entity

_TWINS: Final = {
    "Venue": ("Organisation", "Area"),
    "Area": ("Venue",),
    "Organisation": ("Initiative", "Venue"),
    "Initiative": ("Organisation", "Venue"),
}


def declared(type_name: str, relation: str) -> Property | Relation | None:
    """Return what the model says of a relation or property of a type."""
    found = schema()[type_name]
    return found.relations.get(relation) or found.properties.get(relation)


def _allowed(type_name: str, relation: Relation) -> bool:
    return any(schema().is_a(type_name, target) for target in relation.targets)


def _twin(entities: Entities, entity: Entity, type_name: str) -> Entity:
    new = entities.id_for(type_name, entity.name) not in entities.by_id
    made = entities.add(
        type_name, entity.name, variants=entity.variants, spans=entity.spans, noun=entity.noun
    )
    made.twin = made.twin or new
    return made


def _subject(entities: Entities, entity: Entity, relation: str) -> Entity | None:
    if declared(entity.type, relation) is not None:
        return entity
    for other in _TWINS.get(entity.type, ()):
        if declared(other, relation) is not None:
            return _twin(entities, entity, other)
    return None


def fitting(draft: Draft, entities: Entities) -> Draft | None:
    """Return a draft whose ends the model allows, with twins where needed; None if it cannot be."""
    subject = _subject(entities, draft.subject, draft.relation)
    if subject is None:
        return None
    target = draft.object
    known = declared(subject.type, draft.relation)
    if target is not None and isinstance(known, Relation) and not _allowed(target.type, known):
        kind = next((t for t in _TWINS.get(target.type, ()) if _allowed(t, known)), None)
        if kind is None:
            return None
        target = _twin(entities, target, kind)
    if target is not None and target.id == subject.id:
        return None
    return draft._replace(subject=subject, object=target)
