"""The address bar: all that changes what is seen stands there, in readable words."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

import streamlit as st

from explorer.components.html import Child, Html, tag
from explorer.view import View
from graph.errors import SamenspelError
from graph.schema import schema
from graph.store import Node
from graph.texts import LANGUAGES

_LANG = "lang"


def language() -> str:
    """Return the language of this view: from the address, else as chosen before, else Dutch."""
    wanted = st.query_params.get(_LANG) or st.session_state.get(_LANG)
    lang = wanted if wanted in LANGUAGES else LANGUAGES[0]
    st.session_state[_LANG] = lang
    return lang


def param(name: str) -> str | None:
    """Return what the address says for `name`, if anything."""
    return st.query_params.get(name) or None


def params(name: str) -> list[str]:
    """Return the several values that the address gives for `name`, separated by commas."""
    return [part for part in (param(name) or "").split(",") if part]


def change(**values: str | None) -> None:
    """Change the address of this page (for callbacks): None takes a value out."""
    kept = {**st.query_params.to_dict(), **values}
    kept[_LANG] = values.get(_LANG) or st.session_state.get(_LANG, LANGUAGES[0])
    st.query_params.from_dict({key: value for key, value in kept.items() if value})


def short(entity_id: str) -> str:
    """Return an id as it stands in the address: `initiative.town.garden`."""
    return entity_id.replace(":", ".", 1).replace("/", ".", 1)


def long(view: View, word: str) -> str:
    """Return the id that `short` made a word of; other words stay as they are."""
    prefix, _, rest = word.partition(".")
    if ":" in word or not rest:
        return word
    scoped = f"{prefix}:{rest.replace('.', '/', 1)}"
    return scoped if view.graph.node(scoped) else f"{prefix}:{rest}"


def word_for(view: View, node: Node, type_name: str) -> str:
    """Return how a thing stands in the address: its name if that can only be this one."""
    try:
        return node.label if view.lookups.the(node.label, type_name) == node else short(node.id)
    except SamenspelError:
        return short(node.id)


def node_for(view: View, word: str, type_name: str) -> Node:
    """Return the thing that a word in the address stands for; raises NotFound or Ambiguous."""
    direct = view.graph.node(long(view, word))
    if direct and schema().is_a(direct.type, type_name):
        return direct
    return view.lookups.the(word, type_name)


def thing(view: View, name: str = "thing") -> Node | None:
    """Return the thing that the address names, if this audience knows it."""
    word = param(name)
    return view.graph.node(long(view, word)) if word else None


def href(view: View, page: str, values: Mapping[str, str | None] | None = None) -> str:
    """Return the address of a page with `values`, in the reader's language."""
    given = {key: value for key, value in (values or {}).items() if value}
    return f"./{page}?{urlencode({**given, _LANG: view.lang})}"


def link(
    view: View,
    page: str,
    label: Child,
    values: Mapping[str, str | None] | None = None,
    class_: str | None = None,
) -> Html:
    """Return a link to a page, which opens in place (see components/browser.js)."""
    return tag("a", label, href=href(view, page, values), target="_self", class_=class_)


def to_thing(view: View, node: Node, label: Child = None, class_: str | None = None) -> Html:
    """Return a link to the page of a thing."""
    return link(view, "thing", label or node.label, {"thing": short(node.id)}, class_)
