"""Introductions: the path as a line of people and places, and the sentence to ask for it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from explorer import address
from explorer.components.because import because
from explorer.components.empty import nothing
from explorer.components.html import Child, Html, show, tag
from explorer.components.icon import freshness_mark, icon
from explorer.view import View
from graph.batch import nodes
from graph.schema import schema
from queries.answer import Answer, Result
from queries.question import Question


def render(view: View, _question: Question, result: Result) -> None:
    """Show the shortest path, how to ask for it, and at most two others."""
    if result.abstained:
        nothing(view, result)
        return
    first, *others = result.answers
    show(_line(view, first, first=True))
    if others:
        show(tag("h2", view.say("path.others")), [_line(view, other) for other in others])
    start = result.given.get("from")
    if start:
        show(
            tag(
                "p",
                address.link(
                    view,
                    "network",
                    view.say("context.network", name=start.label),
                    {"start": address.short(start.id), "steps": "2"},
                ),
            )
        )


def _line(view: View, answer: Answer, *, first: bool = False) -> Html:
    ask = answer.fields.get("ask")
    return tag(
        "article",
        freshness_mark(view, answer.freshness),
        path(view, answer),
        [tag("p", view.say("path.ask")), tag("p", ask, class_="copyable")] if ask else None,
        because(view, answer.because),
        class_="card first" if first else "card",
    )


def path(view: View, answer: Answer) -> Html:
    """Return a path as an ordered list: a stop, the tie in words, the next stop."""
    stops = answer.links.get("path", [])
    known = nodes(view.graph, stops)
    steps: Sequence[dict[str, Any]] = answer.fields.get("path") or []
    items: list[Child] = []
    for place, stop in enumerate(stops):
        if place:
            items.append(
                tag("li", "— ", _tie(view, steps[place - 1], stops[place - 1]), " —", class_="tie")
            )
        node = known[stop]
        items.append(tag("li", icon(node.type), " ", address.to_thing(view, node), class_="stop"))
    return tag("ol", items, class_="path")


def _tie(view: View, step: dict[str, Any], here: str) -> str:
    """Return what a tie is called from this stop to the next."""
    subject = view.graph.node(str(step["from"]))
    kind = schema().types.get(subject.type) if subject else None
    relation = kind.relations.get(str(step["relation"])) if kind else None
    if relation is None:
        return str(step["relation"])
    forward = str(step["from"]) == here
    return view.label(relation.label if forward else relation.inverse_label or relation.label)
