"""A file to be read: which mapping, which source, which document in the ledger."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import blake2b, file_digest
from pathlib import Path
from typing import Final

from ingest.declared import DECLARATION, Declared, declared, read_declaration
from ingest.names import Names
from ingest.recognise import mapping_of, reader_of
from ingest.row import Context
from ingest.rows import RowReader
from ingest.rules import SourceMapping

VERSION: Final = "1"
"""Goes up when the same file gives other facts."""
_FIRST: Final = ("areas", "themes")


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


def job_for(path: Path, root: Path, source: str | None) -> Job:
    """Return how a file is read; `root` is its folder, `source` a name for one without any."""
    mapping = mapping_of(path)
    if mapping.template:
        folder = path.parent if (path.parent / DECLARATION).exists() else root
        about = read_declaration(folder, source)
        document = path.relative_to(folder).as_posix()
    else:
        about = declared(mapping.about, mapping.name, f"{mapping.name}.toml")
        document = mapping.name if mapping.snapshot else path.name
    with path.open("rb") as file:
        digest = file_digest(file, lambda: blake2b(digest_size=16))
    for text in (mapping.text, about.text, VERSION):
        digest.update(text.encode())
    return Job(path, mapping, about, document, digest.hexdigest(), about.seen(path))


def reader_for(job: Job, names: Names) -> RowReader:
    """Return what turns the rows of a file into facts."""
    source = job.declared.source
    header = reader_of(job.path, job.mapping).header(job.path, job.mapping.records)
    context = Context(source.id, source.area, source.access, names, file=job.path.name)
    return RowReader(job.mapping, header, context)


def rows_of(job: Job, reader: RowReader) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield (row number, cells) of the rows that count."""
    for number, cells in reader_of(job.path, job.mapping).read(job.path, job.mapping.records):
        clean = reader.clean(cells)
        if clean is not None:
            yield number, clean
