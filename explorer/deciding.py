"""What the reader of the review page decides: carried out, told, and taken back.

All of it stands in the ledger, so that it survives a page that is loaded again.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from typing import Final, NamedTuple

import streamlit as st

from explorer.view import View
from explorer.writing import ledger_to_write, undo
from graph.correction import correct
from graph.errors import SamenspelError
from graph.review import Proposal, reviewer
from graph.stamp import stamp
from graph.statement import State
from graph.steps import Step, last_step, steps, told, took_back

_SAID: Final = "review_said"
_EDITED: Final = "review_edited"


class Done(NamedTuple):
    """What this reviewer decided: `last` can be undone, `new` is not on the other pages yet."""

    last: Step | None
    new: list[Step]
    to_build: bool

    @property
    def decided(self) -> int:
        """How many proposals the new ones were on."""
        return sum(len(step.made) for step in self.new)


def done(view: View) -> Done:
    """Return what this reviewer decided, as it stands in the ledger."""
    path, who = view.home.ledger, reviewer()
    with closing(sqlite3.connect(path)) as db:
        changed = stamp(db) != view.graph.meta["stamp"]
    seen = view.graph.meta.get("staged", view.graph.meta["built"])
    new = steps(path, who, seen) if changed else []
    back = changed and took_back(path, who, seen)
    return Done(new[-1] if new else last_step(path, who), new, bool(new) or back)


def tell(text: str) -> None:
    """Keep a sentence to say at the top of the page, until there is another."""
    st.session_state[_SAID] = text


def said() -> str:
    """Return what is to be said now."""
    return str(st.session_state.get(_SAID, ""))


def edited() -> str | None:
    """Return the id of the proposal that is being corrected."""
    found: str | None = st.session_state.get(_EDITED)
    return found


def edit(proposal: Proposal | None) -> None:
    """Begin to correct a proposal; None stops."""
    st.session_state[_EDITED] = proposal.id if proposal else None


def decide(view: View, proposals: Sequence[Proposal], name: str) -> None:
    """Accept, reject, or judge the same or different; says so, or says why it could not."""
    first = proposals[0]
    try:
        with ledger_to_write(view) as ledger:
            if first.a and first.b:
                ledger.judge(first.a, first.b, name, who=reviewer(), why=first.why)
            else:
                state = State.ACCEPTED if name == "accept" else State.REJECTED
                ledger.decide_all([p.id for p in proposals], state, reviewer())
    except SamenspelError as error:
        tell(error.message(view.lang))
        return
    _tell(view, name, [p.says for p in proposals])


def put_right(view: View, proposal: Proposal, relation: str, said: str, is_id: bool) -> None:
    """Say a proposal as it should be. Raises SamenspelError for what cannot be said."""
    value, target = (None, said) if is_id else (said, None)
    with ledger_to_write(view) as ledger:
        correct(
            ledger, proposal.id, relation=relation, value=value, object=target, who=reviewer()
        )
    edit(None)
    _tell(view, "edit", [proposal.says])


def take_back(view: View, step: Step) -> None:
    """Undo an act, whole; says so, or says why it could not."""
    what = told(view.home.ledger, step, view.lang, most=1)
    try:
        undo(view, reviewer(), step.made)
    except SamenspelError as error:
        tell(error.message(view.lang))
        return
    _tell(view, "undo", what * len(step.made))


def _tell(view: View, name: str, says: list[str]) -> None:
    what = says[0] if len(says) == 1 else view.say("review.facts", n=len(says))
    tell(view.say(f"review.did.{name}", what=what))
