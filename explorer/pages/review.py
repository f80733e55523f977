"""Review: one proposed fact at a time, its sentence in the document, keys for every decision."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

import streamlit as st

from explorer import address, deciding
from explorer.components import evidence
from explorer.components.bulk import bulk
from explorer.components.correction import correction
from explorer.components.html import show, tag
from explorer.components.keys import keys
from explorer.view import View
from explorer.writing import allowed, rebuild
from graph.ledger import Ledger, Source
from graph.review import Proposal, queue
from graph.statement import Access
from graph.steps import Step, told

ORDER: Final = 40
MENU: Final = "look"
IN_MENU: Final = True
AUDIENCES: Final = (Access.NETWORK, Access.STEWARD)
"""The public's explorer does not have this page at all."""
_TOLD: Final = 50
"""How many decisions are listed; the others are counted."""
_KINDS: Final = ("all", "fact", "pair")
_KEYS: Final = {
    "a": "accept", "r": "reject", "e": "edit", "s": "same", "d": "different", "u": "undo",
    "k": "previous", "j": "next",
}


def render(view: View) -> None:
    """Show what waits, one at a time, and carry out what the reader decides."""
    show(tag("h1", view.say("page.review")))
    if not allowed(view):
        return
    kind = address.param("kind") if address.param("kind") in _KINDS else "all"
    everything = list(queue(view.home.ledger, view.lang))
    waiting = [p for p in everything if kind in ("all", p.kind)]
    done = deciding.done(view)
    _lead(view, len(waiting), len(everything), done.decided)
    if waiting:
        at = min(_place(), len(waiting) - 1)
        _one(view, waiting[at], at, len(waiting), done.last)
    else:
        _undo_button(view, done.last)
    keys(
        {letter: f"review_{name}" for letter, name in _KEYS.items()},
        into={"e": "review_form"},
    )
    if everything:
        _filter(view, str(kind))
    bulk(view, waiting)
    _after(view, done)


def _place() -> int:
    at = address.param("at") or "1"
    return max(0, int(at) - 1) if at.isdecimal() else 0


def _lead(view: View, waiting: int, everything: int, done: int) -> None:
    key = "none" if not waiting else "one" if waiting == 1 else "many"
    if not waiting and everything:
        key = "none_here"
    show(
        tag("p", view.say(f"review.{key}", n=waiting), class_="lead"),
        tag("p", deciding.said(), role="status", class_="told"),
    )
    if done:
        st.progress(
            done / (done + everything),
            text=view.say("review.progress", n=done, of=done + everything),
        )


def _filter(view: View, kind: str) -> None:
    st.session_state["review_kind"] = kind
    st.segmented_control(
        view.say("review.kind"), _KINDS, key="review_kind", required=True,
        format_func=lambda k: view.say(f"review.kinds.{k}"),
        on_change=lambda: address.change(kind=st.session_state["review_kind"], at=None),
    )


def _one(view: View, proposal: Proposal, at: int, count: int, last: Step | None) -> None:
    sources = _sources(view)
    with st.container(border=True):
        show(
            tag("p", view.say("review.place", n=at + 1, of=count), class_="quiet"),
            tag("h2", _heading(view, proposal), data_item=_word(proposal)),
            evidence.why(view, proposal),
        )
        if proposal.kind == "pair":
            evidence.both(view, proposal, sources)
        else:
            show(evidence.document(view, proposal, sources), evidence.things(view, proposal))
        _buttons(view, proposal, at, count, last)
    if deciding.edited() == proposal.id:
        correction(view, proposal)


def _heading(view: View, proposal: Proposal) -> str:
    if proposal.kind != "pair":
        return proposal.says
    a, b = proposal.names
    return view.say("review.twice", a=a) if a == b else view.say("review.is_same", a=a, b=b)


def _sources(view: View) -> dict[str, Source]:
    with Ledger(view.home.ledger) as ledger:
        return {source.id: source for source in ledger.sources()}


def _buttons(
    view: View, proposal: Proposal, at: int, count: int, last: Step | None
) -> None:
    """Put the decisions on one line, and where to go on the next."""
    fact = proposal.kind == "fact"
    with st.container(horizontal=True):
        for name in ("accept", "reject") if fact else ("same", "different"):
            _button(view, name, partial(deciding.decide, view, [proposal], name),
                    first=name in ("accept", "same"), of=proposal)
        if fact:
            _button(view, "edit", partial(deciding.edit, proposal), of=proposal)
    with st.container(horizontal=True):
        _button(view, "previous", partial(_go, at), off=at == 0)
        _button(view, "next", partial(_go, at + 2), off=at + 1 >= count)
        _undo_button(view, last)


def _word(proposal: Proposal) -> str:
    return proposal.id.replace(":", "-")


def _go(place: int) -> None:
    deciding.tell("")
    address.change(at=str(place))


def _button(
    view: View, name: str, do: Callable[[], None], *, first: bool = False, off: bool = False,
    of: Proposal | None = None, help: str | None = None,
) -> None:
    """Put a button on the page; one that decides carries the id of what it decides on."""
    letter = next(letter for letter, of in _KEYS.items() if of == name)
    st.button(
        f"{view.say(f'review.{name}')} ({letter.upper()})",
        key=f"review_{name}-{_word(of)}" if of else f"review_{name}",
        type="primary" if first else "secondary", disabled=off, on_click=do, help=help,
    )


def _undo_button(view: View, last: Step | None) -> None:
    if last:
        what = "; ".join(told(view.home.ledger, last, view.lang, most=1))
        if len(last.made) > 1:
            what = view.say("review.facts", n=len(last.made))
        what = f"{view.say(f'review.{last.name}')}: {what}"
        _button(view, "undo", partial(_undo, view, last),
                help=view.say("review.undo_what", what=what))


def _undo(view: View, last: Step) -> None:
    """Take back the last decision, and go back to what it was about."""
    deciding.take_back(view, last)
    about = {last.about[0], last.about}
    for at, proposal in enumerate(queue(view.home.ledger, view.lang), 1):
        if about & {proposal.id, proposal.about}:
            address.change(kind=None, at=str(at))
            return


def _after(view: View, done: deciding.Done) -> None:
    """Show what was decided since the graph was made, and offer to make it anew."""
    if done.new:
        with st.expander(view.say("review.decided", n=done.decided)):
            show(tag("ul", [
                tag("li", view.say(f"review.{step.name}"), ": ", says)
                for step in reversed(done.new[-_TOLD:])
                for says in told(view.home.ledger, step, view.lang)
            ]))
    if not done.to_build:
        return
    show(tag("p", view.say("review.not_yet")))
    if st.button(view.say("review.build"), key="review_build"):
        with st.spinner(view.say("review.building")):
            rebuild(view)
        deciding.tell(view.say("review.built"))
        st.rerun()
