"""One thing: a sentence, facts with sources, neighbours, money, and what is unknown."""

from __future__ import annotations

from typing import Final

import streamlit as st

from explorer import address, known_questions
from explorer.components.because import read
from explorer.components.drawing import drawing
from explorer.components.facts_list import ties_list, values_list
from explorer.components.html import join, show, tag
from explorer.components.icon import kind
from explorer.components.map import point_of
from explorer.components.money import flow_table, flows, per_year
from explorer.components.table import Cell, Column, table
from explorer.components.where import where
from explorer.facts import Facts, facts_of, grouped, missing, sentence
from explorer.neighbourhood import neighbourhood
from explorer.view import View
from graph.schema import schema
from graph.store import Node

ORDER: Final = 91
MENU: Final = ""
IN_MENU: Final = False
_MOST: Final = 30
_PLACES: Final = (
    "active_in",
    "serves",
    "needed_in",
    "available_in",
    "located_in",
    "concerns",
    "benefits",
    "held_in",
    "open_to",
)
_MONEY: Final = ("receives", "pays", "scheme_of", "funded_by", "benefits_from")


def render(view: View) -> None:
    """Show the thing that the address names."""
    thing = address.thing(view)
    if thing is None:
        word = address.param("thing")
        key = "thing.unknown" if word else "thing.none"
        show(
            tag("p", view.say(key, word=word or ""), class_="lead"),
            tag("p", view.say("error.next")),
        )
        return
    facts = facts_of(view, thing)
    st.set_page_config(page_title=f"{thing.label} – {view.say('name')}")
    _head(view, facts)
    left, right = st.columns([3, 2], gap="large")
    with left:
        _facts(view, facts)
    with right:
        _place(view, facts)
        _neighbours(view, thing)
        _questions(view, thing)
    _money(view, facts)
    _everything(view, thing)


def _head(view: View, facts: Facts) -> None:
    thing = facts.thing
    show(
        tag(
            "p",
            kind(view, thing.type),
            tag("span", " ", view.say("invented"), class_="invented")
            if view.lookups.is_invented(thing.id)
            else None,
        ),
        tag("h1", thing.label),
        tag("p", sentence(view, facts), class_="lead"),
    )


def _facts(view: View, facts: Facts) -> None:
    for group, rows in grouped(facts).items():
        show(tag("h2", view.say(f"facts.{group}")), ties_list(view, rows))
    values = values_list(view, facts)
    if values:
        show(tag("h2", view.say("facts.details")), values)
    unknown = [view.say(f"unknown.{name}") for name in missing(facts)]
    if unknown:
        show(
            tag("h2", view.say("unknown.title")),
            tag("p", view.say("unknown.lead")),
            tag("ul", [tag("li", name) for name in unknown]),
            tag("p", view.say("unknown.help"), class_="quiet"),
        )


def _place(view: View, facts: Facts) -> None:
    """Draw where a thing is: its area in its town, and its point when that is known."""
    thing, points = facts.thing, {}
    for node in [thing, *(t.other for t in facts.ties.get("housed_in", []))]:
        for raw in view.graph.properties(node.id).get("point", [])[:1]:
            if at := point_of(raw):
                points[node.label] = at
    areas = (
        [thing]
        if thing.type == "Area"
        else [
            t.other for name in _PLACES for t in facts.ties.get(name, []) if t.other.type == "Area"
        ]
    )
    where(view, areas, f"where-{thing.id}", thing.label, points)


def _neighbours(view: View, thing: Node) -> None:
    around = neighbourhood(view.graph, thing, steps=1, most=_MOST)
    if len(around.nodes) < 2:
        return
    show(tag("h2", view.say("thing.neighbours")))

    def go(entity_id: str) -> None:
        st.session_state["go_to"] = entity_id

    drawing(view, around, "neighbours", selected=thing.id, height=340, on_pick=go, on_open=go)
    picked = view.graph.node(st.session_state.pop("go_to", "") or "")
    if picked and picked.id != thing.id:
        show(
            tag(
                "p",
                view.say("thing.picked"),
                " ",
                address.to_thing(view, picked),
                " ",
                kind(view, picked.type),
            )
        )
    show(
        tag(
            "p",
            address.link(
                view, "network", view.say("thing.network"), {"start": address.short(thing.id)}
            ),
        )
    )


def _questions(view: View, thing: Node) -> None:
    """Link to the questions that this thing fills in."""
    links = []
    for question in known_questions.all_of(view).values():
        fits = [
            g
            for g, t in question.given.items()
            if t in schema().types and schema().is_a(thing.type, t)
        ]
        if fits:
            given = {fits[0]: thing}
            links.append(known_questions.link(view, question, given))
    if links:
        show(
            tag("h2", view.say("thing.questions")),
            tag("ul", [tag("li", link) for link in links], class_="links"),
        )


def _money(view: View, facts: Facts) -> None:
    for name in _MONEY:
        grants = [t.other.id for t in facts.ties.get(name, []) if t.other.type == "Grant"]
        if grants:
            found = flows(view, grants)
            title = view.say(f"money.{name}", name=facts.thing.label)
            show(tag("h2", title), tag("p", view.say("money.apart"), class_="quiet"))
            per_year(view, found, f"years-{name}")
            flow_table(view, title, found)


def _everything(view: View, thing: Node) -> None:
    """Offer every statement on a thing as a table, with its source."""
    with st.expander(view.say("thing.everything")):
        said = [*view.graph.statements(subject=thing.id), *view.graph.statements(object=thing.id)]
        said = [s for s in said if s.relation != "outline"][:2000]
        rows: list[list[Cell]] = [
            [r.says, r.source, r.locator, r.date, round(r.certainty, 2), r.freshness]
            for r in read(view, said)
        ]
        for row, s in zip(rows, said, strict=True):
            row.append(view.say("yes" if s.current else "no"))
        heads = ("says", "source", "locator", "date", "certainty", "freshness", "current")
        columns = [
            Column(view.say(f"column.{h}"), "date" if h == "date" else "text") for h in heads
        ]
        table(view, view.say("thing.statements", name=thing.label), columns, rows)
        show(tag("p", join([view.say("thing.id"), tag("code", thing.id)], ": "), class_="quiet"))
