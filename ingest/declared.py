"""What a folder's `source.toml` or a register's mapping says about the source itself."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Final

from graph.errors import InputError
from graph.ledger import Source
from graph.naming import slug
from graph.near import near_misses
from graph.statement import Access
from ingest.values import read_date

DECLARATION: Final = "source.toml"
KEYS: Final = frozenset(
    "title publisher licence access date confirmed area invented note url expect".split()
)
"""What a `source.toml` may say."""


@dataclass(frozen=True, slots=True)
class Declared:
    """A source, when its facts were true (None: see the file), and how many rows to expect."""

    source: Source
    dated: Mapping[str, Any]
    reading: bool
    expect: Mapping[str, int]
    text: str = ""

    def seen(self, path: Path) -> str:
        """Return the ISO date on which the facts of a file were true."""
        if self.reading:
            return date.today().isoformat()
        if "value" in self.dated:
            return str(self.dated["value"])
        if "file" in self.dated and (found := re.search(self.dated["file"], path.name)):
            return read_date(found[(found.re.groups and 1) or 0])
        return datetime.fromtimestamp(path.stat().st_mtime, UTC).date().isoformat()


def _words(value: Any) -> str | None:
    """Return a text, or the Dutch one of several."""
    return str(value["nl"]) if isinstance(value, Mapping) else value


def declared(about: Mapping[str, Any], name: str, file: str, text: str = "") -> Declared:
    """Return what `about` declares; raises InputError naming file and key."""
    given = about.get("date")
    dated: Mapping[str, Any] = given if isinstance(given, Mapping) else (
        {"value": _date(file, str(given))} if given else {}
    )
    access = about.get("access", Access.PUBLIC)
    if access not in set(Access):
        raise InputError("schema_value", file=file, key="access", value=access,
                         expected=", ".join(Access))
    source = Source(
        slug(about.get("source", name)), _words(about.get("title")) or name,
        about.get("publisher"), about.get("licence"), dated.get("value"), access,
        about.get("area"), bool(about.get("invented", False)), _words(about.get("note")),
        about.get("url"),
    )
    reading = about.get("confirmed") == "reading"
    return Declared(source, dated, reading, about.get("expect", {}), text)


def _date(file: str, value: str) -> str:
    try:
        return read_date(value)
    except InputError as error:
        raise InputError(
            "schema_value", file=file, key="date", value=value, expected="2026-03-01"
        ) from error


def read_declaration(folder: Path, name: str | None) -> Declared:
    """Return what a folder's `source.toml` declares; without one, `name` or the folder's name."""
    path = folder / DECLARATION
    fallback = name or folder.resolve().name or "bron"
    if not path.exists():
        return declared({"title": fallback}, fallback, DECLARATION)
    text = path.read_text("utf-8")
    try:
        about = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InputError(
            "schema_value", file=DECLARATION, key="TOML", value=str(error), expected="TOML"
        ) from None
    for key in about:
        if key not in KEYS:
            raise InputError("schema_key", file=DECLARATION, key=key, near=near_misses(key, KEYS))
    return declared(about, fallback, DECLARATION, text)
