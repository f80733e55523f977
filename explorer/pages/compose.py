"""Make a question of one's own: arrow by arrow, with the answers growing beside it."""

from __future__ import annotations

from typing import Final

import streamlit as st

from explorer import address
from explorer.answers import any_question
from explorer.components.html import show, tag
from explorer.components.picker import pick
from explorer.pages import page_names
from explorer.questions import answered
from explorer.view import View
from explorer.writing import allowed, keep_question
from graph.errors import SamenspelError
from graph.schema import schema
from graph.store import Node
from queries.compose import MOST_ARROWS, Draft, arrow_of
from queries.language.pattern import Reach
from queries.matching import show_text
from queries.offering import Option
from queries.question import Question, broken
from queries.saving import question as question_of
from queries.telling import arrow_said, name_said, sentence

ORDER: Final = 25
MENU: Final = "look"
IN_MENU: Final = True
_LANGUAGES: Final = {"Cypher": "cypher", "SPARQL": "sparql", "SQL": "sql"}
_BETWEEN: Final = ";"
_TITLE: Final = "compose_title"
_WRONG: Final = "compose_wrong"
_KEPT: Final = "compose_kept"
_EXAMPLES: Final = (
    ("Initiative", "initiative -for_group-> *targetgroup"),
    ("Need", "!offer -meets-> need"),
    ("Organisation", "commitment -made_by-> organisation"),
)


def render(view: View) -> None:
    """Show what is composed so far, what it gives, and what may be added."""
    show(tag("h1", view.say("page.compose")))
    seek = address.param("seek")
    if not seek:
        show(tag("p", view.say("compose.lead"), class_="lead"))
        _seek(view, None)
        _examples(view)
        _unreadable(view)
        return
    try:
        draft = Draft.read(seek, _texts())
    except SamenspelError as error:
        _broken(view, error)
        return
    _compose(view, draft)


def _texts() -> list[str]:
    return [text for text in (address.param("arrows") or "").split(_BETWEEN) if text.strip()]


def _go(draft: Draft, **given: str | None) -> None:
    """Put a draft in the address; what was filled in for names that are gone goes too."""
    gone = dict.fromkeys(set(st.query_params) - {*draft.names, "seek", "arrows", "lang"})
    address.change(**{**gone, **given, "arrows": _BETWEEN.join(draft.texts) or None})


def _seek(view: View, chosen: str | None) -> None:
    kinds = {t.name: view.label(t.plural) for t in schema().concrete() if t.name != "Source"}
    if chosen:
        kinds.setdefault(chosen, view.label(schema()[chosen].plural))
    st.session_state["compose_seek"] = chosen
    st.selectbox(
        view.say("compose.seek"), sorted(kinds, key=lambda k: kinds[k]), index=None,
        key="compose_seek", format_func=lambda k: kinds[k],
        placeholder=view.say("pick.placeholder"),
        on_change=lambda: st.query_params.from_dict(
            {"seek": st.session_state["compose_seek"] or "", "lang": view.lang}),
    )


def _examples(view: View) -> None:
    links = []
    for seek, arrow in _EXAMPLES:
        draft = Draft.read(seek, [arrow])
        values = {"seek": seek, "arrows": arrow}
        words = sentence(draft, {}, view.lang)
        links.append(tag("li", address.link(view, "compose", words, values)))
    show(tag("h2", view.say("compose.examples")), tag("ul", links, class_="links"))


def _unreadable(view: View) -> None:
    """Say which saved questions do not work, why, and what to do about it."""
    wrong = broken(view.home, page_names())
    if wrong:
        show(
            tag("h2", view.say("compose.unreadable")),
            tag("ul", [tag("li", error.message(view.lang)) for error in wrong.values()]),
            tag("p", view.say("compose.repair", folder=view.home.questions.name)),
        )


def _broken(view: View, error: SamenspelError) -> None:
    show(
        tag("p", view.say("compose.broken", reason=error.message(view.lang)), class_="lead"),
        tag("p", address.link(view, "compose", view.say("compose.again"))),
    )


def _compose(view: View, draft: Draft) -> None:
    head = st.container()
    with st.container(key="compose"):
        left, right = st.columns([2, 3], gap="large")
    with left:
        _seek(view, draft.seek)
        given = _arrows(view, draft)
        _add(view, draft)
    labels = {name: node.label for name, node in given.items()}
    with head:
        show(tag("p", sentence(draft, labels, view.lang), class_="lead"))
    question = question_of(draft, labels)
    ids = {name: node.id for name, node in given.items()}
    try:
        result = answered(view, question, ids)
    except SamenspelError as error:
        with head:
            show(tag("p", error.message(view.lang), role="alert"))
    else:
        with head:
            show(tag("p", tag("strong", result.sentence), role="status"))
            if question.unless:
                show(tag("p", view.say("compose.over"), class_="quiet"))
        with right:
            any_question.render(view, question, result)
    _languages(view, question, ids)
    _save(view, draft, given)


