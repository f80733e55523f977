"""Corrects a statement: the old one is rejected, and what is right is said with the same quote."""

from __future__ import annotations

from datetime import date
from typing import Final

from graph.errors import InputError
from graph.ledger import Ledger, Source
from graph.schema import schema
from graph.statement import Fact, State, statement_id

SOURCE: Final = Source("review", "Nagekeken door mensen", "Samenspel")
METHOD: Final = "review 1"
_WITHDRAWN: Final = "withdrawn"


def correct(
    ledger: Ledger, wrong: str, *, relation: str, who: str, value: str | None = None,
    object: str | None = None, why: str = "",
) -> str:
    """Say instead of statement `wrong` what is right; return the id of the new statement.

    It keeps the subject, quote, place, dates and access of the old one, and survives every new
    reading. Raises NotFound, or InputError for a relation that the subject cannot have.
    """
    old = ledger.statement(wrong)
    kind = schema().type_of(old.subject)
    known = {*kind.properties, *kind.relations} if kind else set()
    if relation not in known or (value is None) == (object is None):
        raise InputError("correction", relation=relation, type=kind.label if kind else "?")
    fact = Fact(
        old.subject, relation, value, object, old.locator, old.quote, old.valid_from,
        old.valid_until, old.seen, 1.0, State.ACCEPTED, old.access,
    )
    document = _document(wrong)
    ledger.read(
        SOURCE, document, [fact], digest=statement_id(document, fact),
        seen=date.today().isoformat(), method=METHOD,
    )
    ledger.decide(wrong, State.REJECTED, who, why)
    return statement_id(f"{SOURCE.id}/{document}", fact)


def withdraw(ledger: Ledger, wrong: str) -> None:
    """End what was said instead of statement `wrong`, if anything was."""
    document = _document(wrong)
    if ledger.known(SOURCE.id, document):
        ledger.read(
            SOURCE, document, [], digest=_WITHDRAWN, seen=date.today().isoformat(), method=METHOD
        )


def corrected(ledger: Ledger, wrong: str) -> bool:
    """Tell whether something is said instead of statement `wrong`."""
    last = ledger.known(SOURCE.id, _document(wrong))
    return last is not None and last[0] != _WITHDRAWN


def _document(wrong: str) -> str:
    return f"correction of {wrong}"
