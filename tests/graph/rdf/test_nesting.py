"""Files so deep that their parser would take all of Samenspel down are refused before it."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.errors import InputError
from graph.rdf.nesting import DEEPEST, too_deep
from graph.rdf.reading import read

N = 20_000
TERMS = "<<( <urn:a> <urn:b> " * N + "<urn:c>" + " )>>" * N
DEEP = {
    "a.jsonld": '{"@id": "urn:a", "urn:b": ' * N + "1" + "}" * N,
    "b.jsonld": '{"@id": "urn:a",\n"urn:b": ' * N + "1" + "}\n" * N,
    "c.jsonld": '{"@context": ' + '{"a": {"@id": "urn:x", "@context": ' * N + "{}" + "}}" * N + "}",
    "d.jsonld": '{"urn:b": "\\"\\\\", "urn:c": ' + "[" * N + "]" * N + "}",
    "e.jsonld": '{"urn:b": ["x\n", ' + '"\n{"urn:b": ' * N,
    "f.ttl": f"<urn:a> <urn:b> {TERMS} .",
    "g.nt": f"<urn:a> <urn:b> {TERMS} .",
}


@pytest.mark.parametrize("name", DEEP)
def test_what_is_nested_without_end_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(DEEP[name], "utf-8")
    with pytest.raises(InputError, match=name):
        read(tmp_path / name, tmp_path / "back.sqlite")


@pytest.mark.parametrize("text", [
    '{"a": "' + "[{" * N + '"}', '{"a": "\\"' + "[{" * N + '\\\\"}', "[" + "{},\n" * N + "{}]",
    '{"a": [' + '{"@value": "x"}, ' * N + "1]}", "[" * DEEPEST + "]" * DEEPEST, "",
])
def test_texts_and_long_lists_are_not_deep(tmp_path: Path, text: str) -> None:
    (tmp_path / "x.jsonld").write_text(text, "utf-8")
    assert not too_deep(tmp_path / "x.jsonld")


def test_hostile_quotes_take_no_time(tmp_path: Path) -> None:
    (tmp_path / "x.jsonld").write_text('"' + '\\"' * 1_000_000, "utf-8")
    assert not too_deep(tmp_path / "x.jsonld")
