"""Records in JSON, GeoJSON and TopoJSON: a declared path to a list, its fields by dotted name."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from itertools import chain, islice
from pathlib import Path
from typing import Any, Final

from graph.errors import InputError

SUFFIXES: Final = (".json", ".geojson", ".topojson")
_SAMPLE: Final = 50
Row = tuple[str, dict[str, str]]


def header(path: Path, options: Mapping[str, Any]) -> list[str]:
    """Return the field names of the first records."""
    fields = (record for _, record in islice(read(path, options), _SAMPLE))
    return list(dict.fromkeys(chain.from_iterable(fields)))


def read(path: Path, options: Mapping[str, Any]) -> Iterator[Row]:
    """Yield (record number, fields by dotted name) of every record.

    Options: `path` to the list (dotted); `each`, a nested list of which every item becomes a
    record with its parent's fields; `keyed`, lists of which items become fields by a key.
    """
    try:
        whole = json.loads(path.read_bytes())
    except (ValueError, RecursionError) as error:
        raise InputError("broken_table", file=path.name, reason=error) from None
    for number, record in enumerate(_list_at(whole, options.get("path", "")), 1):
        if isinstance(record, dict):
            for flat in _expand(record, options):
                yield str(number), flat


def _list_at(whole: Any, path: str) -> list[Any]:
    for key in path.split(".") if path else []:
        whole = whole.get(key) if isinstance(whole, dict) else None
    return whole if isinstance(whole, list) else []


def _expand(record: dict[str, Any], options: Mapping[str, Any]) -> Iterator[dict[str, str]]:
    each = options.get("each", [])
    paths = [each] if isinstance(each, str) else each
    flat = _flatten(record, options, skip=frozenset(paths))
    yield from _expand_along(record, paths, flat, options)


def _expand_along(
    record: dict[str, Any], paths: list[str], parent: dict[str, str], options: Mapping[str, Any]
) -> Iterator[dict[str, str]]:
    if not paths:
        yield parent
        return
    first, rest = paths[0], paths[1:]
    deeper = frozenset(path.removeprefix(f"{first}.") for path in rest)
    items = record.get(first.rpartition(".")[2]) or []
    items = items if isinstance(items, list) else [items]
    if not items:
        yield parent
    for item in items:
        inner = item if isinstance(item, dict) else {"": item}
        fields = {f"{first}.{name}".rstrip("."): value
                  for name, value in _flatten(inner, options, skip=deeper).items()}
        inside = bool(rest) and rest[0].startswith(f"{first}.")
        yield from _expand_along(inner if inside else record, rest, parent | fields, options)


def _flatten(
    record: Mapping[str, Any], options: Mapping[str, Any], skip: frozenset[str] = frozenset(),
    prefix: str = "",
) -> dict[str, str]:
    flat: dict[str, str] = {}
    for key, value in record.items():
        name = f"{prefix}{key}"
        if name in skip or value is None:
            continue
        if name in options.get("keyed", {}):
            by, what = options["keyed"][name]
            flat |= {f"{name}.{item[by]}": str(item[what]) for item in value if by in item}
        elif isinstance(value, dict):
            flat |= _flatten(value, options, skip, f"{name}.")
        else:
            flat[name] = _text(value)
    return flat


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return ";".join(value)
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False)
