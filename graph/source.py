"""A source: where facts come from."""

from __future__ import annotations

from typing import NamedTuple

from graph.forgotten import Forgotten
from graph.statement import Access


class Source(NamedTuple):
    """Where facts come from; `area` is the id of the area it is about."""

    id: str
    title: str
    publisher: str | None = None
    licence: str | None = None
    date: str | None = None
    access: str = Access.PUBLIC
    area: str | None = None
    invented: bool = False
    note: str | None = None
    url: str | None = None

    def without(self, memory: Forgotten) -> Source:
        """Return the source without the names of forgotten people."""
        def left(text: str | None) -> str | None:
            return text and memory.redact(text)

        return self._replace(
            id=memory.retitled(self.id), title=memory.redact(self.title), note=left(self.note),
            publisher=left(self.publisher), url=left(self.url),
        )
