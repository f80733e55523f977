"""Who knows whom: the one list of relations that count as a tie between agents.

A tie is an arrow between two agents, or a thing that they share: a post and the party it is at,
an agreement that both signed, a meeting that both attended. What agents share is a *link*; an
arrow between two agents is a link of its own. So agents × links is a bipartite graph, in which a
tie is always two steps, and one meeting of twelve is twelve steps instead of 66 ties.

Not a tie: who pays whom (money needs no acquaintance), working in the same area, on the same
theme or in the same building, having been at something with a crowd (see `MOST`), what is over, and
what was only proposed.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from itertools import chain
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from graph.freshness import STALE_AFTER, last_day
from graph.numbers import Floats as Floats
from graph.numbers import Ints as Ints
from graph.over import is_over
from graph.schema import schema
from graph.store import Graph

Bools = NDArray[np.bool_]
LASTING: Final = (
    "works_with", "member_of", "represents", "part_of", "run_by", "holds", "at", "agreed_by",
    "led_by",
)
"""Ties that last until they are ended: what brokers, communities and fragile ties look at."""

PASSING: Final = ("attended", "organised_by", "hosted_by", "made_by", "made_to")
"""Ties of a moment: enough to be introduced through, too little to hold a network together."""

EVERY: Final = LASTING + PASSING

MOST: Final = {"Event": 25, "Agreement": 12, "Commitment": 12, "Post": 25}
"""With more agents than this, sharing such a thing does not mean that they know each other; who
hold one post with so many are each tied to the parties that it is at."""

_PASSING_COST: Final = 0.5
_STALE_COST: Final = 1.0
_CROWD_COST: Final = 0.02


class Ties(NamedTuple):
    """Agents × links as rows: agent `agent[i]` takes part in link `link[i]`.

    `nodes` are the node numbers of the agents, `shared` those of the links (0: a direct tie; a post
    with a crowd is a link for each of its holders).
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


def load_ties(
    graph: Graph, relations: Sequence[str] = EVERY, *, also_over: bool = False
) -> Ties:
    """Read the accepted ties of a graph that these relations make, without those of what is over.

    Or `also_over`, for who asks after somebody by name.
    """
    listed = ", ".join("?" * len(relations))
    rows = graph.db.execute(
        "SELECT e.r, e.s, e.o, e.seen, e.certainty FROM relation r JOIN edge e ON e.r = r.r"
        f" WHERE r.name IN ({listed}) AND e.state = 'accepted' ORDER BY e.s, e.o, e.r", relations,
    ).fetchall()
    arrows = np.array([row[:3] for row in rows], dtype=np.int64).reshape(-1, 3)
    kept = also_over | ~is_over(graph)[arrows[:, 1:]].any(axis=1)
    return _ties(graph, arrows[kept], _costs(graph, rows)[kept])


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


class _Kinds(NamedTuple):
    """By node number: whether it is an agent, party or post, and how many agents may share it."""

    agent: Bools
    party: Bools
    post: Bools
    most: Ints


def _kinds(graph: Graph) -> _Kinds:
    names = sorted(t.name for t in schema().concrete())
    place = {name: i for i, name in enumerate(names, 1)}
    rows = graph.db.execute("SELECT type FROM node ORDER BY n")
    kind = np.fromiter(chain([0], (place.get(t, 0) for t, in rows)), dtype=np.int64)
    most = np.full(len(names) + 1, 1 << 40)
    for name, limit in MOST.items():
        most[[place[t] for t in schema().below(name) if t in place]] = limit

    def below(name: str) -> Bools:
        return np.isin(kind, [place[t] for t in schema().below(name) if t in place])

    return _Kinds(below("Agent"), below("Party"), below("Post"), most[kind])


class _Rows(NamedTuple):
    """That agent `agent[i]` takes part in link `link[i]`, by arrow `row[i]`."""

    row: Ints
    agent: Ints
    link: Ints

    def where(self, chosen: Bools | Ints) -> _Rows:
        return _Rows(self.row[chosen], self.agent[chosen], self.link[chosen])


def _ties(graph: Graph, arrows: Ints, cost: Floats) -> Ties:
    kinds = _kinds(graph)
    relation, subject, target = arrows.T
    direct = kinds.agent[subject] & kinds.agent[target]
    doubled = direct & _is_symmetric(graph, relation) & (subject > target)
    keep = ~doubled & (kinds.agent[subject] | kinds.agent[target])
    relation, subject, target, cost = relation[keep], subject[keep], target[keep], cost[keep]
    direct = direct[keep]
    n, offset = len(direct), len(kinds.agent)
    is_agent = kinds.agent[subject]
    link = np.where(direct, offset + np.arange(n), np.where(is_agent, target, subject))
    found = _Rows(
        np.concatenate((np.arange(n), np.flatnonzero(direct))),
        np.concatenate((np.where(is_agent, subject, target), target[direct])),
        np.concatenate((link, link[direct])),
    )
    found, posts = _uncrowded(found, kinds, offset + n)
    nodes, agent_index = np.unique(found.agent, return_inverse=True)
    things, link_index = np.unique(found.link, return_inverse=True)
    shared = np.where(things < offset, things, 0)
    of_post = things >= offset + n
    shared[of_post] = posts[things[of_post] - offset - n]
    return Ties(nodes, shared, agent_index, link_index,
                relation[found.row], subject[found.row], target[found.row], cost[found.row])


def _uncrowded(rows: _Rows, kinds: _Kinds, unused: int) -> tuple[_Rows, Ints]:
    """Leave out links of one agent and of a crowd; a crowd's post becomes links of two.

    Those are numbered from `unused` on. Return the post of each of them too.
    """
    crowd = _sharers(rows.agent, rows.link)
    thing = np.minimum(rows.link, len(kinds.agent) - 1)
    limit = np.where(rows.link == thing, kinds.most[thing], 2)
    kept = rows.where((crowd >= 2) & (crowd <= limit))
    crowded = rows.where((crowd > limit) & kinds.post[thing])
    is_party = kinds.party[crowded.agent]
    holders, parties = crowded.where(~is_party), crowded.where(is_party)
    mine, theirs = _joined(holders.link, parties.link)
    link = unused + np.arange(len(mine))
    pairs = (holders.where(mine)._replace(link=link), parties.where(theirs)._replace(link=link))
    together = _Rows(*map(np.concatenate, zip(kept, *pairs, strict=True)))
    return together, holders.link[mine]


def _joined(left: Ints, right: Ints) -> tuple[Ints, Ints]:
    """Return the places in `left` and in `right` of every two numbers that are equal."""
    order = np.argsort(right, kind="stable")
    first = np.searchsorted(right[order], left)
    count = np.searchsorted(right[order], left, side="right") - first
    mine = np.repeat(np.arange(len(left)), count)
    at = np.repeat(first - (np.cumsum(count) - count), count) + np.arange(len(mine))
    return mine, order[at]


def _is_symmetric(graph: Graph, relation: Ints) -> Bools:
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
def tie_steps(graph: Graph) -> tuple[Ties, Steps, Bools]:
    """Return all ties of an open graph, their adjacency, and which nodes are over; read once."""
    ties = load_ties(graph, also_over=True)
    return ties, steps(ties), is_over(graph)[np.concatenate((ties.nodes, ties.shared))]


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
