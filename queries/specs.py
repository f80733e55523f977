"""What a question's file may say a field is; `queries/fields.py` fills them in.

A field is one of
  "person"              the label of what the name stands for; "person[]" a list of all
  "post.email"          the first value of a property; "post.task[]" all of them
  "person@since"        from when the shown arrow to the name holds; also @until, @freshness and
                        @relation (which of its relations it is)
  ["person", "group"]   all labels or values of several specifications, each once
  { each = "offer", … } a list with fields of its own for everything the name stands for
  { vacancy = "post", holder = "person" }   whether a post is vacant
  { relation = ["a", "b"] }                 by which relation two names of the pattern are tied;
                        `as` calls it otherwise: as another relation, or in words (nl, en)
  { detail = "shared" }                     what an analysis noted, ids said as labels
  { share = "stability" }                   the same, but a part of a whole: 0 to 1
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from graph.errors import QuestionError
from graph.near import near_misses
from graph.schema import schema
from queries.language.typing import Types

Spec = str | list[str] | Mapping[str, Any]
ABOUT: Final = ("since", "until", "freshness", "relation")


def flat(specs: Mapping[str, Spec]) -> Iterator[Spec]:
    """Yield all specifications, also those inside lists and inside `each`."""
    for spec in specs.values():
        yield from spec if isinstance(spec, list) else [spec]
        if isinstance(spec, Mapping) and "each" in spec:
            yield from flat({name: inner for name, inner in spec.items() if name != "each"})


def parts(spec: Spec) -> list[str]:
    """Return the specifications that are text in one field."""
    return [spec] if isinstance(spec, str) else spec if isinstance(spec, list) else []


def properties(specs: Mapping[str, Spec]) -> Iterator[tuple[str, str]]:
    """Yield every (name, property) that the fields show."""
    for spec in flat(specs):
        if isinstance(spec, str) and "." in spec:
            name, _, prop = spec.removesuffix("[]").partition(".")
            yield name, prop
        elif isinstance(spec, Mapping) and "vacancy" in spec:
            yield spec["vacancy"], "vacant_since"


def dated(specs: Mapping[str, Spec]) -> Iterator[str]:
    """Yield the names of which it matters since when the arrow to them holds."""
    for spec in flat(specs):
        if isinstance(spec, str) and "@" in spec:
            yield spec.partition("@")[0]
        elif isinstance(spec, Mapping) and "vacancy" in spec:
            yield spec["holder"]


def check(file: str, specs: Mapping[str, Spec], types: Types) -> None:
    """Raise QuestionError for a field that speaks of an unknown name or property."""
    for spec in flat(specs):
        for name in _names(spec):
            if name not in types:
                raise QuestionError(
                    "question.name", file=file, value=name, near=near_misses(name, types)
                )
        if isinstance(spec, str) and "@" in spec and spec.partition("@")[2] not in ABOUT:
            raise QuestionError(
                "question.property", file=file, value=spec,
                near=near_misses(spec.partition("@")[2], ABOUT) or [*ABOUT],
            )
    for name, prop in properties(specs):
        known = {p for kind in types[name] for p in schema()[kind].properties}
        if prop not in known:
            raise QuestionError(
                "question.property", file=file, value=f"{name}.{prop}",
                near=near_misses(prop, known),
            )


def _names(spec: Spec) -> list[str]:
    if isinstance(spec, str):
        return [spec.removesuffix("[]").partition(".")[0].partition("@")[0]]
    if isinstance(spec, Mapping):
        single = [spec[key] for key in ("each", "vacancy", "holder") if key in spec]
        if "each" in spec:
            single = [spec["each"]]
        return single + list(spec.get("relation", ()))
    return []
