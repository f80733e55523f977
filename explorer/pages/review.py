"""Review: one proposed fact at a time, its sentence in the document, keys for every decision."""

from __future__ import annotations

from typing import Final

import streamlit as st

from explorer import address
from explorer.components import words
from explorer.components.html import Html, show, tag
from explorer.components.keys import keys
from explorer.view import View
from graph.build import build
from graph.correction import correct
from graph.errors import SamenspelError
from graph.ledger import Ledger
from graph.reports import passage
from graph.review import Proposal, queue, reviewer, undo
from graph.schema import Property, Relation, schema
from graph.statement import Access, State

ORDER: Final = 40
MENU: Final = "look"
IN_MENU: Final = True
AUDIENCES: Final = (Access.NETWORK, Access.STEWARD)
"""The public's explorer does not have this page at all."""
_SURE: Final = 0.9
_KINDS: Final = ("all", "fact", "pair")
_KEYS: Final = {
    "a": "accept", "r": "reject", "e": "edit", "s": "same", "d": "different", "u": "undo",
    "k": "previous", "j": "next",
}


def render(view: View) -> None:
    """Show what waits, one at a time, and carry out what the reader decides."""
    show(tag("h1", view.say("page.review")))
    kind = address.param("kind") if address.param("kind") in _KINDS else "all"
    everything = list(queue(view.home.ledger, view.lang))
    waiting = [p for p in everything if kind in ("all", p.kind)]
    done = st.session_state.setdefault("review_done", [])
    _lead(view, len(waiting), len(done))
    _filter(view, str(kind))
    if waiting:
        at = min(_place(), len(waiting) - 1)
        _one(view, waiting[at], at, len(waiting))
        _bulk(view, waiting)
    _after(view, done)


def _place() -> int:
    at = address.param("at") or "1"
    return max(0, int(at) - 1) if at.isdigit() else 0


def _lead(view: View, waiting: int, done: int) -> None:
    key = "none" if not waiting else "one" if waiting == 1 else "many"
    show(tag("p", view.say(f"review.{key}", n=waiting), class_="lead", role="status"))
    if done or waiting:
        st.progress(done / (done + waiting), text=view.say("review.progress", n=done))


def _filter(view: View, kind: str) -> None:
    st.session_state["review_kind"] = kind
    st.segmented_control(
        view.say("review.kind"), _KINDS, key="review_kind", required=True,
        format_func=lambda k: view.say(f"review.kinds.{k}"),
        on_change=lambda: address.change(kind=st.session_state["review_kind"], at=None),
    )


def _one(view: View, proposal: Proposal, at: int, count: int) -> None:
    with st.container(border=True):
        show(
            tag("p", view.say("review.place", n=at + 1, of=count), class_="quiet"),
            tag("h2", proposal.says),
            tag("p", words.certainty(view, proposal.certainty), " · ", proposal.why),
            _document(view, proposal),
        )
        _buttons(view, proposal, at, count)
    keys({letter: f"review_{name}" for letter, name in _KEYS.items()})
    if st.session_state.get("review_edit") == proposal.id:
        _edit(view, proposal)


def _document(view: View, proposal: Proposal) -> Html:
    """Return the sentence that says it, marked in its document when that is kept."""
    if not proposal.quote:
        return Html("")
    found = passage(view.home.ledger, proposal.source or "", proposal.quote)
    where = tag("p", view.say("because.source"), " ", tag("cite", proposal.source or ""), " · ",
                proposal.locator or "", class_="quiet")
    if found is None:
        return tag("div", tag("blockquote", proposal.quote), where)
    text = tag("blockquote", "… ", found.before, tag("mark", found.quote), found.after, " …",
               class_="document")
    return tag("div", text, where)


