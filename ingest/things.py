"""Things that rows name: their type, id and name by the rules of a mapping."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Final

from graph.naming import plain, short_hash, slug
from ingest.row import CACHED, Cells, Context, RowRefused, Thing, tester
from ingest.rules import EntityRule
from ingest.summary import Message
from ingest.values import read_name

_CBS: Final = re.compile(r"GM\d{4}|WK\d{4}\w\w|BU\d{4}\w{4}")
_FIELD: Final = re.compile(r"\{([^{}]+)\}")


def filler(pattern: str, actual: Mapping[str, str]) -> Callable[[Cells], str]:
    """Return a function that fills '{column}' in a pattern; '' when any column is empty."""
    fields = [actual.get(name, name) for name in _FIELD.findall(pattern)]
    if len(fields) == 1 and pattern.startswith("{") and pattern.endswith("}"):
        (only,) = fields
        return lambda cells: cells.get(only, "")
    shape = _FIELD.sub("{}", pattern)

    def fill(cells: Cells) -> str:
        values = [cells.get(name, "") for name in fields]
        return shape.format(*values) if all(values) or not fields else ""

    return fill


class Namer:
    """Gives the things of a row their type, id and name, by one entity rule.

    `roles` are the columns that give the id and type; only the first thing of a row has them.
    """

    def __init__(
        self, rule: EntityRule, context: Context, actual: Mapping[str, str],
        roles: Mapping[str, str],
    ) -> None:
        self.rule, self.context = rule, context
        self._id = filler(rule.id, actual) if rule.id else None
        self._name = filler(rule.name, actual) if rule.name else (lambda _cells: "")
        self._otherwise = filler(rule.otherwise, actual) if rule.otherwise else None
        self._nameless = rule.name is None
        self._id_column, self._type_column = roles.get("id", ""), roles.get("type", "")
        self._made: dict[tuple[str, str, str], Thing] = {}
        self._passes = tester(rule.when, rule.unless)

    @property
    def conditional(self) -> bool:
        """Whether a row may lack this thing."""
        return self._passes is not None

    def thing(self, cells: Cells) -> Thing | None:
        """Return the thing that this rule finds in a row, if it is there."""
        if self._passes and not self._passes(cells):
            return None
        raw = self._name(cells) or (self._otherwise(cells) if self._otherwise else "")
        given = cells.get(self._id_column, "") if self._id_column else ""
        key = given or (self._id(cells) if self._id else "") or raw
        if not key or not (raw or given or self._nameless):
            return None
        kind = cells.get(self._type_column, "") if self._type_column else ""
        known = self._made.get((key, raw, kind))
        if known is None:
            if len(self._made) > CACHED:
                self._made.clear()
            known = self._made[key, raw, kind] = self._make(key, raw, kind)
        if self._nameless and known.id not in self.context.names:
            self.context.strangers += 1
            return None
        return known

    def _make(self, key: str, raw: str, kind: str) -> Thing:
        entity_type = self.rule.type
        if kind and self.rule.types:
            try:
                entity_type = self.rule.types[plain(kind)]
            except KeyError:
                expected = ", ".join(self.rule.types)
                raise RowRefused(self._type_column, kind, Message(
                    "refused.choice", {"value": kind, "choices": expected}
                )) from None
        name = read_name(self.rule.strip.sub("", raw) if self.rule.strip else raw)
        key = name if key == raw else key
        entity = self._entity_id(entity_type.prefix, read_name(key))
        return Thing(entity, entity_type.name, name, raw)

    def _entity_id(self, prefix: str, key: str) -> str:
        if key.startswith(f"{prefix}:"):
            return key
        if self.rule.scope == "" or (prefix == "area" and _CBS.fullmatch(key)):
            return f"{prefix}:{key}"
        made = f"{slug(key)}-{short_hash(key)}" if self.rule.exact else slug(key)
        return f"{prefix}:{self.rule.scope or self.context.source}/{made}"
