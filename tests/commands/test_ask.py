"""Asking the bundled data from the command line."""

from __future__ import annotations

import csv
import io

import pytest

from graph.home import Home
from graph.schema import schema
from tests.conftest import Samenspel

ANSWER = {"rank", "id", "label", "type", "score", "fields", "freshness", "because"}
REASON = {"statement", "says", "source", "locator", "quote", "date", "certainty"}


def test_an_answer_in_json_keeps_the_contract(samenspel: Samenspel, demo_home: Home) -> None:
    said = samenspel("--home", demo_home.path, "ask", "right_contact", "--theme", "groen", "--area",
                     "Lunetten", "--format", "json")
    result = said.json
    assert {"question", "given", "answers", "abstained", "otherwise"} <= set(result)
    assert result["question"] == "right_contact"
    for answer in [*result["answers"], *result["otherwise"]]:
        assert set(answer) >= ANSWER
        assert all(set(reason) >= REASON for reason in answer["because"])
    assert said.code == (0 if result["answers"] else 1)
    if not result["answers"]:
        assert set(result["abstained"]) == {"reason", "missing"}


def test_an_answer_in_csv_has_a_row_per_answer(samenspel: Samenspel, demo_home: Home) -> None:
    said = samenspel("ask", "needs_and_offers", "--home", demo_home.path, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(said.out)))
    assert [row["rank"] for row in rows] == [str(i) for i in range(1, len(rows) + 1)]
    assert all(row["label"] and row["because"] for row in rows)


def test_every_question_offers_its_own_options(samenspel: Samenspel, demo_home: Home) -> None:
    listed = samenspel("questions", "--home", demo_home.path, "--format", "json").json
    help_text = samenspel("ask", "--help").out
    for question in listed:
        for name in question["given"]:
            assert f"--{name.replace('_', '-')} " in help_text


def test_a_saved_question_brings_its_own_options(samenspel: Samenspel, own_demo_home: Home) -> None:
    own_demo_home.questions.mkdir()
    (own_demo_home.questions / "who_hosts.toml").write_text(
        'title = { nl = "Wie ontvangt?", en = "Who hosts?" }\n'
        'wording = { nl = "Wie ontvangt {meeting}?", en = "Who hosts {meeting}?" }\n'
        'given = { meeting = "Event" }\npattern = ["meeting -hosted_by-> host"]\nanswer = "host"\n'
        '[sentence.nl]\nfound = "{label}."\nnothing = "Onbekend."\nmissing = "Niets."\n'
        '[sentence.en]\nfound = "{label}."\nnothing = "Unknown."\nmissing = "Nothing."\n'
    )
    said = samenspel("--home", own_demo_home.path, "ask", "--help")
    assert "--meeting" in said.out
    asked = samenspel("--home", own_demo_home.path, "ask", "who_hosts", "--meeting", "zzz")
    assert asked.code == 2
    assert "zzz" in asked.err


def test_a_question_in_its_own_words_is_recognised(samenspel: Samenspel, demo_home: Home) -> None:
    words = samenspel("--home", demo_home.path, "ask", "Wie gaat over groen in Lunetten?",
                      "--format", "json").json
    named = samenspel("--home", demo_home.path, "ask", "right_contact", "--theme", "groen",
                      "--area", "Lunetten", "--format", "json").json
    assert words == named


def test_what_is_not_understood_is_said_so(samenspel: Samenspel, demo_home: Home) -> None:
    said = samenspel("--home", demo_home.path, "ask", "Wat is de zin van het leven?")
    assert said.code == 1
    assert said.out == ""
    assert "right_contact" in said.err


def test_an_unknown_question_is_told_with_near_misses(
    samenspel: Samenspel, demo_home: Home
) -> None:
    said = samenspel("--home", demo_home.path, "ask", "right_contct")
    assert said.code == 2
    assert "right_contact" in said.err


def test_what_runs_can_be_shown(samenspel: Samenspel, demo_home: Home) -> None:
    said = samenspel("--home", demo_home.path, "ask", "right_contact", "--theme", "groen",
                     "--area", "Lunetten", "--show", "sql")
    assert said.code == 0
    assert said.out.lstrip().startswith("SELECT")


def test_sparql_is_shown_with_the_addresses_of_what_is_given(
    samenspel: Samenspel, demo_home: Home
) -> None:
    said = samenspel("--home", demo_home.path, "ask", "right_contact", "--theme", "groen",
                     "--area", "Lunetten", "--show", "sparql")
    assert said.code == 0
    assert "VALUES ?theme { <urn:samenspel:theme:natuur> }" in said.out
    assert "VALUES ?area { <urn:samenspel:area:" in said.out


def test_why_tells_the_source_of_a_statement(samenspel: Samenspel, demo_home: Home) -> None:
    found = samenspel("--home", demo_home.path, "why", "Voorbeeldstad", "--format", "json").json
    assert found["id"] == "area:voorbeeldstad/voorbeeldstad"
    first = found["because"][0]
    (again,) = samenspel("--home", demo_home.path, "why", first["statement"], "--format",
                         "json").json["because"]
    assert again == first
    assert first["source"] in samenspel("--home", demo_home.path, "why", first["statement"]).out


def test_why_of_something_unknown_finds_nothing(samenspel: Samenspel, demo_home: Home) -> None:
    assert samenspel("--home", demo_home.path, "why", "qqqqqq").code == 1


def test_status_counts_what_is_unknown(samenspel: Samenspel, demo_home: Home) -> None:
    status = samenspel("--home", demo_home.path, "status", "--format", "json").json
    assert set(status["things"]) <= {t.name for t in schema().concrete()}
    assert {u["name"] for u in status["unknown"]} >= {
        "initiative_theme", "post_holder", "area_empty"}
    assert all(0 <= u["count"] <= u["of"] for u in status["unknown"])
    assert any(s["invented"] for s in status["sources"])
    assert sum(status["freshness"].values()) == status["statements"]


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_tables_for_people_come_in_both_languages(
    lang: str, samenspel: Samenspel, demo_home: Home
) -> None:
    for argv in (["status"], ["questions"], ["ask", "needs_and_offers"],
                 ["ask", "right_contact", "--theme", "groen", "--area", "Lunetten"]):
        said = samenspel("--home", demo_home.path, "--lang", lang, *argv)
        assert said.out
        assert said.code in (0, 1)




def test_amounts_in_csv_have_a_column_for_each_status(
    samenspel: Samenspel, demo_home: Home
) -> None:
    said = samenspel("ask", "funding_flows", "--home", demo_home.path, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(said.out)))
    assert any(float(row["amounts.requested"] or 0) > 0 for row in rows)
    assert "{" not in said.out


@pytest.mark.parametrize("argv", [
    ["needs_and_offers"], ["overlapping_initiatives"], ["funding_flows"], ["brokers"],
])
def test_a_page_for_people_has_no_words_for_programs(
    argv: list[str], samenspel: Samenspel, demo_home: Home
) -> None:
    out = samenspel("ask", *argv, "--home", demo_home.path).out
    for raw in ("party", "warning", "None", "_", ".0,", "granted", "per: year"):
        assert raw not in out, raw
