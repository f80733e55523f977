"""Which agents belong to which area: the part of the network that an area is about."""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
from scipy.sparse import csr_array

from graph.analysis.ties import Bools, Floats, Ints, Pairs, Ties
from graph.over import is_over
from graph.schema import schema
from graph.store import Graph

EVERYWHERE: Final = 0
"""The scope that holds all agents; other scopes are node numbers of areas."""

SMALLEST: Final = 6
"""An area with fewer agents is too small to speak of a network."""

_PLACES: Final = """
SELECT e.s, c.above FROM relation r JOIN edge e ON e.r = r.r
JOIN closure c ON c.below = e.o AND c.r = (SELECT r FROM relation WHERE name = 'within')
WHERE r.name IN ('active_in', 'serves') AND e.state = 'accepted'
UNION
SELECT h.s, c.above FROM relation r JOIN edge h ON h.r = r.r JOIN edge l ON l.s = h.o
AND l.r = (SELECT r FROM relation WHERE name = 'located_in')
JOIN closure c ON c.below = l.o AND c.r = (SELECT r FROM relation WHERE name = 'within')
WHERE r.name = 'housed_in' AND h.state = 'accepted' AND l.state = 'accepted'
"""


class Scopes(NamedTuple):
    """Agents (places in Ties.nodes) by area (node number), with how many parties are there at all.

    `party[agent]` tells parties from people; `known[area]` and `parties[area]` count the parties
    with any of the ties, and all of them.
    """

    area: Ints
    agent: Ints
    party: Bools
    known: dict[int, int]
    parties: dict[int, int]

    def coverage(self, area: int) -> float:
        """Return of which share of the parties in an area any tie is known, 0 to 1."""
        return self.known.get(area, 0) / max(1, self.parties.get(area, 0))

    def around_agents(self) -> Floats:
        """Return for each agent (place in Ties.nodes) the coverage of its areas, 0 to 1.

        The mean of all areas that it belongs to; an agent without area: of everywhere.
        """
        covered = np.array([self.coverage(area) for area in self.area.tolist()])
        count = np.bincount(self.agent, minlength=len(self.party))
        total = np.bincount(self.agent, weights=covered, minlength=len(self.party))
        return np.where(count > 0, total / np.maximum(count, 1), self.coverage(EVERYWHERE))

    def share_of(self, agents: Ints) -> dict[int, float]:
        """Return by area which share of its people and parties these agents (places) are.

        Of people only those count who have a tie of any kind.
        """
        chosen = np.zeros(len(self.party), dtype=bool)
        chosen[agents] = True
        these, all_tied = _count(self.area[chosen[self.agent]]), _count(self.area)
        return {
            area: these.get(area, 0) / (count + self.parties.get(area, 0) - self.known.get(area, 0))
            for area, count in all_tied.items()
        }


class Network(NamedTuple):
    """A copy of the ties for every scope, side by side; node `i` is `agent[i]` in `scope[i]`."""

    scope: Ints
    agent: Ints
    a: Ints
    b: Ints
    link: Ints


def scopes(graph: Graph, ties: Ties) -> Scopes:
    """Return who belongs to which area: parties by where they work, people by post or party."""
    size = graph.width
    rows = np.array(graph.db.execute(_PLACES).fetchall(), dtype=np.int64).reshape(-1, 2)
    placed = csr_array((np.ones(len(rows), np.int8), (rows[:, 0], rows[:, 1])), shape=(size, size))
    party = np.zeros(size, dtype=bool)
    party[_numbers(graph, "Party")] = True
    party &= ~is_over(graph)
    own = csr_array(placed[ties.nodes].astype(bool))
    theirs = csr_array((_colleagues(ties, party, placed) @ placed).astype(bool))
    agent, area = (own + theirs).nonzero()
    every = np.unique(rows[party[rows[:, 0]]], axis=0)
    tied = every[np.isin(every[:, 0], ties.nodes)]
    parties = {EVERYWHERE: int(party.sum()), **_count(every[:, 1])}
    known = {EVERYWHERE: int(party[ties.nodes].sum()), **_count(tied[:, 1])}
    return Scopes(area.astype(np.int64), agent.astype(np.int64), party[ties.nodes], known, parties)


def _numbers(graph: Graph, type_name: str) -> list[int]:
    types = sorted(schema().below(type_name))
    listed = ", ".join("?" * len(types))
    return [n for n, in graph.db.execute(f"SELECT n FROM node WHERE type IN ({listed})", types)]


def _count(areas: Ints) -> dict[int, int]:
    found, counts = np.unique(areas, return_counts=True)
    return dict(zip(found.tolist(), counts.tolist(), strict=True))


def _colleagues(ties: Ties, party: Bools, placed: csr_array) -> csr_array:
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


def side_by_side(known: Pairs, areas: Scopes, *, everywhere: bool = True) -> Network:
    """Lay the ties of every area side by side, and those of all together if so asked."""
    count = len(known.nodes)
    members = np.bincount(areas.area, minlength=1)
    most = count if everywhere else count + 1  # an area that holds all is everywhere already
    large = (members[areas.area] >= SMALLEST) & (members[areas.area] < most)
    all_agents = np.arange(count if everywhere else 0)
    scope = np.concatenate((np.full(len(all_agents), EVERYWHERE), areas.area[large]))
    agent = np.concatenate((all_agents, areas.agent[large]))
    order = np.lexsort((scope, agent))
    scope, agent = scope[order], agent[order]
    first = np.searchsorted(agent, np.arange(count + 1))
    mine = first[known.a + 1] - first[known.a]
    copy = np.repeat(np.arange(len(known.a)), mine)
    at = np.repeat(first[known.a] - (np.cumsum(mine) - mine), mine) + np.arange(len(copy))
    width = int(scope.max(initial=0)) + 1
    key = agent * width + scope
    wanted = known.b[copy] * width + scope[at]
    other = np.minimum(np.searchsorted(key, wanted), max(0, len(key) - 1))
    both = key[other] == wanted
    return Network(scope, agent, at[both], other[both], known.link[copy[both]])


def smallest_areas(graph: Graph, areas: Scopes) -> dict[int, int]:
    """Return for each agent the smallest area (node number) that it belongs to."""
    depth = dict(graph.db.execute(
        "SELECT below, count(*) FROM closure JOIN relation USING (r) WHERE name = 'within'"
        " GROUP BY below"))
    found: dict[int, tuple[int, int]] = {}
    for agent, area in zip(areas.agent.tolist(), areas.area.tolist(), strict=True):
        here = (depth.get(area, 1), area)  # numbers follow the order of ids
        if agent not in found or here > found[agent]:
            found[agent] = here
    return {agent: area for agent, (_, area) in found.items()}
