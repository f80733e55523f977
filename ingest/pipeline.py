"""Files into the ledger: recognise, read, resolve names, and write one document at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Final

from graph.errors import InputError
from graph.ledger import Change, Ledger
from graph.statement import Fact
from ingest.declared import DECLARATION, Declared, declared, read_declaration
from ingest.names import Names, add_all
from ingest.recognise import mapping_of, readable, reader_of
from ingest.row import Context, RowRefused
from ingest.rows import RowReader
from ingest.rules import SourceMapping
from ingest.summary import Message, Refusal, Summary

VERSION: Final = "1"
"""Goes up when the same file gives other facts."""
Progress = Callable[[str, int, int | None], None]
"""Called with the file, the rows read so far, and how many are expected."""
_STEP: Final = 500
_FIRST: Final = ("areas", "themes")
_MISCOUNT: Final = 0.02


@dataclass(slots=True)
class Job:
    """A file with its mapping and source; `document` is its name in the ledger."""

    path: Path
    mapping: SourceMapping
    declared: Declared
    document: str
    digest: str
    seen: str

    @property
    def key(self) -> tuple[str, str]:
        """Source and document, as the ledger knows it."""
        return self.declared.source.id, self.document

    @property
    def stage(self) -> tuple[int, str, str]:
        """Where in the run it is read: what others refer to first."""
        if self.mapping.template:
            name = self.mapping.name
            rank = _FIRST.index(name) if name in _FIRST else 4
        else:
            kinds = {entity.type.name for entity in self.mapping.entities if entity.name}
            rank = 2 if kinds <= {"Area", "Theme"} and kinds else 3
        return rank, self.seen if self.mapping.snapshot else "", self.path.name


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
    names = _Known(ledger, fresh)
    for job in sorted(fresh, key=lambda job: job.stage):
        summaries.append(_guarded(lambda job=job: _read(ledger, job, names, progress), job))  # type: ignore[misc]
    return summaries


class _Known:
    """The names of a run: those of all its templates, and of the ledger, which grows."""

    def __init__(self, ledger: Ledger, jobs: Sequence[Job]) -> None:
        self._ledger, self._jobs = ledger, jobs
        self._names: Names | None = None

    def forget(self) -> None:
        """Read the ledger's names again when they are next needed."""
        self._names = None

    def get(self) -> Names:
        """Return all names known now."""
        if self._names is None:
            self._names = Names()
            todo = {job.key for job in self._jobs}
            add_all(self._names, self._ledger.names(todo), self._ledger.ties("within"))
            for job in self._jobs:
                if not job.mapping.snapshot:
                    _define(job, self._names)
        return self._names


def _define(job: Job, names: Names) -> None:
    """Learn what a file names before any file is read for its facts."""
    source = job.declared.source.id
    try:
        reader = _reader(job, Names())
        alt = [(c.header, c.split) for c in job.mapping.columns if c.relation == "alt_name"]
        within = [(c.header, c.split) for c in job.mapping.columns if c.relation == "within"]
        for _, cells in _rows(job, reader):
            for main, thing in enumerate(reader.define(cells)):
                names.add(thing.id, thing.name or thing.id, source)
                if main == 0:
                    for header, split in alt:
                        for name in _split(cells, reader, header, split):
                            names.add(thing.id, name, source, main=False)
                    for header, split in within:
                        for above in _split(cells, reader, header, split):
                            names.add_area(thing.id, above)
    except (InputError, OSError):
        return


def _split(cells: dict[str, str], reader: RowReader, header: str, split: str | None) -> list[str]:
    cell = cells.get(reader.actual.get(header, ""), "")
    return [part.strip() for part in (cell.split(split) if split else [cell]) if part.strip()]


def _jobs(paths: Iterable[Path], source: str | None) -> tuple[list[Job], list[Summary]]:
    jobs: dict[tuple[str, str, str], Job] = {}
    failed: list[Summary] = []
    for path in paths:
        if not path.exists():
            raise InputError("no_such_file", file=str(path))
        for file in _files(path) if path.is_dir() else [path]:
            try:
                job = _job(file, path if path.is_dir() else file.parent, source)
                jobs[*job.key, job.digest] = job
            except InputError as error:
                if not path.is_dir():
                    raise
                failed.append(_failure(file.parent.name, file.name, error))
    return list(jobs.values()), failed


def _files(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        hidden = any(part.startswith((".", "~$")) for part in path.relative_to(folder).parts)
        if path.is_file() and readable(path) and not hidden:
            yield path


def _job(path: Path, root: Path, source: str | None) -> Job:
    mapping = mapping_of(path)
    if mapping.template:
        folder = path.parent if (path.parent / DECLARATION).exists() else root
        about = read_declaration(folder, source)
        document = path.relative_to(folder).as_posix()
    else:
        about = declared(mapping.about, mapping.name, f"{mapping.name}.toml")
        document = mapping.name if mapping.snapshot else path.name
    digest = blake2b(path.read_bytes(), digest_size=16)
    for text in (mapping.text, about.text, VERSION):
        digest.update(text.encode())
    return Job(path, mapping, about, document, digest.hexdigest(), about.seen(path))


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


def _failure(source: str, file: str, error: InputError) -> Summary:
    return Summary(source, file, error=Message(
        "ingest.failed", {"file": file, "reason": lambda lang: error.message(lang)}
    ))


def _guarded(read: Callable[[], Summary], job: Job) -> Summary:
    try:
        return read()
    except InputError as error:
        return _failure(job.declared.source.id, job.path.name, error)


def _reader(job: Job, names: Names) -> RowReader:
    source = job.declared.source
    header = reader_of(job.path, job.mapping).header(job.path, job.mapping.records)
    context = Context(source.id, source.area, source.access, names)
    return RowReader(job.mapping, header, context)


def _rows(job: Job, reader: RowReader) -> Iterator[tuple[str, dict[str, str]]]:
    for number, cells in reader_of(job.path, job.mapping).read(job.path, job.mapping.records):
        clean = reader.clean(cells)
        if clean is not None:
            yield number, clean


def _read(ledger: Ledger, job: Job, known: _Known, progress: Progress | None) -> Summary:
    before = ledger.known(*job.key)
    if before and before[1] > job.seen:
        raise InputError("older_reading", document=job.path.name, known=before[1], found=job.seen)
    reader = _reader(job, known.get())
    summary = Summary(job.declared.source.id, job.path.name)
    facts = _facts(job, reader, summary, progress)
    summary.change = ledger.read(
        job.declared.source, job.document, facts,
        # A document with unknown names is read again: they may be known by then.
        digest=lambda: ("open " if reader.context.unresolved else "") + job.digest,
        seen=job.seen, method=f"{job.mapping.name} {VERSION}",
    )
    _notice(job, reader, summary)
    if not job.mapping.template:
        known.forget()
    return summary


def _facts(
    job: Job, reader: RowReader, summary: Summary, progress: Progress | None
) -> Iterator[Fact]:
    expected = _expected(job)
    yield from reader.stated()
    for number, cells in _rows(job, reader):
        summary.rows += 1
        try:
            yield from reader.facts(f"rij {number}", cells)
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
