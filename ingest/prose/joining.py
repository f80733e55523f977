"""People named by surname or first name alone are the one person of that name in the document."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from graph.naming import fold
from ingest.prose.document import Document
from ingest.prose.entities import Entities, Entity
from ingest.prose.kinds import kind_in
from ingest.prose.persons import is_first_name, surname, titled
from ingest.prose.spot import Spot
from ingest.prose.words import ordinary, words

BETWEEN: Final = re.compile(r"\s*(?:,|,?\s*en|,?\s*of|/|&)\s*(?:(?:de|het|van|bij)\s+){0,2}$")
_PLAIN_NAME: Final = re.compile(
    r"[A-ZÀ-Þ][a-zà-ÿ]+(?:-[A-ZÀ-Þ][a-zà-ÿ]+)? (?:(?:van|de|der|den|el|ten|ter) )*"
    r"[A-ZÀ-Þ][a-zà-ÿ-]+"
)
_COLLECTIVE: Final = frozenset({"Organisation", "Initiative", "Venue"})


def join_people(document: Document, entities: Entities) -> None:
    """A surname or first name alone is the one person of that name."""
    people = entities.of("Person")
    full = [p for p in people if len(p.name.split()) > 1 and _opens_name(p.name.split()[0])]
    names: dict[str, list[Entity]] = defaultdict(list)
    for person in full:
        first, last = person.name.split()[0], surname(person.name)
        names[fold(last)].append(person)
        if is_first_name(first) or (len(first) > 2 and fold(first) not in ordinary()):
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


def _opens_name(word: str) -> bool:
    """Tell whether a word can open a whole name: 'Ben' does, 'De' is a part of a surname."""
    return word.lower() not in words("particles") or is_first_name(word)


def _is_titled(document: Document, entity: Entity) -> bool:
    return any(titled(document.text[max(0, s - 40) : s]) for s, _ in entity.spans)


def _mention(document: Document, entities: Entities, person: Entity, name: str) -> None:
    taken = [span for entity in entities for span in entity.spans]
    for found in re.finditer(rf"(?<![\w-]){re.escape(name)}(?![\w-])", document.text, re.I):
        capital = found.group().split()[-1][0].isupper()
        if capital and not any(s <= found.start() < e for s, e in taken):
            person.variants.add(found.group())
            person.spans.append(found.span())


def people_in_lists(spots: list[Spot], text: str) -> None:
    """In a list of mostly people a plain name is a person, also with a first name on no list."""
    for group in _lists(spots, text):
        people = sum("Person" in spot.votes for spot in group)
        if people < 2 or people * 2 < len(group):
            continue
        for spot in group:
            plain_name = _PLAIN_NAME.fullmatch(spot.text) and kind_in(spot.text) is None
            if plain_name and max(spot.votes.values(), default=0) < 2:
                spot.vote("Person", 3)


def _lists(spots: list[Spot], text: str) -> Iterator[list[Spot]]:
    """Yield the runs of spots with only commas and 'en' between them."""
    group = spots[:1]
    for spot in spots[1:]:
        if BETWEEN.fullmatch(text[group[-1].end : spot.start]):
            group.append(spot)
        else:
            yield group
            group = [spot]
    if len(group) > 2:
        yield group
