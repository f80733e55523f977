"""Plain words become questions: what asks for just what was typed comes first."""

from __future__ import annotations

from explorer.understanding import understood
from explorer.view import View


def test_who_can_help_comes_first_when_a_theme_and_an_area_are_typed(view: View) -> None:
    question, given = understood(view, "groen in oost")[0]
    assert question.name == "right_contact"
    assert {name: node.label for name, node in given.items()} == {"theme": "groen", "area": "Oost"}
