"""samenspel forget: take a person out of everything."""

from __future__ import annotations

from commands.terminal.command import argument, declare
from commands.terminal.output import line, notice, progress, write_json
from commands.terminal.session import Session
from graph.errors import NotFound
from graph.texts import say


@declare("forget", argument("PERSON"), example='samenspel forget "Jan de Voorbeeld"',
         formats=("table", "json"))
def command(session: Session, person: str, format: str) -> int:
    """Take a person (id or name) out and say how much that was; 1 when nobody is meant."""
    from graph.forget import forget
    from graph.loads import behind

    lang = session.lang
    try:
        with progress(say("progress.build", lang)) as step:
            done = forget(session.with_ledger(), person, progress=step)
    except NotFound as error:
        notice(error.message(lang))
        return 1
    if format == "json":
        write_json(done._asdict())
    elif done.already:
        line(say("forget.already", lang))
    else:
        line(say("forget.done", lang, **done._asdict()))
    if done.missing:
        notice(say("forget.missing", lang, missing=done.missing))
    for server, audience, count in behind(session.home):
        notice(say("forget.loaded", lang, server=server, audience=audience, count=count))
    return 0
