"""Cells to facts: one small function per column, made once per file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from graph.errors import Ambiguous, SamenspelError
from graph.naming import plain, slug
from graph.near import hint
from graph.schema import schema
from graph.statement import TYPE
from ingest.mapping import ColumnRule, FactRule, SourceMapping
from ingest.row import CACHED, Context, Row, RowRefused, narrowest, reason_of, tester
from ingest.summary import Message
from ingest.values import parser_of, read_name

Writer = Callable[[Row], None]
Target = tuple[str, str | None]
"""The id of what a reference means, and the words of the cell."""
_LASTING: Final = frozenset(("holds", "represents", "member_of"))
_STUBS: Final = ("Organisation", "Initiative", "Post", "Person")


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
        write = _property(rule, header, context) if rule.prop else _arrow(rule, header, context)
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


def _pieces(rule: ColumnRule, raw: str) -> list[str]:
    """Return the values in a cell, after what is to be picked or stripped."""
    if rule.strip:
        raw = rule.strip.sub("", raw).strip()
    if rule.pick:
        parts = [found[(rule.pick.groups and 1) or 0] for found in rule.pick.finditer(raw)]
    else:
        parts = raw.split(rule.split) if rule.split else [raw]
    return [part for part in map(str.strip, parts) if part]


def _meant(rule: ColumnRule, piece: str) -> str:
    """Return what a piece stands for, by the rule's lookup or pattern."""
    if rule.lookup is not None:
        return rule.lookup.get(plain(piece), piece)
    return rule.make.format(piece) if rule.make else piece


def _property(rule: ColumnRule, header: str, context: Context) -> Writer:
    """Return a writer of values; what a cell gives is worked out once per different cell."""
    prop = rule.prop
    if prop is None:
        raise ValueError(rule.header)
    parse = parser_of(prop)
    of, relation, required = rule.of, rule.relation, rule.required
    known: dict[str, list[tuple[str, str | None, str | None]]] = {}
    skip_name = relation == "name"

    def work_out(raw: str) -> list[tuple[str, str | None, str | None]]:
        made = []
        for piece in _pieces(rule, raw):
            try:
                value = parse(_meant(rule, piece))
            except SamenspelError as error:
                if rule.pick:
                    continue
                raise RowRefused(header, piece, reason_of(error)) from None
            hidden = prop.personal or rule.access or (rule.private and rule.private.search(value))
            access = ("steward" if prop.personal or not rule.access else rule.access) if hidden else None
            made.append((value, None if value == piece else piece, access))
        return made

    def write(row: Row) -> None:
        raw = row.cells.get(header)
        if not raw:
            if (required and of in row.things) or (required and skip_name):
                raise RowRefused(header, "", Message("refused.required", {}))
            return
        thing = row.things.get(of)
        if thing is None or skip_name:
            return
        found = known.get(raw)
        if found is None:
            if len(known) > CACHED:
                known.clear()
            found = known[raw] = work_out(raw)
        for value, quote, access in found:
            level = narrowest(access, row.access) if access else None
            row.add(thing.id, relation, value, None, quote, level)

    return write


def _arrow(rule: ColumnRule, header: str, context: Context) -> Writer:
    """Return a writer of references."""
    of, relation, lasting = rule.of, rule.relation, rule.relation in _LASTING
    known: dict[str, list[Target]] = {}

    def write(row: Row) -> None:
        raw = row.cells.get(header)
        if not raw:
            if rule.required and of in row.things:
                raise RowRefused(header, "", Message("refused.required", {}))
            return
        thing = row.things.get(of)
        if thing is None:
            return
        if rule.entity:
            target = row.things.get(rule.entity)
            if target is not None:
                quote = None if raw == target.name else raw
                row.add(thing.id, relation, None, target.id, quote, None, lasting)
            return
        found = known.get(raw)
        if found is None:
            if len(known) > CACHED:
                known.clear()
            found = known[raw] = _targets(rule, header, raw, context)
        for target_id, quote in found:
            row.add(thing.id, relation, None, target_id, quote, None, lasting)

    return write


def _targets(
    rule: ColumnRule, header: str, raw: str, context: Context
) -> list[Target]:
    if rule.lookup is not None:
        return _looked_up(rule, header, raw, context)
    made: list[Target] = []
    if rule.make:
        return [(rule.make.format(piece), piece) for piece in _pieces(rule, raw)]
    for piece in _pieces(rule, raw):
        try:
            found = context.names.find(piece, rule.targets, context.source, context.area)
        except Ambiguous as error:
            context.unresolved = True
            raise RowRefused(header, piece, reason_of(error)) from None
        target = found or _unknown(rule, header, piece, context)
        if target:
            made.append((target, piece))
    return made


def _looked_up(
    rule: ColumnRule, header: str, raw: str, context: Context
) -> list[Target]:
    lookup = rule.lookup or {}
    if rule.contains:
        text = f" {plain(raw)} "
        ids = dict.fromkeys(v for word, v in lookup.items() if f" {word} " in text)
        return [(target, raw) for target in ids if target]
    made: list[Target] = []
    for piece in _pieces(rule, raw):
        target = lookup.get(plain(piece))
        if target is None:
            context.notice(
                "notice.not_in_lookup", column=header, value=piece, hint=_hint(piece, lookup)
            )
        elif target:
            made.append((target, piece))
    return made


def _hint(word: str, known: Mapping[str, str]) -> Callable[[str], str]:
    return lambda lang: hint(word, known, lang)


def _near(word: str, found: list[str]) -> Callable[[str], str]:
    return lambda lang: hint(word, found, lang) if found else ""


def _unknown(rule: ColumnRule, header: str, piece: str, context: Context) -> str | None:
    """Return a new thing with only a name, or None where nothing may be made up."""
    near = _near(piece, context.names.near(piece, rule.targets, context.area))
    kind = rule.stub or _stub_type(rule.targets)
    if kind is None or (":" in piece and schema().type_of(piece)):
        context.unresolved = True
        context.notice("notice.unknown_reference", column=header, value=piece, hint=near)
        return None
    entity = f"{schema()[kind].prefix}:{context.source}/{slug(piece)}"
    label = schema()[kind].label
    context.notice(
        "notice.made", column=header, value=read_name(piece), kind=lambda lang: label[lang], hint=near
    )
    context.stubs[entity] = (kind, read_name(piece))
    return entity


def _stub_type(targets: frozenset[str]) -> str | None:
    """Return what an unknown name is taken for: nothing where only an area fits."""
    if targets == {"Area"}:
        return None
    for kind in _STUBS:
        if kind in targets and len(targets) > 1:
            return kind
    return min(targets)


def _stub_writer(context: Context) -> Writer:
    """Return a writer that names the things made for unknown references, at their first row."""
    done: set[str] = set()

    def write(row: Row) -> None:
        if len(done) == len(context.stubs):
            return
        for entity in context.stubs:
            if entity not in done:
                done.add(entity)
                kind, name = context.stubs[entity]
                row.add(entity, TYPE, kind, None)
                row.add(entity, "name", name, None)

    return write


def _fixed(rule: FactRule) -> Writer:
    """Return a writer of a fact that every row with this thing states."""
    lasting = rule.relation in _LASTING

    def write(row: Row) -> None:
        thing = row.things.get(rule.of)
        if thing is None:
            return
        if rule.entity:
            target = row.things.get(rule.entity)
            if target is not None and target.id != thing.id:
                row.add(thing.id, rule.relation, None, target.id, None, None, lasting)
        elif thing.id in row.fresh:
            row.add(thing.id, rule.relation, rule.value, rule.object, None, None, lasting)

    return _tested(rule, write)
