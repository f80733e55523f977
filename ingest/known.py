"""The names of a run: those of its own files, read first, and those in the ledger."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from graph.errors import Ambiguous, InputError
from graph.ledger import Ledger
from ingest.job import Job, reader_for, rows_of
from ingest.names import Names, add_all
from ingest.rows import RowReader

_AREA: Final = frozenset(("Area",))


class Known:
    """What can be referred to by name; the ledger's part grows during a run."""

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
            inner = [pair for job in self._jobs if not job.mapping.snapshot
                     for pair in _define(job, self._names)]
            for area, text, source in inner:
                _lay_in(self._names, area, text, source)
        return self._names


def _define(job: Job, names: Names) -> list[tuple[str, str, str]]:
    """Learn what a file names; return (area, name of what it lies in, source)."""
    source = job.declared.source.id
    inner: list[tuple[str, str, str]] = []
    try:
        reader = reader_for(job, Names())
        for _, cells in rows_of(job, reader):
            for main, thing in enumerate(reader.define(cells)):
                names.add(thing.id, thing.name or thing.id, source)
                if main == 0:
                    for name in _cells(reader, cells, "alt_name"):
                        names.add(thing.id, name, source, main=False)
                    above = _cells(reader, cells, "within")
                    inner.extend((thing.id, name, source) for name in above)
    except (InputError, OSError):
        # The file is read again for its facts, and then says what is wrong with it.
        return []
    return inner


def _cells(reader: RowReader, cells: dict[str, str], relation: str) -> Iterator[str]:
    for column in reader.mapping.columns:
        if column.relation == relation and not column.make and not column.pick:
            cell = cells.get(reader.actual.get(column.header, ""), "")
            parts = cell.split(column.split) if column.split else [cell]
            yield from (part.strip() for part in parts if part.strip())


def _lay_in(names: Names, area: str, text: str, source: str) -> None:
    try:
        found = names.find(text, _AREA, source, None)
    except Ambiguous:
        return
    if found:
        names.add_area(area, found)
