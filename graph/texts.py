"""Every sentence that a person reads, from `texts/nl.toml` and `texts/en.toml`."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any, Final

LANGUAGES: Final = ("nl", "en")
_FOLDER: Final = Path(__file__).parent / "texts"


def _flatten(table: dict[str, Any], prefix: str = "") -> dict[str, str]:
    flat: dict[str, str] = {}
    for key, value in table.items():
        if isinstance(value, dict):
            flat |= _flatten(value, f"{prefix}{key}.")
        else:
            flat[prefix + key] = str(value)
    return flat


@cache
def catalogue(lang: str) -> dict[str, str]:
    """Return all texts of `lang` by dotted key; an unknown language gives Dutch."""
    name = lang if lang in LANGUAGES else "nl"
    with (_FOLDER / f"{name}.toml").open("rb") as file:
        return _flatten(tomllib.load(file))


def say(key: str, lang: str = "nl", /, **fields: object) -> str:
    """Return the text of `key` with its `{fields}` filled in; raises KeyError if there is none."""
    return catalogue(lang)[key].format_map(fields)
