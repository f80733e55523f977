"""Question files: one file adds a question; a broken one is named and breaks no other."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from graph.errors import QuestionError, SamenspelError
from graph.home import Home
from graph.store import Graph
from queries.ask import ask
from queries.question import Question, broken, find_question, make_question, questions
from tests.drawing import draw
from tests.making import TODAY, graph_of
from tests.queries.town import town
from tests.random_graphs import Case, case

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
    ({"given": "x"}, "given"),
    ({"given": {"theme": 3}}, "given"),
    ({"given": {"The theme": "Theme"}}, "The theme"),
    ({"given": {"year": "Grant.year"}}, "year"),
    ({"pattern": 5}, "pattern"),
    ({"pattern": [5]}, "pattern"),
    ({"answer": 3}, "answer"),
    ({"rank": ["freshness"]}, "rank"),
    ({"rank": [{"by": "count", "of": "offer"}], "absent": ["offer -about-> theme"]}, "offer"),
    ({"differ": [["post"]]}, "differ"),
    ({"fields": ["x"]}, "fields"),
    ({"fields": {"x": {"relation": ["post"]}}}, "fields"),
    ({"show": [3]}, "show"),
    ({"unless": [3]}, "unless"),
    ({"types": ["Theme"]}, "types"),
    ({"sum": "grant"}, "grant"),
    ({"otherwise": ["srevice_point"]}, "service_point"),
    ({"method": "introductions"}, "given"),
    ({"pattern": [f"post -covers-> theme{n}" for n in range(21)]}, "20"),
    ({"pattern": [f"post -covers|at- x{n}" for n in range(7)]}, "6"),
])
def test_a_wrong_part_is_refused_by_name(table: dict[str, Any], says: str) -> None:
    with pytest.raises(SamenspelError) as error:
        made(**table)
    assert says in str(error.value)
    assert "mine.toml" in str(error.value)
    assert error.value.message("en")


def test_what_is_no_file_is_named_and_breaks_no_other(home: Home) -> None:
    save(home, "mine.toml", MINE)
    (home.questions / "folder.toml").mkdir()
    assert "mine" in questions(home)
    assert "folder.toml" in str(broken(home)["folder.toml"])


def test_a_saved_question_that_is_called_as_another_thing_is_named(home: Home) -> None:
    for name in ("mine", "right_contact", "network"):
        save(home, f"{name}.toml", MINE)
    assert list(broken(home)) == ["right_contact.toml"]
    assert list(broken(home, {"network"})) == ["network.toml", "right_contact.toml"]


def wrong_shapes(value: Any) -> Iterator[Any]:
    """Yield a value of a question with one part, at any depth, of another kind."""
    yield from (3, True, "x", [], ["x"], [5], [["a"]], {}, {"a": 3}, {"a": "b"})
    if isinstance(value, dict):
        for key, inner in value.items():
            yield {other: v for other, v in value.items() if other != key}
            yield from ({**value, key: wrong} for wrong in wrong_shapes(inner))
    if isinstance(value, list):
        for place, inner in enumerate(value):
            rest = value[:place], value[place + 1:]
            yield from ([*rest[0], wrong, *rest[1]] for wrong in wrong_shapes(inner))


@pytest.mark.parametrize("name", questions())
def test_whatever_a_file_holds_it_is_refused_or_can_be_asked(name: str, tmp_path: Path) -> None:
    """TOML of any shape never fails otherwise: not when it is read, nor when it is asked."""
    good = questions()[name]
    assert good.file
    one = case(good if good.pattern else questions()["groups"], 0)
    with draw(tmp_path / "g.sqlite", one.drawing) as graph:
        for wrong in wrong_shapes(tomllib.loads(good.file.read_text("utf-8"))):
            if isinstance(wrong, dict):
                with suppress(SamenspelError):
                    try_to_ask(graph, make_question("mine", wrong), one)


def try_to_ask(graph: Graph, question: Question, one: Case) -> None:
    things = {node.type: node.id for node in graph.nodes()}
    given = {
        name: one.given.get(name) or things[kind] for name, kind in question.things().items()
        if name in one.given or (kind in things and name not in question.optional)
    }
    literals = {n: value for n, value in one.literals.items() if n in question.literals()}
    result = ask(graph, question, {**given, **literals}, today=TODAY)
    assert result.title and question.wording["en"]


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
