"""What people decided, as a table to keep apart: it can be read into a ledger made anew.

Statements have the same id in every ledger that read the same documents, so decisions still fit.
"""

from __future__ import annotations

import csv
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Final, NamedTuple

from graph.correction import SOURCE, correct
from graph.errors import InputError, NotFound
from graph.ledger import Ledger
from graph.statement import State
from graph.whole import whole

HEADER: Final = ("kind", "id", "other", "verdict", "relation", "value", "object", "who", "why")
_AUTOMATIC: Final = "samenspel"
_CORRECTION: Final = "correction of "
_SQL: Final = (
    "SELECT 'decision', statement, '', state, '', '', '', who, why FROM decision"
    " WHERE undone IS NULL AND statement NOT IN (SELECT substr(name, ?1) FROM document"
    " WHERE source = ?2) UNION ALL"
    " SELECT 'judgement', a, b, verdict, '', '', '', who, why FROM judgement"
    " WHERE undone IS NULL AND who <> ?3 UNION ALL"
    " SELECT 'correction', substr(d.name, ?1), '', 'rejected', s.relation, coalesce(s.value, ''),"
    " coalesce(s.object, ''), coalesce((SELECT who FROM decision WHERE statement ="
    " substr(d.name, ?1) ORDER BY n DESC LIMIT 1), ''), '' FROM statement s JOIN document d"
    " ON d.n = s.document WHERE d.source = ?2 AND s.state <> 'ended'"
)


class Imported(NamedTuple):
    """What reading decisions did: `unknown` ones are about statements that are not there."""

    added: int = 0
    present: int = 0
    unknown: int = 0


def rows(ledger: Path) -> Iterator[tuple[str, ...]]:
    """Yield every decision, judgement and correction by a person that stands."""
    with closing(sqlite3.connect(ledger)) as db:
        asked = (len(_CORRECTION) + 1, SOURCE.id, _AUTOMATIC)
        yield from db.execute(_SQL, asked).fetchall()


def write_decisions(ledger: Path, target: Path) -> int:
    """Write all decisions to a CSV file (whole or not at all); return how many."""
    found = list(rows(ledger))
    with whole(target) as part, part.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADER)
        writer.writerows(found)
    return len(found)


def read_decisions(ledger: Ledger, path: Path) -> Imported:
    """Carry out what does not stand yet of a CSV file; raises InputError for a bad row."""
    standing = {row[:7] for row in rows(ledger.path)}
    added = present = unknown = 0
    for row in _parsed(path):
        if tuple(row[name] for name in HEADER[:7]) in standing:
            present += 1
        elif _carry_out(ledger, row):
            added += 1
        else:
            unknown += 1
    return Imported(added, present, unknown)


def _parsed(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        if tuple(reader.fieldnames or ()) != HEADER:
            raise InputError("decisions_header", file=path.name, expected=", ".join(HEADER))
        found = list(reader)
    for number, row in enumerate(found, 2):
        allowed = {"decision": tuple(State), "judgement": ("same", "different", "unsure"),
                   "correction": ("rejected",)}.get(row["kind"], ())
        if row["verdict"] not in allowed:
            raise InputError("decisions_row", file=path.name, row=number, value=row["verdict"])
    return found


def _carry_out(ledger: Ledger, row: dict[str, str]) -> bool:
    """Return whether a row could be carried out: its statement is there."""
    try:
        if row["kind"] == "judgement":
            ledger.judge(row["id"], row["other"], row["verdict"], who=row["who"], why=row["why"])
        elif row["kind"] == "correction":
            correct(ledger, row["id"], relation=row["relation"], value=row["value"] or None,
                    object=row["object"] or None, who=row["who"], why=row["why"])
        else:
            ledger.decide(row["id"], State(row["verdict"]), row["who"], row["why"])
    except NotFound:
        return False
    return True
