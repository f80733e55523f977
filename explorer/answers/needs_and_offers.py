"""Needs and offers: who seeks what, which offers fit, what blocks it and who can lift that."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from explorer.answers.any_question import answers_table
from explorer.components import words
from explorer.components.card import card, linked
from explorer.components.empty import nothing
from explorer.components.html import Child, Html, show, tag
from explorer.components.icon import icon
from explorer.components.more import some
from explorer.address import to_thing
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
    fields = answer.fields
    lines: list[Child] = []
    for name in ("holder", "resource", "area"):
        if fields.get(name):
            lines.append([tag("dt", view.say(f"needs.{name}")), tag("dd", linked(view, answer, name))])
    if fields.get("since"):
        lines.append([tag("dt", view.say("needs.since")),
                      tag("dd", words.day(view, str(fields["since"])))])
    if fields.get("obstacle"):
        lines.append([tag("dt", view.say("needs.obstacle")), tag("dd", str(fields["obstacle"]))])
    if fields.get("lifted_by"):
        lines.append([tag("dt", view.say("needs.lifted_by")),
                      tag("dd", linked(view, answer, "lifted_by"))])
    offers = fields.get("offers") or []
    return card(view, answer, tag("dl", lines, class_="facts"),
                tag("p", view.say("needs.no_offer"), class_="quiet") if not offers else
                [tag("h4", view.say("needs.offers")), tag("ul", [_offer(view, o) for o in offers])])


def _offer(view: View, offer: Mapping[str, Any]) -> Html:
    node = Node(str(offer["id"]), "Offer", str(offer["label"]))
    parts: list[Child] = [icon("Offer"), " ", to_thing(view, node)]
    if offer.get("holder"):
        parts += [", ", view.say("needs.by"), " ", ", ".join(map(str, offer["holder"]))]
    if offer.get("venue"):
        parts += [" (", str(offer["venue"]), ")"]
    if offer.get("condition"):
        parts.append(tag("div", view.say("needs.condition"), " ", str(offer["condition"]),
                         class_="quiet"))
    if offer.get("lifted_by"):
        parts.append(tag("div", view.say("needs.offer_lifted_by"), " ",
                         ", ".join(map(str, offer["lifted_by"])), class_="quiet"))
    return tag("li", parts)
