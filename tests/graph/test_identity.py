"""Which ids are joined by themselves, and which wait for a person."""

from __future__ import annotations

import random
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.identity import METHOD, clusters, join
from graph.ledger import Ledger, Source
from graph.statement import Fact
from tests.making import TOWN, thing

ELSEWHERE = Source("elsewhere", "Another list", area="area:elsewhere/stad")


def _ledger(path: Path, facts: Iterable[Fact], source: Source = TOWN) -> Ledger:
    ledger = Ledger(path / "ledger")
    _add(ledger, facts, source)
    return ledger


def _add(ledger: Ledger, facts: Iterable[Fact], source: Source = TOWN) -> None:
    ledger.read(source, "facts", facts, digest="x", seen="2026-11-01", method="test 1")


def _same(ledger: Ledger) -> set[tuple[str, str]]:
    return {(j.a, j.b) for j in ledger.judgements() if j.verdict == "same"}


def _organisations(*names: str) -> list[Fact]:
    return [fact for n, name in enumerate(names)
            for fact in thing(f"organisation:town/{n}", "Organisation", name)]


A, B, C = (f"organisation:town/{n}" for n in range(3))


@pytest.mark.parametrize(
    "names",
    [("St. Groenrijk", "Stichting Groenrijk"), ("Groenrijk Oost B.V.", "groenrijk oost bv"),
     ("Scouting Holendrecht", "Stichting Scouting Holendrecht"), ("Tung Lok", "TungLok")],
)
def test_spellings_in_one_source_are_joined_with_a_reason(
    tmp_path: Path, names: tuple[str, str]
) -> None:
    ledger = _ledger(tmp_path, _organisations(*names))
    join(ledger)
    [judged] = [j for j in ledger.judgements() if j.verdict == "same"]
    assert (judged.a, judged.b, judged.who, judged.method) == (A, B, "samenspel", METHOD)
    assert names[0] in judged.why
    assert clusters(ledger) == {A: A, B: A}


@pytest.mark.parametrize(
    "names",
    [("Stichting Dappere Dames", "Vereniging Dappere Dames"), ("Stichting", "stichting"),
     ("Stichting Tuin", "Tuin"), ("Buurthuis 1", "Buurthuis 2"),
     ("Stichting Dappere Dames", "Dappere Dames", "Vereniging Dappere Dames")],
)
def test_what_is_not_safe_is_not_joined(tmp_path: Path, names: tuple[str, ...]) -> None:
    ledger = _ledger(tmp_path, _organisations(*names))
    join(ledger)
    assert _same(ledger) == set()


def test_another_source_counts_only_in_the_same_town(tmp_path: Path) -> None:
    here = [*thing(A, "Organisation", "Gemeentehuis Actief", active_in="area:town/stad")]
    there = thing("organisation:elsewhere/x", "Organisation", "Gemeentehuis actief")
    ledger = _ledger(tmp_path, here)
    _add(ledger, there, ELSEWHERE)
    join(ledger)
    assert _same(ledger) == set()
    _add(ledger, [*there, Fact("organisation:elsewhere/x", "active_in", object="area:town/noord"),
                  Fact("area:town/noord", "within", object="area:town/stad")], ELSEWHERE)
    join(ledger)
    assert _same(ledger) == {("organisation:elsewhere/x", A)}


def test_an_equal_number_joins_whatever_the_name(tmp_path: Path) -> None:
    ledger = _ledger(tmp_path, thing(A, "Organisation", "Een", kvk="12345678"))
    _add(ledger, thing(B, "Organisation", "Twee", kvk="12345678"), ELSEWHERE)
    join(ledger)
    assert _same(ledger) == {(A, B)}


def test_initiatives_of_one_name_need_the_same_party_behind_them(tmp_path: Path) -> None:
    ids = [f"initiative:town/{n}" for n in range(3)]
    facts = [
        *_organisations("St. Groenrijk", "Stichting Groenrijk", "Ander"),
        *thing(ids[0], "Initiative", "Buurtfeest", run_by=A),
        *thing(ids[1], "Initiative", "buurtfeest", run_by=B),
        *thing(ids[2], "Initiative", "Buurtfeest", run_by=C),
    ]
    ledger = _ledger(tmp_path, facts)
    join(ledger)
    assert _same(ledger) == {(A, B), (ids[0], ids[1])}


