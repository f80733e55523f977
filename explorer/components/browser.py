"""The one component that speaks to the browser: language, links in place, 'share this page'."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import streamlit as st

from explorer.view import View

_HERE: Final = Path(__file__).parent
_HTML: Final = """
<div class="share"><button type="button"><span class="word"></span></button>
<span class="said" role="status"></span></div>
"""
_CSS: Final = """
.share { display: flex; flex-wrap: wrap; gap: .75rem; align-items: center; font-size: .9rem }
button { font: inherit; color: var(--st-link-color); background: none; border: 0; padding: .35rem 0;
  text-decoration: underline; cursor: pointer }
button:focus-visible { outline: 3px solid var(--st-primary-color); outline-offset: 2px }
.said { color: var(--st-text-color); overflow-wrap: anywhere }
@media print { .share { display: none } }
"""
_browser = st.components.v2.component(
    "samenspel.browser", html=_HTML, css=_CSS, js=(_HERE / "browser.js").read_text("utf-8")
)


def browser(view_lang: str, share: str, copied: str) -> None:
    """Set the page's language, make links open in place and offer the button to share it."""
    _browser(key="browser", data={"lang": view_lang, "share": share, "copied": copied})


def share(view: View) -> None:
    """Put 'share this page' on the page, with all that the browser needs."""
    browser(view.lang, view.say("share"), view.say("copied"))
