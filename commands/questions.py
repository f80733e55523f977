"""samenspel questions: what may be asked."""

from __future__ import annotations

from commands.terminal.command import declare
from commands.terminal.output import notice, write_csv, write_json, write_table
from commands.terminal.session import Session
from graph.texts import say


@declare("questions", example="samenspel questions --format json",
         formats=("table", "json", "csv"))
def command(session: Session, format: str) -> int:
    """List the questions that come along and those saved in the home; says which do not work."""
    from queries.ask import broken, questions

    lang = session.lang
    found = questions(session.home)
    for error in broken(session.home).values():
        notice(error.message(lang))
    if format == "json":
        write_json([
            {"name": q.name, "title": dict(q.title), "wording": dict(q.wording),
             "given": dict(q.given)} for q in found.values()
        ])
        return 0
    header = [say(f"column.{name}", lang) for name in ("question", "title", "given")]
    rows = [(q.name, q.title[lang], " ".join(f"--{g.replace('_', '-')}" for g in q.given))
            for q in found.values()]
    (write_csv if format == "csv" else write_table)(header, rows)
    return 0
