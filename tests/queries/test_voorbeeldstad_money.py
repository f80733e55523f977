"""The money of the invented town adds up as its fixture says."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import pytest

from graph.home import Home
from graph.store import Graph
from tests.queries.planted import CASES, TOWN, area, asked, full


@pytest.fixture(scope="module")
def graph(demo_home: Home) -> Iterator[Graph]:
    with Graph(demo_home.graph("public")) as opened:
        yield opened


def cents(sums: dict[str, float]) -> dict[str, int]:
    found = {status: round(amount * 100) for status, amount in sums.items()}
    return {s: found.get(s, 0) for s in ("requested", "granted", "settled", "desired")}


FUNDING: Final = [
    ("all", TOWN),
    *((f"year-{y}", {**TOWN, "year": str(y)}) for y in range(2021, 2027)),
    ("dijkmeent", {"area": area("Dijkmeent")}), ("hazelbroek", {"area": area("Hazelbroek")}),
    ("three-under-one-scheme", {"payee": CASES["funding"]["three-under-one-scheme"]["payee"],
                                "scheme": CASES["funding"]["three-under-one-scheme"]["scheme"]}),
    ("request-is-no-grant", {"payee": CASES["funding"]["request-is-no-grant"]["payee"]}),
    ("wish", {"payee": CASES["funding"]["wish"]["payee"]}),
]


@pytest.mark.parametrize(("key", "given"), FUNDING, ids=[key for key, _ in FUNDING])
def test_sums_are_right_to_the_cent_and_statuses_stay_apart(
    graph: Graph, key: str, given: dict[str, str]
) -> None:
    case = CASES["funding"][key]
    result = asked(graph, "funding_flows", **given)
    assert cents(result.summary["totals"]) == case["sums"]
    grants = {i.rpartition("/")[2] for a in result.answers for i in a.links["grants"]}
    assert len(grants) == sum(a.fields["grants"] for a in result.answers)
    assert len(grants) == result.summary["grants"]
    if isinstance(case.get("grants"), list):
        assert grants == set(case["grants"])
    elif "grants" in case:
        assert len(grants) == case["grants"]


def test_who_pays_most_in_a_wijk(graph: Graph) -> None:
    case = CASES["funding"]["dijkmeent"]
    result = asked(graph, "funding_flows", area=area("Dijkmeent"))
    assert result.summary["payers"]["id"] == case["largest"]
    assert result.summary["payers"]["share"] == pytest.approx(
        case["granted_share_of_largest"], abs=1e-4
    )
    for payer, sums in case["payers"].items():
        mine = [a.fields["amounts"] for a in result.answers if a.fields["payer"] == payer]
        added = {s: sum(round(m.get(s, 0) * 100) for m in mine) for s in sums}
        assert added == sums


def test_a_grant_without_an_amount_is_counted(graph: Graph) -> None:
    result = asked(graph, "funding_flows", **TOWN, year="2025")
    ids = [i for a in result.answers for i in a.links["grants"]]
    assert full("grant", "zonder-bedrag") in ids


@pytest.mark.parametrize("case", CASES["funding"]["elsewhere"], ids=lambda c: c["grant"])
def test_money_counts_where_it_helps_not_where_the_recipient_lives(
    graph: Graph, case: dict[str, str]
) -> None:
    def grants(name: str) -> list[str]:
        result = asked(graph, "funding_flows", area=area(name), payee=case["recipient"])
        return [i for a in result.answers for i in a.links["grants"]]

    assert full("grant", case["grant"]) in grants(case["benefits"])
    assert full("grant", case["grant"]) not in grants(case["home"])
