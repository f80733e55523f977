"""A graph: look things up, follow arrows, ask for the statements behind them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Final

import numpy as np

from graph.errors import NotFound
from graph.ledger import Source
from graph.lookup import Lookup
from graph.records import EVIDENCE_COLUMNS, Edge, EdgeArrays, Evidence, Node, evidence

__all__ = ["Edge", "EdgeArrays", "Evidence", "Graph", "Node"]
_EVIDENCE: Final = (
    f"SELECT {EVIDENCE_COLUMNS} FROM statement t JOIN node s ON s.n = t.s"
    " JOIN relation r ON r.r = t.r LEFT JOIN node o ON o.n = t.o"
)


class Graph(Lookup):
    """An open graph; cheap to open, safe to share between threads."""

    def edges(
        self, entity_id: str, relations: Iterable[str] = (), *, forward: bool = True,
        backward: bool = True,
    ) -> list[Edge]:
        """Return the arrows from and to a thing, or only those of some relations."""
        names = sorted(set(relations))
        only = f"AND r.name IN ({', '.join('?' * len(names))})" if names else ""
        ends = [end for end, wanted in (("s", forward), ("o", backward)) if wanted]
        found: dict[tuple[str, str, str], Edge] = {}
        for end in ends:
            for row in self.db.execute(
                "SELECT s.id, r.name, o.id, e.seen, e.certainty, e.sources, e.state FROM relation r"
                f" CROSS JOIN edge e ON e.r = r.r AND e.{end} = ? JOIN node s ON s.n = e.s"
                f" JOIN node o ON o.n = e.o WHERE true {only} ORDER BY r.name, s.label, o.label",
                (self.number(entity_id), *names),
            ):
                found[row[:3]] = Edge(*row)
        return list(found.values())

    def edge_arrays(self, relations: Iterable[str] = ()) -> EdgeArrays:
        """Return all arrows, or those of some relations, as arrays of node numbers."""
        names = sorted(set(relations))
        where = f"WHERE r.name IN ({', '.join('?' * len(names))})" if names else ""
        rows = self.db.execute(
            f"SELECT e.s, e.o, e.r FROM edge e JOIN relation r ON r.r = e.r {where}", names
        ).fetchall()
        columns = np.array(rows, dtype=np.int64).reshape(-1, 3)
        return EdgeArrays(columns[:, 0], columns[:, 1], columns[:, 2])

    @cached_property
    def ids(self) -> list[str]:
        """All ids in order of number: `ids[n - 1]`."""
        return [row[0] for row in self.db.execute("SELECT id FROM node ORDER BY n")]

    @cached_property
    def width(self) -> int:
        """The length of an array with a place for every number of a thing, from 0 on."""
        return int(self.db.execute("SELECT coalesce(max(n), 0) + 1 FROM node").fetchone()[0])

    def statements(
        self, subject: str | None = None, relation: str | None = None, object: str | None = None,
        *, either_way: bool = False,
    ) -> list[Evidence]:
        """Return the statements with this subject, relation and/or object, freshest first.

        With `either_way`, subject and object may be exchanged (for symmetric relations).
        """
        tests, values = [], []
        for column, wanted in (("t.s", subject), ("t.o", object)):
            if wanted is not None:
                tests.append(f"{column} = ?")
                values.append(self.number(wanted))
        if relation is not None:
            tests.append("t.r = (SELECT r FROM relation WHERE name = ?)")
            values.append(relation)  # type: ignore[arg-type]
        where = " AND ".join(tests) or "true"
        found = self._evidence(f"{where} ORDER BY t.current DESC, t.seen DESC, t.n", values)
        if either_way and subject and object and not found:
            return self.statements(object, relation, subject)
        return found

    def statement(self, statement_id: str) -> Evidence:
        """Return one statement; raises NotFound when this audience does not see it."""
        found = self._evidence("t.id = ?", [statement_id])
        if not found:
            raise NotFound("statement", id=statement_id)
        return found[0]

    def basis(self, statement_id: str) -> list[Evidence]:
        """Return the statements that a derived one rests on."""
        return self._evidence(
            "t.id IN (SELECT rests_on FROM basis WHERE statement = ?) ORDER BY t.n", [statement_id]
        )

    def _evidence(self, where: str, values: Sequence[object]) -> list[Evidence]:
        rows = self.db.execute(f"{_EVIDENCE} WHERE {where}", values)
        return [evidence(row) for row in rows]

    @cached_property
    def sources(self) -> dict[str, Source]:
        """The sources of what this graph holds, by id."""
        rows = self.db.execute("SELECT * FROM source ORDER BY id")
        return {row[0]: Source(*row)._replace(invented=bool(row[7])) for row in rows}

    def counts(self) -> dict[str, int]:
        """Return how many things there are of each type."""
        return dict(self.db.execute("SELECT type, count(*) FROM node GROUP BY type ORDER BY type"))
