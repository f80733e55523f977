"""What holds for a whole command line: the home and the language."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import click

from graph.errors import InputError
from graph.home import Home
from graph.texts import LANGUAGES

GLOBALS: Final = ("home", "lang")
"""Options that may stand before or after the command."""


@dataclass(frozen=True, slots=True)
class Session:
    """Where the ledger and the graphs are, and the language of all texts."""

    home: Home
    lang: str

    @classmethod
    def start(cls, settings: Mapping[str, str]) -> Session:
        """Return the session that options and environment ask for; raises InputError."""
        lang = settings.get("lang") or os.environ.get("SAMENSPEL_LANG") or LANGUAGES[0]
        if lang not in LANGUAGES:
            raise InputError(
                "choice", name="--lang", value=lang, expected=", ".join(LANGUAGES)
            )
        return cls(Home.find(settings.get("home")), lang)

    def with_ledger(self) -> Home:
        """Return the home if it has a ledger; raises InputError instead of making an empty one."""
        if not self.home.ledger.exists():
            raise InputError("ledger_missing", path=str(self.home.path))
        return self.home


def split_globals(argv: Sequence[str]) -> tuple[list[str], dict[str, str]]:
    """Take `--home DIR` and `--lang L` out of a command line, wherever they stand."""
    rest: list[str] = []
    settings: dict[str, str] = {}
    words = iter(argv)
    for word in words:
        option, equals, value = word.partition("=")
        if word == "--":
            return [*rest, word, *words], settings
        if option.removeprefix("--") not in GLOBALS or not option.startswith("--"):
            rest.append(word)
            continue
        given = value if equals else next(words, None)
        if given is None:
            raise click.BadOptionUsage(option, "")
        settings[option[2:]] = given
    return rest, settings
