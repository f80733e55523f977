"""A composed question in plain sentences: as a whole, and arrow by arrow."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence

from graph.schema import schema
from graph.texts import say
from queries.compose import NOT, Draft, arrow_of
from queries.grammar import End, called, clause, denied, listing, mention
from queries.language.pattern import Arrow, Reach, Term
from queries.language.reading import typing

Labels = Mapping[str, str]
"""What is filled in, by name."""


def sentence(draft: Draft, labels: Labels, lang: str = "nl") -> str:
    """Return the question as one sentence; `labels` names what is filled in."""
    plural = schema()[draft.seek].plural[lang]
    if not draft.texts:
        return say("compose.all", lang, seek=plural)
    told = {draft.root}
    clauses = _clauses(draft, draft.arrows, labels, told, lang)
    for group in draft.groups(labels):
        clauses.append(_absence(draft, group.arrows, labels, told, lang))
    return say("compose.sentence", lang, seek=plural.capitalize(), clauses=listing(clauses, lang))


def arrow_said(draft: Draft, text: str, labels: Labels, lang: str = "nl") -> str:
    """Return one arrow of a draft in words, as it follows the arrows before it."""
    arrow = arrow_of(text)
    before = draft.texts[: draft.texts.index(text)]
    told = {draft.root}.union(*(arrow_of(earlier).names for earlier in before))
    if not text.startswith(NOT):
        return _clauses(draft, [arrow], labels, told, lang)[0]
    group = next(g.arrows for g in draft.groups(labels) if arrow in g.arrows)
    if len(group) == 1:
        return _absence(draft, group, labels, told, lang)
    free = _free(draft, group, labels)
    (said,) = _clauses(draft, [arrow], labels, told | {free}, lang)
    if arrow != group[0]:
        return say("compose.also", lang, clause=said)
    none = called(_end(draft, _plain(free), (), {}, lang), "without", lang)
    return say("compose.begin", lang, none=none, clause=said)


def name_said(draft: Draft, name: str, lang: str = "nl") -> str:
    """Return what a name in a draft is called: 'het thema'."""
    return mention(_end(draft, _plain(name), draft.names, {}, lang), lang)


def _clauses(
    draft: Draft, arrows: Sequence[Arrow], labels: Labels, told: set[str], lang: str
) -> list[str]:
    """Return arrows in words; what they name is told from then on."""
    found = []
    for arrow in arrows:
        near, far = (_end(draft, term, told, labels, lang) for term in arrow.terms)
        found.append(clause(near, _words(draft, arrow, lang), far, lang))
        told |= arrow.names
    return found


def _absence(
    draft: Draft, group: Sequence[Arrow], labels: Labels, told: set[str], lang: str
) -> str:
    """Return arrows that must not exist together as one clause."""
    if len(group) == 1:
        near, far = (_end(draft, term, told, labels, lang) for term in group[0].terms)
        return denied(near, _words(draft, group[0], lang), far, lang)
    free = _free(draft, group, labels)
    none = called(_end(draft, _plain(free), (), {}, lang), "without", lang)
    clauses = _clauses(draft, group, labels, told | {free}, lang)
    return say("compose.not_together", lang, none=none, clauses=listing(clauses, lang))


def _free(draft: Draft, group: Sequence[Arrow], labels: Labels) -> str:
    """Return the thing that must not exist in a group: the first name that nothing else holds."""
    known = draft.held | labels.keys()
    return next(n for n in draft.names if n not in known and any(n in a.names for a in group))


def _end(draft: Draft, term: Term, told: Container[str], labels: Labels, lang: str) -> End:
    name = term.name
    wide = say(f"compose.reach.{term.reach}", lang) if term.reach is not Reach.SAME else ""
    label = " ".join(filter(None, [labels[name], wide])) if name in labels else None
    number = name.removeprefix(name.rstrip("0123456789"))
    return End(draft.type_of(name), label, name in told, number)


def _plain(name: str) -> Term:
    return Term(name, Reach.SAME, name)


def _words(draft: Draft, arrow: Arrow, lang: str) -> str:
    """Return how an arrow reads from its subject."""
    types = draft.types[arrow.subject.name]
    for owner, relation in schema().relations()[arrow.relations[0]]:
        if types & typing().concrete(owner):
            return relation.label[lang]
    return arrow.relations[0]
