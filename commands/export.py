"""samenspel export: a graph for another program."""

from __future__ import annotations

from pathlib import Path

from commands.terminal.command import argument, audience, declare
from commands.terminal.output import line
from commands.terminal.session import Session
from graph.texts import say


@declare("export", argument("FORMAT"), argument("OUT"), audience(),
         example="samenspel export graphml samenspel.graphml")
def command(session: Session, format: str, out: str, audience: str) -> int:
    """Write what an audience may see."""
    from graph.exports import export
    from graph.store import Graph

    with Graph(session.home.graph(audience)) as graph:
        written = export(graph, format, Path(out))
        things = sum(graph.counts().values())
    line(say("done.export", session.lang, file=written, count=things))
    return 0
