"""samenspel backup: copy the ledger to a file."""

from __future__ import annotations

from pathlib import Path

from commands.terminal.command import argument, declare
from commands.terminal.output import line
from commands.terminal.session import Session
from graph.texts import say


@declare("backup", argument("OUT"), example="samenspel backup grootboek-maart.sqlite")
def command(session: Session, out: str) -> int:
    """Copy the ledger and remember where, so that `forget` reaches the copy too."""
    from graph.backups import backup

    made = backup(session.with_ledger(), Path(out))
    line(say("done.backup", session.lang, file=made, size=made.stat().st_size // 1024))
    return 0
