"""Introductions as answers: each a line of people and places, every tie with its source."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from importlib import import_module
from typing import Any, Final

from graph.batch import nodes
from graph.schema import schema
from graph.store import Edge, Graph, Node
from graph.texts import say
from queries.answer import Answer
from queries.because import Reasons
from queries.question import Question
from queries.showing import stored
from queries.words import fresh, relation_label

ALTERNATIVES: Final = 3


def introduce(
    graph: Graph, question: Question, given: Mapping[str, str], lang: str, today: date
) -> list[Answer]:
    """Return the paths that the question's method finds between the given things."""
    method = import_module(f"graph.analysis.{question.method}")
    ends = [given[name] for name in question.given]
    paths: list[list[Edge]] = getattr(method, str(question.method))(graph, *ends, ALTERNATIVES)
    reasons = Reasons(graph, lang, today)
    reasons.look_up(t for path in paths for edge in path for t in stored(edge))
    things = nodes(graph, [*ends, *(i for p in paths for e in p for i in (e.subject, e.object))])
    return [
        _answer(place, path, ends, things, reasons, lang, today)
        for place, path in enumerate(paths, 1)
    ]


def _answer(
    place: int, path: Sequence[Edge], ends: Sequence[str], things: Mapping[str, Node],
    reasons: Reasons, lang: str, today: date,
) -> Answer:
    stops = _stops(path, ends[0])
    labels = [things[i].label for i in stops]
    steps = [
        {"from": edge.subject, "relation": edge.relation, "to": edge.object,
         "statement": next((e.id for t in stored(edge) for e in reasons.evidence(t)), None),
         "says": " ".join((things[edge.subject].label,
                           relation_label(schema().types.get(things[edge.subject].type),
                                          edge.relation, lang),
                           things[edge.object].label))}
        for edge in path
    ]
    through = [i for i in stops[1:-1] if schema().is_a(things[i].type, "Agent")] or stops[1:-1]
    names = [things[i].label for i in through]
    fields: dict[str, Any] = {
        "path": steps, "through": names, "via": ", ".join(names), "steps": len(path),
        "direct": not through, "line": " — ".join(labels), "ask": _ask(names, labels[-1], lang),
    }
    weakest = min((e.seen for e in path), default=None)
    because = reasons.of(t for edge in path for t in stored(edge))
    return Answer(
        place, " ".join(stops), fields["via"] or labels[-1],
        things[through[0] if through else stops[-1]].type,
        round(1 / max(len(path), 1), 4), fields,
        fresh(weakest, today).value if weakest else None, because,
        {"path": stops, "through": through}, list(path),
    )


def _ask(through: Sequence[str], to: str, lang: str) -> str:
    """Return a sentence to copy, for the first one on the way."""
    if not through:
        return say("answer.direct", lang, to=to)
    key = "answer.introduce" if len(through) == 1 else "answer.introduce_far"
    return say(key, lang, first=through[0], next=(*through, to)[1], to=to)


def _stops(path: Sequence[Edge], start: str) -> list[str]:
    """Return the ids that a path goes by, from its start."""
    stops = [start]
    for edge in path:
        stops.append(edge.object if edge.subject == stops[-1] else edge.subject)
    return stops
