"""Question files: one file adds a question; a broken one is named and breaks no other."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from graph.errors import QuestionError, SamenspelError
from graph.home import Home
from graph.store import Graph
from queries.ask import ask
from queries.question import broken, find_question, make_question, questions
from tests.making import TODAY, graph_of
from tests.queries.town import town

MINE = """
title   = { nl = "Welke initiatieven zijn er?", en = "Which initiatives are there?" }
wording = { nl = "Welke zijn er in {area}?", en = "Which are there in {area}?" }
given   = { area = "Area" }
pattern = ["initiative -active_in-> *area"]
answer  = "initiative"
rank    = [{ by = "closeness", of = "area" }]
fields  = { themes = "theme[]" }
show    = ["initiative -about-> theme"]
"""
LABEL = {"nl": "?", "en": "?"}


def made(**table: Any) -> Any:
    whole = {"title": LABEL, "wording": LABEL, "pattern": ["post -covers-> theme"],
             "answer": "post", **table}
    return make_question("mine", whole)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    (tmp_path / "queries").mkdir()
    return Home(tmp_path)


def save(home: Home, name: str, text: str) -> None:
    (home.questions / name).write_text(text, "utf-8")


def test_the_bundled_questions_are_all_good() -> None:
    assert {
        "right_contact", "overlapping_initiatives", "introductions", "funding_flows",
        "needs_and_offers", "brokers", "service_point",
    } <= set(questions())


@pytest.mark.parametrize("question", questions().values(), ids=lambda q: q.name)
def test_every_question_is_worded_in_both_languages(question: Any) -> None:
    for lang in ("nl", "en"):
        assert question.title[lang]
        assert question.wording[lang]
        assert {"found", "nothing", "missing"} <= set(question.sentence[lang])
        assert all(label[lang] for label in question.labels.values())
    assert question.sentence["nl"].keys() == question.sentence["en"].keys()
    assert set(question.fields) <= set(question.labels)


def test_a_saved_question_can_be_asked(home: Home, tmp_path: Path) -> None:
    save(home, "mine.toml", MINE)
    question = questions(home)["mine"]
    with graph_of(tmp_path / "town", town()) as graph:
        result = ask(graph, question, {"area": "Noord"}, today=TODAY)
    assert [(a.label, a.fields) for a in result.answers] == [
        ("De Club", {"themes": ["sport"]}), ("De Tuin", {"themes": ["natuur"]}),
    ]
    assert result.sentence == "2 gevonden."


@pytest.mark.parametrize("text", [
    "title = ", MINE.replace("active_in", "activ_in"), MINE.replace("given ", "gvien "),
    MINE.replace('"Area"', '"Aera"'), MINE.replace("theme[]", "thema[]"), "\xff",
])
def test_a_broken_saved_question_is_named_and_breaks_no_other(home: Home, text: str) -> None:
    save(home, "mine.toml", MINE)
    save(home, "broken.toml", text)
    assert "mine" in questions(home)
    assert "broken" not in questions(home)
    errors = broken(home)
    assert list(errors) == ["broken.toml"]
    assert "broken.toml" in str(errors["broken.toml"])
    with pytest.raises(QuestionError, match=r"broken\.toml"):
        find_question("broken", home)


@pytest.mark.parametrize(("table", "says"), [
    ({"rank": [{"by": "beauty"}]}, "beauty"),
    ({"rank": [{"by": "closeness", "of": "area"}]}, "area"),
    ({"unless": ["post.endde"]}, "ended"),
    ({"unless": ["pots.ended"]}, "post"),
    ({"show": ["person -represents-> party"]}, "person -represents-> party"),
    ({"fields": {"mail": "post.mail"}}, "email"),
    ({"fields": {"since": "theme@when"}}, "since"),
    ({"fields": {"all": {"each": "offer"}}}, "offer"),
    ({"optional": ["theme"]}, "theme"),
    ({"given": {"year": "Post.year"}}, "Post.year"),
    ({"title": "no languages"}, "title"),
    ({"method": "os"}, "os"),
    ({"answer": []}, "answer"),
    ({"colour": "red"}, "colour"),
])
def test_a_wrong_part_is_refused_by_name(table: dict[str, Any], says: str) -> None:
    with pytest.raises(SamenspelError) as error:
        made(**table)
    assert says in str(error.value)
    assert "mine.toml" in str(error.value)
    assert error.value.message("en")


def test_a_saved_question_may_fall_back_on_one_beside_it(home: Home, tmp_path: Path) -> None:
    save(home, "mine.toml", MINE)
    save(home, "first.toml", MINE.replace("active_in", "active_in").replace(
        'answer  =', 'absent = ["initiative -about-> theme"]\notherwise = ["mine"]\nanswer  =',
    ).replace('fields  = { themes = "theme[]" }\n', "").replace(
        'show    = ["initiative -about-> theme"]\n', ""))
    with graph_of(tmp_path / "town", town()) as graph:
        result = ask(graph, find_question("first", home), {"area": "Noord"}, today=TODAY)
    assert result.abstained
    assert [a.label for a in result.otherwise] == ["De Club", "De Tuin"]


def test_a_graph_is_not_needed_to_read_questions(tmp_path: Path) -> None:
    assert questions(Home(tmp_path / "nowhere")) == questions()
    assert not Graph.__subclasses__()
