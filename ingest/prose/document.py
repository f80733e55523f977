"""A document as the rules see it: even text in blocks and sentences, with the way back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from ingest.prose.normalise import Normal


class Sentence(NamedTuple):
    """A sentence, bullet or heading: `text` has spaces for line ends and stands at `start`."""

    text: str
    start: int
    block: int

    @property
    def end(self) -> int:
        """Where it ends in the even text."""
        return self.start + len(self.text)


@dataclass(slots=True)
class Block:
    """A run of text of one kind (heading, bullet, text, residue, meta) under a heading."""

    kind: str
    start: int
    end: int
    sentences: list[Sentence] = field(default_factory=list)
    section: int = -1
    lead: int = -1
    page: int | None = None
    number: int = 0
    row: bool = False


@dataclass(slots=True)
class Document:
    """A read document; offsets of rules are in `normal.text`, quotes in `original`."""

    name: str
    original: str
    normal: Normal
    blocks: list[Block]
    title: str | None = None
    title_span: tuple[int, int] | None = None
    date: str | None = None
    date_span: tuple[int, int] | None = None
    place: str | None = None

    @property
    def text(self) -> str:
        """The even text."""
        return self.normal.text

    def sentences(self, *kinds: str) -> Iterator[Sentence]:
        """Yield the sentences of blocks of these kinds (all but residue when none are given)."""
        for block in self.blocks:
            if block.kind in kinds if kinds else block.kind not in ("residue", "meta"):
                yield from block.sentences

    def block_of(self, sentence: Sentence) -> Block:
        """Return the block that a sentence stands in."""
        return self.blocks[sentence.block]

    def quote(self, start: int, end: int) -> tuple[str, int, int]:
        """Return (quote, start, end) in the original for a span of the even text, stripped."""
        text = self.text
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        first, last = self.normal.span(start, end)
        return self.original[first:last], first, last

    def section_of(self, block: Block) -> Sequence[Block]:
        """Return the blocks that stand under the same heading, the heading left out."""
        return [b for b in self.blocks if b.section == block.section and b.kind != "heading"]

    def heading_of(self, block: Block) -> Block | None:
        """Return the heading that a block stands under."""
        return self.blocks[block.section] if block.section >= 0 else None

    def locator(self, start: int) -> str:
        """Return where a place of the even text is, in words: page, heading, paragraph."""
        for block in self.blocks:
            if block.start <= start < max(block.end, block.start + 1):
                page = f"p. {block.page}, " if block.page else ""
                heading = self.heading_of(block)
                under = f"{self.text[heading.start : heading.end].strip()}, " if heading else ""
                return f"{page}{under}alinea {block.number}"
        return ""
