"""Looking many things up at once gives what looking them up one by one gives."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from graph.batch import bases, evidence, neighbours, nodes, values
from graph.store import Graph
from tests.making import fact, graph_of, thing


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Graph]:
    facts = [
        *thing("theme:natuur", "Theme", "natuur"), *thing("area:t/noord", "Area", "Noord"),
        *(f for name in "abc" for f in thing(
            f"initiative:t/{name}", "Initiative", f"Groep {name}", about="theme:natuur",
            active_in="area:t/noord")),
        fact("initiative:t/a", "works_with", "initiative:t/b"),
        fact("initiative:t/a", "phone", "0999-1", certainty=0.5),
        fact("initiative:t/a", "phone", "0999-2"),
        fact("initiative:t/b", "run_by", "initiative:t/c", valid_until="2020-01-01"),
    ]
    with graph_of(tmp_path_factory.mktemp("batch"), facts) as opened:
        yield opened


def test_things_are_found_by_id_and_unknown_ones_left_out(graph: Graph) -> None:
    found = nodes(graph, ["initiative:t/a", "initiative:t/zz"])
    assert found == {"initiative:t/a": graph.node("initiative:t/a")}


def test_neighbours_are_the_arrows_of_each(graph: Graph) -> None:
    ids = [f"initiative:t/{name}" for name in "abc"]
    found = neighbours(graph, ids, ["about", "works_with", "run_by"], forward=True)
    for entity in ids:
        one_by_one = graph.edges(entity, ["about", "works_with", "run_by"], backward=False)
        assert sorted(found[entity]) == sorted(one_by_one)


def test_neighbours_can_be_followed_back(graph: Graph) -> None:
    found = neighbours(graph, ["theme:natuur"], ["about"], forward=False)
    assert [e.subject for e in found["theme:natuur"]] == [f"initiative:t/{n}" for n in "abc"]


def test_values_are_the_surest_first(graph: Graph) -> None:
    found = values(graph, ["initiative:t/a", "initiative:t/b"], ["phone", "name"])
    assert found["initiative:t/a", "phone"] == ["0999-2", "0999-1"]
    assert found["initiative:t/b", "name"] == ["Groep b"]
    assert ("initiative:t/b", "phone") not in found


def test_evidence_is_what_holds_now(graph: Graph) -> None:
    known = ("initiative:t/a", "about", "theme:natuur")
    over = ("initiative:t/b", "run_by", "initiative:t/c")
    valued = ("initiative:t/a", "phone", None)
    found = evidence(graph, [known, over, valued])
    assert [e.id for e in found[known]] == [e.id for e in graph.statements(*known)]
    assert over not in found
    assert [e.value for e in found[valued]] == ["0999-2", "0999-1"]


def test_what_is_derived_comes_with_what_it_rests_on(graph: Graph) -> None:
    derived = [e.id for e in graph.statements() if e.source == "samenspel"]
    found = bases(graph, derived)
    for statement in derived:
        assert found.get(statement, []) == graph.basis(statement)
