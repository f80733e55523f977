"""A graph holds what stands now, under one id each, and is swapped in whole."""

from __future__ import annotations

import contextlib
from datetime import date
from pathlib import Path

from graph.build import build
from graph.home import Home
from graph.ledger import Ledger
from graph.statement import Fact, State
from graph.store import Graph
from tests.making import TODAY, TOWN, fact, graph_of, thing, write


def two_spellings() -> list[Fact]:
    return [
        *thing("organisation:town/st-dock", "Organisation", "St. Dock"),
        *thing("organisation:town/stichting-dock", "Organisation", "Stichting DOCK"),
        fact("organisation:town/stichting-dock", "kind", "welzijn"),
        *thing("initiative:town/a", "Initiative", "A", run_by="organisation:town/st-dock"),
    ]


def test_what_is_judged_the_same_becomes_one_thing(tmp_path: Path) -> None:
    home = Home(tmp_path)
    write(home, two_spellings())
    with Ledger(home.ledger) as ledger:
        ledger.judge(
            "organisation:town/st-dock",
            "organisation:town/stichting-dock",
            "same",
            who="test",
            why="same name",
        )
    build(home, today=TODAY)
    graph = Graph(home.graph("public"))
    assert [n.label for n in graph.nodes("Organisation")] == ["Stichting DOCK"]
    assert graph.node("organisation:town/st-dock") == graph.node("organisation:town/stichting-dock")
    assert [e.object for e in graph.edges("initiative:town/a")] == [
        "organisation:town/stichting-dock"
    ]


def test_things_are_numbered_in_the_order_of_their_ids(tmp_path: Path) -> None:
    """Ranking compares numbers where it says ids."""
    with graph_of(tmp_path, two_spellings()) as graph:
        assert graph.ids == sorted(graph.ids)


def test_a_judgement_undone_parts_them_again(tmp_path: Path) -> None:
    home = Home(tmp_path)
    write(home, two_spellings())
    with Ledger(home.ledger) as ledger:
        number = ledger.judge(
            "organisation:town/st-dock",
            "organisation:town/stichting-dock",
            "same",
            who="test",
            why="same name",
        )
        ledger.undo("judgement", number, "test")
    build(home, today=TODAY)
    assert len(list(Graph(home.graph("public")).nodes("Organisation"))) == 2


def test_an_arrow_holds_from_its_first_to_its_last_day(tmp_path: Path) -> None:
    facts = [
        *thing("post:town/p", "Post", "P", standing="office"),
        *(
            f
            for name in ("past", "last", "now", "next", "month")
            for f in thing(f"person:town/{name}", "Person", name)
        ),
        fact("person:town/past", "holds", "post:town/p", valid_until="2026-11-22"),
        fact("person:town/last", "holds", "post:town/p", valid_until="2026-11-23"),
        fact("person:town/now", "holds", "post:town/p", valid_from="2026-11-23"),
        fact("person:town/next", "holds", "post:town/p", valid_from="2026-11-24"),
        fact(
            "person:town/month", "holds", "post:town/p", valid_from="2026-11", valid_until="2026-11"
        ),
    ]
    graph = graph_of(tmp_path, facts)
    holders = {graph.label(e.subject) for e in graph.edges("post:town/p", ["holds"])}
    assert holders == {"last", "now", "month"}
    assert len(graph.statements(relation="holds", object="post:town/p")) == 5


def test_a_rejected_statement_is_in_no_graph(tmp_path: Path) -> None:
    home = Home(tmp_path)
    write(
        home,
        [
            *thing("initiative:town/a", "Initiative", "A"),
            fact("initiative:town/a", "description", "wrong"),
        ],
    )
    with Ledger(home.ledger) as ledger:
        wrong = next(s for s in ledger.statements() if s.value == "wrong")
        ledger.decide(wrong.id, State.REJECTED, "test", "not so")
    build(home, today=TODAY)
    assert "description" not in Graph(home.graph("steward")).properties("initiative:town/a")


def test_a_decision_survives_a_new_reading(tmp_path: Path) -> None:
    home = Home(tmp_path)
    facts = [
        *thing("initiative:town/a", "Initiative", "A"),
        fact("initiative:town/a", "phase", "idea"),
    ]
    write(home, facts)
    with Ledger(home.ledger) as ledger:
        phase = next(s for s in ledger.statements() if s.relation == "phase")
        ledger.decide(phase.id, State.REJECTED, "test")
    write(home, facts[:-1])
    write(home, facts)
    with Ledger(home.ledger) as ledger:
        assert ledger.statement(phase.id).state == "rejected"


