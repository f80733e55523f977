"""The case that the project starts from: OkeNu and OSO lose their room."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from graph.home import Home
from graph.store import Graph
from queries.ask import ask


@pytest.fixture(scope="module")
def graph(demo_home: Home) -> Iterator[Graph]:
    with Graph(demo_home.graph("public")) as opened:
        yield opened


@pytest.mark.parametrize("given", [
    {"area": "area:utrecht/overvecht-noord"}, {"area": "Overvecht"}, {"theme": "ontmoeting"},
    {"resource": "ruimte"}, {"holder": "Huiskamer OkeNu"}, {"area": "area:GM0344"},
])
def test_the_need_the_offer_what_blocks_and_who_can_lift_it(
    graph: Graph, given: dict[str, str]
) -> None:
    answers = ask(graph, "needs_and_offers", given).answers
    need = next(a for a in answers if a.id == "need:utrecht-2019/nieuwe-ruimte-huiskamer")
    assert need.fields["holder"] == ["Huiskamer OkeNu", "Opvang Surinaamse Ouderen (OSO)"]
    assert need.fields["resource"] == ["ruimte"]
    assert "gemeente" in need.fields["obstacle"]
    assert need.fields["lifted_by"] == ["Gemeente Utrecht"]
    (offer,) = [o for o in need.fields["offers"] if o["match"] == "meets"]
    assert offer["holder"] == ["Utrecht Natuurlijk"]
    assert "gemeente" in offer["condition"]
    assert offer["lifted_by"] == ["Gemeente Utrecht"]
    assert "Gagelsteede" in offer["venue"]


def test_what_was_written_years_ago_is_called_stale(graph: Graph) -> None:
    result = ask(graph, "needs_and_offers", {"area": "Overvecht"})
    assert {a.freshness for a in result.answers} == {"stale"}
    assert "meer dan een jaar" in result.sentence


def test_a_request_per_year_is_told_per_year_and_over_the_term(graph: Graph) -> None:
    result = ask(graph, "funding_flows", {"area": "area:utrecht/lunetten"})
    assert result.summary["totals"] == {"requested": 100_000.0}
    assert result.summary["over_term"] == {"requested": 300_000.0}
    assert "granted" not in result.summary["totals"]
    assert result.answers[0].fields["recurring"][0]["per"] == "year"
