"""samenspel ingest: read files or folders into the ledger."""

from __future__ import annotations

from pathlib import Path

from commands.terminal.command import argument, declare, option
from commands.terminal.output import notice
from commands.terminal.readings import read, report
from commands.terminal.session import Session
from graph.texts import say


@declare(
    "ingest", argument("PATH", many=True), option("--source", metavar="NAME"),
    option("--date", metavar="DATE"), option("--title", metavar="TEXT"),
    option("--model", flag=True),
    example="samenspel ingest initiatieven.csv --source mijn-wijk", formats=("table", "json"),
)
def command(
    session: Session, path: tuple[str, ...], source: str | None, date: str | None,
    title: str | None, model: bool, format: str,
) -> int:
    """Read the paths, say what they brought, and advise to build when something changed."""
    summaries = read(session, [Path(p) for p in path], source, date=date, title=title, model=model)
    code = report(session, summaries, format)
    if any(s.change.added or s.change.changed or s.change.ended for s in summaries):
        notice(say("advice.build", session.lang))
    return code
