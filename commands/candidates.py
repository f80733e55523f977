"""samenspel candidates: the facts that were found in reports, each with its sentence."""

from __future__ import annotations

from textwrap import shorten
from typing import Any

from commands.terminal.command import declare, option
from commands.terminal.output import write_jsonl, write_table
from commands.terminal.session import Session
from graph.texts import catalogue, say

_COLUMNS = ("id", "says", "quote", "rule", "certainty", "state")
_LONGEST = 80
"""A longer quote is cut off in the table; `--format jsonl` has it whole."""


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
            [c["statement"], _says(c, session.lang),
             shorten(c["quote"], _LONGEST, placeholder=" …"), c["rule"], c["certainty"],
             catalogue(session.lang).get(f"word.state.{c['state']}", c["state"])]
            for c in found
        ])
    return 0 if found else 1


def _says(candidate: dict[str, Any], lang: str) -> str:
    """Return subject, relation and object or value as people say them."""
    from graph.schema import schema
    from graph.wording import value_in_words

    name = candidate["relation"]
    about = schema()[candidate["subject"]["type"]]
    meaning = about.properties.get(name) or about.relations.get(name)
    said = candidate["object"]["name"] if candidate.get("object") else value_in_words(
        about.properties.get(name), str(candidate.get("value")), lang
    )
    return " ".join((candidate["subject"]["name"], meaning.label[lang] if meaning else name, said))
