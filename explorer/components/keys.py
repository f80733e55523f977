"""Letters that press the buttons of a page; Streamlit's own shortcuts leave out R and C."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import streamlit as st

_keys = st.components.v2.component(
    "samenspel.keys", html="", js=Path(__file__).with_suffix(".js").read_text("utf-8")
)


def keys(buttons: Mapping[str, str], into: Mapping[str, str] | None = None) -> None:
    """Let each letter press the button with that Streamlit key, as long as it is enabled.

    `into` gives for a letter the container whose first text field is then ready to type in.
    """
    _keys(key="keys", data={"keys": dict(buttons), "into": dict(into or {})})
