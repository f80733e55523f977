"""The facts of a thing as a list: what, with whom, how fresh, and how we know."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from explorer.address import to_thing
from explorer.components import words
from explorer.components.because import because, read
from explorer.components.html import Child, Html, tag
from explorer.components.icon import freshness_mark, icon
from explorer.facts import Facts, Tie, behind
from explorer.view import View
from graph.freshness import freshness
from graph.store import Evidence
from queries.words import find_property

_MOST: Final = 12
_NOT_SHOWN: Final = frozenset({"name", "outline", "point", "unknown"})
_LINKS: Final = {"email": "mailto:", "phone": "tel:", "url": ""}


def ties_list(view: View, rows: dict[str, list[Tie]], most: int = _MOST) -> Html:
    """Return the ties of one heading, with one 'how do we know' for all of them."""
    shown = {name: ties[:most] for name, ties in rows.items()}
    reasons = read(view, behind(view, (tie for ties in shown.values() for tie in ties)))
    return tag(
        "div",
        tag("dl", [_row(view, rows[n], ties) for n, ties in shown.items()], class_="facts"),
        because(view, reasons),
    )


def _row(view: View, every: list[Tie], shown: list[Tie]) -> list[Child]:
    left = len(every) - len(shown)
    lines: list[Child] = [_tie(view, tie) for tie in shown]
    if left:
        lines.append(tag("div", view.say("facts.more", n=left), class_="quiet"))
    return [tag("dt", every[0].label), tag("dd", lines)]


def _tie(view: View, tie: Tie) -> Html:
    fresh = freshness(tie.edge.seen)
    return tag(
        "div",
        icon(tie.other.type),
        " ",
        to_thing(view, tie.other),
        " ",
        freshness_mark(view, fresh.value),
    )


def values_list(view: View, facts: Facts) -> Html:
    """Return the values of a thing (contact, dates, amounts), with how we know."""
    rows = [
        [
            tag("dt", _label(view, facts, name)),
            tag("dd", [tag("div", v) for v in _values(view, facts, name, values)]),
        ]
        for name, values in facts.values.items()
        if name not in _NOT_SHOWN
    ]
    if not rows:
        return Html("")
    reasons = read(view, _said(view, facts))
    return tag("div", tag("dl", rows, class_="facts"), because(view, reasons))


def _label(view: View, facts: Facts, name: str) -> str:
    prop = find_property(facts.thing.type, name)
    return view.label(prop.label) if prop else name


def _values(view: View, facts: Facts, name: str, values: Iterable[str]) -> Iterable[Child]:
    prop = find_property(facts.thing.type, name)
    for raw in values:
        if name in _LINKS and not raw.startswith("["):
            yield reach(name, raw)
        else:
            yield words.value(view, prop, raw)


def reach(name: str, raw: str) -> Html:
    """Return an address, number or site as a link that does what one expects."""
    target = raw if name == "url" else _LINKS[name] + raw.replace(" ", "")
    if name == "url" and "://" not in raw:
        target = f"https://{raw}"
    return tag("a", raw, href=target, rel="noreferrer")


def _said(view: View, facts: Facts) -> list[Evidence]:
    return [
        s
        for s in view.graph.statements(subject=facts.thing.id)
        if s.object is None and s.current and s.relation not in _NOT_SHOWN
    ][:30]
