"""A file or text as a document: blocks, sentences, and its title, date and place."""

from __future__ import annotations

import re
from datetime import date as calendar_date
from pathlib import Path
from typing import Final

from graph.errors import InputError
from ingest.prose.dates import days
from ingest.prose.document import Block, Document
from ingest.prose.formats import Raw, read_raw
from ingest.prose.normalise import normalise
from ingest.prose.structure import blocks_of
from ingest.prose.words import heads

_TITLE: Final = re.compile(r"\btitel\s*:\s*([^|]+)", re.IGNORECASE)
_SUBJECT: Final = re.compile(r"(?:onderwerp|betreft)\s*:\s*(.+)", re.IGNORECASE)
_DATED: Final = re.compile(r"^(?:datum|d\.d\.|dd\.?|gepubliceerd(?: op)?)\b", re.IGNORECASE)
_GENERAL: Final = re.compile(
    r"(?:aan |geachte |gemeente |raadsbrief$|notulen$|verslag$|memo$)", re.I
)
_FURTHEST: Final = 1500


def read_document(path: Path, *, date: str | None = None, title: str | None = None) -> Document:
    """Read a report; raises InputError when it cannot be read or `date` is no ISO date."""
    return document_of(read_raw(path), path.name, date=date, title=title)


def document_of(
    raw: Raw | str, name: str = "tekst", *, date: str | None = None, title: str | None = None
) -> Document:
    """Return a text as a document; `date` and `title` win over what is found."""
    raw = Raw(raw) if isinstance(raw, str) else raw
    normal = normalise(raw.text, raw.drop)
    pages = [(_index(normal.starts, at), number) for at, number in raw.pages]
    document = Document(name, raw.text, normal, blocks_of(normal.text, pages))
    _set_title(document, title or None, raw.title)
    _set_date(document, date)
    return document


def _index(starts: object, at: int) -> int:
    from bisect import bisect_left

    return bisect_left(starts, at)  # type: ignore[call-overload, no-any-return]


def _span(block: Block) -> tuple[int, int]:
    return block.sentences[0].start, block.sentences[-1].end


def _is_title(document: Document, block: Block) -> bool:
    text = document.text[slice(*_span(block))]
    return not _GENERAL.match(text) and len(text) > 8


def _find_title(document: Document) -> tuple[str, tuple[int, int] | None] | None:
    blocks = [b for b in document.blocks if b.sentences]
    for block in blocks[:6]:
        text = document.text[block.start : block.end]
        found = (_TITLE if block.kind == "meta" else _SUBJECT).search(text)
        if found:
            start = block.start + found.start(1)
            return found[1].strip(), (start, start + len(found[1].strip()))
    real = [b for b in blocks if b.kind not in ("residue", "meta")]
    if real and real[0].kind == "heading" and _is_title(document, real[0]):
        return document.text[slice(*_span(real[0]))], _span(real[0])
    last = blocks[-1] if blocks else None
    if last and len(blocks) > 2 and blocks[-2].kind == "residue":
        text = document.text[slice(*_span(last))]
        if len(text) < 170 and not text.endswith((".", "!", ":")):
            return text, _span(last)
    headings = [b for b in real if b.kind == "heading" and _is_title(document, b)]
    if headings and real.index(headings[0]) < 3:
        return document.text[slice(*_span(headings[0]))], _span(headings[0])
    return None


def _set_title(document: Document, given: str | None, suggested: str | None) -> None:
    found = _find_title(document)
    document.title = given or (found[0] if found else suggested)
    document.title_span = found[1] if found else None


def _set_date(document: Document, given: str | None) -> None:
    if given is not None:
        try:
            document.date = calendar_date.fromisoformat(given).isoformat()
        except ValueError:
            raise InputError("report_date", value=given) from None
    best: tuple[int, str, tuple[int, int]] | None = None
    for sentence in document.sentences("text", "bullet", "heading", "meta"):
        for day in days(sentence.text):
            iso = day.iso()
            if iso is None or (given and iso != document.date):
                continue
            score = _date_score(sentence.text, sentence.start)
            if score and (best is None or score > best[0]):
                best = score, iso, (sentence.start, sentence.end)
    if best:
        document.date, document.date_span = best[1], best[2]
    if given is None and (best is None or best[0] < 3):
        _date_of_title(document)


def _date_of_title(document: Document) -> None:
    """'Verslag van 12 april' has the day; its year is that of the nearest date in the text."""
    for day in days(document.title or ""):
        iso = day.iso(document.date)
        if iso:
            document.date, document.date_span = iso, document.title_span


def _date_score(text: str, start: int) -> int:
    """Say how likely a dated sentence gives the date of the document itself; 0 is not."""
    low = text.lower()
    if _DATED.match(low):
        return 5
    if len(text) < 60 and start < _FURTHEST:
        return 4
    if any(word in low for word in heads("event")) or re.search(r"\bwe\b.*\bin gesprek\b", low):
        return 3 if start < _FURTHEST else 2
    return 1 if start < _FURTHEST and re.match(r"\d{1,2} \w+ (?:19|20)\d\d\b", text) else 0
