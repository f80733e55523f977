"""Each family of rules on ordinary sentences, and on sentences that look like them."""

from __future__ import annotations

import pytest

from ingest.prose.rules import finders, rules
from tests.ingest.prose.saying import read, told

MEETING = "Verslag buurtavond Oost\n\nDatum: 3 mei 2024\n\n"


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("Anna Jansen (Stichting Zon) sprak.", ("Anna Jansen", "member_of", "Stichting Zon")),
        ("Anna Jansen van Stichting Zon sprak.", ("Anna Jansen", "member_of", "Stichting Zon")),
        ("Anna Jansen, directeur van Stichting Zon, sprak.", ("Anna Jansen", "holds", "directeur")),
        ("Piet Smit (voorzitter) opende.", ("Piet Smit", "holds", "voorzitter")),
        ("Wethouder Piet Smit van de gemeente Zee.", ("Piet Smit", "member_of", "gemeente Zee")),
        ("Stichting Zon werkt nauw samen met Stichting Maan.",
         ("Stichting Zon", "works_with", "Stichting Maan")),
        ("Ook woningcorporatie Ons Erf komt langs.",
         ("Ons Erf", "kind", "woningcorporatie")),
        ("Stichting Zon is gevestigd aan de Kerkweg 3.",
         ("Stichting Zon", "housed_in", "Kerkweg 3")),
        ("Stichting Zon richt zich op eenzaamheid en armoede.",
         ("Stichting Zon", "about", "eenzaamheid")),
        ("Stichting Zon zoekt een nieuwe ruimte.",
         ("nieuwe ruimte", "sought_by", "Stichting Zon")),
        ("Stichting Zon biedt een zaal aan.", ("zaal", "offered_by", "Stichting Zon")),
        ("Buurttuin De Akker wordt gedragen door Stichting Zon.",
         ("Buurttuin De Akker", "run_by", "Stichting Zon")),
        ("In mei ondertekenden de gemeente Zee en Stichting Zon het Wijkpact Oost.",
         ("Wijkpact Oost", "agreed_by", "Stichting Zon")),
        ("Stichting Zon zegt toe dat er een loket komt.",
         ("er een loket komt", "made_by", "Stichting Zon")),
        ("Stichting Zon draagt Buurttuin De Akker.",
         ("Buurttuin De Akker", "run_by", "Stichting Zon")),
        ("Buurttuin De Akker is een initiatief van Stichting Zon.",
         ("Buurttuin De Akker", "run_by", "Stichting Zon")),
        ("Buurthuis De Hoek bood zijn keuken aan.",
         ("zijn keuken", "offered_by", "Buurthuis De Hoek")),
        ("Stichting Zon heeft een lokaal aangeboden.",
         ("lokaal", "offered_by", "Stichting Zon")),
        ("De aanvraag van Stichting Zon voor € 600 is toegekend.",
         ("De aanvraag van Stichting Zon voor € 600 is toegekend", "recipient", "Stichting Zon")),
        ("Anna Jansen – Stichting Zon", ("Anna Jansen", "member_of", "Stichting Zon")),
        ("Stichting Zon (Kerkstraat 12) is open.",
         ("Stichting Zon", "housed_in", "Kerkstraat 12")),
        ("Buurttuin De Akker kan een kar gebruiken.",
         ("kar", "sought_by", "Buurttuin De Akker")),
    ],
)
def test_a_sentence_gives_its_fact(text: str, fact: tuple[str, str, str]) -> None:
    assert fact in told(text)


def test_who_was_absent_did_not_attend() -> None:
    listed = "Aanwezig: Anna Jansen, Piet Smit. Afwezig: Henk Bos.\n\nHenk Bos ziet het."
    found = told(MEETING + listed)
    assert {s for s, r, _ in found if r == "attended"} == {"Anna Jansen", "Piet Smit"}


@pytest.mark.parametrize("text", [
    "Stichting Zon draagt bij aan Buurttuin De Akker.",
    "Stichting Zon draagt Buurttuin De Akker over aan bewoners.",
    "Stichting Zon biedt haar excuses aan.",
    "Stichting Zon biedt kansen aan jongeren.",
    "Stichting Zon biedt zich aan.",
])
def test_other_senses_of_a_verb_give_no_fact(text: str) -> None:
    assert not {f for f in told(text) if f[1] in ("run_by", "offered_by")}


def test_people_in_lines_below_a_label_were_there_or_not() -> None:
    found = told(MEETING + "Aanwezig:\nAnna Jansen (voorzitter)\nPiet Smit\nen tien bewoners\n\n"
                 "Afwezig:\n- Henk Bos\n\nEls Prins is nieuw. Henk Bos ziet het.")
    assert {s for s, r, _ in found if r == "attended"} == {"Anna Jansen", "Piet Smit"}


def test_who_asks_does_not_pay() -> None:
    found = told("Geachte raadsleden,\n\nHet verzoek van Stichting Zon om € 600 hebben wij niet"
                 " gehonoreerd. De gemeente Zee is streng.")
    assert {(r, o) for _, r, o in found if r in ("payer", "recipient")} == {
        ("payer", "gemeente Zee"), ("recipient", "Stichting Zon")}