def _buttons(view: View, proposal: Proposal, at: int, count: int) -> None:
    fact = proposal.kind == "fact"
    with st.container(horizontal=True):
        for name in ("accept", "reject", "edit") if fact else ("same", "different"):
            st.button(
                _with_key(view, name), key=f"review_{name}",
                type="primary" if name in ("accept", "same") else "secondary",
                on_click=_decide, args=(view, proposal, name),
            )
        st.button(_with_key(view, "undo"), key="review_undo", on_click=_undo,
                  args=(view,), disabled=not st.session_state["review_done"])
        st.button(_with_key(view, "previous"), key="review_previous",
                  disabled=at == 0, on_click=lambda: address.change(at=str(at)))
        st.button(_with_key(view, "next"), key="review_next",
                  disabled=at + 1 >= count, on_click=lambda: address.change(at=str(at + 2)))


def _with_key(view: View, name: str) -> str:
    letter = next(letter for letter, of in _KEYS.items() if of == name)
    return f"{view.say(f'review.{name}')} ({letter.upper()})"


def _decide(view: View, proposal: Proposal, name: str) -> None:
    if name == "edit":
        st.session_state["review_edit"] = proposal.id
        return
    with Ledger(view.home.ledger) as ledger:
        if proposal.a and proposal.b:
            number = ledger.judge(proposal.a, proposal.b, name, who=reviewer(), why=proposal.why)
            made = f"judgement:{number}"
        else:
            state = State.ACCEPTED if name == "accept" else State.REJECTED
            made = f"decision:{ledger.decide(proposal.id, state, reviewer())}"
    st.session_state["review_done"].append((made, name, proposal.says))


def _undo(view: View) -> None:
    made, _, _ = st.session_state["review_done"].pop()
    undo(view.home.ledger, reviewer(), made)


def _edit(view: View, proposal: Proposal) -> None:
    """Offer to say the fact as it should be; the sentence stays its evidence."""
    with Ledger(view.home.ledger) as ledger:
        old = ledger.statement(proposal.id)
    kind = schema().type_of(old.subject)
    known: dict[str, Property | Relation] = (
        {**kind.properties, **kind.relations} if kind else {}
    )
    with st.form("review_correct"):
        relation = st.selectbox(
            view.say("review.what"), list(known), format_func=lambda n: view.label(known[n].label),
            index=list(known).index(old.relation) if old.relation in known else 0,
        )
        now = old.value if old.value is not None else view.graph.label(old.object or "")
        said = st.text_input(view.say("review.right"), value=now)
        if st.form_submit_button(view.say("review.keep")) and relation and said.strip():
            _correct(view, proposal, relation, said.strip())


def _correct(view: View, proposal: Proposal, relation: str, said: str) -> None:
    with Ledger(view.home.ledger) as ledger:
        kind = schema().type_of(ledger.statement(proposal.id).subject) or schema()["Entity"]
        try:
            if relation in kind.relations:
                target = view.graph.resolve(said, kind.relations[relation].targets[0]).id
                correct(ledger, proposal.id, relation=relation, object=target, who=reviewer())
            else:
                correct(ledger, proposal.id, relation=relation, value=said, who=reviewer())
        except SamenspelError as error:
            show(tag("p", error.message(view.lang), role="alert"))
            return
    st.session_state["review_edit"] = None
    st.rerun()


def _bulk(view: View, waiting: list[Proposal]) -> None:
    """Offer to accept at once all facts that are nearly certain."""
    sure = [p for p in waiting if p.kind == "fact" and p.certainty >= _SURE]
    if len(sure) > 1:
        with st.expander(view.say("review.bulk", n=len(sure))):
            show(tag("ul", [tag("li", p.says) for p in sure[:50]]))
            st.button(view.say("review.accept_all", n=len(sure)), on_click=_accept_all,
                      args=(view, sure))


def _accept_all(view: View, sure: list[Proposal]) -> None:
    for proposal in sure:
        _decide(view, proposal, "accept")


def _after(view: View, done: list[tuple[str, str, str]]) -> None:
    """Show what was decided in this sitting, and offer to make the graph anew from it."""
    if not done:
        return
    with st.expander(view.say("review.decided", n=len(done))):
        show(tag("ul", [
            tag("li", view.say(f"review.{name}"), ": ", says) for _, name, says in reversed(done)
        ]))
    if st.button(view.say("review.build"), key="review_build"):
        with st.status(view.say("review.building")) as status:
            build(view.home)
            status.update(label=view.say("review.built"), state="complete")
