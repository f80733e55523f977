"""What may never be joined without a person, however alike it looks."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.long_lists import rows, true_pairs
from benchmarks.long_names import score
from graph.matching import Context, Decision, Row, compare, crowd, match, pairs, why
from graph.matching.context import agreement

ORG = Context(kind="organisation")
PERSON = Context(kind="person")
TOWN = ORG._replace(place="Utrecht")
STREET = TOWN._replace(postcode="3512 AB")
BODY = TOWN._replace(organisation="Welzijn Utrecht")
BESIDE = (ORG, TOWN, STREET, BODY)
BASES = st.sampled_from([
    "Stichting De Linde", "Buurthuis De Brug", "Wijkraad", "Speeltuin Zonnebloem", "Fonds Vuur",
    "V.v.E. Kerkstraat", "Basisschool De Regenboog", "Koor", "Bewonersvereniging Hoge Veld",
])
ENDINGS = st.sampled_from([
    "", "1", "11", "12", "II", "III", "IV", "VI", "XXXVII", "XXXVIII", "2018", "2019", "2020",
    "Noord", "Noord-Oost", "Oost", "Zuid", "Jeugd", "Senioren", "A1", "A11", "Zaterdag", "Zondag",
    "Beheer B.V.", "1-12", "11-2", "Dames", "Heren",
])


def joined(a: str, b: str, one: Context, other: Context | None = None) -> bool:
    """Tell whether two names are joined without a person."""
    return compare(a, b, one, other or one).decision is Decision.AUTOMATIC


@pytest.mark.parametrize("beside", BESIDE)
@pytest.mark.parametrize(("a", "b"), [
    ("De Hof", "Het Hof"), ("V.v.E. Kerkstraat 1-12", "V.v.E. Kerkstraat 11-2"),
    ("Club 1.5", "Club 15"), ("Wijkraad1", "Wijkraad11"), ("Koor XXXVII", "Koor XXXVIII"),
    ("OBS De Regenboog", "CBS De Regenboog"), ("OBS De Regenboog", "Basisschool De Regenboog"),
    ("St. Jozef", "Stichting Jozef"), ("Stichting Linde B.V.", "Linde B.V."),
    ("West voor Oost", "Oost voor West"), ("Café Één", "Café"), ("De Linde i.o.", "De Linde"),
    ("OSO", "Opvang Surinaamse Ouderen"), ("De Linde", "Stichting De Linde"),
    ("Speeltuin Jongens", "Speeltuin Jongeren"), ("Vrienden van De Linde", "De Linde"),
])
def test_what_tells_two_sisters_apart_is_heard(a: str, b: str, beside: Context) -> None:
    assert not joined(a, b, beside)


@given(BASES, ENDINGS, ENDINGS, st.sampled_from(BESIDE))
@settings(max_examples=400, deadline=None)
def test_another_number_year_side_or_group_is_another_thing(
    base: str, one: str, other: str, beside: Context
) -> None:
    assert one == other or not joined(f"{base} {one}", f"{base} {other}", beside)


@given(BASES, ENDINGS)
@settings(max_examples=100, deadline=None)
def test_an_equal_name_in_another_place_is_for_a_person(base: str, ending: str) -> None:
    name = f"{base} {ending}".strip()
    assert not joined(name, name, TOWN, ORG._replace(place="Amersfoort"))
    assert not joined(name, name, STREET, TOWN._replace(postcode="3581 KE"))
    assert not joined(name, name, TOWN._replace(address="Dorpsstraat 1"),
                      TOWN._replace(address="Dorpsstraat 11"))


def test_a_letter_more_asks_for_the_same_street_or_organisation() -> None:
    assert not joined("Bakkerij Jansen", "Bakkerij Janssen", TOWN)
    assert not joined("Bakkerij Jansen", "Bakkerij Janssen", TOWN._replace(postcode="3512"))
    assert joined("Ondernemersfonds Linde", "Ondernemerfonds Linde", STREET)


def test_names_that_only_say_what_they_are_need_an_address() -> None:
    for name in ("Buurtteam", "Wijkraad Noord", "Speeltuin", "Buurthuis 2"):
        assert not joined(name, name, ORG)
        assert not joined(name, name, BODY)
        assert joined(name, name, STREET)
    assert not joined("OSO", "O.S.O.", TOWN)


@given(st.sampled_from(["Jan de Vries", "J.P. de Vries", "Fatma Kaya"]),
       st.sampled_from([{}, {"place": "Utrecht"}, {"postcode": "3512 AB"}, {"contact": "a@b.nl"},
                        {"place": "Utrecht", "postcode": "3512 AB"}, {"address": "Dorpsstraat"}]))
def test_people_need_an_organisation(name: str, beside: dict[str, str]) -> None:
    assert not joined(name, name, PERSON._replace(**beside))


def test_father_and_son_are_two() -> None:
    home = PERSON._replace(address="Dorpsstraat 1", place="Utrecht", organisation="Dock")
    assert joined("Dhr. Jan de Vries", "Jan de Vries", home)
    assert not joined("Jan de Vries", "Jan de Vries", home, home._replace(place="Zeist"))
    assert not joined("Jan de Vries", "Jan de Vries", home._replace(organisation=""))
    for other in ("Jan de Vries jr.", "Jan de Vries sr.", "J. de Vries", "Mw. Jan de Vries"):
        assert not joined("Dhr. Jan de Vries", other, home)


def test_postcodes_agree_in_steps() -> None:
    def close(a: str, b: str) -> tuple[int, int]:
        found = agreement(Context(postcode=a), Context(postcode=b))
        return found.close, found.near

    assert close("3512 AB", "3512ab") == (1, 1)
    assert close("3512 AB", "3512") == close("3512", "3512") == (0, 1)
    assert close("3512 AB", "3512 CD") == close("3512 AB", "") == (0, 0)
    assert close("3512 AB", "3581 AB") == (-1, 0)


def test_a_name_that_the_list_has_in_two_places_needs_more_than_a_name() -> None:
    listed = [Row("2", "Stichting De Linde", ORG), Row("3", "St. De Linde", ORG)]
    assert [p.decision for p in pairs(listed)] == ["automatic"]
    elsewhere = [Row("4", "Stichting De Linde", ORG._replace(place=p)) for p in ("Ede", "Oss")]
    assert {p.decision for p in pairs([*listed, *elsewhere])} == {"review"}


def test_in_a_long_list_names_alone_are_for_review(monkeypatch: pytest.MonkeyPatch) -> None:
    bare = [("2", {"naam": "Stichting De Linde"}), ("3", {"naam": "St. De Linde"})]
    placed = [("4", {"naam": "Vuur & Eten", "postcode": "3512 AB"}),
              ("5", {"naam": "Vuur en eten", "postcode": "3512AB"})]
    monkeypatch.setattr(crowd, "TOWN", 3)
    found = {p.a: p.decision for p in match([*bare, *placed], "naam", ["postcode"],
                                            kind="organisation")}
    assert found == {"St. De Linde": "review", "Vuur & Eten": "automatic"}


def test_on_an_invented_country_nearly_all_joins_are_right() -> None:
    listed = rows(6_000, seed=3)
    truths = [row.truth for row in listed]
    found = pairs(Row(str(n), row.name, Context(
        kind="person" if row.kind == "persoon" else "organisation", organisation=row.organisation,
        postcode=row.postcode, place=row.place)) for n, row in enumerate(listed, 2))
    automatic, right, _, shown_right = score(
        ({"a_rows": p.a_rows, "b_rows": p.b_rows, "decision": p.decision} for p in found), truths)
    assert automatic > 500
    assert right >= 0.99 * automatic
    assert shown_right >= 0.8 * true_pairs(truths)


def test_lists_are_the_same_for_the_same_seed() -> None:
    assert rows(300) == rows(300) != rows(300, seed=1)


@pytest.mark.parametrize(("a", "b", "said"), [
    ("De Hof", "Het Hof", "another article"), ("St. Jozef", "Stichting Jozef", "Saint or"),
    ("Club 1.5", "Club 15", "number differs"),
])
def test_what_forbids_a_join_is_said(a: str, b: str, said: str) -> None:
    assert said in why(compare(a, b, ORG, ORG).reasons, "en")
    assert "another postcode" in why(compare(
        a, a, STREET, STREET._replace(postcode="3581 KE")).reasons, "en")
    assert "others may have this name" in why(compare(
        "De Linde", "De Linde", TOWN, TOWN, alone=False).reasons, "en")


def test_common_names_in_other_places_are_no_news(monkeypatch: pytest.MonkeyPatch) -> None:
    towns = [ORG._replace(place=town) for town in ("Ede", "Oss", "Ter Apel", "Zeist", "Best")]
    listed = [Row(str(n), "Buurttuin De Linde", town) for n, town in enumerate(towns)]
    assert list(pairs(listed)) == []
    assert len(list(pairs(listed[:2]))) == 1
    assert len(list(pairs(listed, elsewhere=True))) == 10
    monkeypatch.setattr(crowd, "TOWN", 1)
    misspelt = Row("9", "Buurttuin De Lindde", towns[1])
    assert list(pairs([listed[0], misspelt])) == []
    assert len(list(pairs([listed[1], misspelt]))) == 1
