"""The network around one thing: drawn, clickable, filtered, and always the same as a table."""

from __future__ import annotations

from typing import Final

import streamlit as st

from explorer import address
from explorer.components.drawing import drawing
from explorer.components.facts_list import ties_list
from explorer.components.html import show, tag
from explorer.components.icon import icon, kind, type_name
from explorer.components.picker import pick_many, pick_one
from explorer.components.table import Cell, Column, table
from explorer.facts import facts_of, grouped, sentence
from explorer.neighbourhood import MOST, Neighbourhood, neighbourhood
from explorer.understanding import starting_points
from explorer.view import View
from graph.freshness import freshness
from graph.schema import schema
from graph.store import Node
from graph.texts import say
from queries.words import relation_label

ORDER: Final = 20
MENU: Final = "look"
IN_MENU: Final = True
_STEPS: Final = {"1": "network.step1", "2": "network.step2", "3": "network.step3"}
_FEW: Final = 12
_CARD: Final = 4


def render(view: View) -> None:
    """Show the network around the thing in the address, or where one may start."""
    start = address.thing(view, "start")
    if start is None:
        _choose(view)
        return
    st.set_page_config(page_title=f"{start.label} – {view.say('page.network')}")
    _show(view, start)


def _choose(view: View) -> None:
    show(tag("h1", view.say("page.network")), tag("p", view.say("network.choose"), class_="lead"))
    asked = st.text_input(
        view.say("network.find"),
        value=address.param("find") or "",
        type="search",
        key="network_find",
        placeholder=view.say("search.placeholder"),
    )
    found = view.graph.find(asked, limit=20) if asked else starting_points(view)
    links = [
        tag(
            "li",
            address.link(view, "network", node.label, {"start": address.short(node.id)}),
            " ",
            kind(view, node.type),
        )
        for node in found
    ]
    show(
        tag("ul", links, class_="links")
        if links
        else tag("p", view.say("search.none", words=asked))
    )


def _types(view: View) -> dict[str, str]:
    counts = view.graph.counts()
    return {
        t.name: view.label(t.plural)
        for t in schema().concrete()
        if t.name in counts and t.name != "Source"
    }


def _around(view: View, start: Node) -> Neighbourhood:
    """Read filters from the address and fetch what is around the start."""
    with st.expander(
        view.say("network.filter"),
        expanded=bool(address.param("types") or address.param("relations")),
    ):
        types = pick_many(view, "types", _types(view), view.say("network.types"))
        names = sorted(schema().relations())
        relations = pick_many(
            view, "relations", {n: _verb(view, n) for n in names}, view.say("network.relations")
        )
    few = len(view.graph.edges(start.id)) <= _FEW
    labels = {value: view.say(key) for value, key in _STEPS.items()}
    steps = int(pick_one("steps", labels, view.say("network.steps"), "2" if few else "1"))
    also = [address.long(view, word) for word in address.params("open")]
    most = min(int(n), MOST) if (n := address.param("most") or "").isdigit() else 150
    return neighbourhood(
        view.graph, start, steps=steps, most=most, types=types, relations=relations, also=also
    )


def _verb(view: View, name: str) -> str:
    return view.label(schema().relations()[name][0][1].label)


def _show(view: View, start: Node) -> None:
    show(tag("p", kind(view, start.type)), tag("h1", view.say("network.title", name=start.label)))
    around = _around(view, start)
    show(tag("p", _sentence(view, around), class_="lead", role="status"))
    left, right = st.columns([5, 3], gap="large")
    with left:
        _draw(view, around)
    with right:
        chosen = address.thing(view, "node") or start
        _card(view, chosen)
    _tables(view, around)


def _sentence(view: View, around: Neighbourhood) -> str:
    others = len(around.nodes) - 1
    said = view.say(
        "network.one" if others == 1 else "network.many",
        n=others,
        ties=len(around.edges),
        name=around.centre.label,
    )
    if around.left_out:
        said += " " + view.say("network.left_out", n=around.left_out)
    return said


def _draw(view: View, around: Neighbourhood) -> None:
    chosen = address.thing(view, "node") or around.centre

    def opened(entity_id: str) -> None:
        already = address.params("open")
        word = address.short(entity_id)
        address.change(open=",".join(dict.fromkeys([*already, word])), node=word)

    drawing(
        view,
        around,
        "network",
        selected=chosen.id,
        height=560,
        on_open=opened,
        on_pick=lambda i: address.change(node=address.short(i)),
    )
    types = sorted({n.type for n in around.nodes})
    show(
        tag(
            "ul",
            [tag("li", icon(t), " ", type_name(view, t, many=True)) for t in types],
            class_="legend",
        ),
        tag("p", view.say("network.legend"), class_="quiet"),
    )


def _card(view: View, chosen: Node) -> None:
    facts = facts_of(view, chosen)
    with st.container(border=True):
        show(
            tag("p", kind(view, chosen.type)),
            tag("h2", address.to_thing(view, chosen)),
            tag("p", sentence(view, facts)),
        )
        for group, rows in list(grouped(facts).items())[:3]:
            show(
                tag("h3", view.say(f"facts.{group}")), ties_list(view, rows, _CARD), class_="tight"
            )
        show(
            tag(
                "p",
                address.link(
                    view,
                    "network",
                    view.say("network.from_here"),
                    {"start": address.short(chosen.id)},
                ),
            )
        )


def _tables(view: View, around: Neighbourhood) -> None:
    """Put everything that is drawn on the page as tables."""
    labels = {n.id: n for n in around.nodes}
    with st.expander(view.say("network.table")):
        ties: list[list[Cell]] = [
            [
                labels[e.subject].label,
                _said(view, labels[e.subject], e.relation),
                labels[e.object].label,
                e.sources,
                e.seen,
                say(f"freshness.{freshness(e.seen)}", view.lang),
            ]
            for e in sorted(around.edges, key=lambda e: (labels[e.subject].label, e.relation))
        ]
        heads = (
            ("from", "text"),
            ("relation", "text"),
            ("to", "text"),
            ("sources", "number"),
            ("date", "date"),
            ("freshness", "text"),
        )
        table(
            view,
            view.say("network.ties", name=around.centre.label),
            [Column(view.say(f"column.{name}"), how) for name, how in heads],
            ties,
        )
        things: list[list[Cell]] = [
            [n.label, type_name(view, n.type), around.steps[n.id]]
            for n in sorted(around.nodes, key=lambda n: (around.steps[n.id], n.label))
        ]
        columns = (("name", "text"), ("type", "text"), ("steps", "number"))
        table(
            view,
            view.say("network.things", name=around.centre.label),
            [Column(view.say(f"column.{name}"), how) for name, how in columns],
            things,
        )


def _said(view: View, subject: Node, relation: str) -> str:
    return relation_label(schema().types.get(subject.type), relation, view.lang)