def _arrows(view: View, draft: Draft) -> dict[str, Node]:
    """Show every arrow with a field for its far end; return what is filled in."""
    given: dict[str, Node] = {}
    seen = {draft.root}
    for text in draft.texts:
        names = arrow_of(text).names
        with st.container(border=True):
            clause = st.empty()
            for name in sorted(names - seen, key=draft.names.index):
                node = pick(view, name, draft.type_of(name))
                given |= {name: node} if node else {}
            labels = {n: node.label for n, node in given.items()}
            said = arrow_said(draft, text, labels, view.lang)
            clause.html(str(tag("p", tag("strong", said[:1].upper() + said[1:]))))
            _one_arrow(view, draft, text, wide=bool(names & labels.keys()))
        seen |= names
    return given


def _one_arrow(view: View, draft: Draft, text: str, *, wide: bool) -> None:
    """Offer how wide an arrow reaches, once that matters, and to take it out."""
    reach = draft.reach_of(text)
    if reach is not None and wide:
        _reach(view, draft, text, reach)
    st.button(
        view.say("compose.remove"), key=f"remove {text}", type="tertiary",
        icon=":material/close:", on_click=lambda: _go(draft.remove(text)),
    )


def _reach(view: View, draft: Draft, text: str, now: Reach) -> None:
    key = f"reach {text}"
    st.session_state[key] = now.value
    st.selectbox(
        view.say("compose.how_wide"), [r.value for r in Reach], key=key,
        format_func=lambda r: view.say(f"compose.reach.{r}"),
        on_change=lambda: _go(draft.reach(text, Reach(st.session_state[key]))),
    )


def _add(view: View, draft: Draft) -> None:
    """Offer the arrows that the schema allows, from any name that there is."""
    if len(draft.texts) >= MOST_ARROWS:
        return
    with st.container(border=True):
        of = draft.root
        if len(draft.names) > 1:
            of = st.selectbox(
                view.say("compose.of"), draft.names, key="compose_of",
                format_func=lambda name: name_said(draft, name, view.lang),
            )
        options = {o.key: o for o in draft.options(of, view.lang)}
        key = st.selectbox(
            view.say("compose.add"), list(options), index=None, key=f"add {of} {len(draft.texts)}",
            format_func=lambda k: options[k].label, placeholder=view.say("pick.placeholder"),
        )
        if key:
            _add_one(view, draft, options[key])


def _add_one(view: View, draft: Draft, option: Option) -> None:
    ends = draft.fitting(option)
    to = None
    if ends:
        to = st.selectbox(
            view.say("compose.to"), [None, *ends], key=f"to {option.key}",
            format_func=lambda n: (
                name_said(draft, n, view.lang) if n else view.say("compose.new")
            ),
        )
    must = draft.only_absent(option, to)
    absent = st.checkbox(
        view.say("compose.not"), value=must, disabled=must, key=f"not {option.key} {must}"
    )
    st.button(
        view.say("compose.add_it"), type="primary", key="compose_add",
        on_click=lambda: _go(draft.add(option, to=to, absent=absent)),
    )


def _languages(view: View, question: Question, ids: dict[str, str]) -> None:
    with st.expander(view.say("compose.languages")):
        for tab, language in zip(st.tabs(list(_LANGUAGES)), _LANGUAGES.values(), strict=True):
            text = show_text(question, frozenset(ids), language, ids)
            tab.code(text, language=language, wrap_lines=True)


def _save(view: View, draft: Draft, given: dict[str, Node]) -> None:
    """Offer to keep the question as a file in the home folder."""
    with st.expander(view.say("compose.save")):
        if not allowed(view):
            return
        with st.form("compose_save", border=False):
            st.text_input(view.say("compose.title"), max_chars=80, key=_TITLE)
            st.form_submit_button(view.say("compose.save_it"), on_click=_keep,
                                  args=(view, draft, given))
        wrong, kept = st.session_state.pop(_WRONG, ""), st.session_state.get(_KEPT)
        if wrong:
            show(tag("p", wrong, role="alert"))
        elif kept and kept[0] == draft:
            show(
                tag("p", view.say("compose.saved", title=kept[1]), role="status"),
                tag("p", tag("a", view.say("compose.saved_to"), target="_self",
                             href=address.href(view, kept[2], _words(view, draft, given)))),
            )


def _keep(view: View, draft: Draft, given: dict[str, Node]) -> None:
    """Keep the question, at once when the button is pressed; else say what is wrong."""
    title = str(st.session_state.get(_TITLE) or "").strip()
    labels = {name: node.label for name, node in given.items()}
    try:
        path = keep_question(draft, view, labels, title)
    except SamenspelError as error:
        st.session_state[_WRONG] = error.message(view.lang)
        return
    st.session_state[_KEPT] = (draft, title, path.stem)


def _words(view: View, draft: Draft, given: dict[str, Node]) -> dict[str, str | None]:
    """Return what is filled in as it stands in an address."""
    return {n: address.word_for(view, node, draft.type_of(n)) for n, node in given.items()}
