"""Values as people write them: money, days and choices, in Dutch and English."""

from __future__ import annotations

from decimal import Decimal

from graph.schema import Property
from graph.texts import say


def money(amount: Decimal | float | str, lang: str = "nl") -> str:
    """Return euros as people write them: € 1.250,50 or €1,250.50; without cents that are none."""
    text = f"{Decimal(str(amount)):,.2f}".removesuffix(".00")
    if lang == "en":
        return f"€{text}"
    return "€ " + text.translate(str.maketrans(",.", ".,"))


def day(iso: str, lang: str = "nl") -> str:
    """Return an ISO date, month or year in words: 1 maart 2026."""
    year, month, number = (*iso[:10].split("-"), "", "")[:3]
    if not month.isdigit():
        return iso
    name = say("word.months", lang).split()[int(month) - 1]
    return " ".join(filter(None, [number.lstrip("0"), name, year]))


def value_in_words(prop: Property | None, value: str, lang: str = "nl") -> str:
    """Return a value as people write it, by its kind."""
    kind = prop.value if prop else "text"
    if prop and prop.choices and value in prop.choices:
        return prop.choices[value][lang]
    if kind == "status":
        return say(f"word.status.{value}", lang) if value else value
    if kind == "money":
        return money(value, lang)
    if kind == "date":
        return day(value, lang)
    return say(f"word.flag.{value}", lang) if kind == "flag" else value
