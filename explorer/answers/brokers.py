"""Brokers: who connects groups that are otherwise apart, and whom their leaving would cut off."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import streamlit as st

from explorer import address
from explorer.answers.any_question import answers_table
from explorer.components.card import card, linked
from explorer.components.context import context
from explorer.components.empty import nothing
from explorer.components.html import Html, show, tag
from explorer.components.more import some
from explorer.components.sureness import how_sure
from explorer.view import View
from graph.batch import nodes
from graph.store import Node
from queries.answer import Answer, Result
from queries.question import Question

_NAMED: Final = 6
_LEAST: Final = 0.001
"""A smaller share of pairs than this would be shown as 0,0%."""


def render(view: View, question: Question, result: Result) -> None:
    """Show the brokers, those who connect most first."""
    if result.abstained:
        nothing(view, result)
        return
    left, right = st.columns([3, 2], gap="large")
    with left:
        show([_broker(view, answer) for answer in some(view, result.answers)])
        answers_table(view, question, result.answers)
    with right:
        show(tag("p", view.say("brokers.careful"), class_="note"))
        context(view, result)


def _broker(view: View, answer: Answer) -> Html:
    ids = answer.links.get("cuts_off", [])
    known = nodes(view.graph, ids)
    named = [known[i] for i in ids if i in known]
    count = int(answer.fields.get("count") or len(named))
    share = answer.fields.get("brokerage") or 0
    return card(
        view,
        answer,
        tag("div", linked(view, answer, "post")) if answer.links.get("post") else None,
        tag("p", _cuts(view, answer, max(count, len(named)), wider=len(named) > count)),
        _listed(view, named, count),
        tag("p", view.say("brokers.share", share=_percent(view, share)), class_="quiet")
        if share >= _LEAST
        else None,
        how_sure(view, answer),
        tag(
            "p",
            address.link(
                view,
                "network",
                view.say("thing.network"),
                {"start": address.short(answer.id), "steps": "2"},
            ),
        ),
    )


def _cuts(view: View, answer: Answer, count: int, *, wider: bool) -> str:
    """Say how many are cut off, and in which area; `wider` when that was seen in more areas."""
    area = None if wider else answer.fields.get("scope")
    scope = area or view.say("brokers.everywhere")
    return view.say(f"brokers.cuts_{'one' if count == 1 else 'more'}", n=count, scope=scope)


def _listed(view: View, named: Sequence[Node], count: int) -> Html:
    """Return who would be cut off, folded up when they are many; of very many the first."""
    listed = tag("ul", [tag("li", address.to_thing(view, node)) for node in named])
    if len(named) <= _NAMED and len(named) == count:
        return listed
    few = len(named) < count
    summary = view.say("brokers.some", n=len(named)) if few else view.say("brokers.who")
    return tag("details", tag("summary", summary), listed, class_="because")


def _percent(view: View, share: float) -> str:
    number = f"{100 * share:.1f}"
    return number if view.lang == "en" else number.replace(".", ",")
