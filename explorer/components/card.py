"""The card of one answer: what it is, how fresh, how to reach it, why, and how we know."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from explorer.address import to_thing
from explorer.components import words
from explorer.components.because import because
from explorer.components.facts_list import reach
from explorer.components.html import Child, Html, tag
from explorer.components.icon import freshness_mark, kind
from explorer.view import View
from graph.batch import nodes
from graph.schema import Label
from graph.store import Node
from queries.answer import Answer

_REACH: Final = ("phone", "email", "visit", "url")
_MARKS: Final = {"phone": "☎", "email": "✉", "visit": "⌂", "url": "↗"}


def linked(view: View, answer: Answer, name: str) -> Child:
    """Return the things behind a field as links, else the field as text."""
    ids = answer.links.get(name, [])
    known = nodes(view.graph, ids)
    if ids:
        shown = [to_thing(view, known[i]) for i in ids if i in known]
        return [part for link in shown for part in (", ", link)][1:]
    return said(view, name, answer.fields.get(name))


def said(view: View, name: str, field: Any) -> str:
    """Return the value of a field as text."""
    if isinstance(field, bool):
        return view.say("yes" if field else "no")
    if isinstance(field, list):
        return ", ".join(said(view, name, part) for part in field)
    if isinstance(field, Mapping):
        return str(
            field.get("label") or "; ".join(f"{k}: {said(view, k, v)}" for k, v in field.items())
        )
    if (
        isinstance(field, str)
        and len(field) in (4, 7, 10)
        and field[:4].isdigit()
        and "since" in name
    ):
        return words.day(view, field)
    if isinstance(field, float):
        return words.number(view, field)
    return "" if field is None else str(field)


def top(view: View, answer: Answer) -> Html:
    """Return the first line of a card: name, type and freshness."""
    node = view.graph.node(answer.id.split(" ")[0]) or Node(answer.id, answer.type, answer.label)
    label = to_thing(view, node, answer.label)
    return tag("div", tag("h3", label), freshness_mark(view, answer.freshness), class_="top")


def reach_list(fields: Mapping[str, Any]) -> Html:
    """Return how to reach somebody: telephone, e-mail, visit."""
    lines = [
        tag(
            "li",
            tag("span", _MARKS[n], " ", aria_hidden="true"),
            fields[n] if n == "visit" else reach(n, str(fields[n])),
        )
        for n in _REACH
        if fields.get(n)
    ]
    return tag("ul", lines, class_="reach") if lines else Html("")


def rows(view: View, answer: Answer, labels: Mapping[str, Label], names: Iterable[str]) -> Html:
    """Return fields of an answer as a list of names and values."""
    shown = [
        [tag("dt", view.label(labels[name]) if name in labels else name), tag("dd", value)]
        for name in names
        if (value := linked(view, answer, name))
    ]
    return tag("dl", shown, class_="facts") if shown else Html("")


def card(view: View, answer: Answer, *children: Child, first: bool = False) -> Html:
    """Return a card: the top, `children`, a warning if any, and how we know."""
    warning = answer.fields.get("warning")
    return tag(
        "article",
        top(view, answer),
        tag("p", kind(view, answer.type)),
        children,
        tag("p", warning, class_="note") if warning else None,
        because(view, answer.because),
        class_="card first" if first else "card",
    )
