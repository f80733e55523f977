"""What linked data must hold before it is taken over; an error says where, what and why."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import Final

from graph.errors import InputError
from graph.rdf.staging import IRI, TEXT, Told, Value
from graph.rdf.terms import TERMS, entity_id, expand, is_base
from graph.rdf.values import is_day
from graph.schema import schema
from graph.statement import AUDIENCES, State
from graph.texts import LANGUAGES, say

_NUMBER: Final = re.compile(r"0|[1-9][0-9]{0,17}")
_SHARE: Final = re.compile(r"[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?")


def _is_share(text: str) -> bool:
    return bool(_SHARE.fullmatch(text)) and 0 <= float(text) <= 1


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


_TESTS: Final[Mapping[str, Callable[[str], bool]]] = {
    "text": lambda _: True,
    "day": is_day,
    "share": _is_share,
    "state": lambda text: text in (State.ACCEPTED, State.PROPOSED),
    "audience": lambda text: text in AUDIENCES,
    "flag": lambda text: text in ("true", "false"),
    "number": lambda text: bool(_NUMBER.fullmatch(text)),
    "json": _is_json,
    "start": is_base,
}
"""What a text may have to be; an `address` is the IRI of a thing of the same graph."""


class Subject:
    """What is told of one subject of a file, asked for by short name and tested.

    Everything raises InputError with the file, the subject, the term and what was expected.
    """

    def __init__(self, file: str, iri: str, told: Told, start: str = "") -> None:
        self.file, self.iri, self.told, self.start = file, iri, told, start

    def wrong(self, term: str, value: str, expected: str, **fields: str) -> InputError:
        """Return the error for a value that is not what was expected."""
        return InputError(
            "rdf_value", file=self.file, subject=self.iri, term=term, value=value,
            expected={lang: say(f"rdf.{expected}", lang, **fields) for lang in LANGUAGES},
        )

    def id(self, kind: str = "") -> str:
        """Return the id of the subject itself, without the `kind` that it begins with."""
        return self.address("@id", Value(self.iri, IRI), kind)

    def only(self, term: str) -> Value:
        """Return the only value of a term."""
        found = self.told.get(expand(term), [])
        if not found:
            raise InputError("rdf_missing", file=self.file, subject=self.iri, term=term)
        if len(found) > 1:
            raise self.wrong(term, found[1].text, "once")
        return found[0]

    def one(self, term: str, expected: str = "text") -> str:
        """Return the only value of a term, as a text; of an `address` the id."""
        found = self.only(term)
        if expected == "address":
            return self.address(term, found)
        if found.kind != TEXT or not _TESTS[expected](found.text):
            raise self.wrong(term, found.text, expected)
        return found.text

    def all(self, term: str, kind: str = "") -> list[str]:
        """Return the ids of all that a term leads to, without the `kind` that they begin with."""
        return [self.address(term, value, kind) for value in self.told.get(expand(term), ())]

    def row(
        self, columns: Mapping[str, str], expected: Mapping[str, str], needed: frozenset[str]
    ) -> dict[str, object]:
        """Return the values of columns, given as terms by name; what is not `needed` may lack."""
        found: dict[str, object] = {
            name: self.one(term, expected.get(name, "text")) for name, term in columns.items()
            if name in needed or expand(term) in self.told
        }
        return found | {n: v == "true" for n, v in found.items() if expected.get(n) == "flag"}

    def address(self, term: str, value: Value, kind: str = "") -> str:
        """Return the id of what a term leads to, without the `kind` that it begins with."""
        start = self.start + kind
        if value.kind != IRI or not value.text.startswith(start) or value.text == start:
            raise self.wrong(term, value.text, "address", start=start)
        return entity_id(value.text, start)

    def type(self) -> str:
        """Return the type of a thing: the most specific one, which must suit the id."""
        model = schema()
        known = {TERMS + t.name: t.name for t in model.concrete()}
        said = {known[v.text] for v in self.told[expand("rdf:type")] if v.text in known}
        last = sorted(n for n in said if not any(o != n and model.is_a(o, n) for o in said))
        own = model.type_of(self.id())
        if len(last) != 1 or not own or not _suits(last[0], own.name):
            raise self.wrong("rdf:type", ", ".join(last), "type", type=own.name if own else "?")
        return last[0]

    def relation(self) -> str:
        """Return what a statement says: a relation when it points at a thing, else a property."""
        said, name = self.only("rdf:predicate"), ""
        if said.kind == IRI and said.text.startswith(TERMS):
            name = said.text.removeprefix(TERMS)
        if name not in _names(to_things=self.only("rdf:object").kind == IRI):
            raise self.wrong("rdf:predicate", said.text, "relation", start=TERMS)
        return name


@cache
def _names(*, to_things: bool) -> frozenset[str]:
    """Return the names that a statement may use: of relations, or of properties."""
    return frozenset(schema().relations()) if to_things else schema().properties()


def _suits(kind: str, own: str) -> bool:
    """Tell whether a thing with an id of type `own` may be a `kind`: parties may be joined."""
    model = schema()
    return model.is_a(kind, own) or model.is_a(own, kind) or (
        model.is_a(kind, "Party") and model.is_a(own, "Party"))
