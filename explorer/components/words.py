"""Values as people write them: dates, euros, numbers, choices and how sure we are."""

from __future__ import annotations

import re
from datetime import date

from explorer.view import View
from graph.schema import Property
from queries.answer import Share
from queries.words import day as spelt_day
from queries.words import money, value_in_words


def day(view: View, iso: str) -> str:
    """Return an ISO date, month or year in words: '3 maart 2026'."""
    return spelt_day(iso, view.lang)


def moment(view: View, iso: str) -> str:
    """Return the day of an ISO moment in words, 'vandaag' for today."""
    return view.say("today") if iso[:10] == date.today().isoformat() else day(view, iso)


def number(view: View, amount: float) -> str:
    """Return a number with the separators of the reader's language; a share as a percentage."""
    if isinstance(amount, Share):
        return f"{amount:.0%}"
    plain = f"{amount:,.0f}" if amount == int(amount) else f"{amount:,.2g}"
    return plain if view.lang == "en" else plain.translate(str.maketrans(",.", ".,"))


def euros(view: View, amount: float) -> str:
    """Return an amount of money: '€ 1.250' or '€ 1.250,50'."""
    return money(amount, view.lang)


def value(view: View, prop: Property | None, raw: str) -> str:
    """Return the value of a property as text for a reader; money without cents that are none."""
    if prop and prop.value in ("money", "number") and re.fullmatch(r"-?\d+(\.\d+)?", raw):
        return euros(view, float(raw)) if prop.value == "money" else number(view, float(raw))
    return value_in_words(prop, raw, view.lang)


def certainty(view: View, chance: float) -> str:
    """Return how sure a fact is, in words: zeker, waarschijnlijk, onzeker."""
    return view.say(f"certainty.{sureness(chance)}")


def sureness(chance: float) -> str:
    """Return which of three words fits a chance: sure, likely or unsure."""
    return "sure" if chance >= 0.9 else "likely" if chance >= 0.6 else "unsure"


def listing(view: View, names: list[str]) -> str:
    """Return names as a phrase: 'a, b en c'."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} {view.say('and')} {names[-1]}"
