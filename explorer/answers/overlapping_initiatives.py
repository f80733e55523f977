"""Overlap: pairs side by side with what they share between them, and themes against areas."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from explorer import address
from explorer.answers.any_question import answers_table
from explorer.components.because import because
from explorer.components.empty import nothing
from explorer.components.html import Html, show, tag
from explorer.components.icon import freshness_mark, icon
from explorer.components.matrix import matrix
from explorer.components.more import some
from explorer.components.picker import pick_many
from explorer.components.sureness import how_sure
from explorer.facts import facts_of, sentence
from explorer.view import View
from graph.batch import nodes
from graph.store import Node
from queries.answer import Answer, Result
from queries.question import Question

_KINDS: Final = ("duplicates", "complements", "continues", "shares_with")
_MARKS: Final = {"duplicates": "=", "complements": "+", "continues": "→", "shares_with": "∩"}


def render(view: View, question: Question, result: Result) -> None:
    """Show the pairs, a filter by kind, and the matrix."""
    if result.abstained:
        nothing(view, result)
    else:
        _pairs(view, question, result.answers)
    area = result.given.get("area")
    matrix(view, area)


def _pairs(view: View, question: Question, answers: Sequence[Answer]) -> None:
    counts = {k: sum(a.fields.get("kind") == k for a in answers) for k in _KINDS}
    labels = {k: f"{view.say(f'overlap.{k}')} ({n})" for k, n in counts.items() if n}
    chosen = pick_many(view, "kind", labels, view.say("overlap.kind"))
    kept = [a for a in answers if not chosen or a.fields.get("kind") in chosen]
    kept.sort(key=lambda a: (_place(a), a.rank))
    show([_pair(view, answer) for answer in some(view, kept)])
    answers_table(view, question, kept)


def _place(answer: Answer) -> int:
    kind = answer.fields.get("kind")
    return _KINDS.index(kind) if kind in _KINDS else len(_KINDS)


def _pair(view: View, answer: Answer) -> Html:
    known = nodes(view.graph, answer.id.split(" "))
    sides = [known[i] for i in answer.id.split(" ") if i in known]
    kind = str(answer.fields.get("kind"))
    word = view.say(f"overlap.{kind}") if kind in _KINDS else str(answer.fields.get("how") or kind)
    between = tag(
        "div",
        tag("strong", tag("span", _MARKS.get(kind, "·"), " ", aria_hidden="true"), word),
        _shared(view, answer.fields.get("shared")),
        freshness_mark(view, answer.freshness),
        class_="between",
    )
    first, second = sides[0], sides[-1]
    return tag(
        "article",
        tag("div", _side(view, first), between, _side(view, second), class_="pair"),
        how_sure(view, answer),
        because(view, answer.because),
        class_="card",
    )


def _side(view: View, node: Node) -> Html:
    return tag(
        "div",
        tag("h3", icon(node.type), " ", address.to_thing(view, node)),
        tag("p", sentence(view, facts_of(view, node)), class_="quiet"),
    )


def _shared(view: View, shared: Any) -> Html:
    if not isinstance(shared, Mapping):
        return Html("")
    lines = [
        tag(
            "li",
            f"{view.say(f'overlap.field.{name}') if view.has(f'overlap.field.{name}') else name}: ",
            ", ".join(map(str, values)) if isinstance(values, list) else str(values),
        )
        for name, values in shared.items()
    ]
    return tag("ul", lines, class_="links quiet")
