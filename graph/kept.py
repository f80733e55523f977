"""Takes forgotten people out of the texts that stand in the home beside the ledger."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from graph.forgotten import Forgotten
from graph.home import Home
from graph.reports import FOLDER
from graph.whole import whole

_TEXT_FILES: Final = frozenset(".toml .json .jsonl .txt .md .csv .html".split())


def cleanse_texts(home: Home, memory: Forgotten) -> None:
    """Black out names in saved questions and kept reports, and in the names of those files."""
    reports = home.path / FOLDER
    for path in sorted(home.path.rglob("*"), key=lambda p: -len(p.parts)):
        if path.suffix in _TEXT_FILES and path.is_file():
            text = path.read_bytes().decode("utf-8", "surrogateescape")
            after = _without(text, path, memory) if reports in path.parents else memory.redact(text)
            if after != text:
                write_whole(path, after.encode("utf-8", "surrogateescape"))
        ending = path.suffix if path.is_file() else ""
        name = memory.retitled(path.name.removesuffix(ending)) + ending
        if name != path.name:
            path.rename(path.with_name(name))


def _without(text: str, path: Path, memory: Forgotten) -> str:
    if path.suffix != ".jsonl":
        return memory.black_out(text)
    lines = (candidate_without(json.loads(row), memory) for row in text.split("\n") if row)
    return "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines if line)


def candidate_without(line: Mapping[str, Any], memory: Forgotten) -> dict[str, Any] | None:
    """Return a candidate without forgotten names, its places as they were; None if about them."""
    for end in (line.get("subject"), line.get("object")):
        if isinstance(end, Mapping) and _is_forgotten(str(end.get("id", "")), end, memory):
            return None
    found: dict[str, Any] = _blacked_out("", line, memory)
    return found


def _is_forgotten(entity_id: str, end: Mapping[str, Any], memory: Forgotten) -> bool:
    return entity_id.startswith("person:") and (
        memory.knows_id(entity_id) or memory.knows_name(str(end.get("name", "")))
    )


def _blacked_out(key: str, value: Any, memory: Forgotten) -> Any:
    if isinstance(value, Mapping):
        return {name: _blacked_out(name, one, memory) for name, one in value.items()}
    if isinstance(value, list):
        return [_blacked_out(key, one, memory) for one in value]
    if not isinstance(value, str):
        return value
    if key in ("source", "document"):
        return memory.retitled(value)
    return memory.renamed(value) if key == "id" else memory.black_out(value)


def write_whole(path: Path, content: bytes) -> None:
    """Write a file for its owner alone, whole or not at all."""
    with whole(path, private=True) as part:
        part.write_bytes(content)
