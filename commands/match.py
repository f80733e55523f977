"""samenspel match: which names in a list may be one thing, with the reasons."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from commands.terminal.command import OneOf, argument, declare, option
from commands.terminal.output import bar, write_csv, write_jsonl, write_table
from commands.terminal.session import Session
from graph.errors import InputError
from graph.near import near_misses
from graph.texts import say

if TYPE_CHECKING:
    from graph.matching import Pair

_COLUMNS: Final = ("a", "b", "score", "decision", "reasons", "a_rows", "b_rows")


@declare(
    "match", argument("FILE"), option("--column", metavar="NAME"),
    option("--context", metavar="COLUMNS"), option("--kind", OneOf("person", "organisation")),
    example="samenspel match leden.csv --column naam --context organisatie,plaats --format jsonl",
    formats=("table", "jsonl", "csv"),
)
def command(
    session: Session, file: str, column: str | None, context: str | None, kind: str | None,
    format: str,
) -> int:
    """Write the pairs, automatic ones first; 1 when there are none."""
    from graph.matching import match
    from ingest.readers.table import header, read

    path = Path(file)
    if not path.is_file():
        raise InputError("no_such_file", file=path.name)
    names = header(path, {})
    chosen = _column(column or (names[0] if names else ""), names)
    beside = [_column(name.strip(), names) for name in (context or "").split(",") if name.strip()]
    with bar(say("match.comparing", session.lang)) as progress:
        found = _told(match(read(path, {}), chosen, beside, kind=kind or "", progress=progress),
                      session.lang)
        first = next(found, None)
    pairs = chain([] if first is None else [first], found)
    if format == "jsonl":
        write_jsonl(pairs)
    else:
        titles = [say(f"match.column.{name}", session.lang) for name in _COLUMNS]
        (write_csv if format == "csv" else write_table)(
            titles, ([_cell(one[name]) for name in _COLUMNS] for one in pairs))
    return 0 if first else 1


def _column(asked: str, names: list[str]) -> str:
    """Return the column that is asked for, whatever its capitals; raises InputError."""
    by_fold = {name.casefold(): name for name in reversed(names)}
    if asked.casefold() in by_fold:
        return by_fold[asked.casefold()]
    raise InputError("missing_column", column=asked, found=", ".join(names),
                     near=near_misses(asked, names))


def _told(pairs: Iterator[Pair], lang: str) -> Iterator[dict[str, Any]]:
    for pair in pairs:
        yield {
            "a": pair.a, "b": pair.b, "score": pair.score, "decision": str(pair.decision),
            "kind": pair.kind, "reasons": [reason.say(lang) for reason in pair.reasons],
            "a_rows": [_number(row) for row in pair.a_rows],
            "b_rows": [_number(row) for row in pair.b_rows],
        }


def _number(row: str) -> int | str:
    return int(row) if row.isdigit() else row


def _cell(value: object) -> object:
    return ", ".join(map(str, value)) if isinstance(value, list) else value
