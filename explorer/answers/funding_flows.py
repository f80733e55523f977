"""Money: a bar per year and status, a drawing from payer by scheme to receiver, and the table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import pandas as pd
import streamlit as st

from explorer.address import to_thing
from explorer.components import words
from explorer.components.because import because
from explorer.components.empty import nothing
from explorer.components.html import Child, Html, show, tag
from explorer.components.money import bars, flows, status_word, statuses
from explorer.components.sankey import sankey
from explorer.components.table import Cell, Column, table
from explorer.view import View
from graph.batch import nodes
from graph.store import Node
from queries.answer import Answer, Result
from queries.question import Question

_TOLD: Final = 6
_FEW: Final = 1


def render(view: View, _question: Question, result: Result) -> None:
    """Show where the money goes; every status apart."""
    if result.abstained:
        nothing(view, result)
        return
    summary = result.summary
    show(
        _totals(view, summary.get("totals", {})),
        _concentration(view, summary),
        tag("p", view.say("money.apart"), class_="quiet"),
    )
    _years(view, summary.get("by_year", {}))
    basis = str(summary.get("share_of") or "requested")
    grants = tuple(i for a in result.answers for i in a.links.get("grants", []))
    found = view.lookups.remember(("flows", grants), lambda: flows(view, grants))
    hidden = summary.get("count", 0) - len(result.answers)
    sankey(view, found, basis, total=summary.get("totals", {}).get(basis), hidden=hidden)
    _table(view, result)
    show(
        tag("h2", view.say("because.title")),
        [because(view, answer.because, answer.label) for answer in result.answers[:_TOLD]],
    )


def _totals(view: View, totals: Mapping[str, float]) -> Html:
    cells = [
        tag(
            "div",
            tag("div", status_word(view, s), class_="quiet"),
            tag("strong", words.euros(view, totals[s])),
            class_="amount",
        )
        for s in statuses()
        if s in totals
    ]
    return tag("div", cells, class_="amounts")


def _concentration(view: View, summary: Mapping[str, Any]) -> list[Child]:
    """Say how unevenly the money is spread: the largest payer's and receiver's share."""
    said: list[Child] = []
    for side in ("payers", "payees"):
        found = summary.get(side)
        if found and found.get("share"):
            how = "alone" if found["count"] == 1 else "share"
            said.append(
                tag(
                    "p",
                    view.say(
                        f"money.{how}.{side}",
                        name=found["label"],
                        share=round(100 * found["share"]),
                        n=found["count"],
                        status=status_word(view, str(summary["share_of"])),
                    ),
                )
            )
    return said


def _years(view: View, by_year: Mapping[str, Mapping[str, float]]) -> None:
    rows = [
        {
            "year": year or view.say("money.no_year"),
            "status": status_word(view, s),
            "amount": amount,
            "said": words.euros(view, round(amount)),
        }
        for year, amounts in by_year.items()
        for s, amount in amounts.items()
    ]
    order = [status_word(view, s) for s in statuses() if any(s in a for a in by_year.values())]
    if rows:
        show(tag("h2", view.say("money.per_year")))
        st.altair_chart(
            bars(view, pd.DataFrame(rows), order),
            key="years",
            width="stretch",
            alt=view.say("money.chart"),
        )
        used = [s for s in statuses() if any(s in a for a in by_year.values())]
        columns = [
            Column(view.say("money.year")),
            *(Column(status_word(view, s).capitalize(), "money") for s in used),
        ]
        table(
            view,
            view.say("money.per_year"),
            columns,
            [
                [year or view.say("money.no_year"), *(amounts.get(s) for s in used)]
                for year, amounts in by_year.items()
            ],
        )


def _table(view: View, result: Result) -> None:
    known = nodes(
        view.graph,
        {i for a in result.answers for i in (*a.links.get("payer", []), *a.links.get("payee", []))},
    )
    used = [s for s in statuses() if any(s in a.fields["amounts"] for a in result.answers)]
    columns = [
        Column(view.say("money.payer"), html=_ends(view, result.answers, known, "payer", 0)),
        Column(view.say("money.recipient"), html=_ends(view, result.answers, known, "payee", 1)),
        Column(view.say("money.scheme"), html=_schemes(view, result.answers)),
        Column(view.say("money.years")),
        *(Column(status_word(view, s).capitalize(), "money") for s in used),
    ]
    rows: list[list[Cell]] = [
        [
            a.fields["payer"],
            a.fields["payee"],
            ", ".join(a.fields["schemes"]),
            _span(a.fields["years"]),
            *(a.fields["amounts"].get(s) for s in used),
        ]
        for a in result.answers
    ]
    show(tag("h2", view.say("money.table")))
    if result.summary.get("count", 0) > len(rows):
        show(tag("p", view.say("money.cut", n=len(rows), total=result.summary["count"])))
    table(view, view.say("money.table"), columns, rows)


def _span(years: Sequence[str]) -> str:
    """Return years as people write them: '2016-2020' when none between is missing."""
    whole = [int(year) for year in years if year.isdigit()]
    if len(whole) == len(years) > 2 and whole[-1] - whole[0] == len(whole) - 1:
        return f"{whole[0]}-{whole[-1]}"
    return ", ".join(years)


def _schemes(view: View, answers: Sequence[Answer]) -> Any:
    """Show a few schemes of a stream; the download has them all."""
    lists = {", ".join(a.fields["schemes"]): a.fields["schemes"] for a in answers}

    def cell(row: Sequence[Cell]) -> Child:
        names = lists.get(str(row[2]), [])
        if len(names) <= _FEW:
            return ", ".join(names)
        more = view.say("more", n=len(names) - _FEW)
        return f"{', '.join(names[:_FEW])} {view.say('and')} {more}"

    return cell


def _ends(
    view: View, answers: Sequence[Answer], known: Mapping[str, Node], name: str, place: int
) -> Any:
    by_label = {a.fields[name]: a.links.get(name, []) for a in answers}

    def cell(row: Sequence[Cell]) -> Child:
        ids = [i for i in by_label.get(str(row[place]), []) if i in known]
        return to_thing(view, known[ids[0]]) if len(ids) == 1 else str(row[place] or "")

    return cell
