"""samenspel load: a graph to a server that many people share."""

from __future__ import annotations

from functools import partial

from commands.terminal.command import argument, audience, declare, option
from commands.terminal.output import line, progress, write_json
from commands.terminal.session import Session
from graph.texts import say


@declare(
    "load", argument("SERVER"), option("--uri", metavar="URI"), audience(),
    option("--replace", flag=True),
    example="samenspel load neo4j --uri bolt://127.0.0.1:7687", formats=("table", "json"),
)
def command(
    session: Session, server: str, uri: str | None, audience: str, replace: bool, format: str
) -> int:
    """Make the server hold what an audience may see, and tell what changed there."""
    from graph.load import load_into
    from graph.loads import remember
    from graph.store import Graph

    with (
        Graph(session.home.graph(audience)) as graph,
        progress(say("progress.load", session.lang)) as step,
    ):
        note = partial(remember, session.home, graph, server, uri)

        def told(done: int, total: int) -> None:
            if not done:  # the database is ours now, and nothing is written yet
                note(whole=False)
            step(f"{100 * done // max(total, 1)}%")

        loaded = load_into(server, graph, uri, told, replace=replace)
        note(whole=True)
    if format == "json":
        write_json(loaded._asdict())
    else:
        line(say("done.load", session.lang, audience=audience, **loaded._asdict()))
    return 0
