"""A report into the ledger: read, extracted, written, with its text and candidates kept beside."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import blake2b
from pathlib import Path
from typing import Any, Final

from graph import reports
from graph.kept import candidate_without, write_whole
from graph.ledger import Change, Ledger, Source
from graph.naming import slug
from graph.private import private_folder
from graph.reports import report_file
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
    source, document = ledger.kept_as(source, document)
    return (
        report_file(ledger.path, source, document),
        report_file(ledger.path, source, document, "jsonl"),
    )


def _store(ledger: Ledger, source: str, document: str, found: Extraction) -> None:
    """Keep text and candidates, without people who were forgotten."""
    text, lines = _files(ledger, source, document)
    memory = ledger.forgotten()
    for folder in (text.parent.parent, text.parent):
        private_folder(folder)
    original = memory.black_out(found.document.original)
    write_whole(text, original.encode("utf-8", "surrogatepass"))
    kept = (candidate_without(line, memory) for line in _identified(found, source, document))
    rows = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in kept if line)
    write_whole(lines, rows.encode("utf-8", "surrogatepass"))


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
    return reports.stored_text(ledger.path, source, document)
