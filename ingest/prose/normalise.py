"""Text made even for the rules, with a map back to the letter it came from."""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections.abc import Sequence
from typing import Final, NamedTuple

_CLUSTER: Final = re.compile(r"\r\n|[^\S\n\r]+|.[\u0300-\u036f]*", re.DOTALL)
_QUOTES: Final = str.maketrans(
    {
        "‘": "'",
        "’": "'",
        "‚": "'",
        "‛": "'",
        "`": "'",
        "´": "'",
        "′": "'",
        "“": '"',
        "”": '"',
        "„": '"',
        "‟": '"',
        "«": '"',
        "»": '"',
        "″": '"',
        "\u2010": "-",
        "\u2011": "-",
        "\u2212": "-",
        "\x0b": "\n",
        "\x0c": "\n",
        "\x85": "\n",
        "\u2028": "\n",
        "\u2029": "\n",
        "\r": "\n",
        "ﬀ": "ff",
        "ﬁ": "fi",
        "ﬂ": "fl",
        "ﬃ": "ffi",
        "ﬄ": "ffl",
        "ĳ": "ij",
        "Ĳ": "IJ",
    }
)
_CELLS: Final = " | "
"""What stands between two cells of a row; a tab or a wide gap within a line becomes one too."""
_NO_CELL: Final = re.compile(r"\W{0,3}(?:\d{1,3}|[a-z]|o)?\W{0,2}|.*[:;,|]", re.DOTALL)
"""A bullet or number at the start of a line, or its last letters when a label ends there."""
_NOTHING: Final = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f")


class Normal(NamedTuple):
    """Even text; letter i stands for original[starts[i]:ends[i]]."""

    text: str
    starts: array[int]
    ends: array[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return where text[start:end] stands in the original."""
        if start >= end:
            at = self.starts[start] if start < len(self.starts) else (self.ends or [0])[-1]
            return at, at
        return self.starts[start], self.ends[end - 1]


def _even(cluster: str) -> str:
    if cluster == "\r\n":
        return "\n"
    if cluster.isspace() and not cluster.strip(" \t\u00a0") and "\n" not in cluster:
        return " "
    even = unicodedata.normalize("NFC", cluster).translate(_QUOTES)
    even = unicodedata.normalize("NFC", "".join(c for c in even if c not in _NOTHING))
    return " " if even.isspace() and "\n" not in even else even


def _is_gap(cluster: str, before: Sequence[str], after: str) -> bool:
    """Tell whether white space parts two cells: not after a number, a bullet or a label."""
    if "\t" not in cluster and len(cluster) < 4:
        return False
    if _NO_CELL.fullmatch("".join(before)) or not after or after in "\r\n:|":
        return False
    return not cluster.strip(" \t\u00a0")


def normalise(original: str, drop: Sequence[tuple[int, int]] = ()) -> Normal:
    """Return NFC text with plain spaces, quotes and line ends; runs of spaces become one.

    The spans of `drop` (mark-up, hyphens at line ends) are left out.
    """
    letters: list[str] = []
    starts, ends = array("q"), array("q")
    dropped = {at for start, end in drop for at in range(start, end)}
    line = 0
    for found in _CLUSTER.finditer(original):
        if found.start() in dropped:
            continue
        even_letters, begin = _even(found.group()), found.start()
        if _is_gap(
            found.group(),
            letters[max(line, len(letters) - 6) :],
            original[found.end() : found.end() + 1],
        ):
            even_letters = _CELLS
        if letters and "\u0300" <= even_letters[:1] <= "\u036f":
            even_letters = unicodedata.normalize("NFC", letters.pop() + even_letters)
            begin = starts.pop()
            ends.pop()
        for letter in even_letters:
            line = len(letters) + 1 if letter == "\n" else line
            if letter == " " and letters and letters[-1] == " ":
                ends[-1] = found.end()
                continue
            letters.append(letter)
            starts.append(begin)
            ends.append(found.end())
    return Normal("".join(letters), starts, ends)


def even(text: str) -> str:
    """Return `text` made even, without the map, on one line and stripped."""
    return re.sub(r"\s+", " ", normalise(text).text).strip()
