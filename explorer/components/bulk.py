"""Accept the nearly certain facts of one kind at once; one undo takes the whole batch back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import streamlit as st

from explorer import deciding
from explorer.components.html import Html, show, tag
from explorer.view import View
from graph.review import Proposal
from graph.schema import schema

_SURE: Final = 0.85
"""From here a fact is nearly certain; certain ones of reports never wait."""


def bulk(view: View, waiting: Sequence[Proposal]) -> None:
    """Offer each kind of fact of which two or more are nearly certain, most of them first."""
    kinds = _certain(waiting)
    if not kinds:
        return
    with st.expander(view.say("review.bulk", n=sum(map(len, kinds.values())))):
        show(tag("p", view.say("review.bulk_lead")))
        for relation, of in sorted(kinds.items(), key=lambda pair: (-len(pair[1]), pair[0])):
            show(tag("h3", f"{_called(view, relation)} ({len(of)})"),
                 tag("ul", [_one(p) for p in of]))
            st.button(view.say("review.accept_all", n=len(of)), key=f"review_all-{relation}",
                      on_click=deciding.decide, args=(view, of, "accept"))


def _certain(waiting: Sequence[Proposal]) -> dict[str, list[Proposal]]:
    found: dict[str, list[Proposal]] = {}
    for proposal in waiting:
        if proposal.relation and proposal.certainty >= _SURE:
            found.setdefault(proposal.relation, []).append(proposal)
    return {relation: of for relation, of in found.items() if len(of) > 1}


def _one(proposal: Proposal) -> Html:
    quote = proposal.quote
    return tag("li", proposal.says, tag("div", f"‘{quote}’", class_="quiet") if quote else None)


def _called(view: View, relation: str) -> str:
    """Return what a kind of fact is called: 'gaat over'."""
    model = schema()
    for kind in model.types.values():
        known = kind.relations.get(relation) or kind.properties.get(relation)
        if known:
            return view.label(known.label)
    return relation
