"""What stands beside the data in a folder: what is passed over, and what is said about it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from ingest import linked, recognise
from ingest.declared import DECLARATION
from ingest.prose import filing
from ingest.summary import Message, Summary

_ABOUT: Final = re.compile(
    r"(?i)^(readme|leesmij|licen[cs]e|licentie|changelog|contributing|uitleg|explanation)\b"
)
"""Texts that are about the files themselves."""


def about_files(path: Path) -> bool:
    """Tell whether a file is about the others: a readme, a licence, what columns mean."""
    return path.name == DECLARATION or bool(_ABOUT.match(path.name))


def hidden(path: Path, folder: Path) -> bool:
    """Tell whether a file is hidden, in a hidden folder, or a lock of an open spreadsheet."""
    return any(part.startswith((".", "~$")) for part in path.relative_to(folder).parts)


def left_out(folder: Path) -> Iterator[Summary]:
    """Yield a summary with a notice for every file in `folder` that nothing here can read."""
    for path in sorted(folder.rglob("*")):
        if not path.is_file() or hidden(path, folder) or about_files(path):
            continue
        if not (recognise.readable(path) or filing.readable(path) or linked.readable(path)):
            notice = Message("notice.left_out", {"file": path.name})
            yield Summary(folder.resolve().name, path.name, notices=[notice])
