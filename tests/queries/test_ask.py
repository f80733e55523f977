"""Answers on a small town, worked out by hand."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from graph.errors import Ambiguous, NotFound, QuestionError
from graph.statement import Fact
from graph.store import Graph
from queries.ask import Result, ask
from queries.because import why
from tests.making import TODAY, fact, graph_of, thing
from tests.queries.town import town


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Graph]:
    with graph_of(tmp_path_factory.mktemp("town"), town()) as opened:
        yield opened


def asked(graph: Graph, question: str, lang: str = "nl", **given: str) -> Result:
    return ask(graph, question, given, lang=lang, today=TODAY)


def names(result: Result) -> list[str]:
    return [answer.label for answer in result.answers]


# ── the right contact ───────────────────────────────────────────────────────────────────────────


def test_the_most_specific_area_comes_first_then_the_most_specific_theme(graph: Graph) -> None:
    result = asked(graph, "right_contact", theme="bomen", area="Oever")
    assert names(result) == ["Oeverman", "Groenman", "Boomman", "Groenbaas"]
    scores = [answer.score for answer in result.answers]
    assert scores == sorted(scores, reverse=True)


def test_narrower_posts_do_not_answer_for_a_wider_theme_or_area(graph: Graph) -> None:
    assert names(asked(graph, "right_contact", theme="groen", area="Eemdorp")) == ["Groenbaas"]


def test_an_abolished_post_is_no_answer_until_the_day_comes_it_is(graph: Graph) -> None:
    assert "Vroegerman" not in names(asked(graph, "right_contact", theme="groen", area="Oever"))
    assert names(asked(graph, "right_contact", theme="groen", area="Veld"))[0] == "Straksman"


def test_who_left_is_not_named_and_who_holds_the_post_is(graph: Graph) -> None:
    groenman = asked(graph, "right_contact", theme="groen", area="Noord").answers[0]
    assert groenman.fields["holder"] == "Anna"
    assert groenman.fields["holder_since"] == "2026-03-01"
    assert groenman.fields["email"] == "groen@eemdorp.example"
    assert groenman.links["holder"] == ["person:town/anna"]


def test_a_vacant_post_says_so_and_names_nobody_from_before(graph: Graph) -> None:
    result = asked(graph, "right_contact", theme="groen", area="Oever")
    fields = result.answers[0].fields
    assert (fields["vacant"], fields["vacant_since"]) == (True, "2026-09-01")
    assert fields["holder"] is None
    assert "Carla" not in str(result.to_json())
    assert "niet bezet" in result.sentence
    assert [answer.label for answer in result.otherwise] == ["Loket Noord"]


def test_a_post_without_known_holder_is_not_called_vacant(graph: Graph) -> None:
    fields = asked(graph, "right_contact", theme="groen", area="Eemdorp").answers[0].fields
    assert (fields["vacant"], fields["holder"]) == (False, None)


def test_someone_who_came_after_the_vacancy_fills_it(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    new = [*thing("person:town/fien", "Person", "Fien"),
           fact("person:town/fien", "holds", "post:town/oeverman", valid_from="2026-10-01")]
    with graph_of(tmp_path_factory.mktemp("filled"), [*town(), *new]) as filled:
        fields = asked(filled, "right_contact", theme="groen", area="Oever").answers[0].fields
    assert (fields["vacant"], fields["vacant_since"], fields["holder"]) == (False, None, "Fien")


def test_without_an_answer_it_says_what_is_missing_and_gives_the_fallback(graph: Graph) -> None:
    result = asked(graph, "right_contact", theme="water", area="Oever")
    assert result.answers == []
    assert result.abstained == {
        "reason": "We weten niet wie er over water in Oever gaat.",
        "missing": "Er is geen functie bekend die over water gaat en voor Oever werkt.",
    }
    assert [answer.label for answer in result.otherwise] == ["Loket Noord"]


def test_the_department_comes_after_the_service_point(graph: Graph) -> None:
    result = asked(graph, "right_contact", theme="sport", area="Oever")
    assert [a.label for a in result.otherwise] == ["Loket Noord", "Gemeente Eemdorp"]


def test_an_answer_is_as_fresh_as_its_weakest_needed_arrow(graph: Graph) -> None:
    answer = asked(graph, "right_contact", theme="sport", area="Zuid").answers[0]
    assert answer.freshness == "stale"
    assert "meer dan een jaar" in answer.fields["warning"]


def test_a_stale_holder_is_warned_for(graph: Graph) -> None:
    result = asked(graph, "right_contact", theme="bomen", area="Zuid")
    assert result.answers[0].label == "Boomman"
    assert "bekleedt" in result.answers[0].fields["warning"]


def test_the_because_says_what_holds_in_plain_words(graph: Graph) -> None:
    result = asked(graph, "right_contact", theme="bomen", area="Oever")
    told = [because.says for because in result.answers[1].because]
    assert told[:4] == [
        "Groenman werkt voor Noord", "Groenman gaat over natuur", "Oever ligt in Noord",
        "bomen valt onder natuur",
    ]
    assert "Groenman is een functie bij Gemeente Eemdorp" in told
    assert "Anna bekleedt Groenman" in told
    assert "Groenman: e-mail groen@eemdorp.example" in told
    first = result.answers[1].because[0]
    assert (first.source, first.date, first.certainty) == ("A town", "2026-11-01", 1.0)
    assert why(graph, first.statement, "en", TODAY).says == "Groenman serves Noord"


def test_it_is_said_in_english_too(graph: Graph) -> None:
    result = asked(graph, "right_contact", "en", theme="sport", area="Zuid")
    assert result.sentence.startswith("For sport in Zuid the right contact is Sportman.")
    assert result.title == "Who is the right contact?"


# ── what is given ───────────────────────────────────────────────────────────────────────────────


def test_an_unknown_name_is_never_the_nearest_one(graph: Graph) -> None:
    with pytest.raises(NotFound) as error:
        asked(graph, "right_contact", theme="sprot", area="Zuid")
    assert error.value.near == ["sport"]


def test_namesakes_are_refused_with_the_choices(tmp_path_factory: pytest.TempPathFactory) -> None:
    twins = [f for n in "ab" for f in thing(f"area:town/hof-{n}", "Area", "Hof")]
    twins += [fact("post:town/groenman", "serves", f"area:town/hof-{n}") for n in "ab"]
    folder = tmp_path_factory.mktemp("twins")
    with graph_of(folder, [*town(), *twins]) as two, pytest.raises(Ambiguous):
        asked(two, "right_contact", theme="groen", area="Hof")


@pytest.mark.parametrize(("given", "says"), [
    ({"theme": "groen"}, "area"), ({"thema": "groen", "area": "Oever"}, "Bedoel je: theme"),
])
def test_a_missing_or_unknown_given_is_named(
    graph: Graph, given: dict[str, str], says: str
) -> None:
    with pytest.raises(QuestionError, match=says):
        asked(graph, "right_contact", **given)


def test_an_unknown_question_gets_near_misses(graph: Graph) -> None:
    with pytest.raises(QuestionError, match="right_contact"):
        asked(graph, "right_contacts")


# ── what is there, and where nothing is ─────────────────────────────────────────────────────────


def test_initiatives_that_ended_are_no_answer(graph: Graph) -> None:
    assert names(asked(graph, "initiatives", area="Eemdorp")) == ["De Club", "De Tuin"]
    assert asked(graph, "initiatives", theme="water").abstained


def test_where_only_something_ended_is_nothing(graph: Graph) -> None:
    assert names(asked(graph, "gaps", area="Eemdorp", theme="water")) == ["Noord", "Zuid"]
    assert names(asked(graph, "gaps", area="Eemdorp", theme="natuur")) == ["Zuid"]
    assert names(asked(graph, "gaps", area="Noord", theme="groen")) == ["Veld"]


# ── needs, overlap, introductions ───────────────────────────────────────────────────────────────


def test_a_need_comes_with_what_fits_what_blocks_and_who_can_lift_it(graph: Graph) -> None:
    result = asked(graph, "needs_and_offers", area="Noord")
    assert names(result) == ["Een kamer"]
    fields = result.answers[0].fields
    assert fields["holder"] == ["De Club"]
    assert fields["resource"] == ["ruimte"]
    assert fields["obstacle"] == "De vergunning ontbreekt"
    assert fields["lifted_by"] == ["Gemeente Eemdorp", "Groenman"]
    assert fields["offers"] == [{
        "id": "offer:town/zaal", "label": "Zaal", "holder": ["De Tuin"],
        "condition": "Alleen met vergunning", "status": "onder voorwaarde", "venue": None,
        "lifted_by": ["Groenman"], "match": "meets",
    }]
    assert result.sentence == "Er staat 1 vraag open in Noord: Een kamer."


def test_a_need_that_nobody_meets_is_an_answer(graph: Graph) -> None:
    result = asked(graph, "needs_and_offers", resource="geld")
    assert [(a.label, a.fields["offers"]) for a in result.answers] == [("Geld", [])]


def test_needs_narrow_by_everything_that_is_given(graph: Graph) -> None:
    assert len(asked(graph, "needs_and_offers").answers) == 2
    assert names(asked(graph, "needs_and_offers", theme="sport", area="Eemdorp")) == ["Een kamer"]
    assert asked(graph, "needs_and_offers", theme="sport", area="Zuid").abstained


def test_what_sources_call_a_follow_up_is_an_overlap_seen_from_both_sides(graph: Graph) -> None:
    for this, other in (("De Tuin", "De Oude Tuin"), ("De Oude Tuin", "De Tuin")):
        result = asked(graph, "overlapping_initiatives", initiative=this)
        assert (other, "continues") in [(a.label, a.fields["kind"]) for a in result.answers]


def test_all_pairs_of_an_area_are_told_once(graph: Graph) -> None:
    result = asked(graph, "overlapping_initiatives", area="Eemdorp")
    pairs = [frozenset(answer.id.split()) for answer in result.answers]
    assert len(pairs) == len(set(pairs)) == result.summary["count"]
    assert frozenset({"initiative:town/tuin", "initiative:town/oude-tuin"}) in pairs
    assert result.summary["kind"]["continues"] == 1
    assert "1 keer is het een vervolg" in result.sentence


def test_a_single_uncertain_source_is_called_weak(graph: Graph) -> None:
    answer = asked(graph, "overlapping_initiatives", initiative="De Oude Tuin").answers[0]
    assert "niet zeker" in answer.fields["warning"]


def test_an_introduction_is_a_line_with_a_source_for_every_tie(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    ties: list[Fact] = [
        fact("initiative:town/tuin", "works_with", "initiative:town/club"),
        fact("initiative:town/club", "works_with", "initiative:town/oude-tuin"),
    ]
    facts = [f for f in town() if f.relation != "follows"]
    with graph_of(tmp_path_factory.mktemp("ties"), [*facts, *ties]) as tied:
        result = asked(tied, "introductions", **{"from": "De Tuin", "to": "De Oude Tuin"})
    answer = result.answers[0]
    assert answer.fields["line"] == "De Tuin — De Club — De Oude Tuin"
    assert answer.fields["through"] == ["De Club"]
    assert [bool(step["statement"]) for step in answer.fields["path"]] == [True, True]
    assert answer.fields["ask"].startswith("Hoi De Club, ik wil graag kennismaken met De Oude")
    assert "De Club" in result.sentence


def test_who_know_each_other_need_no_introduction(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    tie = fact("initiative:town/tuin", "works_with", "initiative:town/club")
    with graph_of(tmp_path_factory.mktemp("tied"), [*town(), tie]) as tied:
        result = asked(tied, "introductions", **{"from": "De Tuin", "to": "De Club"})
    assert result.sentence == "De Tuin en De Club kennen elkaar al."


def test_the_answer_follows_the_contract_of_the_command_line(graph: Graph) -> None:
    found = asked(graph, "right_contact", theme="bomen", area="Oever").to_json()
    assert {"question", "given", "answers", "abstained", "otherwise"} <= set(found)
    assert set(found["answers"][0]) == {
        "rank", "id", "label", "type", "score", "fields", "freshness", "because",
    }
    assert set(found["answers"][0]["because"][0]) >= {
        "statement", "says", "source", "locator", "quote", "date", "certainty",
    }
    assert [a["rank"] for a in found["answers"]] == [1, 2, 3, 4]
