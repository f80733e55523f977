"""Where the texts of reports that were read are kept, for whoever reviews them."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Final, NamedTuple

from graph.forgotten import BLOCK, TAKEN_OUT
from graph.statement import Statement

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
    """Return where `quote` stands in the reports of `source`.

    At most `around` characters stand on each side, in whole words.
    """
    for path in sorted((ledger.parent / FOLDER / source).glob("*.txt")):
        text = path.read_bytes().decode("utf-8", "surrogatepass")
        if found := re.search(_written(quote), text):
            start, end = found.span()
            before = text[max(0, start - around) : start]
            after = text[end : end + around]
            return Passage(
                before if start <= around else before[before.find(" ") + 1 :],
                found.group(),
                after if end + around >= len(text) else after[: after.rfind(" ") + 1],
            )
    return None


def rule_of(ledger: Path, found: Statement) -> str | None:
    """Return the rule that found a statement in a report, if that is kept.

    Else the rule that found something else of the same subject in the same sentence.
    """
    near = None
    for path in sorted((ledger.parent / FOLDER / found.source).glob("*.jsonl")):
        for line in path.read_text("utf-8", "surrogatepass").splitlines():
            if found.subject not in line:
                continue
            candidate = json.loads(line)
            if candidate.get("statement") == found.id:
                return str(candidate["rule"])
            if candidate["quote"] == found.quote:
                near = near or str(candidate["rule"])
    return near


def _written(quote: str) -> str:
    """Return a pattern for a quote, in whose report names may have been blacked out since."""
    return f"{BLOCK}+".join(map(re.escape, quote.split(TAKEN_OUT)))
