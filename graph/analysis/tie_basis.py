"""The statements behind ties, so that what is concluded from ties can say why."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Final

import numpy as np

from graph.analysis.ties import LASTING, Ints, Pairs, Ties
from graph.store import Graph

MOST: Final = 100
"""More statements than this explain nothing."""


class TieBasis:
    """Looks up the statements behind the ties of a graph that some relations make."""

    def __init__(
        self, graph: Graph, ties: Ties, known: Pairs, relations: Sequence[str] = LASTING
    ) -> None:
        self._graph, self._ties, self._relations = graph, ties, relations
        self._rows = np.argsort(ties.link, kind="stable")
        self._first = np.searchsorted(ties.link[self._rows], np.arange(len(ties.shared) + 1))
        mine = np.concatenate((known.a, known.b))
        order = np.argsort(mine, kind="stable")
        self._start = np.searchsorted(mine[order], np.arange(len(ties.nodes) + 1))
        self._other = np.concatenate((known.b, known.a))[order]
        self._link = np.concatenate((known.link, known.link))[order]

    def between(self, agent: int, others: set[int]) -> tuple[str, ...]:
        """Return ids of the statements that tie `agent` to any of `others` (places in Ties)."""
        around = slice(int(self._start[agent]), int(self._start[agent + 1]))
        near, links = self._other[around], self._link[around]
        found: dict[str, None] = {}
        for i in np.flatnonzero(np.isin(near, list(others))).tolist():
            for row in self._rows_of(int(links[i]), agent, int(near[i])):
                found |= dict.fromkeys(self._statements(row))
            if len(found) >= MOST:
                break
        return tuple(list(found)[:MOST])

    def ties(self, agent: int, others: set[int]) -> tuple[int, int]:
        """Return with how many of `others` an agent has a tie, and with how many at all."""
        near = set(self._other[int(self._start[agent]):int(self._start[agent + 1])].tolist())
        return len(near & others), len(near)

    def _rows_of(self, link: int, *agents: int) -> list[int]:
        rows: Ints = self._rows[self._first[link]:self._first[link + 1]]
        return [row for row in rows.tolist() if int(self._ties.agent[row]) in agents]

    def _statements(self, row: int) -> list[str]:
        relation, subject, target = (
            int(ends[row]) for ends in (self._ties.relation, self._ties.subject, self._ties.object)
        )
        ways = ((relation, subject, target), (relation, target, subject))
        return [i for way in ways for i in self._said.get(way, ())]

    @cached_property
    def _said(self) -> dict[tuple[int, int, int], list[str]]:
        """All statements of ties at once: a lookup for each would read hubs over and over."""
        listed = ", ".join("?" * len(self._relations))
        found: dict[tuple[int, int, int], list[str]] = {}
        for r, s, o, statement in self._graph.db.execute(
            "SELECT t.r, t.s, t.o, t.id FROM statement t WHERE t.r IN (SELECT r FROM relation"
            f" WHERE name IN ({listed})) AND t.o IS NOT NULL AND t.current ORDER BY t.n",
            self._relations,
        ):
            found.setdefault((r, s, o), []).append(statement)
        return found
