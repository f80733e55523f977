"""Cells as people write them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.schema import schema
from ingest.values import (
    PARSERS,
    Unreadable,
    choice_parser,
    read_date,
    read_email,
    read_flag,
    read_money,
    read_name,
    read_number,
    read_phone,
    read_postcode,
    read_status,
    read_url,
    read_year,
)

MONTHS = {
    "nl": "januari februari maart april mei juni juli augustus september oktober november december",
    "en": "January February March April May June July August September October November December",
    "nl short": "jan. feb. mrt. apr. mei jun. jul. aug. sep. okt. nov. dec.",
}
amounts = st.decimals(min_value=-10_000_000, max_value=10_000_000, places=2)
days = st.dates(min_value=date(1800, 1, 1), max_value=date(2199, 12, 31))


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("1.250,50", "1250.50"), ("1250.5", "1250.50"), ("1,250.50", "1250.50"),
        ("12.000", "12000.00"), ("€ 1.250", "1250.00"), ("€ 1.250,-", "1250.00"),
        ("1250 euro", "1250.00"), ("EUR 5000", "5000.00"), ("-4000.00", "-4000.00"),
        ("€ -12,5", "-12.50"), (".00", "0.00"), ("-0,00", "0.00"), ("1 250,00", "1250.00"),
        ("1.234.567,89", "1234567.89"), ("0012", "12.00"), ("1250.5000", "1250.50"),
    ],
)
def test_money_in_dutch_and_english_notation(written: str, meant: str) -> None:
    assert read_money(written) == meant


@pytest.mark.parametrize(
    "written",
    ["12.00O", "12,000", "1.25.00", "een ton", "", "-", "€", "12,345,6", "1.2345,00", "5%",
     "1e5", "0,001", "¹²", "٣", "1250 GBP", "NaN", "12 500 000 000 000 000 000,00"],
)
def test_unclear_money_is_refused(written: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read_money(written)
    assert "1.250,50" in refused.value.message("nl")
    assert "amount in euros" in refused.value.message("en")


@given(amounts)
def test_formatted_money_comes_back(amount: Decimal) -> None:
    expected = f"{amount if amount else abs(amount):.2f}"
    english = f"{amount:,.2f}"
    dutch = english.translate(str.maketrans(",.", ".,"))
    for written in (english, dutch, f"€ {dutch}", expected):
        assert read_money(written) == expected


@given(st.text(max_size=30) | st.from_regex(r"-?[€\d., -]{1,20}"), st.sampled_from(sorted(PARSERS)))
def test_no_cell_makes_a_parser_crash_and_what_it_gives_is_stable(text: str, kind: str) -> None:
    try:
        value = PARSERS[kind](text)
    except Unreadable:
        return
    assert PARSERS[kind](value) == value


@given(st.from_regex(r"[\d.,]{1,14}", fullmatch=True))
def test_money_is_never_a_silent_guess(text: str) -> None:
    """Whatever is read, the digits before the cents are those that were written."""
    try:
        value = read_money(text)
    except Unreadable:
        return
    written = "".join(c for c in text if c.isdigit()).lstrip("0")
    digits = value.replace(".", "").lstrip("0")
    assert digits.rstrip("0") == written.rstrip("0")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2019-01-14", "2019-01-14"), ("14-1-2019", "2019-01-14"), ("14/01/2019", "2019-01-14"),
        ("14.1.2019", "2019-01-14"), ("14 januari 2019", "2019-01-14"), ("jan 2019", "2019-01"),
        ("14 Jan. 2019", "2019-01-14"), ("1 mrt 2020", "2020-03-01"), ("2019", "2019"),
        ("2019-01", "2019-01"), ("1-2019", "2019-01"), ("2019-01-14 01:00:19.503", "2019-01-14"),
        ("2020-04-28T00:00:00+00:00", "2020-04-28"), ("5 May 2021", "2021-05-05"),
    ],
)
def test_dates_as_precise_as_they_were_written(written: str, meant: str) -> None:
    assert read_date(written) == meant


@pytest.mark.parametrize(
    "written", ["31-2-2020", "1/14/2019", "14-1-19", "19", "gisteren", "13-2019", "2019-00-01", "",
                "1-1-0019", "¹-1-2019"]
)
def test_unclear_dates_are_refused(written: str) -> None:
    with pytest.raises(Unreadable):
        read_date(written)


@given(days)
def test_formatted_dates_come_back(day: date) -> None:
    assert read_date(day.isoformat()) == day.isoformat()
    assert read_date(f"{day.day}-{day.month}-{day.year}") == day.isoformat()
    for names in MONTHS.values():
        written = f"{day.day} {names.split()[day.month - 1]} {day.year}"
        assert read_date(written) == day.isoformat()


@pytest.mark.parametrize(
    ("written", "meant"),
    [("12.000", "12000"), ("12,5", "12.5"), ("243768", "243768"), ("710.0", "710"), ("-3", "-3")],
)
def test_numbers(written: str, meant: str) -> None:
    assert read_number(written) == meant


def test_small_values() -> None:
    assert read_year("2016") == "2016"
    assert (read_flag("Ja"), read_flag("no"), read_flag("x")) == ("true", "false", "true")
    assert (read_postcode("3544 ab"), read_postcode("3544")) == ("3544AB", "3544")
    assert read_email(" Info@Voorbeeld.NL ") == "info@voorbeeld.nl"
    assert read_phone("020 – 3030 910") == "0203030910"
    assert read_phone("+31 (0)30 123 45 67") == "0301234567"
    assert read_phone("14 030") == "14030"
    assert read_status("Toegekend") == read_status("granted") == "granted"
    assert read_name(" Buurttuin\n De\u0085Linde ") == "Buurttuin De Linde"


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "data:text/html,x", "ftp://voorbeeld.nl", "https://", "voorbeeld",
     "https://a b.nl", "https://gebruiker@voorbeeld.nl", "https://voorbeeld.nl/\"><script>"],
)
def test_only_ordinary_web_addresses(address: str) -> None:
    with pytest.raises(Unreadable):
        read_url(address)


def test_a_web_address_may_lack_its_scheme() -> None:
    assert read_url("www.voorbeeld.nl/tuin") == "https://www.voorbeeld.nl/tuin"
    assert read_url("http://voorbeeld.nl") == "http://voorbeeld.nl"


def test_a_choice_is_known_by_key_and_by_both_labels() -> None:
    read = choice_parser(schema()["Initiative"].properties["phase"].choices or {})
    assert read("loopt") == read("Running") == read("running") == "running"
    with pytest.raises(Unreadable) as refused:
        read("slaapt")
    assert "geborgd" in refused.value.message("nl")


def test_a_point_that_looks_swapped_is_refused() -> None:
    assert PARSERS["point"]("5.12, 52.09") == "5.12,52.09"
    with pytest.raises(Unreadable):
        PARSERS["point"]("52.09,5.12")


def test_an_outline_is_rounded_and_closed() -> None:
    given_ring = "[[[5.1234567,52.1],[5.2,52.1],[5.2,52.2]]]"
    closed = "[[[5.12346,52.1],[5.2,52.1],[5.2,52.2],[5.12346,52.1]]]"
    assert PARSERS["geometry"](given_ring) == closed
    with pytest.raises(Unreadable):
        PARSERS["geometry"]("[[[5.1,52.1],[5.2,52.1]]]")
