"""The mapping language: a wrong file says which file, which key and what may have been meant."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.errors import InputError
from ingest.mapping import read_mapping
from ingest.recognise import SOURCES, sources, templates

GOOD = """
title = "Lijst"
files = ["lijst.csv"]
[[entity]]
as   = "tuin"
type = "Initiative"
name = "{naam}"
[[column]]
header   = "thema"
relation = "about"
"""


def _read(tmp_path: Path, text: str) -> None:
    path = tmp_path / "lijst.toml"
    path.write_text(text)
    read_mapping(path)


@pytest.mark.parametrize(
    ("right", "wrong", "named", "meant"),
    [
        ('files = ["lijst.csv"]', 'file = ["lijst.csv"]', "file", "files"),
        ('relation = "about"', 'relation = "abuot"', "column.thema.relation", "about"),
        ('relation = "about"', 'relatie = "about"', "column.thema.relatie", "relation"),
        ('type = "Initiative"', 'type = "Initiatve"', "entity.tuin.type", "Initiative"),
        ('relation = "about"', 'relation = "about"\nof = "tuinen"', "column.thema.of", "tuin"),
        ('relation = "about"', 'relation = "about"\npick = "("', "column.thema.pick", ""),
        ('title = "Lijst"', "title = ", "TOML", ""),
    ],
)
def test_a_wrong_key_is_named_with_its_near_miss(
    tmp_path: Path, right: str, wrong: str, named: str, meant: str
) -> None:
    _read(tmp_path, GOOD)
    with pytest.raises(InputError) as refused:
        _read(tmp_path, GOOD.replace(right, wrong))
    assert "lijst.toml" in str(refused.value)
    assert named in str(refused.value)
    assert meant in str(refused.value)


def test_every_source_says_who_published_it_and_how_many_rows_to_expect() -> None:
    assert len(sources()) == len(list(SOURCES.glob("*.toml")))
    for mapping in sources():
        assert mapping.expect, mapping.name
        for key in ("title", "publisher", "licence", "date"):
            assert key in mapping.about, (mapping.name, key)


@pytest.mark.parametrize("name", sorted(templates()))
def test_every_column_of_a_template_is_explained_in_two_languages(name: str) -> None:
    for column in templates()[name].columns:
        assert {"nl", "en"} <= set(column.explain or {}), column.header
