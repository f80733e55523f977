"""The bottom of every page: which data, built when, how complete, and the link to share."""

from __future__ import annotations

from explorer.components import words
from explorer.components.browser import share
from explorer.components.html import join, show, tag
from explorer.view import View


def footer(view: View) -> None:
    """Put the footer on the page."""
    graph = view.graph
    facts = [view.say("footer.built", day=words.moment(view, graph.meta["built"]))]
    sources = len(set(graph.sources) - {"samenspel"})
    facts.append(view.say("footer.source" if sources == 1 else "footer.sources", n=sources))
    without, total = view.lookups.without_theme
    if total:
        facts.append(view.say("footer.without_theme", share=round(100 * without / total)))
    facts.append(view.say(f"footer.audience.{graph.audience}"))
    invented = [graph.sources[i].title for i in sorted(view.lookups.invented)]
    show(
        tag("p", join(facts)),
        tag(
            "p",
            tag(
                "span",
                view.say("footer.invented", names=words.listing(view, invented)),
                class_="invented",
            ),
        )
        if invented
        else None,
        class_="foot",
    )
    share(view)
