"""Plain words to questions: which themes, areas and kinds of help does somebody mention?"""

from __future__ import annotations

from typing import Final

from explorer.known_questions import all_of
from explorer.view import View
from graph.naming import plain
from graph.store import Graph, Node
from queries.question import Question

_TYPES: Final = ("Theme", "Area", "Resource", "TargetGroup")
_LONGEST: Final = 5
_MOST: Final = 5


def _vocabulary(graph: Graph, known: list[Node]) -> dict[str, Node]:
    """Return names and other names of concepts, folded; the main name of a thing goes first."""
    words = {plain(node.label): node for node in known}
    by_id = {node.id: node for node in known}
    for entity_id, value in graph.db.execute(
        "SELECT n.id, t.value FROM statement t JOIN node n ON n.n = t.s WHERE t.current AND"
        " t.r = (SELECT r FROM relation WHERE name = 'alt_name')"
    ):
        if entity_id in by_id:
            words.setdefault(plain(value), by_id[entity_id])
    return words


def mentioned(view: View, text: str) -> dict[str, Node]:
    """Return the first theme, area, kind of help … that `text` mentions, longest words first."""
    found: dict[str, Node] = {}
    words = plain(text).split()
    for type_name in _TYPES:
        known = _vocabulary(view.graph, view.lookups.options(type_name))
        spans = (
            " ".join(words[i : i + size])
            for size in range(min(_LONGEST, len(words)), 0, -1)
            for i in range(len(words) - size + 1)
        )
        node = next((known[span] for span in spans if span in known), None)
        if node:
            found[type_name] = node
    return found


def understood(view: View, text: str) -> list[tuple[Question, dict[str, Node]]]:
    """Return questions that fit the words, with what can be filled in, best first."""
    things = mentioned(view, text)
    asked = set(plain(text).split())
    scored = []
    for question in all_of(view).values():
        given = {name: things[kind] for name, kind in question.given.items() if kind in things}
        missing = [n for n in question.given if n not in given and n not in question.optional]
        title = set(plain(f"{view.label(question.title)} {view.label(question.wording)}").split())
        shared = len({word for word in asked & title if len(word) > 4})
        if (given and not missing) or shared:
            needed = sum(name not in question.optional for name in given)
            score = 2 * len(given) * (not missing) + shared
            scored.append((score, needed, question, given))
    # Of equals first what asks for just this; then as they stand: residents' own first.
    scored.sort(key=lambda entry: (-entry[0], -entry[1]))
    return [(question, given) for _, _, question, given in scored[:_MOST]]


def starting_points(view: View, limit: int = 12) -> list[Node]:
    """Return the people, organisations and initiatives with most ties, to start from."""
    found = [
        node
        for type_name in ("Initiative", "Organisation", "Person")
        for node in view.lookups.most_tied(type_name, limit // 3)
    ]
    return found[:limit]
