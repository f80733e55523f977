"""Granted only on an explicit verb: never a hope, a plan, a maximum or a condition."""

from __future__ import annotations

import pytest

from ingest.prose.money_status import status_of


@pytest.mark.parametrize("sentence", [
    "De gemeente kende € 5.000 toe, zodat de tuin open kan.",
    "De Linde kreeg € 5.000 als bijdrage.",
    "De gemeente heeft € 5.000 toegekend.", "De gemeente stelt € 1.250,50 beschikbaar.",
    "De Linde krijgt € 5.000 per jaar, en dat kan beter.",
])
def test_an_explicit_verb_grants(sentence: str) -> None:
    assert status_of(sentence) == "granted"


@pytest.mark.parametrize("sentence", [
    "De Linde hoopt € 5.000 te krijgen.", "De tuin zou € 5.000 krijgen.",
    "Bewoners kunnen tot € 5.000 krijgen.", "De € 5.000 moet nog worden toegekend.",
    "Als De Linde € 5.000 krijgt, gaat de tuin open.", "Misschien krijgt de tuin € 5.000.",
    "Indien de raad instemt, wordt € 5.000 verleend.", "Wie een plan heeft, krijgt maximaal € 500.",
    "Het college stelt voor € 5.000 beschikbaar te stellen.", "De Linde zal € 5.000 ontvangen.",
    "De rekening van € 300 zou betaald worden.", "De aanvraag van € 5.000 is toegekend of niet.",
])
def test_what_is_hoped_planned_or_possible_is_not_granted_nor_paid(sentence: str) -> None:
    assert status_of(sentence) in ("desired", "unclear", "requested")
