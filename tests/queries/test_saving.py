"""A composed question becomes a file that can be asked again, under a name of its own."""

from __future__ import annotations

from collections.abc import Container
from pathlib import Path

import pytest

from graph.errors import QuestionError
from queries import saving
from queries.compose import Draft
from queries.question import questions, read_question
from queries.saving import save

GARDENS = Draft.read("Initiative", ["initiative -about-> *theme", "initiative -active_in-> *area"])


def test_a_question_is_saved_as_a_file_that_can_be_asked_again(tmp_path: Path) -> None:
    path = save(GARDENS, {"theme": "natuur"}, "Groen in de buurt", tmp_path)
    assert path.name == "groen_in_de_buurt.toml"
    question = read_question(path)
    assert question.given == {"theme": "Theme"}
    assert question.title["nl"] == "Groen in de buurt"
    assert [(test.of, test.property) for test in question.unless] == [
        ("initiative", "ended"), ("initiative", "phase")]
    assert [rank.by for rank in question.rank] == ["certainty", "freshness"]
    assert not list(tmp_path.glob(".*"))


@pytest.mark.parametrize(("title", "reserved"), [
    ("", ()), ("???", ()), ("Right contact", ()), ("Twice", ()), ("Network!", {"network"}),
])
def test_a_name_that_is_empty_or_taken_is_refused(
    tmp_path: Path, title: str, reserved: Container[str]
) -> None:
    save(GARDENS, {}, "Twice", tmp_path)
    before = sorted(tmp_path.iterdir())
    with pytest.raises(QuestionError):
        save(GARDENS, {}, title, tmp_path, reserved)
    assert sorted(tmp_path.iterdir()) == before
    assert "right_contact" in questions()


def test_of_two_who_save_at_once_one_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The other saves between the first one's look and the first one's writing."""

    def meanwhile(part: Path) -> object:
        (tmp_path / "same.toml").write_text("of the other")
        return read_question(part)

    monkeypatch.setattr(saving, "read_question", meanwhile)
    with pytest.raises(QuestionError) as caught:
        save(GARDENS, {}, "Same", tmp_path)
    assert caught.value.key == "question.taken"
    assert [path.name for path in tmp_path.iterdir()] == ["same.toml"]
    assert (tmp_path / "same.toml").read_text() == "of the other"


def test_where_there_are_no_hard_links_a_question_is_saved_once_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(Path, "hardlink_to", refused)
    path = save(GARDENS, {}, "Gardens", tmp_path)
    before = path.read_bytes()
    assert read_question(path).answer == ("initiative",)
    with pytest.raises(QuestionError) as caught:
        save(GARDENS, {"theme": "natuur"}, "Gardens", tmp_path)
    assert caught.value.key == "question.taken"
    assert list(tmp_path.iterdir()) == [path] and path.read_bytes() == before
