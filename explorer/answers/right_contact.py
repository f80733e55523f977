"""The right contact: the post first, then who holds it; a vacancy puts the fallback first."""

from __future__ import annotations

from typing import Final

import streamlit as st

from explorer.answers.any_question import answers_table, otherwise
from explorer.components import words
from explorer.components.card import card, linked, reach_list
from explorer.components.context import context
from explorer.components.empty import nothing
from explorer.components.html import Child, Html, show, tag
from explorer.view import View
from queries.answer import Answer, Result
from queries.question import Question

_SHOWN: Final = 3


def render(view: View, question: Question, result: Result) -> None:
    """Show the contact, what to try otherwise, and where this is."""
    left, right = st.columns([3, 2], gap="large")
    with left:
        if result.abstained:
            nothing(view, result)
        vacant = bool(result.answers) and bool(result.answers[0].fields.get("vacant"))
        if vacant:
            otherwise(view, result, heading="contact.now")
            show(tag("h2", view.say("contact.vacant_post")))
        show(
            [
                _card(view, answer, first=place == 0 and not vacant)
                for place, answer in enumerate(result.answers[:_SHOWN])
            ]
        )
        if not vacant:
            otherwise(
                view, result, heading="contact.otherwise" if result.answers else "contact.now"
            )
        show(tag("p", view.say("contact.wrong"), class_="quiet"))
        if result.answers:
            answers_table(view, question, result.answers)
    with right:
        context(view, result)


def _card(view: View, answer: Answer, *, first: bool) -> Html:
    return card(
        view,
        answer,
        _lines(view, answer),
        reach_list(answer.fields),
        tag("p", _why(view, answer), class_="quiet"),
        first=first,
    )


def _lines(view: View, answer: Answer) -> list[Child]:
    fields = answer.fields
    lines: list[Child] = []
    if fields.get("organisation"):
        lines.append(tag("div", linked(view, answer, "organisation")))
    if fields.get("vacant"):
        since = fields.get("vacant_since")
        key = "contact.vacant_since" if since else "contact.vacant"
        lines.append(tag("p", view.say(key, day=words.day(view, str(since or ""))), class_="note"))
    elif fields.get("holder"):
        since = fields.get("holder_since")
        lines.append(
            tag(
                "div",
                view.say("contact.now_holds"),
                " ",
                linked(view, answer, "holder"),
                f" ({view.say('contact.since', day=words.day(view, str(since)))})"
                if since
                else None,
            )
        )
    else:
        lines.append(tag("div", view.say("contact.unknown_holder"), class_="quiet"))
    return lines


def _why(view: View, answer: Answer) -> list[Child]:
    covers, serves = answer.links.get("covers", []), answer.links.get("serves", [])
    parts: list[Child] = [view.say("contact.why"), " "]
    if covers:
        parts += [view.say("contact.covers"), " ", linked(view, answer, "covers")]
    if serves:
        parts += [
            " · " if covers else "",
            view.say("contact.serves"),
            " ",
            linked(view, answer, "serves"),
        ]
    return parts if covers or serves else []
