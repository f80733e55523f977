"""A page per question: made from its file, with a rendering of its own where there is one."""

from __future__ import annotations

from datetime import date
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import Final

import streamlit as st

from explorer import address
from explorer.components.html import show, tag
from explorer.components.picker import FIELDS, name_of, pick
from explorer.known_questions import asked, example, words_for
from explorer.view import View
from queries import ask as asking
from queries.answer import Result
from queries.question import Question

_MOST: Final = 300
_SEEN: Final = 2
"""More fields than this fold away: no page opens with a form."""


def render(question: Question, view: View) -> None:
    """Show a question: its fields, and the answer as soon as enough is given."""
    show(tag("h1", view.label(question.title)))
    st.session_state[FIELDS] = {}
    given = _fields(view, question)
    missing = [n for n in question.given if n not in given and n not in question.optional]
    if missing:
        _ask_for(view, question, missing)
        return
    result = answered(view, question, given)
    show(tag("p", result.sentence, class_="lead", role="status"))
    _rendering(question).render(view, question, result)


def answered(view: View, question: Question, given: dict[str, str]) -> Result:
    """Return the answers; the same question is asked of a graph only once a day."""
    key = (repr(question), *sorted(given.items()), view.lang, date.today())
    return view.lookups.remember(
        key, lambda: asking.ask(view.graph, question, given, lang=view.lang, limit=_MOST)
    )


def _rendering(question: Question) -> ModuleType:
    name = f"explorer.answers.{question.name}"
    return import_module(name if find_spec(name) else "explorer.answers.any_question")


def _fields(view: View, question: Question) -> dict[str, str]:
    """Put the fields on the page; return what is given: ids, or values such as a year."""
    names = sorted(question.given, key=lambda n: n in question.optional)
    seen, folded = names[:_SEEN], names[_SEEN:]
    given: dict[str, str] = {}
    for column, name in zip(st.columns(len(seen)) if seen else (), seen, strict=True):
        with column:
            given |= _field(view, question, name)
    if folded:
        used = any(address.param(name) for name in folded)
        with st.expander(view.say("question.more"), expanded=used):
            for name in folded:
                given |= _field(view, question, name)
    return given


def _field(view: View, question: Question, name: str) -> dict[str, str]:
    type_ = question.given[name]
    if name in question.literals():
        value = _literal(view, name)
        return {name: value} if value else {}
    node = pick(view, name, type_)
    return {name: node.id} if node else {}


def _literal(view: View, name: str) -> str | None:
    key = f"value_{name}"
    st.session_state[key] = address.param(name) or ""
    st.text_input(
        name_of(view, name, name),
        key=key,
        on_change=lambda: address.change(**{name: st.session_state[key] or None}),
    )
    return address.param(name)


def _ask_for(view: View, question: Question, missing: list[str]) -> None:
    names = [name_of(view, n, question.given[n]).lower() for n in missing]
    show(tag("p", view.say("question.choose", names=_listing(view, names)), class_="lead"))
    found = example(view, question)
    if found:
        show(
            tag(
                "p",
                view.say("question.example"),
                " ",
                address.link(
                    view,
                    question.name,
                    asked(view, question, found),
                    words_for(view, question, found),
                ),
            )
        )


def _listing(view: View, names: list[str]) -> str:
    return f" {view.say('and')} ".join(names)
