"""Arrows are read as they look, and wrong ones are refused by file, arrow and near misses."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import QuestionError
from queries.language.pattern import Arrow, Reach, Term, parse_arrow
from queries.language.reading import read_pattern, typing


@pytest.mark.parametrize(("text", "said"), [
    ("post -covers-> theme*", "post -covers-> theme*"),
    ("post <-holds- person", "person -holds-> post"),
    (" need  -needed_in->  *area ", "need -needed_in-> *area"),
    ("a -duplicates|complements-> b", "a -duplicates|complements-> b"),
    ("a -continues | follows- b", "a -continues|follows- b"),
])
def test_an_arrow_points_as_it_looks(text: str, said: str) -> None:
    assert str(parse_arrow(text, "x.toml")) == said


_NAMES = st.from_regex(r"[a-z][a-z0-9_]{0,8}", fullmatch=True)
_TERMS = st.builds(Term, _NAMES, st.sampled_from(Reach))
_RELATIONS = st.lists(st.from_regex(r"[a-z_]{1,8}", fullmatch=True), min_size=1, unique=True)


@given(_TERMS, _RELATIONS, _TERMS, st.booleans())
def test_what_is_written_is_read_back(
    subject: Term, relations: list[str], target: Term, either: bool
) -> None:
    arrow = Arrow(subject, tuple(relations), target, either)
    assert str(parse_arrow(str(arrow), "x.toml")) == str(arrow)


@pytest.mark.parametrize("text", [
    "", "post", "post -> theme", "post -covers->", "Post -covers-> theme", "a <-b-> c",
    "*area* -within-> b", "a -covers->> b", "a -covers; drop- b",
])
def test_what_is_no_arrow_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(QuestionError) as error:
        parse_arrow(text, "mine.toml")
    assert "mine.toml" in str(error.value)
    assert "post -covers-> theme*" in str(error.value)


def refused(pattern: list[str], answer: str = "post", **more: object) -> str:
    with pytest.raises(QuestionError) as error:
        read_pattern("mine.toml", pattern=pattern, answer=[answer], given={}, **more)  # type: ignore[arg-type]
    message = str(error.value)
    assert "mine.toml" in message
    return message


def test_an_unknown_relation_gets_near_misses() -> None:
    message = refused(["post -cover-> theme"])
    assert "post -cover-> theme" in message
    assert "covers" in message


def test_the_name_of_the_way_back_leads_to_the_relation() -> None:
    assert "Bedoel je: holds?" in refused(["post -held_by-> person"])


def test_an_impossible_arrow_says_between_what_it_stands_and_what_can() -> None:
    message = refused(["post -covers-> area"], types={"area": "Area"})
    assert "Area" in message
    assert "serves" in message


def test_names_that_other_arrows_make_impossible_are_refused() -> None:
    assert "grant -payer-> theme" in refused(["post -covers-> theme", "grant -payer-> theme"])


def test_only_hierarchies_reach_up_or_down() -> None:
    assert "person*" in refused(["post <-holds- person*"])


@pytest.mark.parametrize("more", [
    {"differ": [["post", "poste"]]}, {"types": {"poste": "Post"}, "answer": "postt"},
])
def test_names_that_stand_nowhere_are_refused(more: dict[str, object]) -> None:
    answer = str(more.pop("answer", "post"))
    assert "post" in refused(["post -covers-> theme"], answer, **more)


def test_types_follow_from_the_arrows() -> None:
    pattern = read_pattern(
        "x.toml", pattern=["need -needed_in-> *area", "need <-meets- offer"], given={},
        answer=["need"],
    )
    assert {n: set(pattern.types_of(n)) for n in ("need", "area", "offer")} == {
        "need": {"Need"}, "area": {"Area"}, "offer": {"Offer"},
    }
    assert pattern.query(frozenset()).checks == ()


def test_a_type_is_tested_only_where_the_arrows_leave_it_open() -> None:
    pattern = read_pattern(
        "x.toml", pattern=["thing -about-> theme", "post -serves-> area"], given={},
        answer=["thing"], types={"thing": "Need", "post": "ServicePoint"},
    )
    assert pattern.query(frozenset()).checks == (
        ("post", ("ServicePoint",)), ("thing", ("Need",)),
    )


def test_each_thing_that_is_reached_has_its_own_name() -> None:
    pattern = read_pattern(
        "x.toml", pattern=["post -covers-> theme*", "scheme -about-> theme*"],
        given={"theme": "Theme"}, answer=["post", "scheme"],
    )
    assert pattern.query(frozenset({"theme"})).variables == (
        "post", "scheme", "theme", "theme_above", "theme_above_2",
    )


def test_an_arrow_drops_out_when_its_optional_given_is_not_asked() -> None:
    pattern = read_pattern(
        "x.toml", pattern=["need -needed_in-> *area", "need -about-> *theme"],
        given={"area": "Area", "theme": "Theme"}, optional=["area", "theme"], answer=["need"],
    )
    assert pattern.query(frozenset({"area"})).variables == ("area", "area_below", "need")
    bare = pattern.query(frozenset())
    assert (bare.variables, bare.checks) == (("need",), (("need", ("Need",)),))


def test_an_optional_given_that_is_an_answer_is_left_open() -> None:
    pattern = read_pattern(
        "x.toml", pattern=["one -duplicates- other"], given={"one": "Initiative"},
        optional=["one"], answer=["one", "other"],
    )
    assert pattern.query(frozenset()).variables == ("one", "other")


def test_absent_arrows_that_share_an_unknown_belong_together() -> None:
    pattern = read_pattern(
        "x.toml", pattern=["area -within-> city"], given={"city": "Area"}, answer=["area"],
        absent=["who -active_in-> area", "who -about-> theme", "need -needed_in-> area"],
        types={"who": "Party"},
    )
    groups = pattern.query(frozenset({"city"})).absent
    assert [[str(a) for a in group.arrows] for group in groups] == [
        ["who -active_in-> area", "who -about-> theme"], ["need -needed_in-> area"],
    ]


def test_the_schema_says_which_arrows_can_stand_between_types() -> None:
    known = typing()
    assert "covers" in known.between(known.concrete("Post"), known.concrete("Theme"))
    assert known.between(known.concrete("Theme"), known.concrete("Post")) == []
