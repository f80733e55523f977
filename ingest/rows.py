"""Rows to facts: a mapping compiled, for the columns of one file, to plain functions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from graph.errors import InputError, SamenspelError
from graph.naming import plain
from graph.near import hint, near_misses
from graph.schema import schema
from graph.statement import TYPE, Access, Fact
from ingest.cells import writers
from ingest.readers.table import EXTRA
from ingest.row import Cells, Context, Row, RowRefused, Thing, narrowest, reason_of, tester
from ingest.rules import SourceMapping
from ingest.summary import Message
from ingest.things import Namer, filler
from ingest.values import read_date


class RowReader:
    """Reads the rows of one file into facts; refuses a row whole when a cell is unclear."""

    def __init__(self, mapping: SourceMapping, header: list[str], context: Context) -> None:
        self.mapping, self.context, self.header = mapping, context, header
        self.actual = actual_headers(mapping, [*header, *mapping.cells])
        self._joined = [(n, filler(p, self.actual)) for n, p in mapping.cells.items()]
        self.roles = {c.role: self.actual[c.header] for c in mapping.columns
                      if c.role and c.header in self.actual}
        self._namers = [
            Namer(rule, context, self.actual, {} if number else self.roles)
            for number, rule in enumerate(mapping.entities)
        ]
        self._writers = writers(mapping, self.actual, context)
        self._counts = tester((), mapping.skip)
        self._warnings = [(tester(when, ()), said) for when, said in mapping.warn]
        self._check_required()
        self._named: dict[str, str] = {}
        self._first: dict[str, str] = {}
        self._access = narrowest(context.access)

    def unknown(self) -> list[Message]:
        """Return a notice for every column of the file that the mapping does not know."""
        used = set(self.actual.values())
        known = [header for column in self.mapping.columns for header in column.headers]
        return [
            Message("notice.unknown_column", {
                "file": self.context.file, "column": name,
                "hint": lambda lang, name=name: hint(name, known, lang),
            })
            for name in self.header if name and name not in used
        ]

    def _check_required(self) -> None:
        for column in self.mapping.columns:
            if column.required and column.header not in self.actual:
                template = self.mapping.called() if self.mapping.template else None
                raise InputError(
                    "template_column" if template else "missing_column",
                    column=column.header, template=template or "",
                    found=", ".join(filter(None, self.header[:12])),
                    near=near_misses(column.header, filter(None, self.header)),
                )

    def clean(self, cells: Cells) -> dict[str, str] | None:
        """Return the cells without spaces and words for 'missing'; None for a row to skip."""
        missing = self.mapping.missing
        made = {
            name: "" if (bare := cell.strip()) in missing else bare for name, cell in cells.items()
        }
        if self._counts is not None and not self._counts(made):
            return None
        for name, fill in self._joined:
            made[name] = fill(made)
        return made

    def stated(self) -> Iterator[Fact]:
        """Yield the facts that the mapping itself states, whatever the rows say."""
        for entity, relation, value in self.mapping.things:
            is_id = schema().type_of(value) is not None and ":" in value
            yield Fact(
                entity, relation, None if is_id else value, value if is_id else None,
                access=self._access,
            )

    def define(self, cells: dict[str, str]) -> Iterator[Thing]:
        """Yield the things that a row names."""
        for namer in self._namers:
            try:
                if thing := namer.thing(cells):
                    yield thing
            except RowRefused:
                continue

    def facts(self, locator: str, cells: dict[str, str]) -> list[Fact]:
        """Return the facts of a row; raises RowRefused."""
        row = Row(cells, locator, self._access)
        if self.roles:
            self._read_roles(row)
        if EXTRA in cells:
            raise RowRefused("", cells[EXTRA], Message("refused.too_many_cells", {}))
        self._read_things(row)
        for write in self._writers:
            write(row)
        for passes, said in self._warnings:
            if passes is None or passes(cells):
                self.context.notice("notice.said", text=said)
        for thing in row.fresh:
            self._named[thing.id] = thing.name
            self._first[thing.id] = self.context.row
        return row.facts

    def _read_things(self, row: Row) -> None:
        cells, things, named = row.cells, row.things, self._named
        for number, namer in enumerate(self._namers):
            rule = namer.rule
            if rule.alias in things:
                continue
            thing = namer.thing(cells)
            if thing is None:
                if number == 0 and rule.name is not None and not namer.conditional:
                    raise RowRefused(self._name_column(), "", Message("refused.required", {}))
                continue
            things[rule.alias] = thing
            known = named.get(thing.id)
            if known is None:
                row.fresh.append(thing)
            if known != thing.name:
                if rule.name is not None:
                    self._name(row, thing)
            elif number == 0 and self.mapping.template:
                self._check_repeat(thing)

    def _name_column(self) -> str:
        """Return the column that gives the first thing of a row its name."""
        header = str(_FIELD.findall(self._namers[0].rule.name or "")[0])
        return self.actual.get(header, header)

    def _name(self, row: Row, thing: Thing) -> None:
        if thing.id not in self._named:
            row.add(thing.id, TYPE, thing.type, None)
            relation = "name"
        else:
            relation = "alt_name"
        quote = None if thing.quote == thing.name else thing.quote
        row.add(thing.id, relation, thing.name or thing.id, None, quote)

    def _check_repeat(self, thing: Thing) -> None:
        given = self.roles.get("id")
        if not self._namers[0].rule.repeat and not given:
            raise RowRefused("id", thing.name, Message(
                "refused.repeated", {"name": thing.name, "first": self._first[thing.id]}
            ))

    def _read_roles(self, row: Row) -> None:
        for role, header in self.roles.items():
            raw = row.cells.get(header, "")
            if not raw:
                continue
            if role in ("confirmed", "since", "until"):
                setattr(row, role, self._date(header, raw))
            elif role == "access":
                row.access = self._level(header, raw)
            elif role == "locator":
                row.locator = raw
        if "source" in self.roles and (quoted := row.cells.get(self.roles["source"])):
            row.locator = f"{quoted}, {row.locator}"

    def _date(self, header: str, raw: str) -> str:
        try:
            return read_date(raw)
        except SamenspelError as error:
            raise RowRefused(header, raw, reason_of(error)) from None

    def _level(self, header: str, raw: str) -> str:
        level = _LEVELS.get(plain(raw))
        if level is None:
            raise RowRefused(header, raw, Message(
                "refused.choice", {"value": raw, "choices": ", ".join(Access)}
            ))
        return narrowest(level, self._access)


_FIELD: Final = re.compile(r"\{([^{}]+)\}")
_LEVELS: Final = {
    "public": "public", "openbaar": "public", "network": "network", "netwerk": "network",
    "steward": "steward", "beheerder": "steward",
}


def actual_headers(mapping: SourceMapping, header: list[str]) -> dict[str, str]:
    """Return, for each column of a mapping that the file has, how the file writes it."""
    found = {plain(name): name for name in reversed(header) if name}
    squeezed = {key.replace(" ", ""): name for key, name in found.items()}
    actual = {}
    for column in mapping.columns:
        for name in column.headers:
            key = plain(name)
            here = name if name in header else found.get(key, squeezed.get(key.replace(" ", "")))
            if here is not None:
                actual[column.header] = here
                break
    return actual
