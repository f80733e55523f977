"""What stands around every page: menu, search box, language, footer, and errors as sentences."""

from __future__ import annotations

import logging
from functools import partial
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Final

import streamlit as st
from streamlit.navigation.page import Page

from explorer import address, known_questions, questions
from explorer.components.browser import browser
from explorer.components.html import show, tag
from explorer.footer import footer
from explorer.pages import page_names
from explorer.view import View, open_view
from graph.errors import GraphError, SamenspelError
from graph.statement import AUDIENCES
from graph.texts import LANGUAGES, say

_HERE: Final = Path(__file__).parent
_START: Final = "start"
_LOG: Final = logging.getLogger("samenspel.explorer")


def run(first: str = _START) -> None:
    """Show the page that the address asks for; `first` is the one without a name of its own."""
    lang = address.language()
    words = partial(_say, lang)
    st.set_page_config(page_title=words("name"), page_icon=str(_HERE / "mark.svg"), layout="wide")
    st.logo(str(_HERE / "logo.svg"), size="large", link=None)
    st.html(_HERE / "style.css")
    try:
        view = open_view(lang)
    except SamenspelError as error:
        st.navigation([st.Page(partial(_no_graph, lang, error), title=words("name"))]).run()
        browser(lang, words("share"), words("copied"))
        return
    page = st.navigation(_menu(view, first), position="top")
    _top(view)
    _guarded(view, page)
    footer(view)


def _say(lang: str, key: str, **fields: object) -> str:
    return say(f"explorer.{key}", lang, **fields)


def pages() -> list[ModuleType]:
    """Return the modules of all pages, in the order that they ask for."""
    found = [import_module(f"explorer.pages.{name}") for name in page_names()]
    return sorted(found, key=lambda module: (module.ORDER, module.__name__))


def _menu(view: View, first: str) -> dict[str, list[Page]]:
    """Return all pages by heading: one per file, and one per question."""
    menu: dict[str, list[Page]] = {"": [], view.say("menu.questions"): []}
    for module in pages():
        if view.graph.audience not in getattr(module, "AUDIENCES", AUDIENCES):
            continue
        name = module.__name__.rpartition(".")[2]
        heading = view.say(f"menu.{module.MENU}") if module.MENU else ""
        menu.setdefault(heading, []).append(_page(view, name, module, first))
    for name, question in known_questions.all_of(view).items():
        if name in page_names():
            continue
        menu[view.say("menu.questions")].append(
            st.Page(
                partial(questions.render, question, view),
                title=view.label(question.title),
                url_path=name,
                default=name == first,
            )
        )
    return {heading: of for heading, of in menu.items() if of}


def _page(view: View, name: str, module: ModuleType, first: str) -> Page:
    return st.Page(
        partial(module.render, view),
        title=view.say(f"page.{name}") if view.has(f"page.{name}") else name.capitalize(),
        url_path=name,
        default=name == first,
        visibility="visible" if module.IN_MENU else "hidden",
    )


def _top(view: View) -> None:
    """Put the search box and the choice of language above the page."""
    with st.container(key="top"):
        search, language = st.columns([5, 1], vertical_alignment="center")
    with search, st.form("search", border=False, clear_on_submit=False):
        field, button = st.columns([6, 1], vertical_alignment="bottom")
        asked = field.text_input(
            view.say("search.label"),
            value=address.param("q") or "",
            type="search",
            placeholder=view.say("search.placeholder"),
            label_visibility="collapsed",
        )
        if button.form_submit_button(view.say("search.button"), width="stretch") and asked:
            st.switch_page(
                st.Page(lambda: None, url_path="search"),
                query_params={"q": asked, "lang": view.lang},
            )
    with language:
        st.session_state["lang_choice"] = view.lang
        st.segmented_control(
            view.say("language"),
            LANGUAGES,
            key="lang_choice",
            format_func=str.upper,
            required=True,
            label_visibility="collapsed",
            on_change=_switch_language,
        )


def _switch_language() -> None:
    st.session_state["lang"] = st.session_state["lang_choice"]
    address.change(lang=st.session_state["lang"])


def _guarded(view: View, page: Page) -> None:
    """Run a page; whatever goes wrong becomes a sentence."""
    try:
        page.run()
    except SamenspelError as error:
        show(tag("p", error.message(view.lang), class_="lead"), tag("p", view.say("error.next")))
    except Exception:
        _LOG.exception("a page failed")
        show(tag("p", view.say("error.page"), class_="lead"), tag("p", view.say("error.next")))


def _no_graph(lang: str, error: SamenspelError) -> None:
    """Say that there is nothing to show yet, and which command changes that."""
    show(tag("p", error.message(lang), class_="lead"))
    if isinstance(error, GraphError):
        show(tag("p", _say(lang, "empty.demo")))
        st.code("samenspel demo", language=None)
        show(tag("p", _say(lang, "empty.own")))
        st.code("samenspel ingest PATH\nsamenspel build", language=None)
