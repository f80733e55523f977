"""The statements behind ties, so that what is concluded from ties can say why."""

from __future__ import annotations

from typing import Final

import numpy as np

from graph.analysis.ties import Pairs, Ties
from graph.store import Graph

MOST: Final = 100
"""More statements than this explain nothing."""


class TieBasis:
    """Looks up the statements behind the ties of a graph."""

    def __init__(self, graph: Graph, ties: Ties, known: Pairs) -> None:
        self._graph, self._ties = graph, ties
        self._rows = np.argsort(ties.link, kind="stable")
        self._first = np.searchsorted(ties.link[self._rows], np.arange(len(ties.shared) + 1))
        mine = np.concatenate((known.a, known.b))
        order = np.argsort(mine, kind="stable")
        self._start = np.searchsorted(mine[order], np.arange(len(ties.nodes) + 1))
        self._other = np.concatenate((known.b, known.a))[order]
        self._link = np.concatenate((known.link, known.link))[order]

    def between(self, agent: int, others: set[int]) -> tuple[str, ...]:
        """Return ids of the statements that tie `agent` to any of `others` (places in Ties)."""
        found: dict[str, None] = {}
        for i in range(int(self._start[agent]), int(self._start[agent + 1])):
            other = int(self._other[i])
            if other in others:
                for row in self._rows_of(int(self._link[i]), agent, other):
                    found |= dict.fromkeys(self._statements(row))
            if len(found) >= MOST:
                break
        return tuple(list(found)[:MOST])

    def _rows_of(self, link: int, *agents: int) -> list[int]:
        rows = self._rows[self._first[link]:self._first[link + 1]].tolist()
        return [row for row in rows if int(self._ties.agent[row]) in agents]

    def _statements(self, row: int) -> list[str]:
        ties = self._ties
        key = (int(ties.relation[row]), int(ties.subject[row]), int(ties.object[row]))
        rows = self._graph.db.execute(
            "SELECT id FROM statement WHERE r = ?1 AND s = ?2 AND o = ?3 AND current UNION ALL"
            " SELECT id FROM statement WHERE r = ?1 AND s = ?3 AND o = ?2 AND current", key,
        )
        return [i for i, in rows]
