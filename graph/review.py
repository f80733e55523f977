"""What waits for a person to decide: proposed facts, and pairs that may be the same thing."""

from __future__ import annotations

import getpass
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Final

from graph.ledger import Judgement, Ledger
from graph.schema import schema
from graph.statement import NAMING, State, Statement
from graph.texts import say
from graph.wording import value_in_words

UNSURE: Final = "unsure"


@dataclass(frozen=True, slots=True)
class Proposal:
    """Something to decide on: a statement's id, or two ids with names; `why` in words.

    `about` are the ids of the things in it, and `names` what they are called; `relation` is the
    kind of fact.
    """

    kind: str
    id: str
    says: str
    quote: str | None
    source: str | None
    locator: str | None
    certainty: float
    why: str
    a: str | None = None
    b: str | None = None
    about: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    relation: str | None = None


def reviewer() -> str:
    """Return who is deciding: the user of this machine."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "samenspel"


def queue(path: Path, lang: str = "nl") -> Iterator[Proposal]:
    """Yield what waits in the ledger at `path`, surest first."""
    with Ledger(path) as ledger:
        names = dict(_main_names(ledger))
        facts = (_fact(s, names, lang) for s in _proposed(ledger))
        pairs = (_pair(j, names) for j in ledger.judgements() if j.verdict == UNSURE)
        yield from sorted(chain(facts, pairs), key=lambda p: (-p.certainty, p.id))


def waiting(path: Path) -> int:
    """Return how much waits in the ledger at `path`."""
    with Ledger(path) as ledger:
        unsure = sum(j.verdict == UNSURE for j in ledger.judgements())
        return unsure + sum(1 for _ in _proposed(ledger))


def _proposed(ledger: Ledger) -> Iterator[Statement]:
    """Yield the facts to decide on; names and types go along with the other facts of a thing."""
    proposed = list(ledger.statements(state=State.PROPOSED))
    told = {i for s in proposed if s.relation not in NAMING for i in (s.subject, s.object)}
    for statement in proposed:
        bare = statement.relation == "name" and statement.subject not in told
        if bare or statement.relation not in NAMING:
            yield statement


def known(path: Path, entity_id: str, lang: str = "nl", most: int = 6) -> list[str]:
    """Return at most so many sentences that sources say of a thing, to tell it from another."""
    with Ledger(path) as ledger:
        names = dict(_main_names(ledger))
        told = [
            in_words(s, names, lang) for s in ledger.statements(subject=entity_id)
            if s.relation not in NAMING and s.state not in (State.REJECTED, State.ENDED)
        ]
    return list(dict.fromkeys(told))[:most]


def _main_names(ledger: Ledger) -> Iterator[tuple[str, str]]:
    for entity_id, name, _source, main in ledger.names():
        if main:
            yield entity_id, name


def _fact(statement: Statement, names: dict[str, str], lang: str) -> Proposal:
    says = in_words(statement, names, lang)
    about = tuple(i for i in (statement.subject, statement.object) if i)
    return Proposal("fact", statement.id, says, statement.quote, statement.source,
                    statement.locator, statement.certainty, statement.method, about=about,
                    names=tuple(names.get(i, i) for i in about), relation=statement.relation)


def in_words(statement: Statement, names: Mapping[str, str], lang: str = "nl") -> str:
    """Return a statement as one sentence; `names` gives names of things by id."""
    label = names.get(statement.subject, statement.subject)
    found = schema().type_of(statement.subject)
    prop = found.properties.get(statement.relation) if found else None
    if statement.object is None:
        value = value_in_words(prop, statement.value or "", lang)
        called = prop.label[lang] if prop else statement.relation
        return say("says.value", lang, label=label, property=called, value=value)
    relation = found.relations.get(statement.relation) if found else None
    called = relation.label[lang] if relation else statement.relation
    return f"{label} {called} {names.get(statement.object, statement.object)}"


def _pair(judgement: Judgement, names: dict[str, str]) -> Proposal:
    a, b = judgement.a, judgement.b
    says = f"{names.get(a, a)} = {names.get(b, b)}?"
    return Proposal("pair", f"judgement:{judgement.n}", says, None, None, None,
                    judgement.certainty, judgement.why, a, b, (a, b),
                    (names.get(a, a), names.get(b, b)))