@pytest.mark.parametrize(("text", "ends"), [
    ("Van het Oranje Fonds ontvingen we € 500.", {("payer", "Oranje Fonds")}),
    ("Stichting Zon is blij. Een aanvraag van € 500 bij het Kansfonds werd afgewezen.",
     {("payer", "Kansfonds")}),
    ("Daarnaast droegen Stichting Zon (€ 500) en Stichting Maan (€ 50) bij.",
     {("payer", "Stichting Zon"), ("payer", "Stichting Maan")}),
    ("Ook Stichting Zon (€ 500) en Stichting Maan (€ 50) krijgen een bijdrage.",
     {("recipient", "Stichting Zon"), ("recipient", "Stichting Maan")}),
    ("De gemeente Zee heeft de subsidie met € 500 verlaagd.", set()),
    ("De fractie van Lokaal Zee diende een motie in om € 500 vrij te maken.", set()),
])
def test_who_pays_and_who_gets(text: str, ends: set[tuple[str, str]]) -> None:
    assert {(r, o) for _, r, o in told(text) if r in ("payer", "recipient")} == ends


def test_what_lives_in_a_street_is_no_member_of_it() -> None:
    found = told(MEETING + "Aanwezig: Anna Jansen (bewoner Kerkstraat), Piet Smit (Kerkstraat)")
    assert not {f for f in found if f[1] == "member_of"}


def test_wij_in_an_annual_report_is_whose_report_it_is() -> None:
    text = "Jaarverslag Stichting Zon\n\nVooruitblik\n\nWij hebben behoefte aan een zaal."
    assert ("zaal", "sought_by", "Stichting Zon") in told(text)
    assert not {f for f in told(text.replace("Jaarverslag ", "Bezoek aan ")) if f[1] == "sought_by"}


def test_lists_of_questions_and_offers() -> None:
    found = told("Vraag\n- Stichting Zon: een kar\n- een boor (Buurttuin De Akker)\n\nAanbod\n"
                 "- Buurthuis De Hoek: een zaal op maandag\n- Stichting Maan heeft oude stoelen\n")
    assert {(s, o) for s, r, o in found if r == "sought_by"} == {
        ("kar", "Stichting Zon"), ("boor", "Buurttuin De Akker")}
    assert {(s, o) for s, r, o in found if r == "offered_by"} == {
        ("zaal op maandag", "Buurthuis De Hoek"), ("oude stoelen", "Stichting Maan")}


def test_who_did_not_sign_is_no_party() -> None:
    assert not {f for f in told("Stichting Zon heeft het Wijkpact Oost niet ondertekend.")
                if f[1] == "agreed_by"}


def test_a_kind_in_the_plural_ends_where_another_noun_begins() -> None:
    found = told("Ook woningcorporaties UWoon en Vechtstede, de gemeente Zee en anderen doen mee.")
    assert {(s, o) for s, r, o in found if r == "kind"} == {
        ("UWoon", "woningcorporatie"), ("Vechtstede", "woningcorporatie")}


def test_who_was_rejected_as_something_is_not_that() -> None:
    assert not told("Zij begrijpen de afwijzing van Samen010 als welzijnsorganisatie niet.")


def test_what_people_are_or_feel_is_not_stored() -> None:
    assert told("Bewoner Gerrit Smit noemt wethouder Anna Jansen laf en onbereikbaar.") <= {
        ("Anna Jansen", "holds", "wethouder")}


def test_actions_of_a_list_belong_to_the_meeting_and_to_whom_they_name() -> None:
    found = told(MEETING + "Actiepunten\n- Anna Jansen maakt een rooster.\n- De sleutel regelen.\n")
    assert ("Anna Jansen maakt een rooster", "made_by", "Anna Jansen") in found
    assert sum(r == "made_at" for _, r, _ in found) == 2


@pytest.mark.parametrize("item", [
    "Rooster maken (Anna Jansen)", "Rooster maken – Anna Jansen", "Anna Jansen: rooster maken"])
def test_an_action_names_its_owner_before_or_after(item: str) -> None:
    assert {o for _, r, o in told(MEETING + f"Actiepunten\n- {item}\n") if r == "made_by"} == {
        "Anna Jansen"}


def test_needs_under_a_heading_are_those_of_the_party_it_names() -> None:
    text = "Buurttuin De Akker\n\nWat is er concreet nodig:\n\n • een schuur\n • € 500 voor zaad\n"
    found = read(text)
    grant = next(c for c in found.candidates if c.relation == "recipient")
    assert ("een schuur", "sought_by", "Buurttuin De Akker") in told(text) or (
        "schuur", "sought_by", "Buurttuin De Akker") in told(text)
    assert (grant.attributes["status"], grant.attributes["amount_eur"]) == ("requested", 500)
    assert not any(c.relation == "payer" for c in found.candidates)


def test_a_heading_over_two_parties_too_many_gives_no_subject() -> None:
    text = "Zon (Stichting Zon), Stichting Maan en Stichting Ster\n\nEr is behoefte aan een zaal."
    assert not {f for f in told(text) if f[1] == "sought_by"}


def test_amounts_for_two_areas_go_to_each_its_own() -> None:
    text = ("Geachte leden van de raad,\n\nVoor de Heuvelbuurt en het Oranjekwartier stellen wij"
            " € 5,4 en € 4,3 miljoen, respectievelijk, beschikbaar.")
    amounts = {c.object.name: c.attributes["amount_eur"] for c in read(text).candidates
               if c.relation == "benefits" and c.object}
    assert amounts == {"Heuvelbuurt": 5_400_000, "Oranjekwartier": 4_300_000}


def test_a_rejected_request_is_rejected() -> None:
    text = "Stichting Zon heeft gevraagd om € 600. Wij wijzen dit verzoek af."
    [taken] = [c for c in read(text).candidates if c.relation == "recipient"]
    assert taken.attributes["status"] == "rejected"


def test_every_rule_has_an_id_of_its_own_family_and_a_version() -> None:
    assert len(rules()) > 60
    assert all(rule.id == name and rule.version >= 1 and 0 < rule.prior < 1
               for name, rule in rules().items())
    assert len(finders()) > 20
