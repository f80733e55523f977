"""Adds something that a person reports: proposed, so not public, until somebody reviews it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from hashlib import blake2b
from typing import Final

from graph.errors import InputError
from graph.ledger import Ledger, Source
from graph.naming import plain, slug
from graph.schema import schema
from graph.statement import TYPE, Fact, State

SOURCE: Final = Source("meldingen", "Meldingen van mensen", "Samenspel")
METHOD: Final = "reported 1"


def add(
    ledger: Ledger, type_name: str, name: str, *, who: str, ties: Mapping[str, str] | None = None,
    values: Mapping[str, str] | None = None,
) -> str:
    """Propose a new thing; `ties` maps relations to ids, `values` properties to texts.

    Returns its id. Adding the same again changes nothing. Raises InputError for what the type
    cannot have, or an empty name.
    """
    kind = schema()[type_name]
    said = {"name": name, **(values or {})}
    said = {relation: text.strip() for relation, text in said.items() if text.strip()}
    ties = {relation: target for relation, target in (ties or {}).items() if target}
    wrong = [*(said.keys() - kind.properties.keys()), *(ties.keys() - kind.relations.keys())]
    if wrong or not plain(name):
        raise InputError("adding", what=", ".join(wrong) or kind.properties["name"].label["nl"])
    entity_id = f"{kind.prefix}:{SOURCE.id}/{slug(name)}"
    facts = [
        Fact(entity_id, relation, value, target, locator=who, state=State.PROPOSED)
        for relation, value, target in (
            (TYPE, type_name, None), *((r, text, None) for r, text in said.items()),
            *((r, None, target) for r, target in ties.items()),
        )
    ]
    content = blake2b(repr(facts).encode(), digest_size=16).hexdigest()
    ledger.read(
        SOURCE, entity_id, facts, digest=content, seen=date.today().isoformat(), method=METHOD
    )
    return entity_id
