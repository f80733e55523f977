"""Rules that read facts from tagged sentences: one file for each family, found by folder."""

from __future__ import annotations

import pkgutil
from collections.abc import Callable, Iterable
from functools import cache
from importlib import import_module
from types import ModuleType
from typing import NamedTuple

from ingest.prose.context import Context, Draft


class Rule(NamedTuple):
    """A rule: its id and version, and how sure its author is before it is measured."""

    id: str
    version: int
    prior: float


Finder = Callable[[Context], Iterable[Draft]]


@cache
def _families() -> tuple[ModuleType, ...]:
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    return tuple(import_module(f"{__name__}.{name}") for name in names)


@cache
def rules() -> dict[str, Rule]:
    """Return every rule by id."""
    return {rule.id: rule for family in _families() for rule in family.RULES}


@cache
def finders() -> tuple[Finder, ...]:
    """Return what finds drafts, in order of family."""
    return tuple(finder for family in _families() for finder in family.FINDERS)
