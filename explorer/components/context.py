"""Beside an answer: where it is, the network around it, and other questions on the same things."""

from __future__ import annotations

from explorer import address, known_questions
from explorer.components.html import show, tag
from explorer.components.where import where
from explorer.view import View
from queries.answer import Result


def context(view: View, result: Result) -> None:
    """Show the area that was given on a map, and where to go from here."""
    area = next((n for n in result.given.values() if n.type == "Area"), None)
    if area:
        where(view, [area], "context_map", area.label)
    _further(view, result)


def _further(view: View, result: Result) -> None:
    links = [
        address.to_thing(view, node, view.say("context.about", name=node.label))
        for node in result.given.values()
        if view.graph.node(node.id)
    ]
    for name, question in known_questions.all_of(view).items():
        given = {
            k: n
            for k, n in result.given.items()
            if question.given.get(k) == n.type and k in question.given
        }
        needed = [k for k in question.given if k not in question.optional]
        if name != result.question and given and all(k in given for k in needed):
            links.append(known_questions.link(view, question, given))
    if result.answers:
        first = result.answers[0].id.split(" ")[0]
        links.append(
            address.link(
                view,
                "network",
                view.say("context.network", name=view.graph.label(first)),
                {"start": address.short(first)},
            )
        )
    if links:
        show(
            tag("h2", view.say("context.further")),
            tag("ul", [tag("li", link) for link in links], class_="links"),
        )
