"""Who knows whom: the one list of relations that count as a tie between agents.

A tie is an arrow between two agents, or a thing that they share: a post and the party it is at,
an agreement that both signed, a meeting that both attended. What agents share is a *link*; an
arrow between two agents is a link of its own. So agents × links is a bipartite graph, in which a
tie is always two steps, and one meeting of twelve is twelve steps instead of 66 ties.

Not a tie: who pays whom (money needs no acquaintance), working in the same area, on the same
theme or in the same building, and having been at something with a crowd (see `MOST`).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from graph.freshness import STALE_AFTER, last_day
from graph.numbers import Floats as Floats
from graph.numbers import Ints as Ints
from graph.schema import schema
from graph.store import Graph

LASTING: Final = (
    "works_with", "member_of", "represents", "part_of", "run_by", "holds", "at", "agreed_by",
    "led_by",
)
"""Ties that last until they are ended: what brokers, communities and fragile ties look at."""

PASSING: Final = ("attended", "organised_by", "hosted_by", "made_by", "made_to")
"""Ties of a moment: enough to be introduced through, too little to hold a network together."""

EVERY: Final = LASTING + PASSING

MOST: Final = {"Event": 25, "Agreement": 12, "Commitment": 12}
"""With more agents than this, sharing such a thing does not mean that they know each other."""

_PASSING_COST: Final = 0.5
_STALE_COST: Final = 1.0
_CROWD_COST: Final = 0.02


class Ties(NamedTuple):
    """Agents × links as rows: agent `agent[i]` takes part in link `link[i]`.

    `nodes` are the node numbers of the agents, `shared` those of the links (0: a direct tie).
    Row `i` rests on the arrow (`relation[i]`, `subject[i]`, `object[i]`); `cost` is higher when
    that is staler, less certain or only of a moment.
    """

    nodes: Ints
    shared: Ints
    agent: Ints
    link: Ints
    relation: Ints
    subject: Ints
    object: Ints
    cost: Floats


class Steps(NamedTuple):
    """Ties as adjacency: nodes below `agents` are agents, others links; `row` points to Ties."""

    agents: int
    first: Ints
    neighbour: Ints
    row: Ints
    cost: Floats


def load_ties(graph: Graph, relations: Sequence[str] = EVERY) -> Ties:
    """Read the ties of a graph that these relations make."""
    listed = ", ".join("?" * len(relations))
    rows = graph.db.execute(
        "SELECT e.r, e.s, e.o, e.seen, e.certainty FROM relation r JOIN edge e ON e.r = r.r"
        f" WHERE r.name IN ({listed}) ORDER BY e.s, e.o, e.r", relations,
    ).fetchall()
    arrows = np.array([row[:3] for row in rows], dtype=np.int64).reshape(-1, 3)
    return _ties(graph, arrows, _costs(graph, rows))


def _costs(graph: Graph, rows: list[tuple[int, int, int, str, float]]) -> Floats:
    today = date.fromisoformat(graph.meta["today"])
    limit = (today - STALE_AFTER).isoformat()
    days = {row[3] for row in rows}
    stale = {seen: _STALE_COST * (last_day(seen).isoformat() < limit) for seen in days}
    numbers = relation_numbers(graph)
    passing = {numbers[name]: _PASSING_COST for name in PASSING if name in numbers}
    return np.array(
        [stale[row[3]] + (1 - row[4]) + passing.get(row[0], 0) for row in rows], dtype=np.float64
    )


def relation_numbers(graph: Graph) -> dict[str, int]:
    """Return the number of each relation by its name."""
    return dict(graph.db.execute("SELECT name, r FROM relation"))


def made_by(ties: Ties, relations: Sequence[int]) -> Ties:
    """Return only the ties that these relations (numbers) make."""
    mine = np.isin(ties.relation, relations)
    return ties._replace(**{
        name: getattr(ties, name)[mine]
        for name in ("agent", "link", "relation", "subject", "object", "cost")
    })


def _kinds(graph: Graph) -> tuple[NDArray[np.bool_], Ints]:
    """Return per node number whether it is an agent, and how many agents may share it."""
    agent_types = schema().below("Agent")
    limits = {t: most for name, most in MOST.items() for t in schema().below(name)}
    rows = graph.db.execute("SELECT type FROM node ORDER BY n").fetchall()
    kind = {t: (t in agent_types, limits.get(t, 1 << 40)) for t in {row[0] for row in rows}}
    is_agent = np.fromiter((kind[t][0] for t, in rows), dtype=bool, count=len(rows))
    most = np.fromiter((kind[t][1] for t, in rows), dtype=np.int64, count=len(rows))
    return np.concatenate(([False], is_agent)), np.concatenate(([0], most))


def _ties(graph: Graph, arrows: Ints, cost: Floats) -> Ties:
    is_agent, most = _kinds(graph)
    relation, subject, target = arrows.T
    direct = is_agent[subject] & is_agent[target]
    doubled = direct & _is_symmetric(graph, relation) & (subject > target)
    keep = ~doubled & (is_agent[subject] | is_agent[target])
    relation, subject, target, cost = relation[keep], subject[keep], target[keep], cost[keep]
    direct = direct[keep]
    n = len(direct)
    thing = np.where(is_agent[subject], target, subject)
    offset = len(is_agent)
    link = np.where(direct, offset + np.arange(n), thing)
    agent = np.where(is_agent[subject], subject, target)
    rows = np.concatenate((np.arange(n), np.flatnonzero(direct)))
    agents = np.concatenate((agent, target[direct]))
    links = np.concatenate((link, link[direct]))
    crowd = _sharers(agents, links)
    limit = np.where(links < offset, most[np.minimum(links, offset - 1)], 2)
    kept = (crowd >= 2) & (crowd <= limit)
    rows, agents, links = rows[kept], agents[kept], links[kept]
    nodes, agent_index = np.unique(agents, return_inverse=True)
    things, link_index = np.unique(links, return_inverse=True)
    return Ties(nodes, np.where(things < offset, things, 0), agent_index, link_index,
                relation[rows], subject[rows], target[rows], cost[rows])


def _is_symmetric(graph: Graph, relation: Ints) -> NDArray[np.bool_]:
    numbers = relation_numbers(graph)
    symmetric = [numbers[name] for name in schema().symmetric() if name in numbers]
    return np.isin(relation, symmetric)


def _sharers(agents: Ints, links: Ints) -> Ints:
    """Return for every row how many different agents its link has."""
    if not len(links):
        return links
    different, _, _ = distinct(links, agents)
    return np.bincount(different, minlength=int(links.max()) + 1)[links]


def distinct(a: Ints, b: Ints) -> tuple[Ints, Ints, Ints]:
    """Return the different pairs (a, b) in order, and how often each occurs."""
    width = int(b.max(initial=0)) + 1
    keys, counts = np.unique(a * width + b, return_counts=True)
    return keys // width, keys % width, counts


def steps(ties: Ties) -> Steps:
    """Return ties as adjacency lists, both ways."""
    agents, links = len(ties.nodes), len(ties.shared)
    start = np.concatenate((ties.agent, agents + ties.link))
    end = np.concatenate((agents + ties.link, ties.agent))
    row = np.tile(np.arange(len(ties.agent)), 2)
    order = np.lexsort((end, start))
    counts = np.bincount(start, minlength=agents + links)
    first = np.concatenate(([0], np.cumsum(counts)))
    crowd = _CROWD_COST * np.log1p(counts)
    cost = ties.cost[row] / 2 + np.where(end < agents, crowd[end], 0)
    return Steps(agents, first, end[order], row[order], cost[order])


@lru_cache(maxsize=4)
def tie_steps(graph: Graph) -> tuple[Ties, Steps]:
    """Return all ties of an open graph with their adjacency, read once."""
    ties = load_ties(graph)
    return ties, steps(ties)


class Pairs(NamedTuple):
    """Who knows whom: agents `a[i]` < `b[i]` (places in `nodes`) share link `link[i]`."""

    nodes: Ints
    a: Ints
    b: Ints
    link: Ints


def pairs(ties: Ties) -> Pairs:
    """Return every two agents with each link that they share, in order of agents."""
    order = np.lexsort((ties.agent, ties.link))
    agent, link = ties.agent[order], ties.link[order]
    fresh = np.ones(len(agent), dtype=bool)
    fresh[1:] = (agent[1:] != agent[:-1]) | (link[1:] != link[:-1])
    agent, link = agent[fresh], link[fresh]
    counts = np.bincount(link, minlength=len(ties.shared))
    ends = np.cumsum(counts)[link] if len(link) else link
    after = ends - np.arange(len(agent)) - 1
    mine = np.repeat(np.arange(len(agent)), after)
    within = np.arange(len(mine)) - np.repeat(np.cumsum(after) - after, after)
    a, b, shared = agent[mine], agent[mine + within + 1], link[mine]
    order = np.lexsort((shared, b, a))
    return Pairs(ties.nodes, a[order], b[order], shared[order])
