"""Which agents belong to which area: the part of the network that an area is about."""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from graph.analysis.ties import Ints, Ties
from graph.schema import schema
from graph.store import Graph

EVERYWHERE: Final = 0
"""The scope that holds all agents; other scopes are node numbers of areas."""

_PLACES: Final = """
SELECT e.s, c.above FROM relation r JOIN edge e ON e.r = r.r
JOIN closure c ON c.below = e.o AND c.r = (SELECT r FROM relation WHERE name = 'within')
WHERE r.name IN ('active_in', 'serves')
UNION
SELECT h.s, c.above FROM relation r JOIN edge h ON h.r = r.r JOIN edge l ON l.s = h.o
AND l.r = (SELECT r FROM relation WHERE name = 'located_in')
JOIN closure c ON c.below = l.o AND c.r = (SELECT r FROM relation WHERE name = 'within')
WHERE r.name = 'housed_in'
"""


class Scopes(NamedTuple):
    """Agents (places in Ties.nodes) by area (node number), with how many parties are there at all.

    `known[area]` and `parties[area]` count the parties with any lasting tie, and all of them.
    """

    area: Ints
    agent: Ints
    known: dict[int, int]
    parties: dict[int, int]


def scopes(graph: Graph, ties: Ties) -> Scopes:
    """Return who belongs to which area: parties by where they work, people by post or party."""
    size = int(graph.db.execute("SELECT coalesce(max(n), 0) + 1 FROM node").fetchone()[0])
    rows = np.array(graph.db.execute(_PLACES).fetchall(), dtype=np.int64).reshape(-1, 2)
    placed = csr_array((np.ones(len(rows), np.int8), (rows[:, 0], rows[:, 1])), shape=(size, size))
    party = np.zeros(size, dtype=bool)
    party[_numbers(graph, "Party")] = True
    own = csr_array(placed[ties.nodes].astype(bool))
    theirs = csr_array((_colleagues(ties, party, placed) @ placed).astype(bool))
    agent, area = (own + theirs).nonzero()
    every = np.unique(rows[party[rows[:, 0]]], axis=0)
    tied = every[np.isin(every[:, 0], ties.nodes)]
    parties = {EVERYWHERE: int(party.sum()), **_count(every[:, 1])}
    known = {EVERYWHERE: int(party[ties.nodes].sum()), **_count(tied[:, 1])}
    return Scopes(area.astype(np.int64), agent.astype(np.int64), known, parties)


def _numbers(graph: Graph, type_name: str) -> list[int]:
    types = sorted(schema().below(type_name))
    listed = ", ".join("?" * len(types))
    return [n for n, in graph.db.execute(f"SELECT n FROM node WHERE type IN ({listed})", types)]


def _count(areas: Ints) -> dict[int, int]:
    found, counts = np.unique(areas, return_counts=True)
    return dict(zip(found.tolist(), counts.tolist(), strict=True))


def _colleagues(ties: Ties, party: NDArray[np.bool_], placed: csr_array) -> csr_array:
    """Return people × things that tell where they belong: their posts, or else their parties."""
    size = placed.shape[0]
    has_area = np.diff(placed.indptr) > 0
    is_party = party[ties.nodes]
    post = ties.shared[ties.link]
    by_post = ~is_party[ties.agent] & (post > 0) & has_area[post]
    links = csr_array(
        (np.ones(len(ties.link), np.int32), (ties.agent, ties.link)),
        shape=(len(ties.nodes), len(ties.shared)),
    )
    vague = np.ones(len(ties.shared), dtype=np.int32)
    vague[ties.link[by_post]] = 0
    people = links.multiply((~is_party).astype(np.int32)[:, None]).tocsr()
    partners = csr_array(people.multiply(vague[None, :])) @ csr_array(
        links.multiply(is_party.astype(np.int32)[:, None])).T
    person, place = csr_array(partners).nonzero()
    row = np.concatenate((person, ties.agent[by_post]))
    column = np.concatenate((ties.nodes[place], post[by_post]))
    return csr_array((np.ones(len(row), np.int32), (row, column)), shape=(len(ties.nodes), size))
