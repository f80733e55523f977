"""How sure a conclusion of an analysis is, in plain words."""

from __future__ import annotations

from typing import Final

from explorer.components.html import Html, tag
from explorer.view import View
from graph.analysis.sureness import HOLDS
from queries.answer import Answer

FIELDS: Final = frozenset({"stability", "thin", "holds"})
"""The fields of an answer that are told here."""


def how_sure(view: View, answer: Answer) -> list[Html]:
    """Return how often an answer is found when less is known, and what to mind."""
    said = []
    stability, holds = answer.fields.get("stability"), answer.fields.get("holds")
    if isinstance(stability, int | float):
        said.append(tag("p", view.say("sure.again", n=round(10 * stability)), class_="quiet"))
    if answer.fields.get("thin"):
        said.append(tag("p", view.say("sure.thin"), class_="note"))
    if isinstance(holds, int | float) and holds < HOLDS:
        said.append(tag("p", view.say("sure.more_ties"), class_="note"))
    return said
