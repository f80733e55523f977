"""How the parts of a question's file are written: what reads well as TOML may still be no question.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from graph.errors import QuestionError

Fits = Callable[[Any], bool]


def _text(value: Any) -> bool:
    return isinstance(value, str)


def _flag(value: Any) -> bool:
    return isinstance(value, bool)


def _list(inner: Fits, size: int | None = None) -> Fits:
    return lambda value: (
        isinstance(value, list) and all(map(inner, value)) and size in (None, len(value))
    )


def _table(inner: Fits) -> Fits:
    return lambda value: isinstance(value, dict) and all(map(inner, value.values()))


def _label(value: Any) -> bool:
    return _table(_text)(value) and {"nl", "en"} <= set(value)


def _either(*some: Fits) -> Fits:
    return lambda value: any(fits(value) for fits in some)


_PAIR: Final = _list(_text, 2)
_IN_FIELD: Final[Mapping[str, Fits]] = {
    "vacancy": _text, "holder": _text, "detail": _text, "share": _text, "relation": _PAIR,
    "words": _flag, "as": _table(_either(_text, _label)),
}
_FIELD_KINDS: Final = ("each", "vacancy", "relation", "detail", "share")


def _field(value: Any) -> bool:
    if not isinstance(value, dict):
        return _either(_text, _list(_text))(value)
    if "each" in value:
        rest = {name: inner for name, inner in value.items() if name != "each"}
        return _text(value["each"]) and all(map(_field, rest.values()))
    kinds = [kind for kind in _FIELD_KINDS if kind in value]
    return len(kinds) == 1 and ("holder" in value) == ("vacancy" in value) and all(
        name in _IN_FIELD and _IN_FIELD[name](inner) for name, inner in value.items()
    )


_SHAPES: Final[Mapping[str, tuple[Fits, str]]] = {
    "title": (_label, '{ nl = "…", en = "…" }'),
    "wording": (_label, '{ nl = "…", en = "…" }'),
    "audience": (_list(_text), '["bewoner", "makelaar"]'),
    "given": (_table(_text), '{ theme = "Theme", year = "Grant.year" }'),
    "optional": (_list(_text), '["theme"]'),
    "types": (_table(_text), '{ post = "ServicePoint" }'),
    "pattern": (_list(_text), '["post -covers-> theme*", "post -serves-> area*"]'),
    "absent": (_list(_text), '["offer -meets-> need"]'),
    "differ": (_list(_PAIR), '[["one", "other"]]'),
    "unless": (_list(_text), '["post.ended", "need.status = met|ended"]'),
    "answer": (_either(_text, _list(_text)), '"post"'),
    "either_order": (_flag, "true"),
    "rank": (_list(_table(_text)), '[{ by = "closeness", of = "area" }]'),
    "show": (_list(_text), '["post -at-> organisation"]'),
    "fields": (_table(_field), '{ email = "post.email", served = "area[]" }'),
    "labels": (_table(_label), '{ email = { nl = "e-mail", en = "e-mail" } }'),
    "warn": (_table(_label), '{ person = { nl = "wie dit doet", en = "who does this" } }'),
    "tally": (_text, '"kind"'),
    "sum": (_text, '"grant"'),
    "method": (_text, '"introductions"'),
    "otherwise": (_list(_text), '["service_point"]'),
    "sentence": (_table(_table(_text)), '{ nl = { found = "…" }, en = { found = "…" } }'),
}
KEYS: Final = frozenset(_SHAPES)
"""All that a question's file may hold."""


def check_shapes(file: str, table: Mapping[str, Any]) -> None:
    """Raise QuestionError for a part that is not written as it should be; says how it is."""
    for key, value in table.items():
        fits, example = _SHAPES[key]
        if not fits(value):
            raise QuestionError("question.shape", file=file, key=key, example=f"{key} = {example}")
