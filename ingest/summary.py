"""What one reading did: counts, refused rows with their reason, and things worth knowing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from graph.ledger import Change
from graph.texts import say


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence in every language: a text key with its fields."""

    key: str
    fields: dict[str, Any]

    def message(self, lang: str = "nl") -> str:
        """Return the sentence in `lang`; a field may differ per language."""
        given = {
            k: v(lang) if callable(v) else v[lang] if isinstance(v, Mapping) else v
            for k, v in self.fields.items()
        }
        return say(self.key, lang, **given)


@dataclass(frozen=True, slots=True)
class Refusal:
    """A row that was left out whole; `row` is its number as a spreadsheet shows it."""

    file: str
    row: str
    column: str
    value: str
    reason: Message

    def message(self, lang: str = "nl") -> str:
        """Return file, row, column and reason as one line in `lang`."""
        return say("refused.row", lang, file=self.file, row=self.row, column=self.column,
                   reason=self.reason.message(lang))


@dataclass(slots=True)
class Summary:
    """What one document brought; `unchanged` when its content was already known."""

    source: str
    file: str
    rows: int = 0
    change: Change = field(default_factory=Change)
    unchanged: bool = False
    refused: list[Refusal] = field(default_factory=list)
    notices: list[Message] = field(default_factory=list)
    error: Message | None = None
