"""Brokers: who connects groups that are otherwise apart, and whom their leaving would cut off."""

from __future__ import annotations

from typing import Final

import streamlit as st

from explorer import address
from explorer.answers.any_question import answers_table
from explorer.components.card import card, linked
from explorer.components.context import context
from explorer.components.empty import nothing
from explorer.components.html import Html, show, tag
from explorer.components.more import some
from explorer.view import View
from graph.batch import nodes
from queries.answer import Answer, Result
from queries.question import Question

_NAMED: Final = 6


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
    listed = tag("ul", [tag("li", address.to_thing(view, node)) for node in named])
    share = answer.fields.get("brokerage")
    return card(
        view,
        answer,
        tag("div", linked(view, answer, "post")) if answer.links.get("post") else None,
        tag("p", view.say("brokers.cuts", n=len(named))),
        listed
        if len(named) <= _NAMED
        else tag("details", tag("summary", view.say("brokers.who")), listed, class_="because"),
        tag("p", view.say("brokers.share", share=_percent(view, share)), class_="quiet")
        if share
        else None,
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


def _percent(view: View, share: object) -> str:
    number = f"{100 * float(str(share)):.1f}"
    return number if view.lang == "en" else number.replace(".", ",")
