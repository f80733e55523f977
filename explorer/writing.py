"""The one place where the explorer writes: never when SAMENSPEL_READ_ONLY is set."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from explorer.components.html import show, tag
from explorer.pages import page_names
from explorer.view import View
from graph.build import build
from graph.errors import ReadOnly
from graph.ledger import Ledger
from graph.steps import take_back
from queries.compose import Draft
from queries.saving import save

_OFF: Final = "SAMENSPEL_READ_ONLY"


def _check() -> None:
    if os.environ.get(_OFF):
        raise ReadOnly("read_only")


def allowed(view: View) -> bool:
    """Tell whether this explorer may write; says so kindly, and why, when it may not."""
    try:
        _check()
    except ReadOnly as error:
        show(tag("p", error.message(view.lang), role="status"))
        return False
    return True


@contextmanager
def ledger_to_write(view: View) -> Iterator[Ledger]:
    """Open the ledger to add to it; raises ReadOnly."""
    _check()
    with Ledger(view.home.ledger) as ledger:
        yield ledger


def undo(view: View, who: str, made: tuple[str, ...]) -> str:
    """Take back what was decided in one act; raises ReadOnly, or InputError when it is gone."""
    _check()
    return take_back(view.home.ledger, who, made)


def rebuild(view: View) -> None:
    """Make the graphs of all audiences anew; raises ReadOnly."""
    _check()
    build(view.home)


def keep_question(draft: Draft, view: View, labels: Mapping[str, str], title: str) -> Path:
    """Keep a question as a file in the home; raises ReadOnly, or QuestionError for its name."""
    _check()
    return save(draft, labels, title, view.home.questions, page_names())
