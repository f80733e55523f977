"""How a question is shown that has no rendering of its own: cards, what else, and a table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import streamlit as st

from explorer.components.card import card, reach_list, rows, said
from explorer.components.empty import nothing
from explorer.components.html import Html, show, tag
from explorer.components.icon import type_name
from explorer.components.sureness import FIELDS, how_sure
from explorer.components.table import Cell, Column, table
from explorer.view import View
from graph.texts import say
from queries.answer import Answer, Result
from queries.question import Question, find_question

_CARDS: Final = 8
_REACH: Final = ("phone", "email", "visit", "url")
_ASIDE: Final = frozenset({"warning", *_REACH, *FIELDS})


def render(view: View, question: Question, result: Result) -> None:
    """Show the answers as cards, the rest in the table."""
    if result.abstained:
        nothing(view, result)
    show([plain(view, question, answer) for answer in result.answers[:_CARDS]])
    otherwise(view, result)
    if result.answers:
        answers_table(view, question, result.answers)


def plain(view: View, question: Question, answer: Answer, *, first: bool = False) -> Html:
    """Return the card of an answer with all its fields."""
    names = [n for n, value in answer.fields.items() if n not in _ASIDE and value is not False]
    return card(
        view,
        answer,
        rows(view, answer, question.labels, names),
        reach_list(answer.fields),
        how_sure(view, answer),
        first=first,
    )


def otherwise(view: View, result: Result, *, heading: str = "question.otherwise") -> None:
    """Show what to try when the answer does not help."""
    if result.otherwise:
        show(
            tag("h2", view.say(heading)),
            [plain(view, _question_of(answer), answer) for answer in result.otherwise[:4]],
        )


def _question_of(answer: Answer) -> Question:
    return find_question(
        "service_point" if answer.type in ("Post", "ServicePoint") else "department"
    )


def answers_table(view: View, question: Question, answers: Sequence[Answer]) -> None:
    """Put all answers on the page as a table."""
    names = [n for n in question.labels if any(a.fields.get(n) for a in answers)]
    columns = [
        Column(view.say("column.name")),
        Column(view.say("column.type")),
        *(Column(view.label(question.labels[n]).capitalize()) for n in names),
        Column(view.say("column.freshness")),
        Column(view.say("column.source")),
    ]
    cells: list[list[Cell]] = [
        [
            a.label,
            type_name(view, a.type),
            *(said(view, n, a.fields.get(n)) for n in names),
            say(f"freshness.{a.freshness}", view.lang) if a.freshness else "",
            "; ".join(dict.fromkeys(b.source for b in a.because)),
        ]
        for a in answers
    ]
    with st.expander(view.say("question.table", n=len(answers))):
        table(view, view.label(question.title), columns, cells)
