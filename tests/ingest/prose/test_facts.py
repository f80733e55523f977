"""Candidates as facts for the ledger."""

from __future__ import annotations

from graph.schema import schema
from ingest.prose.facts import facts, judgements
from tests.ingest.prose.saying import read

TEXT = (
    "Buurttuin De Akker\n\nBuurttuin De Akker heeft bij het Leefbaarheidsfonds € 4.500 aangevraagd."
    " Wethouder Anna Jansen van de gemeente Zee (Zee) begrijpt het. Dorpshuis De Kerk zoekt"
    " een kok."
    " In Dorpshuis De Kerk is de sleutel."
)


def test_every_fact_is_one_that_the_model_knows() -> None:
    for fact in facts(read(TEXT)):
        kind = schema().type_of(fact.subject)
        assert kind is not None
        assert fact.relation == "type" or fact.relation in {*kind.properties, *kind.relations}
        assert (fact.value is None) != (fact.object is None)
        assert fact.quote
        assert fact.quote in TEXT


def test_a_request_becomes_an_amount_requested_and_nothing_else() -> None:
    money = {(f.relation, f.value) for f in facts(read(TEXT)) if f.subject.startswith("grant:")
             and f.relation.startswith(("amount", "status"))}
    assert money == {("amount_requested", "4500"), ("status", "requested")}


def test_an_office_is_a_post_at_its_body() -> None:
    found = {(f.relation, f.value or f.object) for f in facts(read(TEXT))
             if f.subject.startswith("post:") and "wethouder" in f.subject}
    assert ("name", "Wethouder (gemeente Zee)") in found
    assert ("standing", "office") in found
    assert ("at", "publicbody:verslag/gemeente-zee") in found


def test_a_house_that_seeks_something_is_an_organisation_as_well() -> None:
    seekers = {f.object for f in facts(read(TEXT)) if f.relation == "sought_by"}
    assert any(one and one.startswith("organisation:") for one in seekers)


def test_hints_between_two_things_become_judgements_that_wait() -> None:
    found = read("Anna Jansen (Stichting Zon) sprak. Later sprak Anna Janssen (Stichting Zon).")
    [(a, b, verdict, *_)] = judgements(found)
    assert {a, b} == {"person:verslag/anna-jansen", "person:verslag/anna-janssen"}
    assert verdict == "unsure"
