"""'How do we know this?': what is said, where it was read, how sure and how fresh."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from explorer.components import words
from explorer.components.html import Html, join, tag
from explorer.components.icon import freshness_mark
from explorer.view import View
from graph.batch import bases, nodes
from graph.derive import SOURCE
from graph.store import Evidence
from queries.answer import Because
from queries.because import tell


def read(view: View, found: Sequence[Evidence]) -> list[Because]:
    """Return statements as reasons, with what they rest on."""
    below = bases(view.graph, [e.id for e in found if e.source == SOURCE])
    everything = [*found, *(e for part in below.values() for e in part)]
    things = nodes(view.graph, {i for e in everything for i in (e.subject, e.object) if i})
    today = date.fromisoformat(view.graph.meta["today"])

    def told(one: Evidence) -> Because:
        under = [told(e) for e in below.get(one.id, [])]
        return tell(view.graph, one, things, view.lang, today, under)

    return [told(one) for one in found]


def _where(view: View, reason: Because) -> Html:
    marks = [
        tag("span", view.say("because.source"), " ", tag("cite", reason.source)),
        reason.locator or None,
        words.day(view, reason.date),
        tag(
            "span",
            words.certainty(view, reason.certainty),
            title=f"{round(100 * reason.certainty)}%",
        ),
        freshness_mark(view, reason.freshness),
    ]
    return tag("div", join(marks), class_="quiet")


def _adds(reason: Because) -> bool:
    """Tell whether a quote says more than the statement: a sentence, not the cell of a table."""
    quote = reason.quote or ""
    return " " in quote and quote.casefold() not in reason.says.casefold()


def _one(view: View, reason: Because) -> Html:
    quote = tag("blockquote", reason.quote) if _adds(reason) else None
    below = tag("ul", [_one(view, r) for r in reason.rests_on]) if reason.rests_on else None
    return tag("li", reason.says, quote, _where(view, reason), below)


def because(view: View, reasons: Iterable[Because], label: str | None = None) -> Html:
    """Return the fold-out 'How do we know this?' with every reason; nothing without reasons."""
    unique = {(r.says, r.source, r.locator): r for r in reasons}
    if not unique:
        return Html("")
    return tag(
        "details",
        tag("summary", label or view.say("because.title")),
        tag("ul", [_one(view, reason) for reason in unique.values()]),
        class_="because",
    )
