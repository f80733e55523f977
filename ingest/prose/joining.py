"""People named by surname or first name alone are the one person of that name in the document."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import Final

from graph.naming import fold
from ingest.prose.document import Document
from ingest.prose.entities import Entities, Entity
from ingest.prose.persons import is_first_name, surname, titled
from ingest.prose.words import words

_COLLECTIVE: Final = frozenset({"Organisation", "Initiative", "Venue"})


def join_people(document: Document, entities: Entities) -> None:
    """A surname or first name alone is the one person of that name."""
    people = entities.of("Person")
    full = [
        p
        for p in people
        if len(p.name.split()) > 1 and p.name.split()[0].lower() not in words("particles")
    ]
    names: dict[str, list[Entity]] = defaultdict(list)
    for person in full:
        first, last = person.name.split()[0], surname(person.name)
        names[fold(last)].append(person)
        if is_first_name(first):
            names[fold(first)].append(person)
    for entity in list(entities):
        if entity in full or entity.type not in ("Person", *_COLLECTIVE):
            continue
        same = names.get(fold(entity.name), [])
        if same or (entity.type == "Person" and not _is_titled(document, entity)):
            del entities.by_id[entity.id]
    for name, same in names.items():
        if len(same) == 1 and len(name) > 2:
            _mention(document, entities, same[0], name)


def _is_titled(document: Document, entity: Entity) -> bool:
    return any(titled(document.text[max(0, s - 40) : s]) for s, _ in entity.spans)


def _mention(document: Document, entities: Entities, person: Entity, name: str) -> None:
    taken = [span for entity in entities for span in entity.spans]
    for found in re.finditer(rf"(?<![\w-]){re.escape(name)}(?![\w-])", document.text, re.I):
        capital = found.group().split()[-1][0].isupper()
        if capital and not any(s <= found.start() < e for s, e in taken):
            person.variants.add(found.group())
            person.spans.append(found.span())
