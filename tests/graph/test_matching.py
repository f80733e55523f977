"""Names compared, listed and proposed: what is joined, what a person looks at, and what never."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.home import Home
from graph.ledger import Ledger
from graph.matching import Context, Decision, compare, match, why
from graph.matching.likely import likely
from graph.matching.organisation import organisation
from graph.matching.person import person
from graph.matching.propose import propose
from graph.statement import Fact
from tests.making import graph_of, thing, write

ORG = Context(kind="organisation")
PERSON = Context(kind="person")
NAMES = st.text(alphabet="abcdeéïøJVS.,-'&() 12IVчД中", max_size=30) | st.sampled_from([
    "Jan de Vries", "Vries, J. de", "J. de Vries", "Dhr. J.H.C. van Zanen", "Stichting De Linde",
    "St. de Linde", "De Linde B.V.", "School 1", "School 2", "OSO", "Opvang Surinaamse Ouderen",
    "Buurthuis Noord", "Buurthuis Zuid", "(Particulier)", "", "Metaal-Froon, M.T.", "Мария Иванова",
])
CONTEXTS = st.builds(
    Context, organisation=st.sampled_from(["", "Dock", "DOCK", "Careyn"]),
    place=st.sampled_from(["", "Lunetten", "Zuilen"]),
    identifier=st.sampled_from(["", "30123456", "30123457"]),
    kind=st.sampled_from(["", "person", "organisation"]),
)


def decided(a: str, b: str, beside: Context = ORG, other: Context | None = None) -> Decision:
    """Return what is done with two names."""
    return compare(a, b, beside, other or beside).decision


@pytest.mark.parametrize(("a", "b"), [
    ("Stichting De Linde", "St. de linde"), ("Oke-Nu", "OkeNu"), ("DOCK", "Dock"),
    ("Kracht van Zuilen", "De Kracht van Zuilen"), ("NV Zeedijk", "N.V. Zeedijk"),
    ("Chinese Ouderen Vereniging", "Chinese ouderenvereniging"), ("Vuur & Eten", "Vuur en eten"),
    ("Opvang Surinaamse Ouderen (OSO)", "Opvang Surinaamse Ouderen"),
    ("Stichitng Fiber Kunst", "Stichting Fiber Kunst"), ("Café Één", "Cafe Een"),
])
def test_spellings_of_one_organisation_are_joined(a: str, b: str) -> None:
    assert decided(a, b) is Decision.AUTOMATIC


@pytest.mark.parametrize(("a", "b"), [
    ("School 1", "School 2"), ("Buurthuis Noord", "Buurthuis Zuid"),
    ("Stichting De Linde", "De Linde B.V."), ("Stichting De Linde", "De Linde"),
    ("OSO", "Opvang Surinaamse Ouderen"), ("Gagelsteede", "Galesteede"),
    ("KKR Fund III", "KKR Fund IV"), ("Taxi Amsterdam", "Taxi W Amsterdam"),
    ("Speeltuin Zonnebloem", "Speeltuin Zonneboom"), ("Bank (Zweden) AB", "Bank (Finland) AB"),
])
def test_names_that_differ_in_something_that_counts_are_not_joined(a: str, b: str) -> None:
    assert decided(a, b) is not Decision.AUTOMATIC


@pytest.mark.parametrize(("a", "b"), [
    ("OSO", "Opvang Surinaamse Ouderen"), ("SMO", "sociaal makelorganisatie"),
    ("VNG", "Vereniging van Nederlandse Gemeenten"), ("Gagelsteede", "Galesteede"),
    ("Ondernemerfonds", "Ondernemersfonds"), ("Stichting Dock", "Dock"),
])
def test_names_that_may_be_one_are_for_review(a: str, b: str) -> None:
    assert decided(a, b) is Decision.REVIEW


def test_placeholders_are_nobody() -> None:
    for name in ("(Particulier)", "Stichting", "eenmanszaak", "onbekend", "---"):
        assert decided(name, name) is Decision.NOTHING
        assert decided(name, name, Context()) is Decision.NOTHING


def test_people_are_joined_only_with_something_beside_the_name() -> None:
    at_dock = PERSON._replace(organisation="Dock")
    assert decided("Jan de Vries", "Vries, Jan de", PERSON) is Decision.REVIEW
    assert decided("Jan de Vries", "Vries, Jan de", at_dock) is Decision.AUTOMATIC
    assert decided("J. de Vries", "Jan de Vries", at_dock) is Decision.REVIEW
    assert decided("J. de Vries", "J. de Vries", at_dock) is Decision.REVIEW
    known = PERSON._replace(identifier="81234567")
    assert decided("J. de Vries", "Jan de Vries", known) is Decision.AUTOMATIC
    assert decided("Piet Bakker", "Jan de Vries", known) is Decision.REVIEW


def test_the_reasons_are_said_in_words() -> None:
    at_dock = PERSON._replace(organisation="Dock")
    found = compare("Jennifer Vaals", "Jennifer de Vaal", at_dock, at_dock)
    assert found.decision is Decision.REVIEW
    assert why(found.reasons) == ("zelfde voornaam, achternaam scheelt één letter, "
                                  "tussenvoegsel verschilt, zelfde organisatie (Dock)")
    assert "same first name, surname differs by one letter" in why(found.reasons, "en")


def test_an_identifier_decides() -> None:
    one, other = ORG._replace(identifier="30123456"), ORG._replace(identifier="3012 3457")
    assert decided("De Linde Zorg", "Linde Zorg BV", one) is Decision.AUTOMATIC
    assert decided("De Linde Zorg", "De Linde Zorg", one, other) is Decision.REVIEW
    assert decided("Foo", "Bar", one) is Decision.REVIEW


def test_people_are_taken_apart_as_the_dutch_write_them() -> None:
    assert person("Vries, J. de")[1:5] == person("J. de Vries")[1:5] == ((), "j", "de", ("vries",))
    assert person("Mw. drs. M.T. Metaal-Froon").surnames == ("metaal", "froon")
    assert person("Dhr. T.IJ.W. Weistra").initials == "tiw"
    assert person("wethouder Maarten van Ooijen").given == ("maarten",)


def test_organisations_are_taken_apart() -> None:
    found = organisation("St. Fonds Oud-Zuid 2")
    assert (found.legal, found.numbers, found.sides) == (
        frozenset({"stichting"}), ("2",), frozenset({"oud", "zuid"}))


@given(NAMES, NAMES, CONTEXTS, CONTEXTS)
@settings(max_examples=400, deadline=None)
def test_order_makes_no_difference_and_scores_are_chances(
    a: str, b: str, one: Context, two: Context
) -> None:
    found = compare(a, b, one, two)
    assert found == compare(b, a, two, one)
    assert 0 <= found.score <= 1
    assert all(reason.say(lang) for reason in found.reasons for lang in ("nl", "en"))


@given(NAMES, CONTEXTS)
@settings(max_examples=200, deadline=None)
def test_a_name_with_words_is_at_least_worth_a_look_beside_itself(a: str, one: Context) -> None:
    found = compare(a, a, one, one)
    empty = organisation(a).empty if found.kind != "person" else person(a).empty
    if not empty and sum(c.isalpha() for c in a) > 3 and found.kind == "organisation":
        assert found.decision is not Decision.NOTHING


@given(NAMES, NAMES)
@settings(max_examples=300, deadline=None)
def test_people_are_never_joined_on_names_alone(a: str, b: str) -> None:
    assert compare(a, b, PERSON, PERSON).decision is not Decision.AUTOMATIC


@given(st.sampled_from(["Stichting Één Büurt", "Jan de Vriés", "Coöperatie Zon & Zee U.A."]))
def test_capitals_and_diacritics_make_no_difference(name: str) -> None:
    bare = name.upper().translate(str.maketrans("ÉÜÖ", "EUO"))
    other = "Stichting Een Buurt"
    assert compare(name, other, ORG, ORG).score == compare(bare, other, ORG, ORG).score


def rows(*names: str, **more: str) -> list[tuple[str, dict[str, str]]]:
    """Return rows of a table with a column 'naam'."""
    return [(str(n), {"naam": name, **more}) for n, name in enumerate(names, 2)]


def test_a_list_gives_each_pair_once_with_its_rows() -> None:
    found = list(match(rows(
        "Stichting De Linde", "St. De Linde", "Stichting De Linde", "Speeltuin Zon",
        "(Particulier)", "(Particulier)"), "naam"))
    assert {(p.a, p.b, p.decision, p.a_rows, p.b_rows) for p in found} == {
        ("Stichting De Linde", "Stichting De Linde", "automatic", ("2",), ("4",)),
        ("St. De Linde", "Stichting De Linde", "automatic", ("3",), ("2", "4")),
    }
    assert len(found) == 2


def test_the_order_of_a_list_makes_no_difference() -> None:
    names = ["Vos Taxi", "Vos taxi", "Buurttuin Oost", "Buurt tuin Oost", "OSO Zorg", "Zorg OSO"]
    forward = {(p.a, p.b, p.score) for p in match(rows(*names), "naam")}
    assert forward == {(p.a, p.b, p.score) for p in match(rows(*reversed(names)), "naam")}
    assert forward


def test_what_everybody_shares_is_no_identifier() -> None:
    listed = [(str(n), {"naam": f"Vereniging {chr(65 + n)}{'xyzw'[n % 4] * 5}", "kvk": "20190001"})
              for n in range(26)]
    assert not any(p.decision == "automatic" for p in match(listed, "naam", ["kvk"]))


LINDE = thing("initiative:a/linde", "Initiative", "Buurttuin De Linde")


def test_likely_ones_are_shown_before_adding(tmp_path: Path) -> None:
    facts = [*LINDE, *thing("organisation:a/oso", "Organisation", "Opvang Surinaamse Ouderen"),
             *thing("initiative:a/zon", "Initiative", "Speeltuin De Zon")]
    with graph_of(tmp_path, facts) as graph:
        best = likely(graph, "buurtuin de linde", "Initiative")[0]
        assert (best.node.label, best.reasons != ()) == ("Buurttuin De Linde", True)
        assert likely(graph, "OSO", "Initiative")[0].node.id == "organisation:a/oso"
        assert likely(graph, "Iets heel anders", "Initiative") == []
        assert likely(graph, '"*( AND', "Initiative") == []


def people(*at: str) -> list[Fact]:
    """Return two people with almost one name, tied to organisations."""
    facts = [f for body in {*at} for f in thing(body, "Organisation", body.rpartition("/")[2])]
    for slug, name, body in zip("ab", ("Jennifer Vaals", "Jennifer de Vaal"), at, strict=True):
        facts += thing(f"person:a/{slug}", "Person", name, represents=body)
    return facts


def proposed(tmp_path: Path, facts: list[Fact]) -> list[str]:
    """Return why pairs are proposed, after a second run that proposes nothing."""
    home = Home(tmp_path)
    write(home, facts)
    with Ledger(home.ledger) as ledger:
        first, second = propose(ledger), propose(ledger)
        judgements = ledger.judgements()
    assert (first, second) == (len(judgements), 0)
    assert all(j.verdict == "unsure" for j in judgements)
    return [j.why for j in judgements]


def test_people_are_proposed_with_an_organisation_in_common(tmp_path: Path) -> None:
    (reason,) = proposed(tmp_path, people("organisation:a/dock", "organisation:a/dock"))
    assert "achternaam scheelt één letter" in reason
    assert "zelfde organisatie (dock)" in reason


def test_people_are_not_proposed_on_their_names(tmp_path: Path) -> None:
    assert proposed(tmp_path, people("organisation:a/dock", "organisation:a/careyn")) == []


def test_judged_pairs_are_not_proposed_again(tmp_path: Path) -> None:
    home = Home(tmp_path)
    write(home, [*thing("organisation:a/1", "Organisation", "Meervaart Theater"),
                 *thing("organisation:a/2", "Organisation", "Meevaart Theater")])
    with Ledger(home.ledger) as ledger:
        ledger.judge("organisation:a/1", "organisation:a/2", "different", who="me", why="")
        assert propose(ledger) == 0
