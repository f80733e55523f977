"""All words for people stand in the two files of texts: none in the code of the explorer."""

from __future__ import annotations

import ast
import re
import string
from pathlib import Path

import pytest

import explorer
from graph.texts import catalogue

FOLDER = Path(explorer.__file__).parent
FILES = sorted(FOLDER.rglob("*.py"))
SENTENCE = re.compile(r"[A-Za-zÀ-ÿ’']{2,} [a-zà-ÿ’']{2,}")
CODE = re.compile(r"\b(SELECT|FROM|WHERE|JOIN|UNION|AND|WITH)\b|[<>{};=]|default-src|-src ")
STYLE = (FOLDER / "style.css").read_text("utf-8")


def texts_in(path: Path) -> list[str]:
    """Return the strings of a file that read as a sentence: no docstrings, no code."""
    tree = ast.parse(path.read_text("utf-8"))
    docs = {
        id(node.value) for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    logs = {
        id(argument) for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
        and ast.unparse(node.func.value) == "_LOG" for argument in node.args
    }
    return [
        node.value for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        and id(node) not in docs | logs and SENTENCE.search(node.value)
        and not CODE.search(node.value)
        and not all(f".{word}" in STYLE for word in node.value.split())
        and not all(line.startswith("samenspel ") for line in node.value.splitlines())
    ]


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.relative_to(FOLDER).as_posix())
def test_no_sentence_for_people_stands_in_code(path: Path) -> None:
    assert texts_in(path) == []


def test_both_languages_have_the_same_texts_with_the_same_fields() -> None:
    def fields(text: str) -> set[str]:
        return {name for _, name, _, _ in string.Formatter().parse(text) if name}

    dutch, english = (
        {k: fields(v) for k, v in catalogue(lang).items() if k.startswith("explorer.")}
        for lang in ("nl", "en")
    )
    assert dutch.keys() == english.keys()
    templates = {k for k in dutch if k.startswith("explorer.sentence.")}
    assert {k: v for k, v in dutch.items() if k not in templates} == {
        k: v for k, v in english.items() if k not in templates
    }
