"""How deep a file of linked data is nested; too deep, and its parser takes everything down."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Final

DEEPEST: Final = 100
"""Levels of JSON; an export has four, and the parser stands some thousands."""
MOST: Final = 1000
"""Statements about statements in Turtle, which an export has none of, nested or not."""
_TEXT: Final = re.compile(rb'"(?:[^"\\]|\\.)*+(?:"|\\?$)', re.DOTALL)
_INNERMOST: Final = re.compile(rb"[\[{][^][{}]*[]}]")


def too_deep(path: Path) -> bool:
    """Tell whether a file is nested deeper than any that people make."""
    with path.open("rb") as file:
        if path.suffix.lower() == ".jsonld":
            return _too_deep(file)
        return sum(line.count(b"<<(") for line in file) > MOST


def _too_deep(lines: Iterable[bytes]) -> bool:
    opened = 0
    for line in lines:
        left, levels = _TEXT.sub(b"", line), 0
        while levels <= DEEPEST and _INNERMOST.search(left):
            left, levels = _INNERMOST.sub(b"", left), levels + 1
        opened += sum(map(left.count, (b"[", b"{"))) - sum(map(left.count, (b"]", b"}")))
        if levels > DEEPEST or opened > DEEPEST:
            return True
    return False
