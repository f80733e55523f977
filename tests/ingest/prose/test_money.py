"""Amounts of euro in Dutch."""

from __future__ import annotations

import pytest

from ingest.prose.money import amounts
from ingest.prose.money_status import status_of


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Een ton per jaar, 3 jaar lang.", [100_000]),
        ("€ 5,4 en € 4,3 miljoen, respectievelijk", [5_400_000, 4_300_000]),
        ("een bedrag van anderhalve ton", [150_000]),
        ("een aanvraag van 25 duizend euro", [25_000]),
        ("een bijdrage van €40.000,- per jaar", [40_000]),
        ("Het kost 12.000 euro of € 1.250,50.", [12_000, 1250]),
        ("er is 10 miljoen euro extra", [10_000_000]),
        ("1 plus 1 3, 4, 5 of 6 wordt", []),
        ("16-19 uur, 3 jaar lang, 200 mensen", []),
        ("honderd mensen per week", []),
        ("een miljoen bewoners", []),
        ("twee ton papier", []),
    ],
)
def test_amounts_are_read_and_other_numbers_are_not(sentence: str, expected: list[int]) -> None:
    assert [money.amount for money in amounts(sentence)] == expected


def test_years_and_period_go_with_the_amount() -> None:
    [money] = amounts("Een bijdrage van € 60.000 per jaar, drie jaar lang, voor de Loods.")
    assert (money.per, money.years) == ("year", 3)


def test_the_last_five_years_are_no_period_of_funding() -> None:
    [money] = amounts("Een ton per jaar, zoals de laatste 5 jaar gebruikelijk is.")
    assert money.years is None


@pytest.mark.parametrize(
    ("sentence", "status"),
    [
        ("Zij hebben € 4.500 aangevraagd.", "requested"),
        ("De gemeente heeft € 4.500 toegekend.", "granted"),
        ("De aanvraag van € 4.500 is afgewezen.", "rejected"),
        ("De gemeente kent € 4.500 niet toe.", "rejected"),
        ("Zij vroegen € 4.500 en dat is nog niet toegekend.", "unclear"),
        ("Voor de tuin is € 4.500 nodig.", "desired"),
        ("Het gaat om € 4.500.", "unclear"),
        ("De subsidie is vastgesteld op € 4.500.", "settled"),
    ],
)
def test_money_is_granted_only_on_an_explicit_verb(sentence: str, status: str) -> None:
    assert status_of(sentence) == status
