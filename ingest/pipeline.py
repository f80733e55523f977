"""Files into the ledger: recognise, read, resolve names, and write one document at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Final

from graph.errors import InputError, SamenspelError
from graph.ledger import Change, Ledger
from graph.statement import Fact
from ingest.job import VERSION, Job, job_for, reader_for, rows_of
from ingest.known import Known
from ingest.readers.table import other_sheets
from ingest.recognise import readable
from ingest.row import RowRefused
from ingest.rows import RowReader
from ingest.summary import Message, Refusal, Summary

Progress = Callable[[str, int, int | None], None]
"""Called with the file, the rows read so far, and how many are expected."""
_STEP: Final = 500
_MISCOUNT: Final = 0.02


def ingest(
    ledger: Ledger, paths: Iterable[Path], source: str | None = None,
    progress: Progress | None = None,
) -> list[Summary]:
    """Read files and folders into `ledger`; return what each document brought.

    A file that cannot be read gives a Summary with an error; the others are still read.
    """
    jobs, failed = _jobs(paths, source)
    fresh = [job for job in jobs if not _known(ledger, job)]
    summaries = failed + [_confirm(ledger, job) for job in jobs if job not in fresh]
    names = Known(ledger, fresh)
    ordered = sorted(fresh, key=lambda job: job.stage)
    return summaries + [_guarded(ledger, job, names, progress) for job in ordered]


def _jobs(paths: Iterable[Path], source: str | None) -> tuple[list[Job], list[Summary]]:
    jobs: dict[tuple[str, str, str], Job] = {}
    failed: list[Summary] = []
    for path in paths:
        if not path.exists():
            raise InputError("no_such_file", file=str(path))
        for file in _files(path) if path.is_dir() else [path]:
            try:
                job = job_for(file, path if path.is_dir() else file.parent, source)
                jobs[*job.key, job.digest] = job
            except InputError as error:
                if not path.is_dir():
                    raise
                failed.append(failure(file.parent.name, file.name, error))
    return list(jobs.values()), failed


def _files(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        hidden = any(part.startswith((".", "~$")) for part in path.relative_to(folder).parts)
        if path.is_file() and readable(path) and not hidden:
            yield path


def _known(ledger: Ledger, job: Job) -> bool:
    """Tell whether this content is what the ledger holds, or an older reading it held before."""
    before = ledger.known(*job.key)
    if before is None:
        return False
    if before[1] > job.seen:
        return job.mapping.snapshot and ledger.was_read(*job.key, job.digest)
    return before[0] == job.digest


def _confirm(ledger: Ledger, job: Job) -> Summary:
    confirmed = ledger.confirm(*job.key, job.seen)
    source = job.declared.source.id
    return Summary(source, job.path.name, change=Change(confirmed=confirmed), unchanged=True)


def failure(source: str, file: str, error: SamenspelError) -> Summary:
    """Return the summary of a file that could not be read; its name is said once."""
    named = str(error.fields.get("file")) == file
    return Summary(source, file, error=Message(
        "ingest.failed_named" if named else "ingest.failed",
        {"file": file, "reason": lambda lang: error.message(lang)},
    ))


def _guarded(ledger: Ledger, job: Job, known: Known, progress: Progress | None) -> Summary:
    try:
        return _read(ledger, job, known, progress)
    except InputError as error:
        return failure(job.declared.source.id, job.path.name, error)


def _read(ledger: Ledger, job: Job, known: Known, progress: Progress | None) -> Summary:
    before = ledger.known(*job.key)
    if before and before[1] > job.seen:
        raise InputError("older_reading", document=job.path.name, known=before[1], found=job.seen)
    reader = reader_for(job, known.get())
    summary = Summary(job.declared.source.id, job.path.name)
    facts = _facts(job, reader, summary, progress)
    summary.change = ledger.read(
        job.declared.source, job.document, facts,
        # A list with unknown names or refused rows is read again: they may be known by then,
        # and who reads it twice hears again what is missing.
        digest=lambda: ("open " if _open(job, reader, summary) else "") + job.digest,
        seen=job.seen, method=f"{job.mapping.name} {VERSION}",
    )
    _notice(job, reader, summary)
    if not job.mapping.template:
        known.forget()
    return summary


def _open(job: Job, reader: RowReader, summary: Summary) -> bool:
    return reader.context.unresolved or (job.mapping.template and bool(summary.refused))


def _facts(
    job: Job, reader: RowReader, summary: Summary, progress: Progress | None
) -> Iterator[Fact]:
    expected = _expected(job)
    place = f"{job.document}, rij" if job.mapping.template else "rij"
    yield from reader.stated()
    for number, cells in rows_of(job, reader):
        summary.rows += 1
        reader.context.row = number
        try:
            yield from reader.facts(f"{place} {number}", cells)
        except RowRefused as refused:
            summary.refused.append(Refusal(
                job.path.name, number, refused.column, refused.value, refused.reason
            ))
        if progress and summary.rows % _STEP == 0:
            progress(job.path.name, summary.rows, expected)
    reader.context.unresolved |= bool(reader.context.strangers)
    if progress:
        progress(job.path.name, summary.rows, expected)


def _expected(job: Job) -> int | None:
    expect = job.mapping.expect or job.declared.expect
    for key in (job.path.stem, job.path.name, job.seen, "rows"):
        if key in expect:
            return expect[key]
    return None


def _notice(job: Job, reader: RowReader, summary: Summary) -> None:
    summary.notices += reader.unknown() if job.mapping.template else []
    summary.notices += reader.context.notices.values()
    if job.mapping.template and (sheets := other_sheets(job.path)):
        summary.notices.append(Message("notice.sheets", {
            "file": job.path.name, "sheets": ", ".join(f"'{name}'" for name in sheets)
        }))
    if strangers := reader.context.strangers:
        summary.notices.append(Message("notice.strangers", {"rows": strangers}))
    expected = _expected(job)
    if expected is not None and abs(summary.rows - expected) > expected * _MISCOUNT:
        summary.notices.append(Message(
            "notice.count", {"file": job.path.name, "rows": summary.rows, "expected": expected}
        ))


def total(summaries: Iterable[Summary]) -> Change:
    """Return the changes of several documents together."""
    changes = [summary.change for summary in summaries]
    return Change(*(sum(column) for column in zip(*changes, strict=True))) if changes else Change()
