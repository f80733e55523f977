"""Where all of it comes from, how fresh it is, and what is missing."""

from __future__ import annotations

from typing import Final

from explorer.components import words
from explorer.components.html import show, tag
from explorer.components.icon import icon, type_name
from explorer.components.table import Cell, Column, table
from explorer.view import View
from graph.derive import SOURCE

ORDER: Final = 30
MENU: Final = "look"
IN_MENU: Final = True


def render(view: View) -> None:
    """Show the sources and counts of this graph."""
    sources = [s for s in view.graph.sources.values() if s.id != SOURCE]
    counts = view.graph.counts()
    show(
        tag("h1", view.say("page.sources")),
        tag(
            "p",
            view.say("sources.lead_one" if len(sources) == 1 else "sources.lead",
                     n=len(sources), things=words.number(view, sum(counts.values()))),
            class_="lead",
        ),
    )
    said = dict(view.graph.db.execute("SELECT source, count(*) FROM statement GROUP BY source"))
    rows: list[list[Cell]] = [
        [
            s.title,
            s.publisher or "",
            s.licence or "",
            s.date or "",
            said.get(s.id, 0),
            view.say("yes" if s.invented else "no"),
        ]
        for s in sorted(sources, key=lambda s: s.title)
    ]
    heads = (
        ("source", "text"),
        ("publisher", "text"),
        ("licence", "text"),
        ("date", "date"),
        ("statements", "number"),
        ("invented", "text"),
    )
    table(
        view,
        view.say("page.sources"),
        [Column(view.say(f"column.{name}"), how) for name, how in heads],
        rows,
    )
    show(
        tag("h2", view.say("sources.things")),
        tag(
            "ul",
            [
                tag("li", icon(t), f" {words.number(view, n)} ", type_name(view, t, many=n != 1))
                for t, n in sorted(counts.items(), key=lambda pair: -pair[1])
            ],
            class_="legend",
        ),
    )
    show(
        tag("h2", view.say("sources.how")),
        tag("p", view.say("sources.how_text")),
        tag("p", view.say("sources.people")),
    )
