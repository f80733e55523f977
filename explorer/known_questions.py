"""The questions that can be asked, and examples of them that have an answer in this data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice, product
from typing import Final

from explorer import address
from explorer.components.html import Html
from explorer.view import View
from graph.errors import GraphError, QuestionError, SamenspelError
from graph.schema import schema
from graph.store import Node
from queries.ask import ask
from queries.question import PEOPLE, Question, questions
from queries.sentence import fill

_TRIES: Final = 12


def all_of(view: View) -> dict[str, Question]:
    """Return all questions by name: residents' own first, what only serves as a fallback last."""
    found = questions(view.home).values()
    fallback = {name for question in found for name in question.otherwise}

    def place(question: Question) -> tuple[bool, int, str]:
        first = next((i for i, who in enumerate(PEOPLE) if who in question.audience), len(PEOPLE))
        return question.name in fallback, first, question.name

    return {question.name: question for question in sorted(found, key=place)}


def words_for(view: View, question: Question, given: Mapping[str, Node]) -> dict[str, str | None]:
    """Return given things as they stand in the address."""
    return {n: address.word_for(view, node, question.given[n]) for n, node in given.items()}


def asked(view: View, question: Question, given: Mapping[str, Node]) -> str:
    """Return the question with what is given, as one line; its title when not all is given."""
    names = {name: node.label for name, node in given.items()}
    wording = view.label(question.wording)
    if any(f"{{{name}}}" in wording and name not in names for name in question.given):
        wording = view.label(question.title)
    rest = [label for name, label in names.items() if f"{{{name}}}" not in wording]
    said = fill(wording, names)
    return f"{said} ({', '.join(rest)})" if rest else said


def link(view: View, question: Question, given: Mapping[str, Node]) -> Html:
    """Return a link to the page of a question with what is given."""
    return address.link(
        view, question.name, asked(view, question, given), words_for(view, question, given)
    )


def example(view: View, question: Question) -> dict[str, Node] | None:
    """Return given things with which the question has an answer; None when none was found.

    Raises GraphError, and remembers nothing, when no question can be asked now.
    """
    kept = view.lookups.examples
    if question.name not in kept:
        kept[question.name] = _find_example(view, question)
    return kept[question.name]


def _find_example(view: View, question: Question) -> dict[str, Node] | None:
    for given in islice(_candidates(view, question), _TRIES):
        try:
            result = ask(view.graph, question, {n: node.id for n, node in given.items()}, limit=1)
        except GraphError:
            raise
        except QuestionError:  # also one that takes too long, with whatever is given
            return None
        except SamenspelError:
            continue
        if result.answers:
            return given
    return None


def _candidates(view: View, question: Question) -> Iterator[dict[str, Node]]:
    """Yield things to fill in, those with most ties first; never the same thing twice."""
    needed = [n for n in question.given if n not in question.optional]
    if not needed:
        yield {}
        return
    lists = [view.lookups.most_tied(_kind(question.given[n])) for n in needed]
    ranked = [list(enumerate(nodes)) for nodes in lists]
    for chosen in sorted(product(*ranked), key=lambda pick: sum(place for place, _ in pick)):
        nodes = [node for _, node in chosen]
        if len({node.id for node in nodes}) == len(nodes):
            yield dict(zip(needed, nodes, strict=True))


def _kind(type_: str) -> str:
    """Return a type that readers know for an abstract one."""
    return "Person" if type_ == "Agent" else type_ if type_ in schema().types else "Initiative"
