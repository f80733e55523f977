"""A question is composed arrow by arrow; only what the schema allows is offered."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from graph.errors import QuestionError, SamenspelError
from queries.ask import ask
from queries.compose import Draft, Option
from queries.language.pattern import Reach
from queries.question import questions, read_question
from queries.saving import save
from tests.making import graph_of, thing


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


def test_a_question_reads_as_a_sentence_in_both_languages() -> None:
    draft = gardens()
    assert draft.sentence({"theme": "natuur", "area": "Noord"}) == (
        "Initiatieven waarvoor geldt: het initiatief gaat over natuur (of wat daaronder valt)"
        " en het initiatief werkt in Noord (of wat daaronder valt)."
    )
    assert draft.sentence({}, "en") == (
        "Initiatives for which this holds: the initiative is about some theme"
        " and the initiative works in some area."
    )


@pytest.mark.parametrize(
    ("seek", "texts", "labels", "says"),
    [
        ("Area", ["!initiative -active_in-> *area"], {},
         "Gebieden waarvoor geldt: geen enkel initiatief werkt in het gebied."),
        ("Organisation", ["commitment -made_by-> organisation"], {},
         "Organisaties waarvoor geldt: een toezegging is gedaan door de organisatie."),
        ("Initiative", ["!initiative -run_by-> agent"], {},
         "Initiatieven waarvoor geldt: het initiatief wordt gedragen door niemand."),
        ("Initiative", ["!initiative -about-> *theme"], {"theme": "groen"},
         "Initiatieven waarvoor geldt:"
         " het initiatief gaat niet over groen (of wat daaronder valt)."),
        ("Need", ["need -sought_by-> initiative", "initiative -about-> theme"], {},
         "Vragen waarvoor geldt: de vraag wordt gezocht door een initiatief"
         " en het initiatief gaat over een thema."),
        ("Initiative", [], {}, "Alle initiatieven."),
    ],
)
def test_what_is_asked_is_said_in_plain_dutch(
    seek: str, texts: list[str], labels: dict[str, str], says: str
) -> None:
    assert Draft.read(seek, texts).sentence(labels) == says


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
    found = ask(graph, draft.question({"theme": "natuur"}), asked)
    assert {a.label for a in found.answers} == {"A", "B"}
    without = draft.add(option(draft, "initiative run_by Agent"), absent=True)
    found = ask(graph, without.question({"theme": "natuur"}), asked)
    assert [a.label for a in found.answers] == ["B"]
    assert found.answers[0].because


def test_two_things_of_one_kind_are_meant_to_be_two(tmp_path: Path) -> None:
    draft = Draft("Initiative")
    draft = draft.add(option(draft, "initiative about Theme"))
    draft = draft.add(option(draft, "theme <about Party"))
    assert draft.table({})["differ"] == [["initiative", "party"]]


def test_a_question_is_saved_as_a_file_that_can_be_asked_again(tmp_path: Path) -> None:
    path = save(gardens(), {"theme": "natuur"}, "Groen in de buurt", tmp_path)
    assert path.name == "groen_in_de_buurt.toml"
    question = read_question(path)
    assert question.given == {"theme": "Theme"}
    assert question.title["nl"] == "Groen in de buurt"
    assert not list(tmp_path.glob(".*"))


@pytest.mark.parametrize("title", ["", "???", "Right contact", "Twice"])
def test_a_name_that_is_empty_or_taken_is_refused(tmp_path: Path, title: str) -> None:
    save(gardens(), {}, "Twice", tmp_path)
    before = sorted(tmp_path.iterdir())
    with pytest.raises(QuestionError):
        save(gardens(), {}, title, tmp_path)
    assert sorted(tmp_path.iterdir()) == before
    assert "right_contact" in questions()


@pytest.mark.parametrize("seed", range(30))
def test_whatever_is_chosen_from_what_is_offered_can_be_asked(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    graph = graph_of(tmp_path, thing("theme:natuur", "Theme", "natuur"))
    draft = Draft(chance.choice(["Initiative", "Post", "Area", "Theme", "Person", "Grant", "Need"]))
    for _ in range(chance.randint(1, 4)):
        chosen = chance.choice(draft.options(chance.choice(draft.names)))
        ends = [None, *draft.fitting(chosen)]
        draft = draft.add(chosen, to=chance.choice(ends), absent=chance.random() < 0.2)
        draft = Draft.read(draft.seek, draft.texts)
    ask(graph, draft.question({}), {})
    assert draft.sentence({})
