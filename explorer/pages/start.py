"""The first page: one search box above, three doors, and what is often asked."""

from __future__ import annotations

from typing import Final

import streamlit as st

from explorer import address, known_questions
from explorer.components.html import Html, show, tag
from explorer.components.picker import choice
from explorer.view import View
from graph.errors import GraphError
from graph.store import Node

ORDER: Final = 0
MENU: Final = ""
IN_MENU: Final = True


def render(view: View) -> None:
    """Show the page."""
    show(tag("h1", view.say("start.title")), tag("p", view.say("start.lead"), class_="lead"))
    for column, door in zip(
        st.columns(3, gap="medium"), (_resident, _broker, _policy), strict=True
    ):
        with column, st.container(border=True, height="stretch"):
            door(view)
    often = _often(view)
    if often:
        show(tag("h2", view.say("start.often")), often)


def _door(view: View, who: str) -> None:
    show(tag("h2", view.say(f"start.{who}.title")), tag("p", view.say(f"start.{who}.lead")))


def _go(view: View, label: str, key: str, page: str, values: dict[str, str | None]) -> None:
    """Put the button of a door on the page; it opens only when there is something to ask."""
    if st.button(label, key=key, type="primary", width="stretch"):
        st.switch_page(
            st.Page(lambda: None, url_path=page),
            query_params={k: v for k, v in {**values, "lang": view.lang}.items() if v},
        )


def _word(view: View, node: Node | None, type_: str) -> str | None:
    return address.word_for(view, node, type_) if node else None


def _resident(view: View) -> None:
    _door(view, "resident")
    theme = choice(view, view.say("start.resident.theme"), "Theme", "door_theme")
    area = choice(view, view.say("start.resident.area"), "Area", "door_area")
    _go(
        view,
        view.say("start.resident.go"),
        "door_resident",
        "right_contact",
        {"theme": _word(view, theme, "Theme"), "area": _word(view, area, "Area")},
    )


def _broker(view: View) -> None:
    _door(view, "broker")
    area = choice(view, view.say("start.broker.area"), "Area", "door_mine")
    page = "thing" if area else "needs_and_offers"
    _go(
        view,
        view.say("start.broker.go"),
        "door_broker",
        page,
        {"thing": address.short(area.id) if area else None},
    )


def _policy(view: View) -> None:
    _door(view, "policy")
    area = choice(view, view.say("start.policy.area"), "Area", "door_overview")
    which = {
        name: view.label(q.title)
        for name, q in known_questions.all_of(view).items()
        if name in ("overlapping_initiatives", "funding_flows")
    }
    page = (
        st.selectbox(
            view.say("start.policy.what"),
            list(which),
            key="door_what",
            format_func=lambda name: which[name],
        )
        if which
        else "areas"
    )
    _go(view, view.say("start.policy.go"), "door_policy", page, {"area": _word(view, area, "Area")})


def _often(view: View) -> Html | None:
    """Return links to questions filled in with what this data has most of, or why there are none.

    What stops one question stops all, such as a server that does not answer: it is said once.
    """
    try:
        links = [
            tag("li", known_questions.link(view, question, given))
            for question in known_questions.all_of(view).values()
            if (given := known_questions.example(view, question)) is not None
        ]
    except GraphError as error:
        return tag("p", error.message(view.lang), role="status")
    return tag("ul", links, class_="links") if links else None
