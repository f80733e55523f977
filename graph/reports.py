"""Where the texts of reports that were read are kept, for whoever reviews them."""

from __future__ import annotations

from pathlib import Path
from typing import Final, NamedTuple

FOLDER: Final = "reports"
"""Folder beside the ledger."""


class Passage(NamedTuple):
    """A quote in its document: what stands before it, itself, and after it."""

    before: str
    quote: str
    after: str


def report_file(ledger: Path, source: str, document: str, ending: str = "txt") -> Path:
    """Return the file that keeps a report's text (or, with `ending` jsonl, its candidates)."""
    return ledger.parent / FOLDER / source / f"{document}.{ending}"


def stored_text(ledger: Path, source: str, document: str) -> str | None:
    """Return the text of a report that was read, if it is kept."""
    path = report_file(ledger, source, document)
    return path.read_bytes().decode("utf-8", "surrogatepass") if path.exists() else None


def passage(ledger: Path, source: str, quote: str, around: int = 400) -> Passage | None:
    """Return where `quote` stands in the reports of `source`, `around` characters each side."""
    for path in sorted((ledger.parent / FOLDER / source).glob("*.txt")):
        text = path.read_bytes().decode("utf-8", "surrogatepass")
        start = text.find(quote)
        if start >= 0:
            end = start + len(quote)
            return Passage(text[max(0, start - around) : start], quote, text[end : end + around])
    return None
