"""samenspel review: decide on proposed facts, and on what is the same thing."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

from commands.terminal.command import Group, argument, declare, option
from commands.terminal.output import line, notice, write_json, write_jsonl, write_table
from commands.terminal.session import Session
from graph.errors import InputError
from graph.statement import State
from graph.texts import say

command = Group("review", example="samenspel review list")


@declare("list", example="samenspel review list --format jsonl",
         formats=("table", "json", "jsonl"), group=command)
def show(session: Session, format: str) -> int:
    """Show what waits, surest first; 1 when nothing does."""
    from graph.review import queue

    found = [asdict(proposal) for proposal in queue(session.with_ledger().ledger, session.lang)]
    if format == "json":
        write_json(found)
    elif format == "jsonl":
        write_jsonl(found)
    elif found:
        columns = ("kind", "id", "says", "quote", "source", "certainty", "why")
        rows = [[_told(p) if name == "says" else p[name] for name in columns] for p in found]
        write_table([say(f"column.{name}", session.lang) for name in columns], rows)
    else:
        notice(say("review.empty", session.lang))
    return 0 if found else 1


@declare("accept", argument("ID", many=True), option("--why", metavar="TEXT"),
         example="samenspel review accept 3f0c9a", group=command)
def accept(session: Session, id: tuple[str, ...], why: str | None) -> int:
    """Accept proposed statements."""
    return _decide(session, id, State.ACCEPTED, why)


@declare("reject", argument("ID", many=True), option("--why", metavar="TEXT"),
         example='samenspel review reject 3f0c9a --why "gaat over een andere wijk"', group=command)
def reject(session: Session, id: tuple[str, ...], why: str | None) -> int:
    """Reject statements."""
    return _decide(session, id, State.REJECTED, why)


@declare("same", argument("A"), argument("B"), option("--why", metavar="TEXT"),
         example="samenspel review same organisation:a/dock organisation:b/dock", group=command)
def same(session: Session, a: str, b: str, why: str | None) -> int:
    """Judge two things to be one."""
    return _judge(session, a, b, "same", why)


@declare("different", argument("A"), argument("B"), option("--why", metavar="TEXT"),
         example="samenspel review different person:a/jansen person:b/jansen", group=command)
def different(session: Session, a: str, b: str, why: str | None) -> int:
    """Judge two things to be two."""
    return _judge(session, a, b, "different", why)


@declare("undo", argument("WHAT", required=False), example="samenspel review undo decision:12",
         group=command)
def undo(session: Session, what: str | None) -> int:
    """Take back a decision or judgement, else your last one."""
    from graph.review import reviewer
    from graph.steps import undo as take_back

    done = take_back(session.with_ledger().ledger, reviewer(), what)
    line(say("review.undone", session.lang, what=done))
    notice(say("advice.build", session.lang))
    return 0


@declare("export", argument("FILE"), example="samenspel review export besluiten.csv", group=command)
def export(session: Session, file: str) -> int:
    """Keep all decisions of people in a CSV file."""
    from graph.decisions import write_decisions

    count = write_decisions(session.with_ledger().ledger, Path(file))
    line(say("review.exported", session.lang, n=count, file=file))
    return 0 if count else 1


@declare("import", argument("FILE"), example="samenspel review import besluiten.csv", group=command)
def import_(session: Session, file: str) -> int:
    """Take over decisions from a CSV file, into a ledger that read the same documents."""
    from graph.decisions import read_decisions
    from graph.ledger import Ledger

    with Ledger(session.with_ledger().ledger) as ledger:
        done = read_decisions(ledger, Path(file))
    line(say("review.imported", session.lang, **done._asdict()))
    notice(say("advice.build", session.lang))
    return 0


def _told(proposal: dict[str, Any]) -> str:
    """Return what is asked; of a pair with the ids, for two names may be equal."""
    ids = " = ".join(filter(None, (proposal["a"], proposal["b"])))
    return f"{proposal['says']} ({ids})" if ids else str(proposal["says"])


def _decide(session: Session, ids: tuple[str, ...], state: State, why: str | None) -> int:
    from graph.ledger import Ledger
    from graph.review import reviewer

    with Ledger(session.with_ledger().ledger) as ledger:
        for statement in ids:
            ledger.statement(statement)
        for statement in ids:
            number = ledger.decide(statement, state, reviewer(), why or "")
            line(say(f"review.{state}", session.lang, id=statement, what=f"decision:{number}"))
    notice(say("advice.build", session.lang))
    return 0


def _judge(session: Session, a: str, b: str, verdict: str, why: str | None) -> int:
    from graph.ledger import Ledger
    from graph.review import reviewer

    if a == b:
        raise InputError("same_id", id=a)
    with Ledger(session.with_ledger().ledger) as ledger:
        for entity_id in (a, b):
            if next(ledger.statements(subject=entity_id), None) is None:
                raise InputError("unknown_id", id=entity_id)
        number = ledger.judge(a, b, verdict, who=reviewer(), why=why or "")
    line(say(f"review.{verdict}", session.lang, a=a, b=b, what=f"judgement:{number}"))
    notice(say("advice.build", session.lang))
    return 0