def test_people_are_joined_by_number_and_never_by_name(tmp_path: Path) -> None:
    facts = [fact for n in range(3) for fact in thing(f"person:town/{n}", "Person", "A. Jansen")]
    facts += [Fact(f"person:town/{n}", "identifier", number)
              for n, number in enumerate(("almanak:1", "almanak:1", "almanak:2"))]
    ledger = _ledger(tmp_path, facts)
    join(ledger)
    assert _same(ledger) == {("person:town/0", "person:town/1")}


def test_unknown_people_are_left_alone(tmp_path: Path) -> None:
    facts = [fact for n in range(3)
             for fact in (*thing(f"person:town/{n}", "Person", "Particulier", unknown="true"),
                          Fact(f"person:town/{n}", "identifier", "almanak:1"))]
    assert join(_ledger(tmp_path, facts)) == 0


def test_what_a_person_undid_is_not_done_again(tmp_path: Path) -> None:
    ledger = _ledger(tmp_path, _organisations("St. Groenrijk", "Stichting Groenrijk"))
    assert join(ledger) == 1
    assert join(ledger) == 0
    ledger.undo("judgement", ledger.judgements()[0].n, "ik")
    assert join(ledger) == 0
    assert clusters(ledger) == {}


def test_a_person_who_says_different_keeps_them_apart(tmp_path: Path) -> None:
    names = "St. Groenrijk", "Stichting Groenrijk", "st groenrijk"
    ledger = _ledger(tmp_path, _organisations(*names))
    ledger.judge(A, B, "different", who="ik", why="twee stichtingen")
    join(ledger)
    found = clusters(ledger)
    assert found.get(A, A) != found.get(B, B)


PARTS = (
    "St. Groenrijk", "Stichting Groenrijk", "Groenrijk Oost", "groenrijk oost bv", "Bij", "bij.",
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from(PARTS), min_size=2, max_size=7), st.randoms(use_true_random=False))
def test_the_order_of_reading_does_not_matter(
    tmp_path_factory: pytest.TempPathFactory, names: list[str], order: random.Random
) -> None:
    things = [thing(f"organisation:town/{n}", "Organisation", name)
              for n, name in enumerate(names)]
    people = [thing(f"person:town/{n}", "Person", name) for n, name in enumerate(names)]
    found = []
    for _ in range(2):
        order.shuffle(things)
        order.shuffle(people)
        facts = [fact for one in (*things, *people) for fact in one]
        with _ledger(tmp_path_factory.mktemp("order"), facts) as ledger:
            join(ledger)
            found.append(clusters(ledger))
            assert join(ledger) == 0
    assert found[0] == found[1]
    assert not any(one.startswith("person:") for one in found[0])


@pytest.mark.parametrize("names", [
    ("Buurthuis De Brug", "Buurthuis de Brug"), ("Stichting Groenrijk", "St. Groenrijk"),
])
def test_one_name_in_two_neighbourhoods_or_with_two_numbers_waits(
    tmp_path: Path, names: tuple[str, str]
) -> None:
    areas = [fact for area in ("noord", "zuid")
             for fact in (Fact(f"area:town/{area}", "within", object="area:town/stad"),)]
    placed = [*thing(A, "Organisation", names[0], active_in="area:town/noord"),
              *thing(B, "Organisation", names[1], active_in="area:town/zuid")]
    numbered = [*thing(A, "Organisation", names[0], kvk="12345678"),
                *thing(B, "Organisation", names[1], kvk="12345679")]
    for number, facts in enumerate(([*placed, *areas], numbered)):
        ledger = _ledger(tmp_path / str(number), facts)
        join(ledger)
        assert _same(ledger) == set()


def test_sint_is_not_stichting(tmp_path: Path) -> None:
    ledger = _ledger(tmp_path, _organisations("St. Jozef", "Stichting Jozef"))
    join(ledger)
    assert _same(ledger) == set()


def test_a_missing_legal_form_counts_only_within_one_source(tmp_path: Path) -> None:
    ledger = _ledger(tmp_path, thing(A, "Organisation", "Scouting Holendrecht",
                                     active_in="area:elsewhere/stad"))
    _add(ledger, thing(B, "Organisation", "Stichting Scouting Holendrecht"), ELSEWHERE)
    join(ledger)
    assert _same(ledger) == set()
