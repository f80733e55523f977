"""Beside an answer: where it is, the network around it, and other questions on the same things."""

from __future__ import annotations

from explorer import address, known_questions
from explorer.components.html import show, tag
from explorer.components.map import area_map
from explorer.view import View
from graph.store import Node
from queries.answer import Result


def context(view: View, result: Result) -> None:
    """Show the area that was given on a map, and where to go from here."""
    area = next((n for n in result.given.values() if n.type == "Area"), None)
    if area:
        _map(view, area)
    _further(view, result)


def _map(view: View, area: Node) -> None:
    above = [i for i in view.graph.above("within", area.id) if i != area.id]
    beside = {i for up in above[-1:] for i in view.graph.below("within", up)} | {area.id}
    level = view.lookups.levels.get(area.id)
    shown = [n for i in sorted(beside) if i in view.lookups.outlines
             and view.lookups.levels.get(i) == level and (n := view.graph.node(i))]
    if shown:
        show(tag("h2", view.say("context.where")))
        area_map(view, shown, key="context_map", amounts={area.id: 1}, measure=area.label,
                 selected=area.id, height=260, alt_text=view.say("thing.map_alt", name=area.label))


def _further(view: View, result: Result) -> None:
    links = [
        address.to_thing(view, node, view.say("context.about", name=node.label))
        for node in result.given.values() if view.graph.node(node.id)
    ]
    for name, question in known_questions.all_of(view).items():
        given = {k: n for k, n in result.given.items()
                 if question.given.get(k) == n.type and k in question.given}
        needed = [k for k in question.given if k not in question.optional]
        if name != result.question and given and all(k in given for k in needed):
            links.append(address.link(view, name, known_questions.asked(view, question, given),
                                      known_questions.words_for(view, question, given)))
    if result.answers:
        first = result.answers[0].id.split(" ")[0]
        links.append(address.link(view, "network", view.say("context.network",
                     name=view.graph.label(first)), {"start": address.short(first)}))
    if links:
        show(tag("h2", view.say("context.further")),
             tag("ul", [tag("li", link) for link in links], class_="links"))
