"""Answers to a question: as JSON by the contract, as CSV, or as a page of text for people."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterable, Mapping, Sequence
from textwrap import wrap
from typing import TYPE_CHECKING, Any, Final

from commands.terminal.output import line, write_csv, write_json
from commands.terminal.values import in_words
from graph.statement import MoneyStatus
from graph.texts import say

if TYPE_CHECKING:
    from graph.schema import Label
    from queries.answer import Answer, Because, Result

_WIDEST: Final = 100
_REASONS: Final = 3
"""How many statements are told of each answer; `--format json` has all."""
_MARKS: Final = {"current": "●", "ageing": "◐", "stale": "○"}


def write_answers(result: Result, labels: Mapping[str, Label], format: str, lang: str) -> None:
    """Write a result; `labels` holds the words for its fields."""
    if format == "json":
        write_json(result.to_json())
    elif format == "csv":
        _write_csv(result, labels, lang)
    else:
        _write_page(result, labels, lang)


def _write_csv(result: Result, labels: Mapping[str, Label], lang: str) -> None:
    flat = [_flat(answer.fields, labels, lang) for answer in result.answers]
    names = list(dict.fromkeys(name for fields in flat for name in fields))
    header = ["rank", "id", "label", "type", "score", "freshness", *names, "because", "source"]
    rows = [
        [a.rank, a.id, a.label, a.type, a.score, a.freshness, *(fields.get(n) for n in names),
         [b.says for b in a.because], list(dict.fromkeys(b.source for b in a.because))]
        for a, fields in zip(result.answers, flat, strict=True)
    ]
    write_csv(header, rows)


def _flat(
    fields: Mapping[str, Any], labels: Mapping[str, Label], lang: str
) -> dict[str, object]:
    """Return fields for columns: amounts get one for each status, other parts stand in words."""
    flat: dict[str, object] = {}
    for name, value in fields.items():
        if isinstance(value, Mapping) and value.keys() <= set(MoneyStatus):
            flat |= {f"{name}.{status}": amount for status, amount in value.items()}
        elif isinstance(value, Mapping):
            flat[name] = in_words(value, labels, lang, name)
        elif isinstance(value, list | tuple):
            flat[name] = [in_words(part, labels, lang, name) if isinstance(part, Mapping) else part
                          for part in value]
        else:
            flat[name] = value
    return flat


def _write_page(result: Result, labels: Mapping[str, Label], lang: str) -> None:
    _paragraph(result.sentence)
    if result.abstained:
        _paragraph(result.abstained["missing"])
    for answer in result.answers:
        _write_card(answer, answer.rank, labels, lang)
    if result.otherwise:
        line()
        line(say("ask.otherwise", lang))
        for number, answer in enumerate(result.otherwise, 1):
            _write_card(answer, number, labels, lang)


def _write_card(
    answer: Answer, number: int, labels: Mapping[str, Label], lang: str
) -> None:
    """Write an answer: its name and freshness, what is known, and how we know."""
    line()
    head = _bold(f"{number}  {answer.label}")
    if answer.freshness:
        mark, word = _MARKS.get(answer.freshness, ""), say(f"freshness.{answer.freshness}", lang)
        head = f"{head}  {mark} {word}"
    line(head)
    said = {""}
    for name, value in answer.fields.items():
        if value is False:
            continue  # what is not the case needs no line
        words = in_words(value, labels, lang, name)
        if name == "warning":
            _paragraph(words, "   ")
        elif words not in said:
            said.add(words)
            label = labels[name][lang] if name in labels else name.replace("_", " ")
            _paragraph(f"{label}: {words}", "   ")
    for text in _reasons(answer.because, lang):
        _paragraph(text, "   ")


def _reasons(because: Sequence[Because], lang: str) -> Iterable[str]:
    for reason in because[:_REASONS]:
        place = ", ".join(filter(None, (reason.source, reason.locator)))
        yield say("ask.because", lang, says=reason.says, place=place)
    if (more := len(because) - _REASONS) > 0:
        yield say("ask.more", lang, count=more)


def _paragraph(text: str, indent: str = "") -> None:
    width = min(_WIDEST, shutil.get_terminal_size((_WIDEST, 0)).columns)
    deeper = f"{indent}  " if indent else ""
    for part in wrap(text, width, initial_indent=indent, subsequent_indent=deeper):
        line(part)


def _bold(text: str) -> str:
    return f"\033[1m{text}\033[0m" if sys.stdout.isatty() else text
