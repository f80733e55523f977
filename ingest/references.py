"""Cells that refer to other things: by name, by a lookup, or to a thing of the same row."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from graph.errors import Ambiguous
from graph.naming import plain, slug
from graph.near import hint
from graph.schema import schema
from ingest.row import CACHED, LASTING, Context, Row, RowRefused, Stub, Writer, reason_of
from ingest.rules import ColumnRule
from ingest.summary import Message
from ingest.values import read_name

Target = tuple[str, str | None]
"""The id of what a reference means, and the words of the cell."""
_STUBS: Final = ("Organisation", "Initiative", "Post", "Person")


def pieces(rule: ColumnRule, raw: str) -> list[str]:
    """Return the values in a cell, after what is to be picked or stripped."""
    if rule.strip:
        raw = rule.strip.sub("", raw).strip()
    if rule.pick:
        parts = [found[(rule.pick.groups and 1) or 0] for found in rule.pick.finditer(raw)]
    else:
        parts = raw.split(rule.split) if rule.split else [raw]
    return [part for part in map(str.strip, parts) if part]


def reference(rule: ColumnRule, header: str, context: Context) -> Writer:
    """Return a writer of references."""
    of, relation, lasting = rule.of, rule.relation, rule.relation in LASTING
    known: dict[str, list[Target]] = {}

    if rule.entity:
        return _to_entity(rule, header)

    def write(row: Row) -> None:
        thing = row.things.get(of)
        if thing is None:
            return
        raw = row.cells.get(header)
        if not raw:
            if rule.required:
                raise RowRefused(header, "", Message("refused.required", {}))
            return
        found = known.get(raw)
        if found is None:
            if len(known) > CACHED:
                known.clear()
            found = known[raw] = _targets(rule, header, raw, context)
        for target_id, quote in found:
            row.add(thing.id, relation, None, target_id, quote, None, lasting)

    return write


def _to_entity(rule: ColumnRule, header: str) -> Writer:
    """Return a writer of references to another thing of the same row."""
    lasting = rule.relation in LASTING

    def write(row: Row) -> None:
        thing, target = row.things.get(rule.of), row.things.get(rule.entity or "")
        if thing is not None and target is not None:
            raw = row.cells.get(header) or None
            quote = None if raw == target.name else raw
            row.add(thing.id, rule.relation, None, target.id, quote, None, lasting)

    return write


def _targets(rule: ColumnRule, header: str, raw: str, context: Context) -> list[Target]:
    if rule.lookup is not None:
        return _looked_up(rule, header, raw, context)
    made: list[Target] = []
    if rule.make:
        return [(rule.make.format(piece), piece) for piece in pieces(rule, raw)]
    for piece in pieces(rule, raw):
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
    for piece in pieces(rule, raw):
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
    if entity not in context.made:
        context.made.add(entity)
        context.stubs[entity] = Stub(kind, read_name(piece), header, near)
    return entity


def _stub_type(targets: frozenset[str]) -> str | None:
    """Return what an unknown name is taken for: nothing where only an area fits."""
    if targets == {"Area"}:
        return None
    for kind in _STUBS:
        if kind in targets and len(targets) > 1:
            return kind
    return min(targets)
