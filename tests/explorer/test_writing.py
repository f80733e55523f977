"""The explorer writes in one place, which refuses where one may only look."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import explorer
from explorer.view import View
from explorer.writing import ledger_to_write, rebuild, undo
from graph.errors import ReadOnly

WRITES = {"decide", "decide_all", "judge", "judge_many", "undo_all", "write_text", "write_bytes"}
"""Methods that change a ledger or a file."""
MAKES = {"graph.build.build", "graph.steps.take_back", "graph.steps.undo", "queries.saving.save"}
"""Functions that change the home, by the module that they come from."""
GIVEN = {"explorer/deciding.py"}
"""What decides on a ledger that writing.py opened."""


def changes(path: Path) -> set[str]:
    """Return what a file calls or imports that changes something."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            found.add(node.func.attr)
        if isinstance(node, ast.ImportFrom):
            found |= {f"{node.module}.{name.name}" for name in node.names}
    return found & (WRITES | MAKES)


def test_nothing_else_in_the_explorer_writes() -> None:
    house = Path(explorer.__file__).parent
    files = {f"explorer/{p.relative_to(house)}": p for p in house.rglob("*.py")}
    writing = {name for name, path in files.items() if changes(path)}
    assert writing - GIVEN == {"explorer/writing.py"}
    for name in GIVEN:
        assert "graph.ledger" not in files[name].read_text("utf-8"), name


def test_where_one_may_only_look_everything_is_refused_with_a_reason(
    view: View, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SAMENSPEL_READ_ONLY", "1")
    with pytest.raises(ReadOnly, match="beheerder"), ledger_to_write(view):
        pass
    with pytest.raises(ReadOnly):
        rebuild(view)
    with pytest.raises(ReadOnly):
        undo(view, "me", ("decision:1",))