def test_symmetric_arrows_stand_both_ways_and_loops_go(tmp_path: Path) -> None:
    graph = graph_of(
        tmp_path,
        [
            *thing("initiative:town/a", "Initiative", "A", works_with="initiative:town/b"),
            *thing("initiative:town/b", "Initiative", "B", works_with="initiative:town/b"),
        ],
    )
    assert [(e.subject, e.object) for e in graph.edges("initiative:town/a", backward=False)] == [
        ("initiative:town/a", "initiative:town/b")
    ]
    assert [(e.subject, e.object) for e in graph.edges("initiative:town/b", backward=False)] == [
        ("initiative:town/b", "initiative:town/a")
    ]


def test_a_ring_of_areas_does_not_hang_the_closure(tmp_path: Path) -> None:
    graph = graph_of(
        tmp_path,
        [
            *thing("area:a", "Area", "A", within="area:b"),
            *thing("area:b", "Area", "B", within="area:a"),
        ],
    )
    assert set(graph.above("within", "area:a")) == {"area:a", "area:b"}


def test_a_wijk_lies_above_the_subwijk_inside_it_even_if_a_buurt_names_both(tmp_path: Path) -> None:
    graph = graph_of(
        tmp_path,
        [
            *thing("area:wijk", "Area", "Wijk"),
            *thing("area:sub", "Area", "Subwijk", within="area:wijk"),
            *thing("area:buurt", "Area", "Buurt", within="area:sub"),
            fact("area:buurt", "within", "area:wijk"),
        ],
    )
    assert graph.above("within", "area:buurt") == {"area:buurt": 0, "area:sub": 1, "area:wijk": 2}


def test_what_points_at_nothing_is_counted_not_shown(tmp_path: Path) -> None:
    home = Home(tmp_path)
    write(home, thing("initiative:town/a", "Initiative", "A", run_by="organisation:town/nobody"))
    built = build(home, audiences=["public"], today=TODAY)
    assert [b.dropped for b in built] == [1]
    assert Graph(home.graph("public")).edges("initiative:town/a") == []


def test_readers_keep_the_old_graph_while_a_new_one_is_made(tmp_path: Path) -> None:
    old = graph_of(tmp_path, thing("initiative:town/a", "Initiative", "A"))
    home = Home(tmp_path)
    write(home, thing("initiative:town/b", "Initiative", "B"))
    build(home, audiences=["public"], today=TODAY)
    assert [n.label for n in old.nodes("Initiative")] == ["A"]
    assert [n.label for n in Graph(home.graph("public")).nodes("Initiative")] == ["B"]


def test_a_failed_build_leaves_the_old_graph_and_no_rubbish(tmp_path: Path, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    graph_of(tmp_path, thing("initiative:town/a", "Initiative", "A"))
    monkeypatch.setattr("graph.build.derive_all", lambda *_: 1 / 0)
    with contextlib.suppress(ZeroDivisionError):
        build(Home(tmp_path), audiences=["public"], today=date(2026, 11, 24))
    assert [n.label for n in Graph(Home(tmp_path).graph("public")).nodes("Initiative")] == ["A"]
    assert not list(tmp_path.glob(".*"))


def test_the_same_ledger_gives_the_same_graph(tmp_path: Path) -> None:
    facts = two_spellings()
    first = graph_of(tmp_path / "1", facts)
    second = graph_of(tmp_path / "2", reversed(facts))
    everything = "SELECT id, type, label FROM node ORDER BY n"
    assert first.db.execute(everything).fetchall() == second.db.execute(everything).fetchall()
    assert TOWN.id in first.sources


def proposed(entity_id: str, name: str) -> list[Fact]:
    return [f._replace(state="proposed") for f in thing(entity_id, "Initiative", name)]


def test_the_public_sees_no_proposals_but_the_network_does(tmp_path: Path) -> None:
    home = Home(tmp_path)
    wish = fact("initiative:town/a", "run_by", "organisation:town/o", state="proposed")
    write(home, [*proposed("initiative:town/a", "A"), wish,
                 *thing("organisation:town/o", "Organisation", "O")])
    build(home, today=TODAY)
    assert Graph(home.graph("public")).node("initiative:town/a") is None
    assert Graph(home.graph("network")).edges("initiative:town/a")[0].state == "proposed"


def test_accepting_a_fact_brings_the_names_of_both_ends_and_undoing_takes_them_away(
    tmp_path: Path,
) -> None:
    home = Home(tmp_path)
    wish = fact("initiative:town/a", "works_with", "initiative:town/b", state="proposed")
    write(home, [*proposed("initiative:town/a", "A"), *proposed("initiative:town/b", "B"), wish])
    with Ledger(home.ledger) as ledger:
        (said,) = [s for s in ledger.statements() if s.relation == "works_with"]
        number = ledger.decide(said.id, State.ACCEPTED, "test")
    build(home, audiences=["public"], today=TODAY)
    assert {n.label for n in Graph(home.graph("public")).nodes("Initiative")} == {"A", "B"}
    with Ledger(home.ledger) as ledger:
        ledger.undo("decision", number, "test")
    build(home, audiences=["public"], today=TODAY)
    assert not list(Graph(home.graph("public")).nodes("Initiative"))
