"""The model: entity types, their properties and relations, read from `types/*.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any, Final

from graph.errors import SchemaError
from graph.near import near_misses

TYPES_FOLDER: Final = Path(__file__).parent / "types"
VALUE_KINDS: Final = frozenset(
    "text choice status money number year date flag url email phone postcode point geometry".split()
)
_TYPE_KEYS: Final = frozenset(
    "name extends abstract label plural icon required same_as private over properties relations"
    .split()
)
_PROPERTY_KEYS: Final = frozenset("label value choices personal status same_as".split())
_RELATION_KEYS: Final = frozenset(
    "label target inverse inverse_label transitive symmetric derived same_as".split()
)
Label = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Property:
    """A value that an entity may have; `status` marks an amount of money's standing."""

    name: str
    label: Label
    value: str = "text"
    choices: Mapping[str, Label] | None = None
    personal: bool = False
    status: str | None = None
    same_as: str | None = None


@dataclass(frozen=True, slots=True)
class Relation:
    """An arrow from an entity to another; `derived` names the analysis that writes it."""

    name: str
    label: Label
    targets: tuple[str, ...]
    inverse: str | None = None
    inverse_label: Label | None = None
    transitive: bool = False
    symmetric: bool = False
    derived: str | None = None
    same_as: str | None = None


@dataclass(frozen=True, slots=True)
class EntityType:
    """A type with everything it inherits; `over` says when a thing of it is, as `unless` does."""

    name: str
    label: Label
    plural: Label
    properties: Mapping[str, Property]
    relations: Mapping[str, Relation]
    required: tuple[str, ...] = ()
    extends: str | None = None
    abstract: bool = False
    private: bool = False
    icon: Mapping[str, str] | None = None
    same_as: str | None = None
    over: tuple[str, ...] = ()

    @property
    def prefix(self) -> str:
        """The part before the colon in the ids of this type."""
        return self.name.lower()


class Schema:
    """All types by name; `of_prefix` finds the type of an id."""

    def __init__(self, types: Mapping[str, EntityType]) -> None:
        self.types = dict(types)
        self._by_prefix = {t.prefix: t for t in self.types.values()}
        self._below = {name: frozenset(self._descend(name)) for name in self.types}

    def _descend(self, name: str) -> Iterable[str]:
        yield name
        for other in self.types.values():
            if other.extends == name:
                yield from self._descend(other.name)

    def __getitem__(self, name: str) -> EntityType:
        try:
            return self.types[name]
        except KeyError:
            raise SchemaError(
                "schema_unknown", file="graph/types", key="type", value=name,
                near=near_misses(name, self.types),
            ) from None

    def below(self, name: str) -> frozenset[str]:
        """Return the names of `name` and all types that extend it."""
        self[name]
        return self._below[name]

    def is_a(self, name: str, ancestor: str) -> bool:
        """Tell whether type `name` is `ancestor` or extends it."""
        return name in self._below.get(ancestor, frozenset())

    def type_of(self, entity_id: str) -> EntityType | None:
        """Return the type that the prefix of an id stands for, if any."""
        return self._by_prefix.get(entity_id.partition(":")[0])

    def relations(self) -> dict[str, list[tuple[str, Relation]]]:
        """Return every relation name with the (concrete or abstract) types that declare it."""
        found: dict[str, list[tuple[str, Relation]]] = {}
        for entity_type in self.types.values():
            inherited = self.types[entity_type.extends].relations if entity_type.extends else {}
            for relation in entity_type.relations.values():
                if inherited.get(relation.name) != relation:
                    found.setdefault(relation.name, []).append((entity_type.name, relation))
        return found

    def transitive(self) -> frozenset[str]:
        """Return the names of the transitive relations."""
        return frozenset(
            r.name for t in self.types.values() for r in t.relations.values() if r.transitive
        )

    def symmetric(self) -> frozenset[str]:
        """Return the names of the relations that hold both ways."""
        return frozenset(
            r.name for t in self.types.values() for r in t.relations.values() if r.symmetric
        )

    def properties(self) -> frozenset[str]:
        """Return the names of all properties."""
        return frozenset(name for kind in self.types.values() for name in kind.properties)

    def concrete(self) -> list[EntityType]:
        """Return the types that entities can have, in order of name."""
        return sorted((t for t in self.types.values() if not t.abstract), key=lambda t: t.name)


def _check_keys(file: str, path: str, table: Mapping[str, Any], known: frozenset[str]) -> None:
    for key in table:
        if key not in known:
            raise SchemaError(
                "schema_key", file=file, key=f"{path}{key}", near=near_misses(key, known)
            )


def _label(file: str, key: str, table: Mapping[str, Any], name: str = "label") -> Label:
    label = table.get(name)
    if not isinstance(label, dict) or not {"nl", "en"} <= set(label):
        raise SchemaError(
            "schema_value", file=file, key=f"{key}{name}", value=label,
            expected="{ nl = …, en = … }",
        )
    return label


