"""What the reader of the review page decides, in this sitting: carried out, kept, taken back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

import streamlit as st

from explorer.view import View
from graph.correction import correct
from graph.errors import SamenspelError
from graph.ledger import Ledger
from graph.review import Proposal, last, reviewer, undo
from graph.statement import State

_DONE: Final = "review_done"
_SAID: Final = "review_said"
_EDITED: Final = "review_edited"


class Step(NamedTuple):
    """One thing that was decided: `made` are the decisions to take back if it is undone."""

    made: tuple[str, ...]
    name: str
    proposals: tuple[Proposal, ...]


def steps() -> list[Step]:
    """Return what was decided in this sitting, the last one last."""
    found: list[Step] = st.session_state.setdefault(_DONE, [])
    return found


def count() -> int:
    """Return about how many proposals was decided in this sitting."""
    return sum(len(step.proposals) for step in steps())


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
    made: list[str] = []
    try:
        with Ledger(view.home.ledger) as ledger:
            made += [_one(ledger, proposal, name) for proposal in proposals]
    except SamenspelError as error:
        tell(error.message(view.lang))
        return
    _keep(view, Step(tuple(made), name, tuple(proposals)))


def _one(ledger: Ledger, proposal: Proposal, name: str) -> str:
    if proposal.a and proposal.b:
        number = ledger.judge(proposal.a, proposal.b, name, who=reviewer(), why=proposal.why)
        return f"judgement:{number}"
    state = State.ACCEPTED if name == "accept" else State.REJECTED
    return f"decision:{ledger.decide(proposal.id, state, reviewer())}"


def put_right(view: View, proposal: Proposal, relation: str, said: str, is_id: bool) -> None:
    """Say a proposal as it should be. Raises SamenspelError for what cannot be said."""
    value, target = (None, said) if is_id else (said, None)
    with Ledger(view.home.ledger) as ledger:
        correct(
            ledger, proposal.id, relation=relation, value=value, object=target, who=reviewer()
        )
    edit(None)
    _keep(view, Step((last(view.home.ledger, reviewer()),), "edit", (proposal,)))


def _keep(view: View, step: Step) -> None:
    steps().append(step)
    what = step.proposals[0].says if len(step.proposals) == 1 else str(len(step.proposals))
    tell(view.say(f"review.did.{step.name}", what=what))


def take_back(view: View) -> str | None:
    """Undo the last step; return the id of the proposal that waits again."""
    if not steps():
        return None
    step = steps().pop()
    try:
        for made in reversed(step.made):
            undo(view.home.ledger, reviewer(), made)
    except SamenspelError as error:
        tell(error.message(view.lang))
        return None
    first = step.proposals[0]
    what = first.says if len(step.proposals) == 1 else str(len(step.proposals))
    tell(view.say("review.did.undo", what=what))
    return first.id
