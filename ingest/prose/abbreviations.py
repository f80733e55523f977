"""Short forms of phrases: SMO for 'sociaal makelorganisatie'."""

from __future__ import annotations

import re

from ingest.prose.kinds import kind_of


def initialism_phrase(short: str, text: str) -> str | None:
    """Return the phrase in lower case that a short form stands for, or None."""
    first, rest = short[0].lower(), short[1:].lower()
    for found in re.finditer(
        rf"\b{first}[a-zà-ÿ]+(?: [a-zà-ÿ]+){{1,3}}\b", text.replace("\n", " ")
    ):
        parts = found.group().split()
        for size in range(2, len(parts) + 1):
            if kind_of(parts[size - 1]) and _abbreviates(rest, parts[1:size]):
                return " ".join(parts[:size])
    return None


def _abbreviates(letters: str, parts: list[str]) -> bool:
    """Tell whether letters begin the words, or the noun that ends the last word."""
    if not all(part.startswith(letter) for part, letter in zip(parts, letters, strict=False)):
        return False
    extra = letters[len(parts) :]
    if not extra:
        return len(letters) == len(parts)
    tails = (
        "organisatie",
        "corporatie",
        "overleg",
        "raad",
        "fonds",
        "centrum",
        "beleid",
        "groep",
        "plan",
        "dienst",
        "platform",
        "bedrijf",
        "ondersteuning",
        "initiatief",
        "werk",
        "teams",
    )
    return (
        len(extra) == 1
        and len(letters) == len(parts) + 1
        and any(parts[-1].endswith(t) and t[0] == extra and len(parts[-1]) > len(t) for t in tails)
    )
