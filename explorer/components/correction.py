"""A form to say a proposed fact as it should be; its sentence stays the evidence."""

from __future__ import annotations

from itertools import islice

import streamlit as st

from explorer import deciding
from explorer.components.html import show, tag
from explorer.components.picker import label_of, options
from explorer.view import View
from graph.errors import NotFound, SamenspelError
from graph.ledger import Ledger
from graph.review import Proposal
from graph.schema import Property, Relation, schema
from graph.statement import TYPE, Statement
from graph.store import Node

_MOST = 2500
_WRONG = "review_wrong"


def correction(view: View, proposal: Proposal) -> None:
    """Offer to say the fact as it should be; saving goes on with the next proposal."""
    with Ledger(view.home.ledger) as ledger:
        old = ledger.statement(proposal.id)
    known = _known(old)
    names = list(known)
    with st.container(border=True, key="review_form"):
        relation = st.selectbox(
            view.say("review.what"), names, key=f"review_what {old.id}",
            index=names.index(old.relation) if old.relation in known else 0,
            format_func=lambda n: view.label(known[n].label),
        )
        of = known[relation]
        with st.form("review_correct", border=False):
            _right(view, old, of)
            st.form_submit_button(view.say("review.keep"), type="primary", on_click=_save,
                                  args=(view, proposal, of))
        if wrong := st.session_state.pop(_WRONG, ""):
            show(tag("p", wrong, role="alert"))
        st.button(view.say("review.leave"), key="review_leave", on_click=deciding.edit,
                  args=(None,))


def _known(old: Statement) -> dict[str, Property | Relation]:
    """Return what can be said of the subject of a statement, what is said now first."""
    kind = schema().type_of(old.subject) or schema()["Entity"]
    found: dict[str, Property | Relation] = {
        **kind.properties,
        **{name: r for name, r in kind.relations.items() if not r.derived},
    }
    return {name: found[name] for name in found if name != TYPE}


def _field(proposal_id: str, of: Property | Relation) -> str:
    return f"review_right {proposal_id} {of.name}"


def _right(view: View, old: Statement, of: Property | Relation) -> None:
    """Put the field on the page that fits: a thing, a choice or a text."""
    label, key = view.say("review.right"), _field(old.id, of)
    same = old.relation == of.name
    if isinstance(of, Relation):
        nodes = _nodes(view, of)
        if len(nodes) <= _MOST:
            ids = list(nodes)
            st.selectbox(
                label, ids, key=key, placeholder=view.say("pick.placeholder"),
                index=ids.index(str(old.object)) if same and old.object in nodes else None,
                format_func=lambda i: label_of(view, nodes[i]),
            )
            return
        st.text_input(label, key=key, value=view.graph.label(old.object or "")
                      if same and old.object else "")
        return
    if of.choices:
        choices = of.choices
        words = list(choices)
        st.selectbox(
            label, words, key=key, format_func=lambda c: view.label(choices[c]),
            index=words.index(str(old.value)) if same and old.value in words else None,
        )
        return
    st.text_input(label, key=key, value=old.value or "" if same else "")


def _nodes(view: View, of: Relation) -> dict[str, Node]:
    found = (node for target in of.targets for node in options(view, target))
    return {node.id: node for node in islice(found, _MOST + 1)}


def _save(view: View, proposal: Proposal, of: Property | Relation) -> None:
    """Keep what is filled in, at once when the button is pressed; else say what is wrong."""
    said = str(st.session_state.get(_field(proposal.id, of)) or "").strip()
    if not said:
        st.session_state[_WRONG] = view.say("review.empty")
        return
    try:
        if isinstance(of, Relation):
            said = _resolved(view, of, said)
        deciding.put_right(view, proposal, of.name, said, isinstance(of, Relation))
    except SamenspelError as error:
        st.session_state[_WRONG] = error.message(view.lang)


def _resolved(view: View, of: Relation, said: str) -> str:
    """Return the id of the thing that is meant. Raises NotFound or Ambiguous."""
    if view.graph.node(said):
        return said
    for target in of.targets[:-1]:
        try:
            return view.graph.resolve(said, target).id
        except NotFound:
            continue
    return view.graph.resolve(said, of.targets[-1]).id
