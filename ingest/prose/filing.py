"""A report into the ledger: read, extracted, written, with its text and candidates kept beside."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import blake2b
from pathlib import Path
from typing import Any, Final

from graph.cleansing import memory_of
from graph.ledger import Change, Ledger, Source
from graph.naming import slug
from graph.statement import Fact, statement_id
from ingest.prose.extraction import VERSION, Extraction, candidate_lines, extract
from ingest.prose.facts import facts, judgements
from ingest.prose.formats import readable
from ingest.prose.knowledge import Knowledge
from ingest.prose.model import Extractor
from ingest.prose.reading import read_document
from ingest.prose.rules import rules

FOLDER: Final = "reports"
"""Folder of the home that holds the texts and candidates of reports."""
__all__ = ["Filed", "file_report", "readable", "stored_candidates", "stored_text"]


@dataclass(frozen=True, slots=True)
class Filed:
    """What filing a report did; `proposed` is how many facts wait for a person."""

    source: str
    document: str
    change: Change
    accepted: int = 0
    proposed: int = 0
    hints: int = 0
    title: str | None = None
    date: str | None = None
    unchanged: bool = False


def _digest(path: Path, *more: str | None) -> str:
    digest = blake2b(path.read_bytes(), digest_size=16)
    versions = [VERSION, *(f"{rule.id} {rule.version}" for rule in rules().values())]
    for text in (*versions, *(m or "" for m in more)):
        digest.update(text.encode())
    return digest.hexdigest()


def file_report(
    ledger: Ledger,
    path: Path,
    *,
    source: Source | str | None = None,
    date: str | None = None,
    title: str | None = None,
    extractor: Extractor | None = None,
) -> Filed:
    """Read one report into the ledger; the same report in the same version changes nothing.

    `source` is an id or a whole source, else the name of the file. Raises InputError.
    """
    name = source.id if isinstance(source, Source) else slug(source or path.stem)
    area = source.area if isinstance(source, Source) else None
    digest = _digest(path, date, title)
    known = ledger.known(name, path.name)
    document = read_document(path, date=date, title=title)
    seen = document.date or _written(path)
    if known and known[0] == digest and extractor is None:
        return Filed(
            name, path.name, Change(), title=document.title, date=document.date, unchanged=True
        )
    knowledge = Knowledge.of(ledger)
    found = (extractor or extract)(document, knowledge, source=name, area=area)
    said = list(facts(found))
    about = (
        source
        if isinstance(source, Source)
        else Source(name, document.title or path.stem, date=document.date, area=found.gemeente)
    )
    change = ledger.read(
        about, path.name, said, digest=digest, seen=_latest(known, seen), method=f"report {VERSION}"
    )
    pairs = {(j.a, j.b) for j in ledger.judgements()}
    fresh = [row for row in judgements(found) if tuple(sorted(row[:2])) not in pairs]
    if fresh:
        ledger.judge_many(fresh)
    _store(ledger, name, path.name, found)
    accepted = sum(c.state == "accepted" for c in found.candidates)
    return Filed(
        name,
        path.name,
        change,
        accepted,
        len(found.candidates) - accepted,
        len(found.hints),
        document.title,
        document.date,
    )


def _written(path: Path) -> str:
    return datetime.fromtimestamp(path.stat().st_mtime, UTC).date().isoformat()


def _latest(known: tuple[str, str] | None, seen: str) -> str:
    """Return the day of a reading: never before the last one, so that a corrected date is read."""
    return max(known[1], seen) if known else seen


def _files(ledger: Ledger, source: str, document: str) -> tuple[Path, Path]:
    folder = ledger.path.parent / FOLDER / source
    return folder / f"{document}.txt", folder / f"{document}.jsonl"


def _store(ledger: Ledger, source: str, document: str, found: Extraction) -> None:
    path, lines = _files(ledger, source, document)
    path.parent.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(ledger.path)) as db:
        _, forgotten = memory_of(db)
    redact = forgotten.redact if forgotten.hashes else str
    text = redact(found.document.original)
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    with lines.open("w", encoding="utf-8") as file:
        for line in _identified(found, source, document):
            kept = _without(line, text, redact) if forgotten.hashes else line
            if kept is not None:
                file.write(json.dumps(kept, ensure_ascii=False) + "\n")


def _without(
    line: dict[str, Any], text: str, redact: Callable[[str], str]
) -> dict[str, Any] | None:
    """Return a line without the names of the forgotten, in its new place; None when about them."""
    ends = [end for end in (line["subject"], line.get("object")) if end]
    if any(redact(end["name"]) != end["name"] for end in ends):
        return None
    made = json.loads(redact(json.dumps(line, ensure_ascii=False)))
    start = text.find(made["quote"])
    return {**made, "start": start, "end": start + len(made["quote"])} if start >= 0 else None


def _identified(found: Extraction, source: str, document: str) -> Iterator[dict[str, Any]]:
    """Yield candidate lines with the id of the statement that each became."""
    scope = f"{source}/{document}"
    for line in candidate_lines(found):
        target = line["object"]["id"] if line.get("object") else None
        fact = Fact(
            line["subject"]["id"], line["relation"], line.get("value"), target, quote=line["quote"]
        )
        yield {
            **line,
            "source": source,
            "document": document,
            "statement": None if line["relation"] == "same_as" else statement_id(scope, fact),
        }


def stored_candidates(ledger: Ledger, source: str | None = None) -> Iterator[dict[str, Any]]:
    """Yield the candidates of filed reports with their state as it stands now."""
    folder = ledger.path.parent / FOLDER
    standing = {s.id: s.state for s in ledger.statements(source=source)}
    for path in sorted(folder.glob(f"{source or '*'}/*.jsonl")):
        for row in path.read_text("utf-8").splitlines():
            line = json.loads(row)
            if line["statement"] in standing:
                line["state"] = standing[line["statement"]]
            if line["statement"] is None or line["statement"] in standing:
                yield line


def stored_text(ledger: Ledger, source: str, document: str) -> str | None:
    """Return the text that the spans of a report's candidates are in, if it is kept."""
    path, _ = _files(ledger, source, document)
    return path.read_bytes().decode("utf-8", "surrogatepass") if path.exists() else None
