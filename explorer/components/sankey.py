"""Streams of money from payer by scheme to receiver; many small ones become 'other'."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import streamlit as st

from explorer.components import words
from explorer.components.html import show, tag
from explorer.components.icon import icon_of, ink
from explorer.components.money import Flow, status_word
from explorer.view import View
from graph.store import Node

MOST: Final = 30
_NAME: Final = 24
Stream = tuple[str, str, str, float]


def streams(
    view: View, found: Sequence[Flow], status: str, *, total: float | None = None, hidden: int = 0
) -> list[Stream]:
    """Return at most 30 (payer, scheme, receiver, amount), the rest as one 'other (n)'.

    `total` is what all flows come to when `hidden` ones are not among those found.
    """
    sums: dict[tuple[str, str, str], float] = {}
    for flow in found:
        key = _name(view, flow.payer), _name(view, flow.scheme), _name(view, flow.recipient)
        sums[key] = sums.get(key, 0.0) + flow.amounts.get(status, 0.0)
    ordered = sorted(
        ((*key, amount) for key, amount in sums.items() if amount > 0),
        key=lambda s: (-s[3], s[:3]),
    )
    if len(ordered) <= MOST and not hidden:
        return ordered
    kept, rest = ordered[: MOST - 1], ordered[MOST - 1 :]
    left = sum(s[3] for s in rest) if total is None else total - sum(s[3] for s in kept)
    other = view.say("money.rest", n=words.number(view, len(rest) + hidden))
    return [*kept, (other, other, other, round(left, 2))] if left > 0 else kept


def _name(view: View, node: Node | None) -> str:
    return node.label if node else view.say("money.unknown")


def spec(view: View, found: Sequence[Stream]) -> dict[str, Any]:
    """Return the drawing's description; every column keeps its own names apart."""
    links: dict[tuple[str, str], float] = {}
    for payer, scheme, receiver, amount in found:
        for pair in ((f"1 {payer}", f"2 {scheme}"), (f"2 {scheme}", f"3 {receiver}")):
            links[pair] = links.get(pair, 0.0) + amount
    names = sorted({name for pair in links for name in pair})
    through: dict[str, float] = {}
    for (source, target), amount in links.items():
        through[target] = through.get(target, 0.0) + amount
        if source[0] == "1":
            through[source] = through.get(source, 0.0) + amount
    colours = {
        "1": icon_of("PublicBody")[1],
        "2": icon_of("Scheme")[1],
        "3": icon_of("Initiative")[1],
    }
    return {
        "series": [
            {
                "type": "sankey",
                "left": 8,
                "right": 230,
                "top": 8,
                "bottom": 8,
                "nodeGap": 9,
                "nodeAlign": "left",
                "draggable": False,
                "emphasis": {"focus": "adjacency"},
                "lineStyle": {"color": "source", "opacity": 0.35},
                "data": [
                    {
                        "name": name,
                        "itemStyle": {"color": colours[name[0]], "borderColor": "#6b7671"},
                        "label": {
                            "formatter": _said(view, name[2:], through[name]),
                            "fontSize": 12,
                            "color": ink(),
                        },
                        "depth": int(name[0]) - 1,
                    }
                    for name in names
                ],
                "links": [
                    {"source": source, "target": target, "value": round(amount, 2)}
                    for (source, target), amount in links.items()
                ],
            }
        ],
    }


def _said(view: View, name: str, amount: float) -> str:
    """Return a label: a name is data, so marks that the drawing reads as code are taken out."""
    plain = name.translate(str.maketrans("{}|", "()/"))
    plain = plain if len(plain) <= _NAME else f"{plain[: _NAME - 1].rstrip()}…"
    return f"{plain}  {words.euros(view, round(amount))}"


def sankey(
    view: View, found: Sequence[Flow], status: str, *, total: float | None = None, hidden: int = 0
) -> None:
    """Draw the streams of one status; nothing when there are none."""
    drawn = streams(view, found, status, total=total, hidden=max(hidden, 0))
    if not drawn:
        return
    ends = max(len({s[place] for s in drawn}) for place in range(3))
    with st.container(key="sankey"):  # too wide for a phone, which has the same as a table
        show(
            tag("h2", view.say("money.flow")),
            tag("p", view.say("money.flow_status", status=status_word(view, status)),
                class_="quiet"),
        )
        st.echarts_chart(
            spec(view, drawn),
            key="sankey_chart",
            height=max(260, 34 * ends + 40),
            alt=view.say("money.flow_alt"),
        )
