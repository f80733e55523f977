"""Needs and offers: who seeks what, which offers fit, what blocks it and who can lift that."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from explorer.address import to_thing
from explorer.answers.any_question import answers_table
from explorer.components import words
from explorer.components.card import card, linked
from explorer.components.empty import nothing
from explorer.components.html import Child, Html, show, tag
from explorer.components.icon import icon
from explorer.components.more import some
from explorer.view import View
from graph.store import Node
from queries.answer import Answer, Result
from queries.question import Question


def render(view: View, question: Question, result: Result) -> None:
    """Show each open need with the offers that fit; those with an offer first."""
    if result.abstained:
        nothing(view, result)
        return
    answers = sorted(result.answers, key=lambda a: not a.fields.get("offers"))
    fitting = sum(bool(a.fields.get("offers")) for a in answers)
    show(tag("p", view.say("needs.fitting", n=fitting, total=len(answers))))
    show([_need(view, answer) for answer in some(view, answers)])
    answers_table(view, question, result.answers)


def _need(view: View, answer: Answer) -> Html:
    since = answer.fields.get("since")
    values: dict[str, Child] = {
        name: linked(view, answer, name) for name in ("holder", "resource", "area")
    }
    values["since"] = words.day(view, str(since)) if since else None
    values["obstacle"] = answer.fields.get("obstacle")
    values["lifted_by"] = linked(view, answer, "lifted_by")
    lines = [
        [tag("dt", view.say(f"needs.{name}")), tag("dd", value)]
        for name, value in values.items()
        if value
    ]
    return card(view, answer, tag("dl", lines, class_="facts"), _offers(view, answer))


def _offers(view: View, answer: Answer) -> Child:
    offers = answer.fields.get("offers") or []
    if not offers:
        return tag("p", view.say("needs.no_offer"), class_="quiet")
    listed = [_offer(view, offer) for offer in offers]
    return [tag("h4", view.say("needs.offers")), tag("ul", listed)]


def _offer(view: View, offer: Mapping[str, Any]) -> Html:
    node = Node(str(offer["id"]), "Offer", str(offer["label"]))
    parts: list[Child] = [icon("Offer"), " ", to_thing(view, node)]
    if offer.get("holder"):
        parts += [", ", view.say("needs.by"), " ", ", ".join(map(str, offer["holder"]))]
    if offer.get("venue"):
        parts += [" (", str(offer["venue"]), ")"]
    if offer.get("condition"):
        parts.append(
            tag("div", view.say("needs.condition"), " ", str(offer["condition"]), class_="quiet")
        )
    if offer.get("lifted_by"):
        parts.append(
            tag(
                "div",
                view.say("needs.offer_lifted_by"),
                " ",
                ", ".join(map(str, offer["lifted_by"])),
                class_="quiet",
            )
        )
    return tag("li", parts)
