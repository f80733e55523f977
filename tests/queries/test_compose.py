"""A question is composed arrow by arrow; only what the schema allows is offered."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.errors import QuestionError, SamenspelError
from queries.ask import ask
from queries.compose import MOST_ARROWS, Draft
from queries.language.pattern import Reach
from queries.offering import Option
from queries.saving import question, table
from tests.making import TODAY, graph_of, thing


def option(draft: Draft, key: str) -> Option:
    return next(o for o in draft.options(key.split()[0]) if o.key == key)


def gardens() -> Draft:
    draft = Draft("Initiative")
    draft = draft.add(option(draft, "initiative about Theme"))
    return draft.add(option(draft, "initiative active_in Area"))


def test_arrows_are_offered_in_words_along_and_against_relations() -> None:
    labels = {o.label for o in Draft("Initiative").options("initiative")}
    assert {"gaat over → thema", "zoekt → vraag", "functies → functie"} <= labels
    english = {o.label for o in Draft("Initiative").options("initiative", "en")}
    assert "is about → theme" in english


def test_impossible_arrows_are_not_offered() -> None:
    relations = {o.relation for o in Draft("Theme").options("theme")}
    assert "holds" not in relations
    assert "about" in relations


def test_the_address_holds_the_whole_draft() -> None:
    draft = gardens()
    assert Draft.read(draft.seek, draft.texts) == draft


def test_taking_out_an_arrow_takes_out_what_hung_on_it() -> None:
    draft = Draft("Initiative")
    draft = draft.add(option(draft, "initiative run_by Agent"))
    draft = draft.add(option(draft, "agent active_in Area"))
    assert draft.texts == ["initiative -run_by-> agent", "agent -active_in-> *area"]
    assert draft.remove("initiative -run_by-> agent").texts == []


def test_how_wide_an_end_reaches_can_change() -> None:
    draft = gardens()
    narrow = draft.reach("initiative -about-> *theme", Reach.SAME)
    assert narrow.texts[0] == "initiative -about-> theme"
    assert narrow.reach_of(narrow.texts[0]) is Reach.SAME
    wide = Draft.read("Post", ["post -covers-> theme"])
    assert wide.reach_of("post -covers-> theme") is Reach.SAME


def test_posts_reach_up_and_other_things_down_by_default() -> None:
    draft = Draft("Post")
    assert draft.add(option(draft, "post serves Area")).texts == ["post -serves-> area*"]
    assert gardens().texts[1] == "initiative -active_in-> *area"


@pytest.mark.parametrize(
    ("seek", "texts"),
    [
        ("Initiative", ["initiative -holds-> post"]),
        ("Initiative", ["nonsense"]),
        ("Initiatve", []),
        ("Initiative", ["initiative -abuot-> theme"]),
        ("Initiative", ["initiative -works_with-> *organisation"]),
        ("Initiative", ["!initiative -works_with-> organisation*"]),
    ],
)
def test_a_broken_address_is_refused_with_a_sentence(seek: str, texts: list[str]) -> None:
    with pytest.raises(SamenspelError) as caught:
        Draft.read(seek, texts)
    assert caught.value.message("en")


def test_what_is_composed_can_be_asked(tmp_path: Path) -> None:
    graph = graph_of(tmp_path, [
        *thing("theme:natuur", "Theme", "natuur"),
        *thing("theme:bomen", "Theme", "bomen", broader="theme:natuur"),
        *thing("initiative:t/a", "Initiative", "A", about="theme:bomen", run_by="organisation:t/o"),
        *thing("initiative:t/b", "Initiative", "B", about="theme:natuur"),
        *thing("initiative:t/c", "Initiative", "C"),
        *thing("organisation:t/o", "Organisation", "O"),
    ])
    draft = Draft("Initiative")
    draft = draft.add(option(draft, "initiative about Theme"))
    asked = {"theme": "theme:natuur"}
    found = ask(graph, question(draft, {"theme": "natuur"}), asked)
    assert {a.label for a in found.answers} == {"A", "B"}
    without = draft.add(option(draft, "initiative run_by Agent"), absent=True)
    found = ask(graph, question(without, {"theme": "natuur"}), asked)
    assert [a.label for a in found.answers] == ["B"]
    assert found.answers[0].because


def test_two_things_of_one_kind_are_meant_to_be_two(tmp_path: Path) -> None:
    draft = Draft("Initiative")
    draft = draft.add(option(draft, "initiative about Theme"))
    draft = draft.add(option(draft, "theme <about Party"))
    assert table(draft, {})["differ"] == [["initiative", "party"]]


# ── what must not be ──────────────────────────────────────────────────────────────────────────


def test_what_builds_on_a_thing_that_must_not_exist_must_not_exist_either() -> None:
    draft = Draft("Initiative")
    draft = draft.add(option(draft, "initiative run_by Agent"), absent=True)
    draft = draft.add(option(draft, "agent active_in Area"))
    assert draft.texts == ["!initiative -run_by-> agent", "!agent -active_in-> *area"]
    to_it = draft.add(option(draft, "initiative works_with Agent"), to="agent")
    assert to_it.texts[0] == "!initiative -run_by-> agent" and not to_it.arrows


@pytest.mark.parametrize("texts", [
    ["!initiative -run_by-> agent", "agent -active_in-> *area"],
    ["post -covers-> theme"],
    ["initiative -about-> theme", "!post -serves-> area"],
])
def test_an_arrow_that_hangs_on_nothing_is_refused(texts: list[str]) -> None:
    with pytest.raises(QuestionError) as caught:
        Draft.read("Initiative", texts)
    assert caught.value.key == "question.loose"


def test_taking_out_an_arrow_takes_out_what_only_something_absent_would_hold() -> None:
    draft = Draft.read("Initiative", [
        "initiative -run_by-> agent", "agent -active_in-> area", "!initiative -works_with-> agent",
    ])
    assert draft.remove("initiative -run_by-> agent").texts == ["!initiative -works_with-> agent"]


@pytest.mark.parametrize(("seek", "texts"), [
    ("Entity", []), ("Party", []),
    ("Initiative", ["initiative -works_with- agent"]),
    ("Initiative", ["initiative -run_by|works_with-> agent"]),
    ("Initiative", ["initiative -about-> x"]),
    ("Initiative", ["initiative -about-> lang"]),
])
def test_what_is_not_made_here_is_refused(seek: str, texts: list[str]) -> None:
    with pytest.raises(QuestionError) as caught:
        Draft.read(seek, texts)
    assert caught.value.key == "question.not_made"


def test_there_is_an_end_to_the_arrows_of_a_link() -> None:
    texts = [f"initiative -about-> *theme{n}" for n in range(2, MOST_ARROWS + 3)]
    assert Draft.read("Initiative", texts[:MOST_ARROWS]).texts == texts[:MOST_ARROWS]
    with pytest.raises(QuestionError) as caught:
        Draft.read("Initiative", texts)
    assert caught.value.key == "question.many_arrows"


# ── two things, and what is over ──────────────────────────────────────────────────────────────


def answers(folder: Path, draft: Draft, given: dict[str, str]) -> set[str]:
    """Return the labels of the answers in a small town; what is given is filled in by id."""
    graph = graph_of(folder, [
        *thing("theme:groen", "Theme", "groen"), *thing("theme:sport", "Theme", "sport"),
        *thing("organisation:t/a", "Organisation", "A", about="theme:groen",
               works_with="organisation:t/b"),
        *thing("organisation:t/b", "Organisation", "B", about="theme:groen"),
        *thing("organisation:t/c", "Organisation", "C", about="theme:sport"),
        *thing("initiative:t/runs", "Initiative", "Runs", about="theme:groen", phase="running"),
        *thing("initiative:t/gone", "Initiative", "Gone", about="theme:sport", ended="2020"),
        *thing("initiative:t/late", "Initiative", "Late", about="theme:sport", phase="ended"),
    ])
    found = ask(graph, question(draft, given), given, today=TODAY)
    return {answer.label for answer in found.answers}


def test_no_other_thing_means_another_one(tmp_path: Path) -> None:
    alone = Draft.read("Organisation", [
        "organisation -about-> theme", "!organisation2 -about-> theme",
    ])
    assert table(alone, {})["differ"] == [["organisation", "organisation2"]]
    assert answers(tmp_path, alone, {}) == {"C"}


def test_what_is_filled_in_does_not_answer_for_itself(tmp_path: Path) -> None:
    beside = Draft.read("Organisation", [
        "organisation -about-> theme", "organisation2 -about-> theme",
    ])
    assert table(beside, {"organisation2": "A"})["differ"] == [["organisation", "organisation2"]]
    assert answers(tmp_path, beside, {"organisation2": "organisation:t/a"}) == {"B"}


def test_two_that_are_filled_in_are_what_they_are() -> None:
    both = Draft.read("Theme", [
        "organisation -about-> theme", "organisation2 -about-> theme",
    ])
    assert table(both, {"organisation": "A", "organisation2": "A"})["differ"] == []


def test_two_that_are_absent_each_by_itself_are_never_there_together() -> None:
    draft = Draft.read("Initiative", [
        "!organisation -works_with-> initiative", "!initiative -run_by-> organisation2",
    ])
    pairs = table(draft, {})["differ"]
    assert ["organisation", "organisation2"] not in pairs


def test_what_is_over_does_not_count(tmp_path: Path) -> None:
    all_of = Draft("Initiative")
    assert table(all_of, {})["unless"] == ["initiative.ended", "initiative.phase = ended"]
    assert answers(tmp_path / "all", all_of, {}) == {"Runs"}
    without = Draft.read("Theme", ["!initiative -about-> theme"])
    assert answers(tmp_path / "without", without, {}) == {"sport"}


def test_what_is_filled_in_is_asked_also_when_it_is_over() -> None:
    draft = Draft.read("Need", ["need -sought_by-> initiative"])
    assert table(draft, {"initiative": "Gone"})["unless"] == ["need.status = met|ended"]
