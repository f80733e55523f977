"""What is checked of a question's file beside its arrows; every error names the file and the part.
"""

from __future__ import annotations

import pkgutil
import re
from collections.abc import Collection, Iterable, Mapping
from importlib import import_module
from typing import Any, Final

import graph.analysis
from graph.errors import QuestionError
from graph.near import near_misses
from graph.schema import schema
from queries.language.reading import Pattern
from queries.shapes import KEYS, check_shapes

_NAME: Final = re.compile(r"[a-z][a-z0-9_]*")


def check_keys(file: str, table: Mapping[str, Any]) -> None:
    """Raise QuestionError for a part that is unknown or written wrongly."""
    for key in table:
        if key not in KEYS:
            raise QuestionError("question.key", file=file, key=key, near=near_misses(key, KEYS))
    check_shapes(file, table)
    given = table.get("given", {})
    for name in (*given, *table.get("types", {})):
        if not _NAME.fullmatch(name):
            raise QuestionError("question.shape", file=file, key=name, example="my_area")
    check_names(file, table.get("optional", ()), given)


def check_names(file: str, names: Iterable[str], known: Collection[str]) -> None:
    """Raise QuestionError for a name that is not known."""
    for name in names:
        if name not in known:
            raise QuestionError(
                "question.name", file=file, value=name, near=near_misses(name, known)
            )


def check_types(file: str, kinds: Iterable[str]) -> None:
    """Raise QuestionError for a type ('Grant') or property of one ('Grant.year') that is not."""
    known = schema().types
    for kind in kinds:
        type_name, _, prop = kind.partition(".")
        if type_name not in known:
            raise QuestionError(
                "question.type", file=file, value=kind, near=near_misses(type_name, known)
            )
        properties = known[type_name].properties
        if prop and prop not in properties:
            raise QuestionError(
                "question.property", file=file, value=kind, near=near_misses(prop, properties)
            )


def check_method(file: str, name: str, given: Mapping[str, str]) -> None:
    """Raise QuestionError for a method that is none, or that is not given two things."""
    known = [found.name for found in pkgutil.iter_modules(graph.analysis.__path__)]
    if name not in known or not hasattr(import_module(f"graph.analysis.{name}"), name):
        raise QuestionError("question.method", file=file, value=name, near=near_misses(name, known))
    if len(given) != 2 or any("." in kind for kind in given.values()):
        example = 'given = { from = "Agent", to = "Agent" }'
        raise QuestionError("question.shape", file=file, key="given", example=example)


def check_literals(file: str, given: Mapping[str, str], pattern: Pattern) -> None:
    """Raise QuestionError for a value of a type that no name in the arrows is sure to have."""
    for name, kind in given.items():
        type_name, _, prop = kind.partition(".")
        if prop and not any(
            types <= schema().below(type_name) for types in pattern.certain().values()
        ):
            raise QuestionError("question.literal", file=file, value=name, type=type_name)


def check_otherwise(file: str, names: Iterable[str], known: Collection[str]) -> None:
    """Raise QuestionError for a question to try otherwise that is not there."""
    for name in names:
        if name not in known:
            raise QuestionError(
                "question.otherwise", file=file, value=name, near=near_misses(name, known)
            )
