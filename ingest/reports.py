"""Reports among the files to be read: prose goes to the rules, tables to their mapping.

Linked data that Samenspel exported comes in as it went out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from graph.errors import InputError
from graph.ledger import Ledger, Source
from ingest import linked, pipeline
from ingest.aside import about_files, hidden, left_out
from ingest.declared import DECLARATION, read_declaration
from ingest.prose.filing import Filed, file_report, readable
from ingest.prose.model import Extractor, ModelError
from ingest.summary import Message, Summary


def ingest(
    ledger: Ledger, paths: Iterable[Path], source: str | None = None, *, date: str | None = None,
    title: str | None = None, progress: pipeline.Progress | None = None,
    extractor: Extractor | None = None,
) -> list[Summary]:
    """Read tables, registers and reports; `date` and `title` are of the meeting of a report.

    `extractor` reads reports in place of the rules alone. A file that cannot be read
    gives a Summary with an error; the others are still read.
    """
    paths = list(paths)
    for path in paths:
        if not path.exists():
            raise InputError("no_such_file", file=str(path))
    reports = list(_files(paths, readable))
    if (date or title) and len(reports) > 1:
        raise InputError("one_report", count=len(reports))
    tables = [p for p in paths if p.is_dir() or not (linked.readable(p) or readable(p))]
    summaries = pipeline.ingest(ledger, tables, source, progress) if tables else []
    for path in _files(paths, linked.readable):
        summaries += _linked(ledger, path)
    summaries += [one for path in paths if path.is_dir() for one in left_out(path)]
    for path in reports:
        about = source or _declared(path)
        summaries.append(_guarded(path, lambda p=path, s=about: file_report(  # type: ignore[misc]
            ledger, p, source=s, date=date, title=title, extractor=extractor)))
    return summaries


def _files(paths: Iterable[Path], wanted: Callable[[Path], bool]) -> Iterator[Path]:
    """Yield the `wanted` files among paths and in folders, but what is hidden or about others."""
    for path in paths:
        if path.is_file():
            if wanted(path):
                yield path
            continue
        for file in sorted(path.rglob("*")):
            if file.is_file() and wanted(file) and not (hidden(file, path) or about_files(file)):
                yield file


def _linked(ledger: Ledger, path: Path) -> list[Summary]:
    try:
        return linked.read_linked(ledger, path)
    except InputError as wrong:
        return [pipeline.failure(path.stem, path.name, wrong)]


def _declared(path: Path) -> Source | None:
    if not (path.parent / DECLARATION).exists():
        return None
    return read_declaration(path.parent, None).source


def _guarded(path: Path, read: Callable[[], Filed]) -> Summary:
    try:
        filed = read()
    except (InputError, ModelError) as wrong:
        return pipeline.failure(path.stem, path.name, wrong)
    summary = Summary(filed.source, path.name, change=filed.change, unchanged=filed.unchanged)
    if not filed.unchanged:
        key = "notice.report" if filed.date else "notice.report_undated"
        summary.notices.append(Message(key, {
            "file": path.name, "title": filed.title or path.stem, "date": filed.date or "",
            "accepted": filed.accepted, "proposed": filed.proposed, "hints": filed.hints,
        }))
    return summary
