"""samenspel status: what is known, how fresh it is, and what is not known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

from commands.terminal.command import audience, declare
from commands.terminal.output import Row, line, write_json, write_table
from commands.terminal.session import Session
from graph.texts import say

if TYPE_CHECKING:
    from graph.status import Status


@declare("status", audience(), example="samenspel status --format json",
         formats=("table", "json"))
def command(session: Session, audience: str, format: str) -> int:
    """Tell how the ledger and an audience's graph stand."""
    from graph.status import status

    found = status(session.home, audience)
    if format == "json":
        write_json(asdict(found))
    else:
        _write(found, session.lang)
    return 0


def _write(found: Status, lang: str) -> None:
    from graph.schema import schema
    from graph.wording import day

    built = f"{day(found.built[:10], lang)}, {found.built[11:16]} UTC"
    line(say("overview.built", lang, built=built, audience=found.audience))
    if found.outdated:
        line(say("overview.outdated", lang))
    kinds = [(schema()[name].plural[lang], count) for name, count in found.things.items()]
    _table("overview.things", ("kind", "count"), kinds, lang)
    _table("overview.freshness", ("kind", "count"),
           [(say(f"freshness.{name}", lang), n) for name, n in found.freshness.items()], lang)
    _table(
        "overview.sources", ("source", "statements", "seen", "freshness"),
        [(s.title, s.statements, s.seen, say(f"freshness.{s.freshness}", lang))
         for s in found.sources], lang,
    )
    _table("overview.unknown", ("kind", "count", "of"),
           [(say(f"unknown.{u.name}", lang), u.count, u.of) for u in found.unknown], lang)
    line(say("overview.review", lang, count=found.to_review))


def _table(title: str, columns: Sequence[str], rows: Sequence[Row], lang: str) -> None:
    write_table([say(f"column.{name}", lang) for name in columns], rows, say(title, lang))
    line()
