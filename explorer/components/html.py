"""HTML in which data can never become markup: everything is escaped unless made by `tag`."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import Final
from urllib.parse import quote, urlsplit

import streamlit as st

_VOID: Final = frozenset({"br", "hr", "img"})
_SCHEMES: Final = frozenset({"", "http", "https", "mailto", "tel"})


class Html(str):
    """Text that is safe to show as it is; only made in this file."""

    __slots__ = ()


Child = str | None | Iterable["Child"]
"""What may stand in an element: text (escaped), Html, nothing, or several of these."""


def text(child: Child) -> Html:
    """Return `child` as safe HTML."""
    if child is None:
        return Html("")
    if isinstance(child, Html):
        return child
    if isinstance(child, str):
        return Html(escape(child))
    return Html("".join(text(part) for part in child))


def safe_url(url: str) -> str:
    """Return `url`, or '#' when it is of a kind that could run something."""
    try:
        scheme = urlsplit(url.strip()).scheme.lower()
    except ValueError:
        return "#"
    return url.strip() if scheme in _SCHEMES else "#"


def tag(name: str, /, *children: Child, **attributes: str | bool | None) -> Html:
    """Return an element; `class_` gives class, `data_x` data-x; None and False are left out."""
    parts = [name]
    for key, value in attributes.items():
        if value is None or value is False:
            continue
        attribute = key.rstrip("_").replace("_", "-")
        if attribute in ("href", "src"):
            value = safe_url(str(value))
        parts.append(attribute if value is True else f'{attribute}="{escape(str(value))}"')
    opening = f"<{' '.join(parts)}>"
    return Html(opening if name in _VOID else f"{opening}{text(children)}</{name}>")


def picture(svg: Html, class_: str) -> Html:
    """Return a small drawing (made with `tag`) as an image; decoration only, so without words."""
    data = quote(str(svg).replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1))
    return Html(f'<img class="{escape(class_)}" alt="" src="data:image/svg+xml,{data}">')


def join(parts: Iterable[Child], between: str = " · ") -> Html:
    """Return the non-empty `parts` with `between` between them."""
    return Html(escape(between).join(filter(None, (text(part) for part in parts))))


def show(*children: Child, class_: str | None = None) -> None:
    """Put safe HTML on the page."""
    st.html(str(tag("div", children, class_=class_)))
