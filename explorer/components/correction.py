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
        with st.form("review_correct", border=False):
            said = _right(view, old, known[relation])
            keep = st.form_submit_button(view.say("review.keep"), type="primary")
        st.button(view.say("review.leave"), key="review_leave", on_click=deciding.edit,
                  args=(None,))
        if keep:
            _save(view, proposal, known[relation], said)


def _known(old: Statement) -> dict[str, Property | Relation]:
    """Return what can be said of the subject of a statement, what is said now first."""
    kind = schema().type_of(old.subject) or schema()["Entity"]
    found: dict[str, Property | Relation] = {
        **kind.properties,
        **{name: r for name, r in kind.relations.items() if not r.derived},
    }
    return {name: found[name] for name in found if name != TYPE}


def _right(view: View, old: Statement, of: Property | Relation) -> str:
    """Put the field on the page that fits: a thing, a choice or a text."""
    label, key = view.say("review.right"), f"review_right {old.id} {of.name}"
    same = old.relation == of.name
    if isinstance(of, Relation):
        nodes = _nodes(view, of)
        if len(nodes) <= _MOST:
            ids = list(nodes)
            return st.selectbox(
                label, ids, key=key, placeholder=view.say("pick.placeholder"),
                index=ids.index(str(old.object)) if same and old.object in nodes else None,
                format_func=lambda i: label_of(view, nodes[i]),
            ) or ""
        return st.text_input(label, key=key, value=view.graph.label(old.object or "")
                             if same and old.object else "")
    if of.choices:
        choices = of.choices
        words = list(choices)
        return st.selectbox(
            label, words, key=key, format_func=lambda c: view.label(choices[c]),
            index=words.index(str(old.value)) if same and old.value in words else None,
        ) or ""
    return st.text_input(label, key=key, value=old.value or "" if same else "")


def _nodes(view: View, of: Relation) -> dict[str, Node]:
    found = (node for target in of.targets for node in options(view, target))
    return {node.id: node for node in islice(found, _MOST + 1)}


def _save(view: View, proposal: Proposal, of: Property | Relation, said: str) -> None:
    said = said.strip()
    if not said:
        show(tag("p", view.say("review.empty"), role="alert"))
        return
    try:
        if isinstance(of, Relation):
            said = _resolved(view, of, said)
        deciding.put_right(view, proposal, of.name, said, isinstance(of, Relation))
    except SamenspelError as error:
        show(tag("p", error.message(view.lang), role="alert"))
        return
    st.rerun()


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
