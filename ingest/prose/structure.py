"""Blocks and sentences: headings, bullets, labelled lines, wrapped lines, abbreviations."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from graph.naming import fold
from ingest.prose.document import Block, Sentence
from ingest.prose.words import words

_BULLET: Final = re.compile(r"\s*(?:[•●◦▪■►○∙·*–—-]|o(?= [A-Z])|\(?(?:\d{1,2}|[a-z])[.)])\s+")
_NUMBERED: Final = re.compile(r"\s*\d{1,2}(?:\.\d{1,2})*[.)]\s+(?=\S)")
_MARK: Final = re.compile(r"\s*#{1,6}\s+")
_END: Final = re.compile(r"[.!?…]+[\"')\]]*(?=\s+[\"'(\[]*[A-ZÀ-ÞЀ-Я0-9•])|[!?…]+[\"')\]]+(?=\s)")
_ENUMERATION: Final = re.compile(r"(?:(?<=\s)|^)\d{1,2}\)\s")
_LABEL: Final = re.compile(r"[A-ZÀ-Þ][\w' -]{2,30}:\s+\S")
_KNOWN_LABEL: Final = re.compile(
    r"(?:datum|betreft|onderwerp|aan|van|aanwezig\w*|afwezig\w*|locatie|plaats|tijd|bron|titel|tekst"
    r"|foto\w*|door|auteur|notulist|voorzitter|kenmerk|behandeld door|aanvrager)\b[^:]*:",
    re.IGNORECASE,
)
_SIGNED: Final = re.compile(
    r"\s*(?:dr|drs|mr|ir|ing|prof|dhr|mw|mevr|mevrouw|de heer|de secretaris|de burgemeester)\b\.?"
)
_META: Final = re.compile(r"\s*(?:bron|source|url)\s*:\s*https?://", re.IGNORECASE)
_RULE: Final = re.compile(r"\s*(?:[-=_*•~|:+]\s*){3,}$")
_CELL: Final = re.compile(r"\s\|\s|^\s*\|.*\|\s*$")
_TOKEN: Final = 30
_LONGEST: Final = 1500
"""Letters after which a sentence without an end is cut, so that no text takes ever longer."""
_LONGEST_HEADING: Final = 90
_WRAPPED: Final = 55


class _Line(NamedTuple):
    start: int
    text: str


def _lines(text: str) -> list[_Line]:
    found, at = [], 0
    for line in text.split("\n"):
        found.append(_Line(at, line))
        at += len(line) + 1
    return found


def _paragraphs(lines: Sequence[_Line]) -> Iterator[list[_Line]]:
    group: list[_Line] = []
    for line in lines:
        if not line.text.strip() or _RULE.match(line.text):
            if group:
                yield group
            group = []
        else:
            group.append(line)
    if group:
        yield group


def _is_residue(text: str) -> bool:
    return fold(text.strip(" .:|»>*")) in words("residue")


def _wrapped(line: _Line, after: _Line) -> bool:
    """Tell whether a line goes on in the next, because a page or mail program broke it."""
    text = line.text.rstrip()
    if _BULLET.match(after.text) or _MARK.match(after.text) or _is_residue(after.text):
        return False
    if _CELL.search(text) or _CELL.search(after.text):
        return False
    if _is_residue(text) or (
        text.endswith((".", "!", "?", ":", "…", '"')) and len(text) < _WRAPPED
    ):
        return False
    if len(text) >= _WRAPPED and not _LABEL.match(after.text):
        return True
    lower = after.text.strip()[:1].islower() and not _SIGNED.match(after.text)
    return lower and not _MARK.match(text)


def _groups(paragraph: list[_Line]) -> Iterator[list[_Line]]:
    group = [paragraph[0]]
    for line in paragraph[1:]:
        if _MARK.match(group[-1].text) or not _wrapped(group[-1], line):
            yield group
            group = [line]
        else:
            group.append(line)
    yield group


def _kind(text: str, alone: bool, first: bool, opens: bool) -> str:
    bare = text.strip()
    if _META.match(bare):
        return "meta"
    if _is_residue(bare):
        return "residue"
    if _MARK.match(text):
        return "heading"
    bullet = _BULLET.match(text)
    short = len(bare) <= _LONGEST_HEADING and not bare.endswith((".", "!", ";", ":", ",", "…"))
    if bullet and not (_NUMBERED.match(text) and short and len(bare) < 60):
        return "bullet"
    capital = bool(re.match(r"(?:\d[\d.)]*\s*)?[\"'(]*[A-ZÀ-Þ0-9]", bare))
    titled = opens and alone and not _KNOWN_LABEL.match(bare)
    heading = short and capital and (titled or not _LABEL.match(bare)) and len(bare.split()) <= 14
    heading = heading and re.search(r"[^\W\d_]{3}", bare) is not None
    return "heading" if heading and (alone or first or bullet) else "bullet" if bullet else "text"


def _marker(text: str, kind: str) -> int:
    for pattern in (
        (_MARK, _NUMBERED) if kind == "heading" else (_BULLET,) if kind == "bullet" else ()
    ):
        found = pattern.match(text)
        if found:
            return found.end()
    return len(text) - len(text.lstrip())


def _is_abbreviation(text: str, dot: int) -> bool:
    word = re.search(r"[\w.'-]*$", text[max(0, dot - _TOKEN) : dot])
    token = word.group() if word else ""
    if not token:
        return False
    initials = re.fullmatch(r"(?:[A-Z]\.)*[A-Z]", token) is not None
    number = token.isdigit() and len(token) <= 2 and dot == len(token)
    return initials or number or token.lower() in words("abbreviations")


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of the sentences of one line of text."""
    start = 0
    for found in _END.finditer(text):
        if text[found.start()] == "." and _is_abbreviation(text, found.start()):
            continue
        yield start, found.end()
        start = found.end()
    if text[start:].strip():
        yield start, len(text)


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield a sentence in pieces of a length that rules can bear, parted at spaces."""
    while end - start > _LONGEST:
        space = text.rfind(" ", start + 1, start + _LONGEST)
        at = space if space > start else start + _LONGEST
        yield start, at
        start = at
    yield start, end


def _parts(text: str) -> Iterator[tuple[int, int]]:
    """Yield sentences, and the items of an enumeration 1) … 2) … apart."""
    for start, end in itertools.chain.from_iterable(_cut(text, *s) for s in sentences(text)):
        cuts = [start + m.start() for m in _ENUMERATION.finditer(text[start:end])]
        edges = (
            [start, *(cut for cut in cuts if cut > start), end] if len(cuts) > 1 else [start, end]
        )
        yield from itertools.pairwise(edges)


def _fill(block: Block, index: int, text: str, offset: int) -> None:
    line = text[offset : block.end].replace("\n", " ")
    for start, end in _cut(line, 0, len(line)) if block.row else _parts(line):
        piece = line[start:end]
        lead = len(piece) - len(piece.lstrip())
        if piece.strip():
            block.sentences.append(Sentence(piece.strip(), offset + start + lead, index))


def _demote(blocks: list[Block]) -> None:
    """A heading over nothing is text, unless it opens or closes the document."""
    for at in range(1, len(blocks) - 1):
        here, after = blocks[at], blocks[at + 1]
        if here.kind == "heading" and after.kind == "heading" and blocks[at - 1].kind == "bullet":
            here.kind = "text"


def blocks_of(text: str, pages: Sequence[tuple[int, int]] = ()) -> list[Block]:
    """Return the blocks of an even text, each under its heading and with its sentences."""
    blocks: list[Block] = []
    for paragraph in _paragraphs(_lines(text)):
        groups = list(_groups(paragraph))
        for n, group in enumerate(groups):
            start, end = group[0].start, group[-1].start + len(group[-1].text)
            alone = len(group) == 1 == len(groups)
            kind = _kind(text[start:end], alone, n == 0 and len(group) == 1, not blocks)
            page = max((number for at, number in pages if at <= start), default=None)
            row = _CELL.search(text[start:end]) is not None and kind in ("text", "heading")
            kind = "text" if row and (blocks or len(groups) > 1) else kind
            blocks.append(Block(kind, start, end, page=page, row=row and kind == "text"))
    _demote(blocks)
    section, number, lead = -1, 0, -1
    for index, block in enumerate(blocks):
        raw = text[block.start : block.end]
        if block.kind == "heading":
            section, number, lead = index, 0, -1
        else:
            number += 1
            block.lead = lead if block.kind == "bullet" else -1
        block.section, block.number = section, number
        _fill(block, index, text, block.start + _marker(raw, block.kind))
        if block.kind == "text":
            lead = index if raw.rstrip().endswith((":", "?")) else -1
    return blocks
