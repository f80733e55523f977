"""samenspel ask: a question by name, with the options that its file declares, or in plain words."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING, Final

import click

from commands.terminal.answers import write_answers
from commands.terminal.command import Command, Number, OneOf, argument, audience, declare, option
from commands.terminal.output import line, notice
from commands.terminal.session import Session
from graph.texts import say

if TYPE_CHECKING:
    from graph.store import Graph
    from queries.question import Question

_LANGUAGES: Final = ("sql", "cypher", "sparql")


class AskCommand(Command):
    """Has an option for everything that some question can be given."""

    def get_params(self, ctx: click.Context) -> list[click.Parameter]:
        """Return the options of every question, and those that all questions share."""
        from graph.engines import default_engine, engines

        written = (name for name in _LANGUAGES if find_spec(f"queries.language.{name}"))
        return [
            *super().get_params(ctx), *_given_options(ctx.find_root().obj),
            option("--engine", OneOf(*engines()), default_engine()),
            option("--show", OneOf(*written)),
        ]


def _given_options(session: Session) -> list[click.Parameter]:
    from graph.schema import schema
    from queries.question import questions

    kinds: dict[str, set[str]] = {}
    for question in questions(session.home).values():
        for name, kind in question.given.items():
            type_name, _, property_name = kind.partition(".")
            found = schema()[type_name]
            label = found.properties[property_name].label if property_name else found.label
            kinds.setdefault(name, set()).add(label[session.lang])
    return [
        click.Option(
            [f"--{name.replace('_', '-')}", f"given_{name}"], metavar=name.upper(),
            help=say("option.ask_given", session.lang, type=" / ".join(sorted(labels))),
        )
        for name, labels in sorted(kinds.items())
    ]


@declare(
    "ask", argument("QUESTION", many=True), audience(),
    option("--limit", Number(), 50, metavar="N"),
    example="samenspel ask right_contact --theme groen --area Netteboet",
    formats=("table", "json", "csv"), kind=AskCommand,
)
def command(
    session: Session, question: tuple[str, ...], audience: str, engine: str, show: str | None,
    limit: int, format: str, **options: str | None,
) -> int:
    """Ask, and write the answers with their because; 1 when there are none."""
    from graph.store import Graph
    from queries.ask import ask
    from queries.question import find_question

    words = " ".join(question).strip()
    given = {k.removeprefix("given_"): v for k, v in options.items() if v is not None}
    with Graph(session.home.graph(audience)) as graph:
        if " " in words:
            name, in_words = _in_plain_words(session, words, graph)
            given = {**in_words, **given}
        else:
            name = words.replace("-", "_")
        if name is None:
            return 1
        asked = find_question(name, session.home)
        if show:
            return _show(graph, asked, given, show)
        result = ask(graph, asked, given, engine=engine, lang=session.lang, limit=limit)
    write_answers(result, asked.labels, format, session.lang)
    return 0 if result.answers else 1


def _in_plain_words(
    session: Session, words: str, graph: Graph
) -> tuple[str | None, dict[str, str]]:
    """Recognise a question, or say what can be asked."""
    from commands.terminal.plain_words import recognise
    from queries.question import questions

    known = questions(session.home)
    found = recognise(words, known, graph)
    if found.question:
        return found.question, found.given
    if found.things:
        notice(say("ask.found", session.lang))
        for node in found.things:
            notice(f"  {node.label} ({node.id})")
    notice(say("ask.free", session.lang))
    for question in known.values():
        notice(f"  {question.title[session.lang]} (samenspel ask {question.name})")
    return None, {}


def _show(graph: Graph, question: Question, given: dict[str, str], language: str) -> int:
    from queries.matching import show_text

    things = question.things()
    ids = {name: graph.resolve(text, things[name]).id for name, text in given.items()
           if name in things}
    text = show_text(question, frozenset(given), language, ids)
    line(text)
    return 0 if text else 1
