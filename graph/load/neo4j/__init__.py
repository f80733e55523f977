"""Loads a graph into a Neo4j server: only what changed, in batches, again where it was cut off.

Every node keeps a digest of itself and its outgoing arrows, written last; what differs from the
file's, or has another number of arrows, is written again. So a second load of one graph changes
nothing, and a load that broke off goes on where it stopped.
"""

from __future__ import annotations

from functools import partial

from graph.engines.neo4j import Server, driver, plain_errors
from graph.load import Loaded, Progress
from graph.load.neo4j.claim import Claim
from graph.load.neo4j.plan import Plan, transactions, write
from graph.load.neo4j.things import check_names
from graph.store import Graph


def load_at(graph: Graph, uri: str | None, progress: Progress, replace: bool) -> Loaded:
    """Load into the server at `uri`, or into the one that the environment names."""
    return load(graph, Server.from_environment(uri), progress, replace=replace)


def load(
    graph: Graph, server: Server | None = None, progress: Progress = lambda _done, _all: None, *,
    replace: bool = False,
) -> Loaded:
    """Make the database hold exactly this graph.

    Raises GraphError when other data is there, or another audience's or home's graph, unless that
    may be replaced; also when another load begins meanwhile.
    """
    server = server or Server.from_environment()
    check_names(graph)
    connected = driver(server)
    with (
        plain_errors(server, lost="neo4j_lost"),
        connected.session(database=server.database) as session,
    ):
        claim = Claim(session, graph)
        emptied = claim.take(replace)
        plan = session.execute_read(Plan.of, graph)
        done, total = 0, plan.rows
        progress(done, total)
        for steps in transactions(plan.steps(graph)):
            claim.write(partial(write, steps=steps))
            done += sum(len(rows) for _, rows in steps)
            progress(done, total)
        claim.finish()
    return Loaded(
        len(plan.new), len(plan.changed | plan.relabelled), len(plan.gone) + emptied,
        plan.unchanged,
    )
