"""What a mapping says, checked: rules for things, columns and fixed facts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from graph.schema import EntityType, Label, Property, Relation

Test = tuple[tuple[str, re.Pattern[str]], ...]
"""Columns with the pattern that each must (or must not) match."""


@dataclass(frozen=True, slots=True)
class EntityRule:
    """How a row names one thing: its type, id and name."""

    alias: str
    type: EntityType
    types: Mapping[str, EntityType]
    id: str | None
    name: str | None
    otherwise: str | None
    when: Test
    unless: Test
    exact: bool
    repeat: bool
    scope: str | None
    strip: re.Pattern[str] | None


@dataclass(frozen=True, slots=True)
class ColumnRule:
    """What one column says about one thing of the row, or (by its role) about the row itself."""

    header: str
    headers: tuple[str, ...]
    of: str
    relation: str
    role: str | None = None
    prop: Property | None = None
    arrow: Relation | None = None
    targets: frozenset[str] = frozenset()
    lookup: Mapping[str, str] | None = None
    entity: str | None = None
    split: str | None = None
    required: bool = False
    contains: bool = False
    pick: re.Pattern[str] | None = None
    strip: re.Pattern[str] | None = None
    private: re.Pattern[str] | None = None
    access: str | None = None
    make: str | None = None
    explain: Label | None = None
    example: str = ""
    stub: str | None = None
    when: Test = ()
    unless: Test = ()


@dataclass(frozen=True, slots=True)
class FactRule:
    """A fact that every row with this thing states."""

    of: str
    relation: str
    value: str | None
    object: str | None
    entity: str | None
    when: Test
    unless: Test


@dataclass(frozen=True, slots=True)
class SourceMapping:
    """A checked mapping; `about` holds its keys about the source as they stand in the file."""

    name: str
    about: Mapping[str, Any]
    reader: str | None
    records: Mapping[str, Any]
    files: tuple[str, ...]
    header: tuple[str, ...]
    snapshot: bool
    cells: Mapping[str, str]
    skip: Test
    missing: frozenset[str]
    expect: Mapping[str, int]
    entities: tuple[EntityRule, ...]
    columns: tuple[ColumnRule, ...]
    facts: tuple[FactRule, ...]
    things: tuple[tuple[str, str, str], ...]
    warn: tuple[tuple[Test, Label], ...]
    template: bool
    text: str

    def called(self) -> dict[str, str]:
        """Return what a template is called in each language."""
        return {lang: str(title).lower() for lang, title in self.about["title"].items()}
