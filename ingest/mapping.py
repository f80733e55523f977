"""The mapping language: one TOML file says how the columns of a source become facts."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from graph.errors import InputError
from graph.naming import plain
from graph.near import near_misses
from graph.schema import EntityType, Property, Relation, Schema, schema
from ingest.rules import ColumnRule, EntityRule, FactRule, SourceMapping, Test

ROLES: Final = frozenset("id type access confirmed locator source since until".split())
"""What a column can say about its row instead of about a thing."""
_TOP: Final = frozenset(
    "title publisher licence url note access area source reader records files header"
    " snapshot date skip missing expect lookups entity column fact things warn cells".split()
)
_ENTITY: Final = frozenset(
    "as type types id name otherwise when unless exact repeat scope strip".split()
)
_COLUMN: Final = frozenset(
    "header aliases of relation role find lookup entity split required contains pick strip private"
    " explain example access stub make when unless".split()
)
_FACT: Final = frozenset("of relation value object entity when unless".split())


class _Check:
    """Errors of one mapping file, naming file and key."""

    def __init__(self, file: str) -> None:
        self.file = file

    def keys(self, where: str, table: Mapping[str, Any], known: Iterable[str]) -> None:
        """Refuse keys that are not known."""
        for key in table:
            if key not in known:
                raise InputError(
                    "schema_key", file=self.file, key=f"{where}{key}",
                    near=near_misses(key, known),
                )

    def need(self, where: str, table: Mapping[str, Any], key: str) -> Any:
        """Return what stands under a key that must be there."""
        if key not in table:
            raise InputError("schema_missing", file=self.file, key=f"{where}{key}")
        return table[key]

    def known(self, key: str, value: str, known: Iterable[str]) -> str:
        """Return `value` if it is one of `known`."""
        if value not in (names := list(known)):
            raise InputError(
                "schema_unknown", file=self.file, key=key, value=value,
                near=near_misses(value, names),
            )
        return value

    def pattern(self, key: str, value: str | None) -> re.Pattern[str] | None:
        """Return a compiled pattern."""
        try:
            return None if value is None else re.compile(value)
        except re.error as error:
            raise InputError(
                "schema_value", file=self.file, key=key, value=value, expected=f"regex ({error})"
            ) from None

    def tests(self, key: str, table: Mapping[str, str]) -> Test:
        """Return compiled tests on columns."""
        found = ((column, self.pattern(f"{key}.{column}", p)) for column, p in table.items())
        return tuple((column, made) for column, made in found if made)


def read_mapping(path: Path, common: Path | None = None) -> SourceMapping:
    """Read and check a mapping file; raises InputError naming file, key and near misses.

    A template also has the columns of `common`.
    """
    check = _Check(path.name)
    text = path.read_text("utf-8")
    table = _toml(check, text)
    check.keys("", table, _TOP)
    columns = list(table.get("column", []))
    if common:
        shared = common.read_text("utf-8")
        columns += _toml(_Check(common.name), shared)["column"]
        text += shared
    model = schema()
    entities = tuple(_entity(check, model, e) for e in check.need("", table, "entity"))
    of_type = {
        alias: [t for e in entities if e.alias == alias for t in _all_types(e)]
        for alias in dict.fromkeys(entity.alias for entity in entities)
    }
    lookups = table.get("lookups", {})
    return SourceMapping(
        path.stem, table, table.get("reader"), table.get("records", {}),
        tuple(table.get("files", ())), tuple(table.get("header", ())),
        table.get("snapshot", False), table.get("cells", {}),
        check.tests("skip", table.get("skip", {})),
        frozenset(table.get("missing", ())), table.get("expect", {}), entities,
        tuple(_column(check, model, c, of_type, lookups) for c in columns),
        tuple(_fact(check, f, of_type) for f in table.get("fact", [])),
        tuple(_things(check, model, table.get("things", {}))),
        tuple((check.tests("warn.when", w["when"]), w["say"]) for w in table.get("warn", [])),
        common is not None, text,
    )


def _toml(check: _Check, text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InputError(
            "schema_value", file=check.file, key="TOML", value=str(error), expected="TOML"
        ) from None


def _all_types(entity: EntityRule) -> list[EntityType]:
    return [entity.type, *entity.types.values()]


def _entity(check: _Check, model: Schema, table: Mapping[str, Any]) -> EntityRule:
    alias = check.need("entity.", table, "as")
    where = f"entity.{alias}."
    check.keys(where, table, _ENTITY)

    def type_named(key: str, name: str) -> EntityType:
        return model[check.known(f"{where}{key}", name, (t.name for t in model.concrete()))]

    return EntityRule(
        alias, type_named("type", check.need(where, table, "type")),
        {plain(word): type_named("types", name) for word, name in table.get("types", {}).items()},
        table.get("id"), table.get("name"), table.get("otherwise"),
        check.tests(f"{where}when", table.get("when", {})),
        check.tests(f"{where}unless", table.get("unless", {})),
        table.get("exact", False), table.get("repeat", False), table.get("scope"),
        check.pattern(f"{where}strip", table.get("strip")),
    )


def _column(
    check: _Check, model: Schema, table: Mapping[str, Any],
    of_type: Mapping[str, list[EntityType]], lookups: Mapping[str, Mapping[str, str]],
) -> ColumnRule:
    header = check.need("column.", table, "header")
    where = f"column.{header}."
    check.keys(where, table, _COLUMN)
    of = check.known(f"{where}of", table.get("of", next(iter(of_type))), of_type)
    role, relation = table.get("role"), table.get("relation", "")
    prop, arrow = None, None
    if role is None:
        relation = check.need(where, table, "relation")
        prop, arrow = _meaning(check, f"{where}relation", relation, of_type[of])
    else:
        check.known(f"{where}role", role, ROLES)
    lookup = table.get("lookup")
    if lookup is not None:
        check.known(f"{where}lookup", lookup, lookups)
    if "entity" in table:
        check.known(f"{where}entity", table["entity"], of_type)
    return ColumnRule(
        header, (header, *table.get("aliases", ())), of, relation, role, prop, arrow,
        _targets(check, model, where, table, arrow),
        None if lookup is None else {plain(k): v for k, v in lookups[lookup].items()},
        table.get("entity"),
        table.get("split"), table.get("required", False), table.get("contains", False),
        check.pattern(f"{where}pick", table.get("pick")),
        check.pattern(f"{where}strip", table.get("strip")),
        check.pattern(f"{where}private", table.get("private")), table.get("access"),
        table.get("make"), table.get("explain"), table.get("example", ""),
        table.get("stub"), check.tests(f"{where}when", table.get("when", {})),
        check.tests(f"{where}unless", table.get("unless", {})),
    )


def _meaning(
    check: _Check, key: str, relation: str, types: list[EntityType]
) -> tuple[Property | None, Relation | None]:
    """Return the property or relation that a thing of these types has under this name."""
    check.known(key, relation, [n for t in types for n in (*t.properties, *t.relations)])
    found = next(t for t in types if relation in t.properties or relation in t.relations)
    return found.properties.get(relation), found.relations.get(relation)


def _targets(
    check: _Check, model: Schema, where: str, table: Mapping[str, Any], arrow: Relation | None
) -> frozenset[str]:
    """Return the concrete types that a reference in this column may be."""
    if arrow is None:
        return frozenset()
    found = table.get("find", arrow.targets)
    names = [found] if isinstance(found, str) else found
    for name in names:
        check.known(f"{where}find", name, model.types)
    below = {below for name in names for below in model.below(name)}
    return frozenset(name for name in below if not model[name].abstract)


def _fact(
    check: _Check, table: Mapping[str, Any], of_type: Mapping[str, list[EntityType]]
) -> FactRule:
    check.keys("fact.", table, _FACT)
    of = check.known("fact.of", check.need("fact.", table, "of"), of_type)
    relation = check.need("fact.", table, "relation")
    _meaning(check, f"fact.{of}.relation", relation, of_type[of])
    if "entity" in table:
        check.known(f"fact.{of}.entity", table["entity"], of_type)
    return FactRule(
        of, relation, table.get("value"), table.get("object"), table.get("entity"),
        check.tests("fact.when", table.get("when", {})),
        check.tests("fact.unless", table.get("unless", {})),
    )


def _things(
    check: _Check, model: Schema, table: Mapping[str, Mapping[str, str]]
) -> Iterator[tuple[str, str, str]]:
    """Yield (id, relation, value or id) of what the file itself states."""
    for entity, said in table.items():
        kind = model[check.need(f"things.{entity}.", said, "type")]
        for relation, value in said.items():
            if relation != "type":
                _meaning(check, f"things.{entity}.{relation}", relation, [kind])
            yield entity, relation, value
