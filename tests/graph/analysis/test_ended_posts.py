"""A post ends with its organisation, and is no contact any more."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.statement import Fact
from queries.ask import ask
from tests.making import fact, graph_of, thing

TOWN = [
    *thing("area:W1", "Area", "Noord"), *thing("theme:groen", "Theme", "groen"),
    *thing("organisation:town/open", "Organisation", "Dock"),
    *thing("organisation:town/dicht", "Organisation", "Weg", ended="2020-01-01"),
    *thing("post:town/a", "Post", "Groenmaker", serves="area:W1", covers="theme:groen"),
]


def contacts(folder: Path, *more: Fact) -> list[str]:
    with graph_of(folder, [*TOWN, *more]) as graph:
        found = ask(graph, "right_contact", {"theme": "groen", "area": "Noord"})
        return [answer.label for answer in found.answers]


@pytest.mark.parametrize(("at", "found"), [
    (["open"], ["Groenmaker"]), (["dicht"], []), (["open", "dicht"], ["Groenmaker"]),
])
def test_nobody_is_sent_to_an_organisation_that_stopped(
    tmp_path: Path, at: list[str], found: list[str]
) -> None:
    places = (fact("post:town/a", "at", f"organisation:town/{name}") for name in at)
    assert contacts(tmp_path, *places) == found


def test_the_end_rests_on_that_of_the_organisation(tmp_path: Path) -> None:
    with graph_of(tmp_path, [*TOWN, fact("post:town/a", "at", "organisation:town/dicht")]) as graph:
        (ended,) = graph.statements("post:town/a", "ended")
        assert {one.relation for one in graph.basis(ended.id)} == {"at", "ended"}


def test_a_holder_whom_nobody_looked_at_is_said_to_be_a_proposal(tmp_path: Path) -> None:
    said = [*TOWN, *thing("person:town/p", "Person", "Piet Pot"),
            fact("person:town/p", "holds", "post:town/a", state="proposed")]
    with graph_of(tmp_path, said, "network") as graph:
        (first, *_) = ask(graph, "right_contact", {"theme": "groen", "area": "Noord"}).answers
    assert "voorstel" in first.fields["warning"]
