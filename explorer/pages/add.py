"""Report an initiative or organisation: what may already be there comes first, with reasons."""

from __future__ import annotations

from typing import Final

import streamlit as st

from explorer import address
from explorer.components import words
from explorer.components.html import Html, join, show, tag
from explorer.components.icon import kind
from explorer.components.picker import choice
from explorer.view import View
from explorer.writing import allowed, ledger_to_write
from graph.adding import add
from graph.errors import SamenspelError
from graph.matching.likely import Likely, likely
from graph.matching.reported import reported
from graph.review import reviewer
from graph.schema import schema
from graph.statement import Access
from graph.store import Node

ORDER: Final = 45
MENU: Final = "look"
IN_MENU: Final = True
AUDIENCES: Final = (Access.NETWORK, Access.STEWARD)
"""The public's explorer does not have this page at all."""
_KINDS: Final = ("Initiative", "Organisation")
_PLACES: Final = ("active_in", "housed_in", "serves")
_DONE: Final = "add_done"
_WRONG: Final = "add_wrong"
_MOST: Final = 5


def render(view: View) -> None:
    """Ask for a name, show what it may already be, and add it when it is new."""
    show(tag("h1", view.say("page.add")))
    if not allowed(view):
        return
    if st.session_state.get("add_name"):
        st.session_state.pop(_DONE, None)
    done = st.session_state.get(_DONE, "")
    show(
        tag("p", view.say("add.done", name=done) if done else view.say("add.lead"), class_="lead",
            role="status"),
        tag("p", address.link(view, "review", view.say("add.review"))) if done else None,
    )
    type_name = str(st.segmented_control(
        view.say("add.kind"), _KINDS, default=_KINDS[0], required=True, key="add_kind",
        format_func=lambda k: view.label(schema()[k].label),
    ))
    name = st.text_input(view.say("add.name"), key="add_name", max_chars=120).strip()
    if not name:
        return
    left, right = st.columns(2)
    with left:
        area = choice(view, view.say("add.area"), "Area", "add_area")
    with right:
        theme = choice(view, view.say("add.theme"), "Theme", "add_theme")
    known = _known(view, type_name, name, area)
    _new(view, type_name, name, area, theme, sure=not known)


def _known(view: View, type_name: str, name: str, area: Node | None) -> bool:
    """Show things that this name may already stand for, with the reasons; tell whether any do."""
    place = area.label if area else ""
    found = likely(view.graph, name, type_name, place=place)
    waiting = reported(view.home.ledger, view.graph, name, type_name, place=place)
    if not found and not waiting:
        show(tag("p", view.say("add.none", name=name), role="status"))
        return False
    show(
        tag("h2", view.say("add.maybe"), role="status"),
        tag("ul", [tag("li", _one(view, one)) for one in sorted(
            (*found, *waiting), key=lambda one: -one.score)[:_MOST]], class_="links"),
        tag("p", view.say("add.open")),
    )
    return True


def _one(view: View, one: Likely) -> Html:
    """Return a thing that may be meant: what and where it is, how likely, and why."""
    here = view.graph.node(one.node.id)
    edges = view.graph.edges(one.node.id, _PLACES, backward=False) if here else []
    places = dict.fromkeys(view.graph.label(edge.object) for edge in edges)
    return tag(
        "div",
        tag("div", address.to_thing(view, here) if here else one.node.label, " ",
            join([kind(view, one.node.type), ", ".join(places) or None,
                  None if here else address.link(view, "review", view.say("add.waits"))])),
        tag("div", join([view.say(f"add.sure.{words.sureness(one.score)}"),
                         *(reason.say(view.lang) for reason in one.reasons)]), class_="quiet"),
    )


def _new(
    view: View, type_name: str, name: str, area: Node | None, theme: Node | None, *, sure: bool
) -> None:
    ties = {"active_in": area.id if area else "", "about": theme.id if theme else ""}
    if wrong := st.session_state.pop(_WRONG, ""):
        show(tag("p", wrong, role="alert"))
    with st.form("add_new", border=False):
        st.text_area(view.say("add.description"), max_chars=500, key="add_description")
        st.form_submit_button(
            view.say("add.it_is_new" if sure else "add.still_new"),
            type="primary" if sure else "secondary",
            on_click=_report, args=(view, type_name, name, ties),
        )


def _report(view: View, type_name: str, name: str, ties: dict[str, str]) -> None:
    """Propose it: in one go at the press of the button, so that no other run can come between."""
    description = st.session_state.get("add_description", "")
    try:
        with ledger_to_write(view) as ledger:
            add(ledger, type_name, name, who=reviewer(), ties=ties,
                values={"description": description})
    except SamenspelError as error:
        st.session_state[_WRONG] = error.message(view.lang)
        return
    st.session_state[_DONE] = name
    st.session_state.update(add_name="", add_area=None, add_theme=None, add_description="")
