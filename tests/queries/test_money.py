"""Money is added to the cent, per status, and unnamed people are one line."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.store import Graph
from queries.ask import Result, ask
from tests.making import TODAY, fact, graph_of, thing
from tests.queries.town import town


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Graph]:
    with graph_of(tmp_path_factory.mktemp("town"), town()) as opened:
        yield opened


def asked(graph: Graph, **given: str) -> Result:
    return ask(graph, "funding_flows", given, today=TODAY)


def test_totals_keep_statuses_apart(graph: Graph) -> None:
    summary = asked(graph).summary
    assert summary["totals"] == {"requested": 1600.10, "granted": 1530.00, "settled": 450.01}
    assert summary["grants"] == 6
    assert summary["by_year"]["2025"] == {
        "requested": 500.0, "granted": 729.95, "settled": 450.01,
    }


def test_a_flow_adds_all_grants_between_two_parties(graph: Graph) -> None:
    first = asked(graph).answers[0]
    assert first.label == "Gemeente Eemdorp → De Tuin"
    assert first.fields["amounts"] == {"requested": 1500.10, "granted": 1300.05, "settled": 450.01}
    assert (first.fields["grants"], first.fields["years"]) == (2, ["2024", "2025"])


def test_unnamed_people_are_one_line_with_their_number(graph: Graph) -> None:
    found = [a for a in asked(graph).answers if "Particulieren" in a.label]
    assert [a.label for a in found] == ["Gemeente Eemdorp → Particulieren (2)"]
    assert found[0].fields["amounts"] == {"granted": 30.0}
    assert "person" not in found[0].links.get("payee", [])


def test_an_amount_per_year_stands_as_it_is_with_the_whole_term_beside_it(graph: Graph) -> None:
    flow = next(a for a in asked(graph).answers if a.fields.get("recurring"))
    assert flow.label == "onbekend → De Tuin"
    assert flow.fields["amounts"] == {"requested": 100.0}
    assert flow.fields["recurring"] == [{
        "grant": "grant:town/d", "status": "requested", "amount": 100.0, "per": "year",
        "years": 3.0, "total": 300.0,
    }]
    assert flow.fields["over_term"] == {"requested": 300.0}


@pytest.mark.parametrize(("given", "granted"), [
    ({"area": "Noord"}, 1000.00), ({"area": "Oever"}, 800.05), ({"theme": "natuur"}, 1300.05),
    ({"theme": "bomen"}, 800.05), ({"year": "2025"}, 729.95), ({"payee": "De Club"}, 199.95),
    ({"payer": "Gemeente Eemdorp", "area": "Zuid"}, 500.00),
    ({"area": "Noord", "year": "2024"}, 800.05),
])
def test_money_is_narrowed_by_area_and_theme_with_all_below(
    graph: Graph, given: dict[str, str], granted: float
) -> None:
    assert asked(graph, **given).summary["totals"]["granted"] == granted


def test_concentration_is_the_largest_share_and_the_herfindahl_index(graph: Graph) -> None:
    summary = asked(graph).summary
    shares = [1300.05 / 1530, 199.95 / 1530, 10 / 1530, 20 / 1530]
    assert summary["share_of"] == "granted"
    assert summary["payees"]["label"] == "De Tuin"
    assert summary["payees"]["share"] == pytest.approx(shares[0], abs=1e-4)
    assert summary["payees"]["hhi"] == pytest.approx(sum(s * s for s in shares), abs=1e-4)
    assert summary["payers"] == {
        "id": "publicbody:town/gemeente", "label": "Gemeente Eemdorp", "share": 1.0, "hhi": 1.0,
        "count": 2,
    }


def test_every_amount_has_its_statement(graph: Graph) -> None:
    told = [b.says for b in asked(graph, payee="De Club").answers[0].because]
    assert "c komt van Gemeente Eemdorp" in told
    assert "c: toegekend € 199,95" in told


def test_nothing_paid_is_said_to_be_nothing_known(graph: Graph) -> None:
    result = asked(graph, theme="water")
    assert result.abstained
    assert "water" in result.abstained["reason"]


def test_the_sentence_says_the_totals_in_euros(graph: Graph) -> None:
    assert asked(graph, area="Zuid").sentence == (
        "Geldstromen in Zuid: 1. Gevraagd: € 500. Toegekend: € 500. Vastgesteld: € 450,01."
    )


def test_money_that_nobody_looked_at_is_not_added_up(tmp_path: Path) -> None:
    said = [*thing("grant:town/g", "Grant", "Een bedrag", payer="publicbody:town/g"),
            *thing("publicbody:town/g", "PublicBody", "Gemeente"),
            fact("grant:town/g", "amount_requested", "300.00"),
            fact("grant:town/g", "amount_granted", "500.00", state="proposed")]
    with graph_of(tmp_path, said, "network") as network:
        found = asked(network)
    assert found.summary["totals"] == {"requested": 300.0}
    assert "voorstel" in found.answers[0].fields["warning"]
