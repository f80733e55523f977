"""samenspel demo: from the bundled data to the explorer in the browser."""

from __future__ import annotations

from commands.terminal.command import declare, option
from commands.terminal.output import line, notice, progress
from commands.terminal.readings import read, tell
from commands.terminal.session import Session
from graph.texts import say


@declare("demo", option("--no-serve", flag=True), option("--port", metavar="N"),
         example="samenspel demo --no-serve")
def command(session: Session, no_serve: bool, port: str | None) -> int:
    """Read the bundled data, build what changed, and open the explorer."""
    from graph.build import build
    from graph.stamp import outdated
    from graph.statement import AUDIENCES
    from ingest.bundled import folders

    home, lang = session.home, session.lang
    summaries = read(session, folders())
    tell(summaries, lang)
    total = sum(s.change.added + s.change.changed + s.change.ended for s in summaries)
    line(say("demo.read", lang, files=len(summaries), changed=total))
    if any(outdated(home, audience) for audience in AUDIENCES):
        with progress(say("progress.build", lang)) as step:
            built = build(home, progress=step)
        line(say("demo.built", lang, nodes=built[0].nodes, edges=built[0].edges))
    else:
        line(say("demo.unchanged", lang))
    if no_serve:
        notice(say("demo.next", lang))
        return 0
    from commands.terminal.serving import serve

    return serve(session, port)
