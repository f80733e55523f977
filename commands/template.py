"""samenspel template: an empty sheet with explanations."""

from __future__ import annotations

from pathlib import Path

from commands.terminal.command import argument, declare
from commands.terminal.output import line
from commands.terminal.session import Session
from graph.errors import InputError
from graph.texts import say


@declare("template", argument("NAME"), argument("OUT", required=False),
         example="samenspel template initiatives initiatieven.csv")
def command(session: Session, name: str, out: str | None) -> int:
    """Write the sheet to OUT (.xlsx or .csv), else to a workbook of that name right here."""
    from ingest.template import template, write_template

    title = template(name).about["title"][session.lang]
    path = Path(out) if out else Path(f"{title.lower()}.xlsx")
    if path.exists():
        raise InputError("file_exists", file=path)
    written = write_template(name, path, session.lang)
    line(say("done.template", session.lang, file=written))
    return 0
