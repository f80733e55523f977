"""Cells to facts: one small function per column, made once per file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from graph.errors import SamenspelError
from graph.naming import plain
from graph.schema import Property, schema
from graph.statement import TYPE
from ingest.references import pieces, reference
from ingest.row import (
    CACHED,
    LASTING,
    Context,
    Row,
    RowRefused,
    Writer,
    narrowest,
    reason_of,
    tester,
)
from ingest.rules import ColumnRule, FactRule, SourceMapping
from ingest.summary import Message
from ingest.values import parser_of


class _Said(NamedTuple):
    """A value, the words of the cell if they differ, and who may see it if fewer than the row."""

    value: str
    quote: str | None
    access: str | None


def writers(
    mapping: SourceMapping, actual: Mapping[str, str], context: Context
) -> list[Writer]:
    """Return a function for every column that the file has and every fixed fact."""
    made: list[Writer] = []
    for rule in mapping.columns:
        if rule.role:
            continue
        header = actual.get(rule.header)
        if header is None:
            continue
        write = _property(rule, header) if rule.prop else reference(rule, header, context)
        made.append(_tested(rule, write))
    made += [_fixed(rule) for rule in mapping.facts]
    return [*made, _stub_writer(context)]


def _tested(rule: ColumnRule | FactRule, write: Writer) -> Writer:
    passes = tester(rule.when, rule.unless)
    if passes is None:
        return write

    def only_when(row: Row) -> None:
        if passes(row.cells):
            write(row)

    return only_when


def _meant(rule: ColumnRule, piece: str) -> str:
    """Return what a piece stands for, by the rule's lookup or pattern."""
    if rule.lookup is not None:
        return rule.lookup.get(plain(piece), piece)
    return rule.make.format(piece) if rule.make else piece


def _property(rule: ColumnRule, header: str) -> Writer:
    """Return a writer of values; what a cell gives is worked out once per different cell."""
    if rule.relation == "name":
        return _named(rule, header)
    read = _values(rule, header)
    of, relation, required = rule.of, rule.relation, rule.required
    known: dict[str, list[_Said]] = {}

    def write(row: Row) -> None:
        thing = row.things.get(of)
        if thing is None:
            return
        raw = row.cells.get(header)
        if not raw:
            if required:
                raise RowRefused(header, "", Message("refused.required", {}))
            return
        found = known.get(raw)
        if found is None:
            if len(known) > CACHED:
                known.clear()
            found = known[raw] = read(raw)
        for value, quote, access in found:
            level = narrowest(access, row.access) if access else None
            row.add(thing.id, relation, value, None, quote, level)

    return write


def _named(rule: ColumnRule, header: str) -> Writer:
    """Return what refuses a row without a name; the name itself comes with the thing."""

    def write(row: Row) -> None:
        if rule.required and not row.cells.get(header):
            raise RowRefused(header, "", Message("refused.required", {}))

    return write


def _values(rule: ColumnRule, header: str) -> Callable[[str], list[_Said]]:
    """Return a function that reads the values in a cell."""
    prop = rule.prop
    if prop is None:
        raise ValueError(rule.header)
    parse = parser_of(prop)

    def read(raw: str) -> list[_Said]:
        made = []
        for piece in pieces(rule, raw):
            try:
                value = parse(_meant(rule, piece))
            except SamenspelError as error:
                # What is picked from prose may turn out to be something else.
                if rule.pick:
                    continue
                raise RowRefused(header, piece, reason_of(error)) from None
            access = _access(rule, prop, value)
            made.append(_Said(value, None if value == piece else piece, access))
        return made

    return read


def _access(rule: ColumnRule, prop: Property, value: str) -> str | None:
    """Return who may see a value, if fewer than may see its row."""
    if prop.personal or (rule.private and rule.private.search(value)):
        return "steward"
    return rule.access


def _stub_writer(context: Context) -> Writer:
    """Return a writer that names the things made for unknown references, at their first row.

    A row that is refused names nothing, so its references wait for another row that has them.
    """

    def write(row: Row) -> None:
        if not context.stubs:
            return
        for entity in sorted({fact.object or "" for fact in row.facts} & context.stubs.keys()):
            stub = context.stubs.pop(entity)
            row.add(entity, TYPE, stub.kind, None)
            row.add(entity, "name", stub.name, None)
            context.notice("notice.made", column=stub.column, value=stub.name,
                           kind=dict(schema()[stub.kind].label), hint=stub.hint)

    return write


def _fixed(rule: FactRule) -> Writer:
    """Return a writer of a fact that every row with this thing states."""
    lasting = rule.relation in LASTING

    def write(row: Row) -> None:
        thing = row.things.get(rule.of)
        if thing is None:
            return
        if rule.entity:
            target = row.things.get(rule.entity)
            if target is not None and target.id != thing.id:
                row.add(thing.id, rule.relation, None, target.id, None, None, lasting)
        elif thing in row.fresh:
            row.add(thing.id, rule.relation, rule.value, rule.object, None, None, lasting)

    return _tested(rule, write)
