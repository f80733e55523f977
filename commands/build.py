"""samenspel build: from the ledger to one graph per audience."""

from __future__ import annotations

from commands.terminal.command import declare
from commands.terminal.output import progress, write_json, write_table
from commands.terminal.session import Session
from graph.texts import say


@declare("build", example="samenspel build", formats=("table", "json"))
def command(session: Session, format: str) -> int:
    """Build the graphs and tell what is in them."""
    from graph.build import build

    with progress(say("progress.build", session.lang)) as step:
        built = build(session.with_ledger(), progress=step)
    if format == "json":
        write_json([one._asdict() for one in built])
    else:
        header = [say(f"built.{name}", session.lang) for name in built[0]._fields]
        write_table(header, built)
    return 0
