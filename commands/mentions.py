"""samenspel mentions: what a report names, before anything is kept."""

from __future__ import annotations

from pathlib import Path

from commands.terminal.command import argument, declare
from commands.terminal.output import write_jsonl, write_table
from commands.terminal.session import Session
from graph.errors import InputError
from graph.texts import say

_COLUMNS = ("name", "type", "variants")


@declare("mentions", argument("FILE"), example="samenspel mentions verslag.docx --format jsonl",
         formats=("table", "jsonl"))
def command(session: Session, file: str, format: str) -> int:
    """Write people, parties, places and themes with where they stand; 1 when there are none."""
    from graph.ledger import Ledger
    from ingest.prose.extraction import extract, mention_lines
    from ingest.prose.knowledge import Knowledge
    from ingest.prose.reading import read_document

    path = Path(file)
    if not path.is_file():
        raise InputError("no_such_file", file=file)
    knowledge = Knowledge.bundled()
    if session.home.ledger.exists():
        with Ledger(session.home.ledger) as ledger:
            knowledge = Knowledge.of(ledger)
    found = list(mention_lines(extract(read_document(path), knowledge)))
    if format == "jsonl":
        write_jsonl(found)
    else:
        titles = [say(f"column.{name}", session.lang) for name in _COLUMNS]
        write_table(titles, [[m["name"], m["type"], "; ".join(m["variants"])] for m in found])
    return 0 if found else 1
