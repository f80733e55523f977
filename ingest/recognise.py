"""Which mapping and which reader fit a file: by its name or by its columns; nothing registered."""

from __future__ import annotations

import pkgutil
from collections.abc import Iterator, Mapping
from fnmatch import fnmatch
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any, Final, Protocol, cast

import ingest.readers
from graph.errors import InputError
from graph.naming import plain
from graph.near import near_misses
from graph.texts import LANGUAGES
from ingest.mapping import read_mapping
from ingest.rules import SourceMapping

_HERE: Final = Path(__file__).parent
SOURCES: Final = _HERE / "sources"
TEMPLATES: Final = _HERE / "templates"
_COMMON: Final = TEMPLATES / "common.toml"


class Reader(Protocol):
    """A module of `ingest.readers`."""

    SUFFIXES: tuple[str, ...]

    def header(self, path: Path, options: Mapping[str, Any]) -> list[str]:
        """Return the names of the columns or fields."""

    def read(self, path: Path, options: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, str]]]:
        """Yield (row number, cells by column name)."""


@cache
def readers() -> Mapping[str, Reader]:
    """Return every reader by name."""
    found = (module.name for module in pkgutil.iter_modules(ingest.readers.__path__))
    made = {name: cast(Reader, import_module(f"ingest.readers.{name}")) for name in found}
    return {name: reader for name, reader in made.items() if hasattr(reader, "SUFFIXES")}


@cache
def sources() -> tuple[SourceMapping, ...]:
    """Return the mappings of all known registers."""
    return tuple(read_mapping(path) for path in sorted(SOURCES.glob("*.toml")))


@cache
def templates() -> Mapping[str, SourceMapping]:
    """Return the mappings of all spreadsheet templates by name."""
    files = (path for path in sorted(TEMPLATES.glob("*.toml")) if path != _COMMON)
    return {path.stem: read_mapping(path, _COMMON) for path in files}


def template_names() -> dict[str, str]:
    """Return, for each language, what all templates are called."""
    return {lang: ", ".join(mapping.called()[lang] for mapping in templates().values())
            for lang in LANGUAGES}


def readable(path: Path) -> bool:
    """Tell whether any reader reads files with this ending."""
    return any(path.suffix.lower() in reader.SUFFIXES for reader in readers().values())


def reader_of(path: Path, mapping: SourceMapping | None = None) -> Reader:
    """Return the reader that a mapping names, or that fits the file's ending; raises InputError."""
    if mapping is not None and mapping.reader:
        return readers()[mapping.reader]
    for reader in readers().values():
        if path.suffix.lower() in reader.SUFFIXES:
            return reader
    known = ", ".join(suffix for reader in readers().values() for suffix in reader.SUFFIXES)
    raise InputError("unknown_kind", file=path.name, expected=known)


def mapping_of(path: Path) -> SourceMapping:
    """Return the mapping of a register or template for a file; raises InputError if none fits."""
    for mapping in sources():
        if any(fnmatch(path.name.lower(), pattern.lower()) for pattern in mapping.files):
            return mapping
    reader = reader_of(path)
    header = reader.header(path, {})
    if not any(header):
        raise InputError("empty_file", file=path.name)
    for mapping in sources():
        if mapping.header and set(mapping.header) <= set(header):
            return mapping
    for mapping in templates().values():
        if any(fnmatch(plain(path.stem), plain(name)) for name in (mapping.name, *mapping.files)):
            return mapping
    found = _by_columns(header)
    if found is None:
        raise InputError(
            "unknown_file", file=path.name, columns=", ".join(filter(None, header[:8])),
            templates=template_names(), near=near_misses(path.stem, templates()),
        )
    return found


def _by_columns(header: list[str]) -> SourceMapping | None:
    """Return the template that has all its required columns here and knows most of the others."""
    have = {plain(name) for name in header}
    best, most = None, 1
    for mapping in templates().values():
        known = {c.header: {plain(h) for h in c.headers} & have for c in mapping.columns}
        if all(known[c.header] for c in mapping.columns if c.required):
            score = sum(bool(hit) for hit in known.values())
            if score > most:
                best, most = mapping, score
    return best
