"""samenspel why: how we know a statement, or all that is known of a thing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from commands.terminal.command import argument, audience, declare
from commands.terminal.output import line, notice, write_json
from commands.terminal.session import Session
from graph.errors import NotFound
from graph.texts import say

if TYPE_CHECKING:
    from graph.store import Evidence, Graph
    from queries.answer import Because

_DEPTH: Final = 4


@declare("why", argument("ID"), audience(),
         example="samenspel why initiative:voorbeeldstad/buurttuin-de-linde",
         formats=("table", "json"))
def command(session: Session, id: str, audience: str, format: str) -> int:
    """Tell source, place, quote and date; 1 when this audience knows nothing of it."""
    from graph.store import Graph

    with Graph(session.home.graph(audience)) as graph:
        try:
            subject, found = _evidence(graph, id)
        except NotFound as error:
            notice(error.message(session.lang))
            return 1
        reasons = _told(graph, found, session.lang)
    if format == "json":
        write_json({"id": subject, "because": [reason.to_json() for reason in reasons]})
    else:
        for reason in reasons:
            line("\n".join(_lines(reason, session.lang)))
    return 0 if reasons else 1


def _evidence(graph: Graph, asked: str) -> tuple[str, list[Evidence]]:
    """Return the statement with this id, else all statements of the thing meant."""
    try:
        return asked, [graph.statement(asked)]
    except NotFound:
        node = graph.resolve(asked, "Entity")
        return node.id, graph.statements(node.id)


def _told(graph: Graph, found: Sequence[Evidence], lang: str) -> list[Because]:
    from datetime import date

    from graph.batch import nodes
    from queries.because import tell

    def told(one: Evidence, depth: int) -> Because:
        below = graph.basis(one.id) if depth else []
        things = nodes(graph, [i for i in (one.subject, one.object) if i])
        return tell(graph, one, things, lang, today, [told(e, depth - 1) for e in below])

    today = date.today()
    return [told(one, _DEPTH) for one in found if one.relation != "outline"]


def _lines(reason: Because, lang: str, indent: str = "") -> Iterator[str]:
    yield indent + reason.says
    inside = indent + "  "
    yield inside + say("why.source", lang, source=reason.source)
    if reason.locator:
        yield inside + say("why.place", lang, locator=reason.locator)
    if reason.quote:
        yield inside + say("why.quote", lang, quote=reason.quote)
    fresh = say(f"freshness.{reason.freshness}", lang)
    yield inside + say("why.state", lang, date=reason.date, freshness=fresh,
                       certainty=round(100 * reason.certainty))
    if reason.rests_on:
        yield inside + say("why.rests", lang)
        for below in reason.rests_on:
            yield from _lines(below, lang, inside + "  ")
