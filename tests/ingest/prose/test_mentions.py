"""What a text names, and as what."""

from __future__ import annotations

import pytest

from tests.ingest.prose.saying import named, read


@pytest.mark.parametrize(
    ("text", "name", "type_name"),
    [
        ("Dat zei wethouder Iyad Odeh gisteren.", "Iyad Odeh", "Person"),
        ("Ook mw. I. de Graaf was er.", "I. de Graaf", "Person"),
        ("Wethouder R. (Rachid) Ouali komt.", "Rachid Ouali", "Person"),
        ("Dat weet Paul van der Heijden.", "Paul van der Heijden", "Person"),
        ("Dit zegt Renée van ’t Veer.", "Renée van 't Veer", "Person"),
        ("Aldus Wiliam Willems, consultant bij Bureau Zee.", "Wiliam Willems", "Person"),
        ("Dank aan Anna Jansen, Ramiro Gomez en Piet Smit.", "Ramiro Gomez", "Person"),
        ("Aldus PvdA-wethouder Mariëtte de Visser gisteren.", "Mariëtte de Visser", "Person"),
        ("Dit zei Rob van Gijzel, burgemeester Eindhoven.", "Eindhoven", "Area"),
        ("Dat was Piet Smit van Stichting voor Zorg en Werk Zee.",
         "Stichting voor Zorg en Werk Zee",
         "Organisation"),
        ("Zij huurt bij woningcorporatie Ons Erf.", "Ons Erf", "Organisation"),
        ("De aanvraag ligt bij het VSBfonds.", "VSBfonds", "Organisation"),
        ("Ook het Ministerie van VWS doet mee.", "Ministerie van VWS", "PublicBody"),
        ("De gemeente Peel en Maas betaalt.", "gemeente Peel en Maas", "PublicBody"),
        ("Daar ligt Buurttuin De Akker.", "Buurttuin De Akker", "Initiative"),
        ("Het was in buurthuis De Sluis.", "De Sluis", "Venue"),
        ("Zij zitten aan de Kadelaan 12 nu.", "Kadelaan 12", "Venue"),
        ("Dat staat in het Wijkconvenant Heuvelbuurt.", "Wijkconvenant Heuvelbuurt", "Agreement"),
    ],
)
def test_names_are_found_with_their_type(text: str, name: str, type_name: str) -> None:
    assert named(text).get(name) == type_name


@pytest.mark.parametrize(
    "text",
    [
        "Share Button\n\nDeel dit bericht",
        "Empower bewonersinitiatief in plaats van bewoners weg te sturen.",
        "Die middag werd de AED officieel in gebruik genomen.",
        "Surinaamse ouderen weten de weg te vinden.",
        "Op maandag 3 mei is het Koningsdag geweest.",
        "Lees dit goed: BELANGRIJK nieuws over de buurt.",
    ],
)
def test_what_only_has_a_capital_is_no_name(text: str) -> None:
    assert named(text) == {}


def test_a_country_inside_a_name_is_no_place() -> None:
    assert named("Jurgen Smit (Nederland Zorgt voor Elkaar) ziet dat.") == {
        "Jurgen Smit": "Person", "Nederland Zorgt voor Elkaar": "Organisation"}


@pytest.mark.parametrize("name", ["Ben Loohuis", "Gerard Oude Wesselink", "Ria Klein Gunnewiek"])
def test_whole_names_stay_whole(name: str) -> None:
    assert named(f"Wij spraken {name}, voorzitter.") == {name: "Person"}


def test_a_surname_keeps_its_particles_after_a_title() -> None:
    assert named("Wethouder Van der Es vindt dat.") == {"Van der Es": "Person"}


def test_a_function_in_brackets_is_no_organisation() -> None:
    found = read("Aanwezig: Jan Smit (Sportcoach Sluisbuurt), Els Bakker (Jongerencoach)")
    assert {m.name: m.type for m in found.mentions if m.type not in ("Post", "Event")} == {
        "Jan Smit": "Person", "Els Bakker": "Person", "Sluisbuurt": "Area"}
    assert {(c.subject.name, c.object.name) for c in found.candidates
            if c.relation == "holds" and c.object} == {
        ("Jan Smit", "sportcoach"), ("Els Bakker", "jongerencoach")}


def test_an_area_is_that_of_the_gemeente_of_the_text() -> None:
    found = read("De gemeente Utrecht werkt in Lunetten en in Overvecht Noord.")
    ids = {m.name: m.id for m in found.mentions if m.type == "Area"}
    assert ids["Lunetten"] == "area:utrecht/lunetten"
    assert ids["Overvecht Noord"] == "area:utrecht/overvecht-noord"


def test_a_surname_alone_is_the_one_person_of_that_name() -> None:
    [person] = [m for m in read(
        "Wethouder Henk Dijksma begrijpt het. „Wij praten”, aldus Dijksma."
    ).mentions if m.type == "Person"]
    assert len(person.spans) == 2


def test_a_short_name_is_part_of_the_long_one_and_proposed_as_such() -> None:
    found = read("Stichting Kringloop Zee helpt. Er kwam geld voor Kringloop Zee.")
    assert len([m for m in found.mentions if m.type == "Organisation"]) == 1
    assert {(h.a, h.b, h.verdict) for h in found.hints} == {
        ("Kringloop Zee", "Stichting Kringloop Zee", "unsure")}


def test_people_are_never_the_same_by_themselves() -> None:
    hints = read("Anna Jansen (Dock) sprak. Later zei Anna Janssen (DOCK) meer.").hints
    verdicts = {frozenset({h.a, h.b}): h.verdict for h in hints}
    assert verdicts[frozenset({"Anna Jansen", "Anna Janssen"})] == "unsure"
    assert verdicts[frozenset({"Dock", "DOCK"})] == "same"
