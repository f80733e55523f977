"""Not knowing is an answer too: what is missing, who could tell, what to try now."""

from __future__ import annotations

from explorer import address
from explorer.components.html import show, tag
from explorer.view import View
from queries.answer import Result


def nothing(view: View, result: Result) -> None:
    """Say why there is no answer, what is missing, and what to try."""
    missing = (result.abstained or {}).get("missing")
    tries = [
        address.to_thing(view, node, view.say("empty.look", name=node.label))
        for node in result.given.values()
        if view.graph.node(node.id)
    ]
    show(
        tag(
            "div",
            tag("p", tag("strong", view.say("empty.missing")), " ", missing or ""),
            tag("p", view.say("empty.help")),
            class_="note",
        ),
        tag("ul", [tag("li", link) for link in tries], class_="links") if tries else None,
    )
