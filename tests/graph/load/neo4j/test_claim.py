"""A database is one home's and one audience's, and one load writes in it at a time."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from neo4j import ManagedTransaction

from graph.engines.neo4j import Server
from graph.errors import GraphError
from graph.ledger import Ledger
from graph.load.neo4j import claim, load, plan
from graph.store import Graph
from tests.conftest import Samenspel
from tests.drawing import draw
from tests.graph.load.neo4j.conftest import Draw
from tests.graph.load.neo4j.town import TOWN, expected, held, rows
from tests.servers import REAL

EVERYTHING = "MATCH (n) RETURN labels(n), properties(n)"


def refused(graph: Graph, server: Server, *, replace: bool = False) -> str:
    with pytest.raises(GraphError) as told:
        load(graph, server, replace=replace)
    said = told.value.message("en")
    assert "\n" not in said and said.endswith((".", " --replace"))
    return told.value.key


@pytest.fixture
def homes(drawn: Draw, tmp_path: Path) -> list[Graph]:
    """Return the same graph of two homes."""
    for name in ("one", "two"):
        Ledger(tmp_path / name / "ledger.sqlite").close()
    return [drawn(folder=tmp_path / name) for name in ("one", "two")]


# ── whose it is ─────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("replace", [False, True])
@pytest.mark.parametrize("theirs", [
    "CREATE (:Person {name: 'Ada'})", "CREATE (:Entity {id: 'theirs'})", "CREATE (:Entity {id: 7})",
    "CREATE (:Entity)",
])
def test_data_of_somebody_else_is_left_as_it_was(
    drawn: Draw, neo4j_server: Server, monkeypatch: pytest.MonkeyPatch, theirs: str, replace: bool
) -> None:
    monkeypatch.setattr(claim, "_SCHEMA", ("CREATE (:Touched)",))
    rows(neo4j_server, theirs)
    before = rows(neo4j_server, EVERYTHING)
    assert refused(drawn(), neo4j_server, replace=replace) == "neo4j_not_ours"
    assert rows(neo4j_server, EVERYTHING) == before


def test_another_audience_is_refused_until_it_may_replace(
    drawn: Draw, neo4j_server: Server
) -> None:
    load(drawn(audience="network"), neo4j_server)
    assert refused(drawn(), neo4j_server) == "neo4j_audience"
    assert load(drawn(audience="network"), neo4j_server).unchanged == 7
    graph = drawn(without="person:t/fatima")
    assert load(graph, neo4j_server, replace=True)._asdict() == {
        "added": 6, "changed": 0, "removed": 7, "unchanged": 0}
    assert held(neo4j_server) == expected(graph)
    assert refused(drawn(audience="network"), neo4j_server) == "neo4j_audience"


def test_another_home_is_refused_until_it_may_replace(
    homes: list[Graph], neo4j_server: Server
) -> None:
    one, two = homes
    load(one, neo4j_server)
    assert refused(two, neo4j_server) == "neo4j_other_home"
    assert load(one, neo4j_server).unchanged == 7
    assert load(two, neo4j_server, replace=True).added == 7
    assert refused(one, neo4j_server) == "neo4j_other_home"


def test_the_mark_of_a_home_tells_no_secret(homes: list[Graph], neo4j_server: Server) -> None:
    load(homes[0], neo4j_server)
    ((mark,),) = rows(neo4j_server, "MATCH (g:SamenspelGraph) RETURN properties(g)")
    with Ledger(homes[0].path.with_name("ledger.sqlite")) as ledger:
        assert len(mark["home"]) == 16 and ledger.salt not in repr(mark)


def test_replacing_takes_only_what_samenspel_put_there(drawn: Draw, neo4j_server: Server) -> None:
    load(drawn(audience="network"), neo4j_server)
    rows(neo4j_server, "CREATE (:Note {text: 'mine'})")
    rows(neo4j_server, "CREATE (:Entity {id: 7})")
    load(drawn(), neo4j_server, replace=True)
    assert rows(neo4j_server, "MATCH (n:Note) RETURN n.text") == [("mine",)]
    assert rows(neo4j_server, "MATCH (n:Entity) WHERE n.digest IS NULL RETURN n.id") == [(7,)]


def test_a_replacing_that_was_cut_off_is_still_the_old_one_s(
    drawn: Draw, neo4j_server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    load(drawn(audience="steward"), neo4j_server)
    monkeypatch.setattr(claim, "_EMPTIED", 3)
    monkeypatch.setattr(claim, "_take_away", _twice(claim._take_away))
    with pytest.raises(KeyboardInterrupt):
        load(drawn(), neo4j_server, replace=True)
    monkeypatch.undo()
    assert 0 < len(held(neo4j_server)[0]) < 7
    assert refused(drawn(), neo4j_server) == "neo4j_audience"
    load(drawn(), neo4j_server, replace=True)
    assert held(neo4j_server) == expected(drawn())


def test_the_command_replaces_when_it_is_told_to(
    neo4j_server: Server, samenspel: Samenspel, tmp_path: Path
) -> None:
    (tmp_path / "home").mkdir()
    for audience in ("public", "network"):
        draw(tmp_path / "home" / f"graph-{audience}.sqlite", TOWN, audience=audience).close()
    assert samenspel("load", "neo4j", "--audience", "network").code == 0
    said = samenspel("load", "neo4j")
    assert said.code == 2 and "samenspel load neo4j --audience public --replace" in said.err
    assert samenspel("load", "neo4j", "--replace").code == 0


# ── one load at a time ──────────────────────────────────────────────────────────────────────────


def test_a_load_stops_when_another_one_began(
    drawn: Draw, neo4j_server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(plan, "BATCH", 3)
    first, second = drawn(), drawn(less={("initiative:t/tuin", "about", "theme:groen")})

    def begin_another(done: int, _total: int) -> None:
        if 3 <= done < 6:
            load(second, neo4j_server)

    with pytest.raises(GraphError) as told:
        load(first, neo4j_server, begin_another)
    assert told.value.key == "neo4j_other_load"
    assert held(neo4j_server) == expected(second)
    assert load(second, neo4j_server).unchanged == 7


def test_another_audience_cannot_come_between(
    drawn: Draw, neo4j_server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(plan, "BATCH", 3)
    public, steward = drawn(), drawn(audience="steward")
    told: list[str] = []
    load(public, neo4j_server, lambda _done, _all: told.append(refused(steward, neo4j_server)))
    assert set(told) == {"neo4j_audience"}
    assert held(neo4j_server) == expected(public)


@pytest.mark.skipif(not REAL, reason="the stand-in does not make one wait for another")
def test_of_loads_at_the_same_moment_one_is_whole(
    drawn: Draw, neo4j_server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(plan, "BATCH", 50)
    graphs = [drawn({f"initiative:t/{i}": "Initiative" for i in range(n)},
                    {(f"initiative:t/{i}", "about", "theme:groen") for i in range(n)})
              for n in (300, 400, 500)]

    def outcome(graph: Graph) -> str | None:
        try:
            load(graph, neo4j_server)
        except GraphError as error:
            return error.key
        return None

    with ThreadPoolExecutor(len(graphs)) as pool:
        told = list(pool.map(outcome, graphs))
    assert None in told and set(told) <= {None, "neo4j_other_load"}
    assert held(neo4j_server) in [
        expected(graph) for graph, key in zip(graphs, told, strict=True) if key is None]


@pytest.mark.skipif(not REAL, reason="the stand-in has no such error")
def test_what_another_load_made_at_the_same_moment_is_there(
    drawn: Draw, neo4j_server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    load(drawn(), neo4j_server)
    surprised = tuple(text.replace(" IF NOT EXISTS", "") for text in claim._SCHEMA)
    monkeypatch.setattr(claim, "_SCHEMA", surprised)
    assert load(drawn(), neo4j_server).unchanged == 7


def _twice(work: Callable[[ManagedTransaction], int]) -> Callable[[ManagedTransaction], int]:
    """Let a function be called once, and be broken off the second time."""
    called: list[int] = []

    def once(tx: ManagedTransaction) -> int:
        called.append(1)
        if len(called) > 1:
            raise KeyboardInterrupt
        return work(tx)

    return once
