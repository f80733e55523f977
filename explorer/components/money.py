"""Money: amounts by status, each apart. A request is never added up as a grant."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple

import altair as alt
import pandas as pd
import streamlit as st

from explorer.address import to_thing
from explorer.components import words
from explorer.components.icon import ink
from explorer.components.table import Cell, Column, table
from explorer.view import View
from graph.batch import neighbours, nodes, values
from graph.schema import schema
from graph.store import Node

_COLOURS: Final = {
    "desired": "#CC79A7",
    "requested": "#E69F00",
    "granted": "#0072B2",
    "settled": "#009E73",
    "paid": "#56B4E9",
    "unclear": "#999999",
}
_LABELLED: Final = 9
_ENDS: Final = ("payer", "recipient", "under", "funds")


class Flow(NamedTuple):
    """One flow of money: who to whom, which year, and its amounts by status."""

    grant: Node
    payer: Node | None
    recipient: Node | None
    scheme: Node | None
    year: str
    purpose: str
    status: str
    amounts: Mapping[str, float]


def statuses() -> dict[str, str]:
    """Return the property of each standing of money, by status, in order."""
    grant = schema()["Grant"]
    return {p.status: name for name, p in grant.properties.items() if p.status}


def flows(view: View, grants: Sequence[str]) -> list[Flow]:
    """Return grants as flows, the newest first."""
    things = nodes(view.graph, grants)
    ties = neighbours(view.graph, grants, _ENDS, forward=True)
    ends = nodes(view.graph, {e.object for found in ties.values() for e in found})
    wanted = [*statuses().values(), "year", "purpose", "status"]
    known = values(view.graph, grants, wanted)

    def one(i: str, name: str) -> str:
        return (known.get((i, name)) or [""])[0]

    def end(i: str, name: str) -> Node | None:
        return next((ends[e.object] for e in ties.get(i, []) if e.relation == name), None)

    found = [
        Flow(
            things[i],
            end(i, "payer"),
            end(i, "recipient") or end(i, "funds"),
            end(i, "under"),
            one(i, "year"),
            one(i, "purpose") or things[i].label,
            one(i, "status"),
            {s: float(one(i, name)) for s, name in statuses().items() if one(i, name)},
        )
        for i in grants
        if i in things
    ]
    return sorted(found, key=lambda f: (f.year, f.grant.label), reverse=True)


def used(found: Sequence[Flow]) -> list[str]:
    """Return the statuses that any of the flows has, in order."""
    return [s for s in statuses() if any(s in flow.amounts for flow in found)]


def status_word(view: View, status: str) -> str:
    """Return what a standing of money is called."""
    prop = schema()["Grant"].properties[statuses()[status]]
    return view.label(prop.label)


def per_year(view: View, found: Sequence[Flow], key: str) -> None:
    """Draw a bar per year and status, side by side and labelled, never on top of each other."""
    rows = [
        {"year": flow.year or "?", "status": status_word(view, s), "amount": amount}
        for flow in found
        for s, amount in flow.amounts.items()
    ]
    if not rows:
        return
    order = [status_word(view, s) for s in used(found)]
    frame = pd.DataFrame(rows).groupby(["year", "status"], as_index=False)["amount"].sum()
    frame["said"] = [words.euros(view, round(amount)) for amount in frame["amount"]]
    st.altair_chart(bars(view, frame, order), key=key, width="stretch", alt=view.say("money.chart"))


def _axis(view: View) -> alt.Axis:
    """Return an axis with whole amounts as the reader writes them: 4.000."""
    amount = "format(datum.value, ',.0f')"
    dutch = f"replace({amount}, regexp(',', 'g'), '.')"
    return alt.Axis(labelExpr=amount if view.lang == "en" else dutch)


def bars(view: View, frame: pd.DataFrame, order: list[str]) -> Any:
    """Return the chart of `per_year`."""
    names = {status_word(view, s): c for s, c in _COLOURS.items() if s in statuses()}
    base = alt.Chart(frame).encode(
        x=alt.X("year:N", title=None, axis=alt.Axis(labelAngle=0)),
        xOffset=alt.XOffset("status:N", sort=order),
        y=alt.Y("amount:Q", title=view.say("money.euros"), axis=_axis(view)),
        tooltip=[
            alt.Tooltip("year:N", title=view.say("money.year")),
            alt.Tooltip("status:N", title=view.say("money.status")),
            alt.Tooltip("said:N", title=view.say("money.amount")),
        ],
    )
    colour = alt.Color(
        "status:N",
        sort=order,
        scale=alt.Scale(domain=order, range=[names[o] for o in order]),
        legend=alt.Legend(title=None, orient="top"),
    )
    marks = base.mark_bar().encode(color=colour)
    if len(frame) > _LABELLED:
        return alt.layer(marks).properties(height=300)
    labels = base.mark_text(dy=-6, fontSize=11, fill=ink()).encode(text="said:N")
    return alt.layer(marks, labels).properties(height=320)


def flow_table(view: View, title: str, found: Sequence[Flow]) -> None:
    """Put the flows on the page as a table, a column for each status."""
    standing = used(found)
    columns = [
        Column(view.say("money.year")),
        _ending(view, "money.payer", found, 1),
        _ending(view, "money.recipient", found, 2),
        Column(view.say("money.scheme")),
        Column(view.say("money.purpose")),
        *(Column(status_word(view, s).capitalize(), "money") for s in standing),
    ]
    rows: list[list[Cell]] = [
        [
            f.year,
            f.payer.label if f.payer else "",
            f.recipient.label if f.recipient else "",
            f.scheme.label if f.scheme else "",
            f.purpose,
            *(f.amounts.get(s) for s in standing),
        ]
        for f in found
    ]
    table(view, title, columns, rows)


def _ending(view: View, key: str, found: Sequence[Flow], place: int) -> Column:
    known = {n.label: n for f in found if (n := f.payer if place == 1 else f.recipient)}

    def cell(row: Sequence[Cell]) -> Any:
        node = known.get(str(row[place]))
        return to_thing(view, node) if node else str(row[place] or "")

    return Column(view.say(key), html=cell)
