"""What the search box finds: questions that fit the words, and things by name."""

from __future__ import annotations

from typing import Final

from explorer import address, known_questions
from explorer.components.html import show, tag
from explorer.components.icon import kind
from explorer.components.picker import label_of
from explorer.understanding import understood
from explorer.view import View
from graph.store import Node

ORDER: Final = 90
MENU: Final = ""
IN_MENU: Final = False
_MOST: Final = 40


def render(view: View) -> None:
    """Show what was found for the words in the address."""
    asked = address.param("q") or ""
    if not asked.strip():
        show(tag("p", view.say("search.nothing_asked"), class_="lead"))
        return
    guesses = understood(view, asked)
    things = view.graph.find(asked, limit=_MOST)
    show(tag("p", _sentence(view, asked, len(guesses), len(things)), class_="lead"))
    if guesses:
        links = [
            tag(
                "li",
                address.link(
                    view,
                    q.name,
                    known_questions.asked(view, q, given),
                    known_questions.words_for(view, q, given),
                ),
            )
            for q, given in guesses
        ]
        show(tag("h2", view.say("search.questions")), tag("ul", links, class_="links"))
    if things:
        show(
            tag("h2", view.say("search.things")),
            tag("ul", [_found(view, node) for node in things], class_="links"),
        )
    if not guesses and not things:
        show(tag("p", view.say("search.try")))


def _sentence(view: View, asked: str, guesses: int, things: int) -> str:
    if not guesses and not things:
        return view.say("search.none", words=asked)
    key = "one" if guesses + things == 1 else "many"
    return view.say(f"search.{key}", words=asked, n=guesses + things)


def _found(view: View, node: Node) -> str:
    description = (view.graph.properties(node.id).get("description") or [""])[0]
    return tag(
        "li",
        address.to_thing(view, node, label_of(view, node)),
        " ",
        kind(view, node.type),
        tag("div", description[:160], class_="quiet") if description else None,
    )
