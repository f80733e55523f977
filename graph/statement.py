"""A statement: one fact, where it was read, and who may see it."""

from __future__ import annotations

from enum import StrEnum
from hashlib import blake2b
from typing import Final, NamedTuple

TYPE: Final = "type"
"""The relation that gives an entity its type; its value is a type's name."""
NAMING: Final = (TYPE, "name", "alt_name")
"""What only says that a thing is there and what it is called."""


class Access(StrEnum):
    """Who may see a statement, from widest to narrowest."""

    PUBLIC = "public"
    NETWORK = "network"
    STEWARD = "steward"


AUDIENCES: Final = tuple(Access)
"""One graph is built for each; an audience also sees what wider ones see."""


class State(StrEnum):
    """How a statement stands."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    ENDED = "ended"


class MoneyStatus(StrEnum):
    """How far money, a wish or a promise is; amounts of two statuses are never added."""

    DESIRED = "desired"
    REQUESTED = "requested"
    GRANTED = "granted"
    SETTLED = "settled"
    PAID = "paid"
    REJECTED = "rejected"
    ENDED = "ended"
    UNCLEAR = "unclear"


class Fact(NamedTuple):
    """What a reader finds: a statement without its document. Dates are ISO strings."""

    subject: str
    relation: str
    value: str | None = None
    object: str | None = None
    locator: str = ""
    quote: str | None = None
    valid_from: str | None = None
    valid_until: str | None = None
    confirmed: str | None = None
    certainty: float = 1.0
    state: str = State.ACCEPTED
    access: str = Access.PUBLIC


class Statement(NamedTuple):
    """A fact in the ledger: `seen` is the day of its last confirmation, `source` an id."""

    id: str
    subject: str
    relation: str
    value: str | None
    object: str | None
    source: str
    locator: str
    quote: str | None
    valid_from: str | None
    valid_until: str | None
    seen: str
    method: str
    certainty: float
    state: str
    access: str


def statement_id(document: str, fact: Fact) -> str:
    """Return the id of `fact` as read in `document`: 20 hex digits of what it says and where.

    The locator is left out, so that a row which only moves down keeps its statements.
    """
    parts = (
        document, fact.subject, fact.relation, fact.value or "", fact.object or "",
        fact.quote or "", fact.valid_from or "", fact.valid_until or "", fact.access,
    )
    return blake2b("\x1f".join(parts).encode(), digest_size=10).hexdigest()
