"""Records in JSON."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from graph.errors import InputError
from ingest.readers.records import header, read


@pytest.fixture
def people(tmp_path: Path) -> Path:
    path = tmp_path / "people.json"
    path.write_text(json.dumps({"persons": [
        {"name": "A", "identifiers": [{"scheme": "Almanak", "identifier": "1"}],
         "memberships": [{"role": "x", "at": {"name": "P"}}, {"role": "y", "at": {"name": "Q"}}]},
        {"name": "B", "identifiers": [], "memberships": [], "tags": ["n", "m"], "age": None},
    ]}))
    return path


OPTIONS = {
    "path": "persons", "each": "memberships", "keyed": {"identifiers": ["scheme", "identifier"]},
}


def test_every_nested_item_becomes_a_record_with_its_parents_fields(people: Path) -> None:
    assert list(read(people, OPTIONS)) == [
        ("1", {"name": "A", "identifiers.Almanak": "1", "memberships.role": "x",
               "memberships.at.name": "P"}),
        ("1", {"name": "A", "identifiers.Almanak": "1", "memberships.role": "y",
               "memberships.at.name": "Q"}),
        ("2", {"name": "B", "tags": "n;m"}),
    ]


def test_the_header_is_every_field_of_the_first_records(people: Path) -> None:
    assert header(people, OPTIONS) == [
        "name", "identifiers.Almanak", "memberships.role", "memberships.at.name", "tags",
    ]


def test_lists_beside_each_other_are_expanded_one_by_one(tmp_path: Path) -> None:
    path = tmp_path / "g.json"
    path.write_text(json.dumps([{"id": 1, "from": [{"n": "a"}], "to": {"n": "b"}}]))
    [(_, record)] = read(path, {"each": ["from", "to"]})
    assert record == {"id": "1", "from.n": "a", "to.n": "b"}


def test_a_broken_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "g.json"
    path.write_text('{"grants": [')
    with pytest.raises(InputError):
        list(read(path, {}))
