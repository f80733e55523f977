"""samenspel candidates: the facts that were found in reports, each with its sentence."""

from __future__ import annotations

from commands.terminal.command import declare, option
from commands.terminal.output import write_jsonl, write_table
from commands.terminal.session import Session
from graph.texts import say

_COLUMNS = ("says", "quote", "rule", "certainty", "state")


@declare("candidates", option("--source", metavar="NAME"),
         example="samenspel candidates --source verslag --format jsonl",
         formats=("table", "jsonl"))
def command(session: Session, source: str | None, format: str) -> int:
    """Write the candidate facts of reports that were read; 1 when there are none."""
    from graph.ledger import Ledger
    from ingest.prose.filing import stored_candidates

    with Ledger(session.with_ledger().ledger) as ledger:
        found = list(stored_candidates(ledger, source))
    if format == "jsonl":
        write_jsonl(found)
    else:
        titles = [say(f"column.{name}", session.lang) for name in _COLUMNS]
        write_table(titles, [
            [" ".join((c["subject"]["name"], c["relation"],
                       c["object"]["name"] if c.get("object") else str(c.get("value")))),
             c["quote"], c["rule"], c["certainty"], c["state"]] for c in found
        ])
    return 0 if found else 1
