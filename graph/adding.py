"""Adds something that a person reports: proposed, so not public, until somebody reviews it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from hashlib import blake2b
from itertools import count
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

    Returns its id. Adding the same again changes nothing; something else of the same name gets
    an id of its own. Raises InputError for what the type cannot have, or an empty name.
    """
    kind = schema()[type_name]
    said = {"name": name, **(values or {})}
    said = {relation: text.strip() for relation, text in said.items() if text.strip()}
    ties = {relation: target for relation, target in (ties or {}).items() if target}
    wrong = [*(said.keys() - kind.properties.keys()), *(ties.keys() - kind.relations.keys())]
    if wrong or not plain(name):
        raise InputError("adding", what=", ".join(wrong) or kind.properties["name"].label["nl"])
    said = {TYPE: type_name, **said}
    for n in count(1):
        entity_id = f"{kind.prefix}:{SOURCE.id}/{slug(name)}{f'-{n}' if n > 1 else ''}"
        facts = [Fact(entity_id, r, text, locator=who, state=State.PROPOSED)
                 for r, text in said.items()]
        facts += [Fact(entity_id, r, object=target, locator=who, state=State.PROPOSED)
                  for r, target in ties.items()]
        content = blake2b(repr(facts).encode(), digest_size=16).hexdigest()
        known = ledger.known(SOURCE.id, entity_id)
        if known is None or known[0] == content:
            break
    ledger.read(
        SOURCE, entity_id, facts, digest=content, seen=date.today().isoformat(), method=METHOD
    )
    return entity_id
