"""Showing the first few of many, with a link to all of them that stands in the address."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, TypeVar

import streamlit as st

from explorer import address
from explorer.view import View

Item = TypeVar("Item")
_FEW: Final = 12
_ALL: Final = "all"


def some(view: View, items: Sequence[Item], few: int = _FEW) -> Sequence[Item]:
    """Return the first of `items`, or all when the address says so; offers the other choice."""
    if len(items) <= few:
        return items
    every = address.param(_ALL) == "yes"
    st.toggle(
        view.say("more_items", n=len(items), few=few),
        value=every,
        key=_ALL,
        on_change=lambda: address.change(all="yes" if st.session_state[_ALL] else None),
    )
    return items if every else items[:few]
