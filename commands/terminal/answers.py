"""Answers to a question: as JSON by the contract, as CSV, or as a page of text for people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from commands.terminal.output import line, write_csv, write_json, write_table
from graph.texts import say

if TYPE_CHECKING:
    from graph.schema import Label
    from queries.answer import Answer, Because, Result


def write_answers(result: Result, labels: Mapping[str, Label], format: str, lang: str) -> None:
    """Write a result; `labels` holds the words for its fields."""
    if format == "json":
        write_json(result.to_json())
    elif format == "csv":
        _write_csv(result)
    else:
        _write_page(result, labels, lang)


def _write_csv(result: Result) -> None:
    names = _field_names(result.answers)
    header = ["rank", "id", "label", "type", "score", "freshness", *names, "because", "source"]
    rows = [
        [a.rank, a.id, a.label, a.type, a.score, a.freshness, *(a.fields.get(n) for n in names),
         [b.says for b in a.because], list(dict.fromkeys(b.source for b in a.because))]
        for a in result.answers
    ]
    write_csv(header, rows)


def _write_page(result: Result, labels: Mapping[str, Label], lang: str) -> None:
    line(result.sentence)
    if result.abstained:
        line(result.abstained["missing"])
    _write_part(result.answers, labels, lang)
    if result.otherwise:
        line()
        line(say("ask.otherwise", lang))
        _write_part(result.otherwise, labels, lang)


def _write_part(answers: Sequence[Answer], labels: Mapping[str, Label], lang: str) -> None:
    if not answers:
        return
    line()
    columns = ("rank", "answer", "details", "freshness", "because")
    rows = [
        [a.rank, a.label, list(_details(a, labels, lang)),
         say(f"freshness.{a.freshness}", lang) if a.freshness else "", _reason(a.because)]
        for a in answers
    ]
    write_table([say(f"column.{name}", lang) for name in columns], rows)


def _details(answer: Answer, labels: Mapping[str, Label], lang: str) -> Iterable[str]:
    for name, value in answer.fields.items():
        if value not in (None, "", [], {}):
            label = labels[name][lang] if name in labels else name.replace("_", " ")
            yield f"{label}: {_words(value)}"


def _words(value: Any) -> str:
    if isinstance(value, list | tuple):
        return ", ".join(map(_words, value))
    if isinstance(value, Mapping):
        return ", ".join(f"{key} {_words(item)}" for key, item in value.items())
    return str(value)


def _reason(because: Sequence[Because]) -> str:
    if not because:
        return ""
    first = because[0]
    more = f" (+{len(because) - 1})" if len(because) > 1 else ""
    return f"{first.says} [{first.source}, {first.locator}]{more}"


def _field_names(answers: Iterable[Answer]) -> list[str]:
    return list(dict.fromkeys(name for answer in answers for name in answer.fields))
