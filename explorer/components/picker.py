"""Choosing a thing: one labelled field whose value stands in the address."""

from __future__ import annotations

from typing import Final, cast

import streamlit as st

from explorer import address
from explorer.components.html import join, show, tag
from explorer.components.icon import type_name
from explorer.view import View
from graph.errors import Ambiguous, NotFound, SamenspelError
from graph.near import near_misses
from graph.store import Node

_MOST: Final = 2500
FIELDS: Final = "fields_of_page"


def label_of(view: View, node: Node) -> str:
    """Return how a choice reads: an area with its municipality, other things with their type."""
    if node.type == "Area":
        return view.lookups.area_label(node)
    return node.label


def name_of(view: View, name: str, type_: str) -> str:
    """Return what a field of a question is called."""
    return (
        view.say(f"field.{name}")
        if view.has(f"field.{name}")
        else type_name(view, type_).capitalize()
    )


def options(view: View, type_: str) -> list[Node]:
    """Return what can be chosen of a type."""
    return view.lookups.options(type_)


def choice(view: View, label: str, type_: str, key: str) -> Node | None:
    """Put a field on the page whose value does not stand in the address (in a door, say)."""
    found = {node.id: node for node in options(view, type_)}
    chosen = st.selectbox(
        label,
        list(found),
        index=None,
        key=key,
        placeholder=view.say("pick.placeholder"),
        format_func=lambda i: label_of(view, found[i]),
    )
    return found.get(chosen) if chosen else None


def pick(view: View, name: str, type_: str) -> Node | None:
    """Put a field on the page for the address's `name`, and return what is chosen."""
    word = address.param(name)
    chosen: Node | None = None
    wrong: SamenspelError | None = None
    if word:
        try:
            chosen = address.node_for(view, word, type_)
        except (NotFound, Ambiguous) as error:
            wrong = error
    known = options(view, type_)
    if len(known) > _MOST:
        _typed(view, name, type_, chosen.label if chosen else word)
    else:
        _listed(view, name, type_, known, chosen)
    if wrong and word:
        _explain(view, name, type_, word, wrong)
    return chosen


def _listed(view: View, name: str, type_: str, known: list[Node], chosen: Node | None) -> None:
    found = {node.id: node for node in known}
    if chosen:
        found.setdefault(chosen.id, chosen)
    key = f"pick_{name}"
    st.session_state[key] = chosen.id if chosen else None

    fields = st.session_state.setdefault(FIELDS, {})
    fields[name] = type_

    def changed() -> None:
        now = found.get(st.session_state[key] or "")
        said = {name: address.word_for(view, now, type_) if now else None}
        address.change(**{**_just_chosen(view, fields), **said})

    st.selectbox(
        name_of(view, name, type_),
        list(found),
        index=None,
        key=key,
        on_change=changed,
        placeholder=view.say("pick.placeholder"),
        format_func=lambda i: label_of(view, found[i]),
    )


def _just_chosen(view: View, fields: dict[str, str]) -> dict[str, str | None]:
    """Return choices in other fields that the address does not hold yet: made a moment ago."""
    chosen: dict[str, str | None] = {}
    for name, type_ in fields.items():
        node = view.graph.node(st.session_state.get(f"pick_{name}") or "")
        if node and not address.param(name):
            chosen[name] = address.word_for(view, node, type_)
    return chosen


def _typed(view: View, name: str, type_: str, word: str | None) -> None:
    key = f"type_{name}"
    st.session_state[key] = word or ""
    st.text_input(
        name_of(view, name, type_),
        key=key,
        placeholder=view.say("pick.type"),
        type="search",
        on_change=lambda: address.change(**{name: st.session_state[key] or None}),
    )


def _explain(view: View, name: str, type_: str, word: str, error: SamenspelError) -> None:
    """Say that a name in the address cannot be placed, with the names it may stand for."""
    here = {k: v for k, v in st.query_params.to_dict().items() if k != "lang"}
    links = [
        address.link(
            view, _this_page(), _told(view, node), {**here, name: address.short(node.id)}
        )
        for node in _meant(view, type_, word, error)
    ]
    message = view.say("pick.unknown", word=word) if links else error.message(view.lang)
    show(tag("p", message, " ", join(links)), class_="note")


def _meant(view: View, type_: str, word: str, error: SamenspelError) -> list[Node]:
    if isinstance(error, Ambiguous):
        ids = cast("list[str]", error.fields.get("ids", []))
        return [node for i in ids[:6] if (node := view.graph.node(i))]
    by_label = {node.label: node for node in options(view, type_)}
    return [by_label[label] for label in near_misses(word, by_label)]


def _told(view: View, node: Node) -> str:
    kind = "" if node.type == "Area" else f" ({type_name(view, node.type)})"
    return f"{label_of(view, node)}{kind}"


def _this_page() -> str:
    return (st.context.url or "").split("?")[0].rstrip("/").rpartition("/")[2]


def pick_one(name: str, choices: dict[str, str], label: str, default: str) -> str:
    """Put a choice of a few on the page as buttons; its value stands in the address."""
    now = address.param(name)
    key = f"one_{name}"
    st.session_state[key] = now if now in choices else default

    def changed() -> None:
        chosen = st.session_state[key]
        address.change(**{name: None if chosen == default else chosen})

    st.segmented_control(
        label,
        list(choices),
        key=key,
        format_func=lambda i: choices[i],
        required=True,
        on_change=changed,
    )
    return str(st.session_state[key])


def pick_many(
    view: View,
    name: str,
    choices: dict[str, str],
    label: str,
) -> list[str]:
    """Put a choice of several on the page; none chosen means all. Stands in the address."""
    now = [value for value in address.params(name) if value in choices]
    key = f"many_{name}"
    st.session_state[key] = now
    st.multiselect(
        label,
        list(choices),
        key=key,
        format_func=lambda i: choices[i],
        placeholder=view.say("pick.all"),
        on_change=lambda: address.change(**{name: ",".join(st.session_state[key]) or None}),
    )
    return now