def _property(file: str, name: str, table: Mapping[str, Any]) -> Property:
    path = f"properties.{name}."
    _check_keys(file, path, table, _PROPERTY_KEYS)
    kind = table.get("value", "text")
    if kind not in VALUE_KINDS:
        raise SchemaError(
            "schema_unknown", file=file, key=f"{path}value", value=kind,
            near=near_misses(kind, VALUE_KINDS),
        )
    if (kind == "choice") != ("choices" in table):
        raise SchemaError("schema_missing", file=file, key=f"{path}choices")
    return Property(
        name, _label(file, path, table), kind, table.get("choices"),
        table.get("personal", False), table.get("status"), table.get("same_as"),
    )


def _relation(file: str, name: str, table: Mapping[str, Any]) -> Relation:
    path = f"relations.{name}."
    _check_keys(file, path, table, _RELATION_KEYS)
    if "target" not in table:
        raise SchemaError("schema_missing", file=file, key=f"{path}target")
    target = table["target"]
    if not table.get("symmetric") and "inverse" not in table:
        raise SchemaError("schema_missing", file=file, key=f"{path}inverse")
    inverse_label = _label(file, path, table, "inverse_label") if "inverse" in table else None
    return Relation(
        name, _label(file, path, table), tuple([target] if isinstance(target, str) else target),
        table.get("inverse"), inverse_label, table.get("transitive", False),
        table.get("symmetric", False), table.get("derived"), table.get("same_as"),
    )


def _own_type(file: str, table: Mapping[str, Any]) -> EntityType:
    _check_keys(file, "", table, _TYPE_KEYS)
    if "name" not in table:
        raise SchemaError("schema_missing", file=file, key="name")
    label = _label(file, "", table)
    concrete = not table.get("abstract", False)
    return EntityType(
        table["name"], label, _label(file, "", table, "plural") if concrete else label,
        {n: _property(file, n, p) for n, p in table.get("properties", {}).items()},
        {n: _relation(file, n, r) for n, r in table.get("relations", {}).items()},
        tuple(table.get("required", ())), table.get("extends"), not concrete,
        table.get("private", False), table.get("icon"), table.get("same_as"),
        tuple(table.get("over", ())),
    )


def _inherit(
    name: str, own: Mapping[str, EntityType], file: str, seen: tuple[str, ...]
) -> EntityType:
    me = own[name]
    if name in seen:
        raise SchemaError("schema_cycle", file=file, key=name)
    if me.extends is None:
        return me
    if me.extends not in own:
        raise SchemaError(
            "schema_unknown", file=file, key="extends", value=me.extends,
            near=near_misses(me.extends, own),
        )
    parent = _inherit(me.extends, own, file, (*seen, name))
    return replace(
        me,
        properties={**parent.properties, **me.properties},
        relations={**parent.relations, **me.relations},
        required=tuple(dict.fromkeys((*parent.required, *me.required))),
        icon=me.icon or parent.icon,
        over=(*parent.over, *me.over),
    )


def _check_targets(types: Mapping[str, EntityType], files: Mapping[str, str]) -> None:
    for entity_type in types.values():
        for relation in entity_type.relations.values():
            for target in relation.targets:
                if target not in types:
                    raise SchemaError(
                        "schema_unknown", file=files[entity_type.name],
                        key=f"relations.{relation.name}.target", value=target,
                        near=near_misses(target, types),
                    )
        named = [("required", name) for name in entity_type.required]
        named += [("over", test.partition("=")[0].strip()) for test in entity_type.over]
        for key, name in named:
            if name not in entity_type.properties:
                raise SchemaError(
                    "schema_unknown", file=files[entity_type.name], key=key, value=name,
                    near=near_misses(name, entity_type.properties),
                )


def read_schema(folder: Path) -> Schema:
    """Read every `*.toml` of `folder` as a type; raises SchemaError naming file and key."""
    own: dict[str, EntityType] = {}
    files: dict[str, str] = {}
    for path in sorted(folder.glob("*.toml")):
        try:
            table = tomllib.loads(path.read_text("utf-8"))
        except tomllib.TOMLDecodeError as error:
            raise SchemaError(
                "schema_value", file=path.name, key="TOML", value=str(error), expected="TOML"
            ) from None
        entity_type = _own_type(path.name, table)
        own[entity_type.name] = entity_type
        files[entity_type.name] = path.name
    types = {name: _inherit(name, own, files[name], ()) for name in own}
    _check_targets(types, files)
    return Schema(types)


@cache
def schema() -> Schema:
    """Return the model of Samenspel, read once."""
    return read_schema(TYPES_FOLDER)
