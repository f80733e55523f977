"""The cases planted in the invented town come out as its fixture says."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, Final

import pytest

from graph.home import Home
from graph.store import Graph
from queries.ask import Answer, ask
from tests.queries.planted import CASES, TODAY, TOWN, area, asked, cases, full, shorts

KIND: Final = {
    "duplicate": "duplicates", "complement": "complements", "continuation": "continues",
    "shared": "shares_with",
}


@pytest.fixture(scope="module")
def graph(demo_home: Home) -> Iterator[Graph]:
    with Graph(demo_home.graph("public")) as opened:
        yield opened


@pytest.mark.parametrize("limit", [1, 3])
@pytest.mark.parametrize("given", [{}, {"theme": "groen"}, TOWN], ids=str)
def test_fewer_answers_are_the_first_of_all(
    graph: Graph, given: dict[str, str], limit: int
) -> None:
    every = ask(graph, "initiatives", given, today=TODAY, limit=500)
    few = ask(graph, "initiatives", given, today=TODAY, limit=limit)
    assert few.answers == every.answers[:limit]
    assert few.summary == every.summary


# ── the right contact ───────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("case", cases("right_contact"))
def test_the_right_contact_is_found(graph: Graph, case: dict[str, Any]) -> None:
    result = asked(graph, "right_contact", theme=case["theme"], area=area(case["area"]))
    found = shorts(result.answers)
    if case.get("abstains"):
        assert found == []
        assert result.abstained
        assert case["theme"] in result.abstained["missing"]
    else:
        first, then = case["first"], case.get("then", [])
        assert sorted(found[: len(first)]) == sorted(first)
        assert found[len(first): len(first) + len(then)] == then
        assert result.abstained is None
    assert not set(found) & set(case.get("not", []))
    if "not_holder" in case:
        assert case["not_holder"] not in json.dumps(result.to_json(), ensure_ascii=False)
    if "otherwise" in case:
        assert shorts(result.otherwise)[: len(case["otherwise"])] == case["otherwise"]
    if "holder" in case:
        assert result.answers[0].fields["holder"] == case["holder"]
    if "freshness" in case:
        assert result.answers[0].freshness == case["freshness"]


@pytest.mark.parametrize("case", cases("right_contact"))
def test_a_post_is_vacant_only_where_that_is_said(graph: Graph, case: dict[str, Any]) -> None:
    result = asked(graph, "right_contact", theme=case["theme"], area=area(case["area"]))
    if result.answers:
        fields = result.answers[0].fields
        assert fields["vacant"] is ("vacant" in case)
        assert fields["vacant_since"] == case.get("vacant")
        assert not (fields["vacant"] and fields["holder"])
        assert ("niet bezet" in result.sentence) is ("vacant" in case)


def test_an_answer_that_rests_on_stale_facts_only_says_so(graph: Graph) -> None:
    result = asked(graph, "right_contact", theme="mobiliteit", area=area("Trommelaar"))
    assert result.abstained is None
    assert "meer dan een jaar" in result.answers[0].fields["warning"]
    assert result.sentence.endswith(result.answers[0].fields["warning"])


def test_every_answer_has_a_because_with_source_and_place_in_it(graph: Graph) -> None:
    result = asked(graph, "right_contact", theme="natuur", area=area("Netteboet"))
    for answer in result.answers:
        assert {"gaat over", "werkt voor"} <= {
            words for because in answer.because for words in ("gaat over", "werkt voor")
            if words in because.says
        }
        assert all(b.source == "Voorbeeldstad" and b.locator for b in answer.because)
    assert "Netteboet ligt in Schuitenhaven" in [b.says for b in result.answers[1].because]


# ── overlap ─────────────────────────────────────────────────────────────────────────────────────


def pair(answer: Answer) -> frozenset[str]:
    return frozenset(i.rpartition("/")[2] for i in answer.id.split())


@pytest.mark.parametrize("case", cases("overlap"))
def test_overlap_is_called_by_its_kind(graph: Graph, case: dict[str, Any]) -> None:
    result = asked(graph, "overlapping_initiatives", area=area(case["area"]))
    kinds = {pair(a): a.fields["kind"] for a in result.answers}
    assert kinds.get(frozenset(case["pair"])) == KIND.get(case["type"])


@pytest.mark.parametrize("case", cases("overlap"))
def test_overlap_is_found_from_either_side_with_both_sources(
    graph: Graph, case: dict[str, Any]
) -> None:
    for this, other in (case["pair"], case["pair"][::-1]):
        result = asked(graph, "overlapping_initiatives", initiative=full("initiative", this))
        found = [a for a in result.answers if a.id == full("initiative", other)]
        assert bool(found) is (case["type"] != "none")
        for answer in found:
            told = [b.says for b in answer.because]
            told += [r.says for b in answer.because for r in b.rests_on]
            assert any(graph.label(full("initiative", this)) in says for says in told)
            assert any(answer.label in says for says in told)


# ── needs and offers ────────────────────────────────────────────────────────────────────────────


def need(graph: Graph, short: str) -> Answer | None:
    answers = asked(graph, "needs_and_offers", **TOWN).answers
    return next((a for a in answers if a.id == full("need", short)), None)


@pytest.mark.parametrize("case", cases("match"))
def test_offers_that_fit_are_found(graph: Graph, case: dict[str, Any]) -> None:
    answer = need(graph, case["need"])
    offers = {o["id"]: o["match"] for o in answer.fields["offers"]} if answer else {}
    expected = {"said": "meets", "kind-and-area": "could_use", "none": None}[case["how"]]
    assert offers.get(full("offer", case["offer"])) == expected


@pytest.mark.parametrize("case", cases("blocked"))
def test_what_blocks_and_who_can_lift_it(graph: Graph, case: dict[str, Any]) -> None:
    answer = need(graph, case["need"])
    assert answer
    assert answer.fields["obstacle"] == case["obstacle"]
    lifters = answer.links.get("lifted_by", [])
    assert set(case["lifted_by"]) <= set(lifters)
    assert bool(case["lifted_by"]) is bool(lifters)


@pytest.mark.parametrize("short", CASES["unmet"]["needs"])
def test_needs_that_nobody_meets_are_answers_too(graph: Graph, short: str) -> None:
    answer = need(graph, short)
    assert answer
    assert answer.fields["offers"] == []


# ── people ──────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("case", cases("introduction"))
def test_introductions(graph: Graph, case: dict[str, Any]) -> None:
    result = asked(graph, "introductions", **{"from": case["from"], "to": case["to"]})
    if not case["via"]:
        assert result.answers == []
        assert result.abstained
        return
    assert len(result.answers) <= 3
    assert result.answers[0].fields["steps"] == case["ties"]
    assert {frozenset(v) for v in case["via"]} <= {
        frozenset(a.links["through"]) for a in result.answers
    }
    for answer in result.answers:
        assert all(step["statement"] for step in answer.fields["path"])


@pytest.mark.parametrize("case", cases("broker"))
def test_brokers_and_whom_they_would_cut_off(graph: Graph, case: dict[str, Any]) -> None:
    result = asked(graph, "brokers", area=area(case["area"]))
    found = {a.id: a for a in result.answers}
    assert case["id"] in found
    groups = {i for group in case["groups"] for i in group}
    assert groups <= set(found[case["id"]].links["cuts_off"])


def test_no_private_name_is_in_any_answer(graph: Graph) -> None:
    everything = json.dumps([
        asked(graph, name, **TOWN).to_json()
        for name in ("overlapping_initiatives", "funding_flows", "needs_and_offers", "brokers")
    ], ensure_ascii=False)
    hidden = [*CASES["private"]["names"], *CASES["private"]["personal"]]
    assert [name for name in hidden if name in everything] == []


# ── what is there, and where nothing is ─────────────────────────────────────────────────────────


@pytest.mark.parametrize("case", cases("gap"))
def test_a_wijk_without_any_initiative_of_a_kind_is_found(
    graph: Graph, case: dict[str, Any]
) -> None:
    kinds = [{"theme": t} for t in case["themes"]] + [{"group": g} for g in case["groups"]]
    for kind in kinds:
        result = asked(graph, "gaps", area=full("area", "voorbeeldstad"), **kind)
        assert area(case["area"]) in [a.id for a in result.answers], kind


def test_a_wijk_where_much_is_done_is_no_gap(graph: Graph) -> None:
    result = asked(graph, "gaps", area=full("area", "voorbeeldstad"), theme="jeugd")
    assert area("Veenslag") not in [a.id for a in result.answers]


ENDED: Final = {"Veenslag": 1}
"""Among those counted; they are over and no answer."""


@pytest.mark.parametrize(("wijk", "count"), CASES["many"][0]["youth"].items())
def test_initiatives_for_the_young_are_counted_per_wijk(
    graph: Graph, wijk: str, count: int
) -> None:
    found = {
        answer.id for kind in ({"theme": "jeugd"}, {"group": "jongeren"}, {"group": "kinderen"})
        for answer in asked(graph, "initiatives", area=area(wijk), **kind).answers
    }
    assert len(found) == count - ENDED.get(wijk, 0)
