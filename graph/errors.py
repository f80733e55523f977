"""All errors that Samenspel raises on purpose, under one root."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from graph.texts import say


class SamenspelError(Exception):
    """Root of all expected errors; holds a text key, so that it can be said in Dutch and English.

    A field that is a mapping of languages is said in the right one; `near` becomes `{hint}`.
    """

    def __init__(self, key: str, /, *, near: Sequence[str] = (), **fields: object) -> None:
        super().__init__(key, fields)
        self.key = key
        self.near = list(near)
        self.fields = fields

    def __reduce__(self) -> tuple[partial[SamenspelError], tuple[()]]:
        """Tell pickle how to make this again, so that it can cross from one process to another."""
        return partial(type(self), self.key, near=self.near, **self.fields), ()

    def message(self, lang: str = "nl") -> str:
        """Return the error as one plain sentence in `lang`."""
        hint = say("hint.near", lang, names=", ".join(self.near)) if self.near else ""
        said = {k: v[lang] if isinstance(v, Mapping) else v for k, v in self.fields.items()}
        return say(f"error.{self.key}", lang, **{"hint": hint, **said})

    def __str__(self) -> str:
        return self.message()


class SchemaError(SamenspelError):
    """A type file is wrong: names the file, the key and near misses."""


class QuestionError(SamenspelError):
    """A question file is wrong or asked with the wrong given values."""


class InputError(SamenspelError):
    """Something handed in cannot be read: names file, row, column and what was expected."""


class NotFound(SamenspelError):
    """A name or id is not known; `near` holds close names."""


class Ambiguous(SamenspelError):
    """A name fits several things; field `ids` holds them."""


class LedgerError(SamenspelError):
    """The ledger cannot be opened or written."""


class GraphError(SamenspelError):
    """A graph file is missing, unreadable or made by another version."""


class ReadOnly(SamenspelError):
    """Here one may only look: whoever keeps this place turned writing off."""
