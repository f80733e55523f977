"""Composing a question arrow by arrow: what may be added, how it reads, and the file it becomes."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Final

from graph.errors import QuestionError
from graph.schema import Relation, schema
from graph.texts import LANGUAGES, say
from queries import telling
from queries.language.pattern import Arrow, Reach, Term, parse_arrow
from queries.language.reading import typing
from queries.question import Question, make_question

NOT: Final = "!"
"""In front of an arrow that must not exist."""
_DRAFT: Final = "draft"


@dataclass(frozen=True, slots=True)
class Option:
    """An arrow that may be added to `of`: along or (not `forward`) against a relation."""

    of: str
    relation: str
    forward: bool
    label: str
    target: str

    @property
    def key(self) -> str:
        """A word for this option that stays the same."""
        return f"{self.of} {'' if self.forward else '<'}{self.relation} {self.target}"


@dataclass(frozen=True)
class Draft:
    """A question being made: the type that is sought, and the arrows that must (not) hold.

    Every method that reads arrows raises QuestionError for what the schema does not allow.
    """

    seek: str
    arrows: tuple[Arrow, ...] = ()
    absent: tuple[Arrow, ...] = ()

    @classmethod
    def read(cls, seek: str, texts: Sequence[str]) -> Draft:
        """Return the draft that a view's address holds, as `texts` gave it."""
        schema()[seek]
        parsed = [(t.startswith(NOT), parse_arrow(t.removeprefix(NOT), _DRAFT)) for t in texts]
        for _, arrow in parsed:
            typing().check_relations(arrow, _DRAFT)
        once = dict.fromkeys(parsed)
        draft = cls(seek, tuple(a for no, a in once if not no), tuple(a for no, a in once if no))
        draft.check()
        return draft

    def check(self) -> None:
        """Raise QuestionError when the arrows cannot hold together."""
        _ = self.types

    @property
    def texts(self) -> list[str]:
        """The arrows as they stand in an address or a file."""
        return [*map(str, self.arrows), *(f"{NOT}{arrow}" for arrow in self.absent)]

    @property
    def root(self) -> str:
        """The name of what is sought."""
        return self.seek.lower()

    @cached_property
    def types(self) -> dict[str, frozenset[str]]:
        """The types that each name can have; raises QuestionError for an impossible arrow."""
        found = typing().infer((*self.arrows, *self.absent), self._declared(), _DRAFT)
        return {self.root: typing().concrete(self.seek), **found}

    def _declared(self) -> dict[str, str]:
        """Return the type that each name was made for: `area2` is an Area."""
        known = {t.name.lower(): t.name for t in schema().types.values()}
        names = {n for arrow in (*self.arrows, *self.absent) for n in arrow.names}
        made = {n: known[base] for n in names if (base := n.rstrip("0123456789")) in known}
        return {**made, self.root: self.seek}

    @property
    def names(self) -> list[str]:
        """All names, what is sought first."""
        return list(self.types)

    def type_of(self, name: str) -> str:
        """Return the narrowest type that says what `name` can be."""
        return typing().name(self.types[name])

    def options(self, of: str, lang: str = "nl") -> list[Option]:
        """Return the arrows that the schema allows for `of`, in order of label."""
        types, found = self.types[of], []
        for relation_name, uses in schema().relations().items():
            for owner, relation in uses:
                found += _options(of, types, relation_name, owner, relation, lang)
        return sorted({o.key: o for o in found}.values(), key=lambda o: (o.label, o.key))

    def add(self, option: Option, *, to: str | None = None, absent: bool = False) -> Draft:
        """Return the draft with an arrow more, to a new name or to one that it has already."""
        other = to or self._fresh(option.target)
        far = Term(other, self._default_reach(option, to), other)
        near = Term(option.of, Reach.SAME, option.of)
        pair = (near, far) if option.forward else (far, near)
        arrow = Arrow(pair[0], (option.relation,), pair[1])
        if absent:
            return replace(self, absent=(*self.absent, arrow))
        return replace(self, arrows=(*self.arrows, arrow))

    def _fresh(self, type_name: str) -> str:
        base, number = type_name.lower(), 2
        name = base
        while name in self.types or name == self.root:
            name, number = f"{base}{number}", number + 1
        return name

    def _default_reach(self, option: Option, to: str | None) -> Reach:
        """In or under an area or theme is what people mean, but a post serves what is above."""
        if to or not _hierarchical(option.target):
            return Reach.SAME
        return Reach.UP if option.relation in ("serves", "covers") else Reach.DOWN

    def reach(self, text: str, reach: Reach) -> Draft:
        """Return the draft in which the far end of arrow `text` reaches otherwise."""
        return self._changed(text, lambda arrow: _reaching(arrow, self.root, reach))

    def reach_of(self, text: str) -> Reach | None:
        """Return how wide arrow `text` reaches at its far end; None when that cannot differ."""
        term = _wide(_arrow(text), self.root)
        return term.reach if term else None

    def fitting(self, option: Option) -> list[str]:
        """Return the names there are that may stand at the far end of an option."""
        return [n for n in self.names if n != option.of and self._possible(option, n)]

    def _possible(self, option: Option, to: str) -> bool:
        try:
            self.add(option, to=to).check()
        except QuestionError:
            return False
        return bool(self.types[to] & typing().concrete(option.target))

    def remove(self, text: str) -> Draft:
        """Return the draft without arrow `text` and without what hung only on it."""
        kept = [t for t in self.texts if t != text]
        linked = {self.root}
        for _ in kept:
            linked |= {n for t in kept if (a := _arrow(t)).names & linked for n in a.names}
        rest = [t for t in kept if _arrow(t).names <= linked]
        return Draft.read(self.seek, rest)

    def _changed(self, text: str, change: Any) -> Draft:
        def each(arrows: tuple[Arrow, ...], mark: str) -> tuple[Arrow, ...]:
            return tuple(change(a) if f"{mark}{a}" == text else a for a in arrows)

        return replace(self, arrows=each(self.arrows, ""), absent=each(self.absent, NOT))

    def sentence(self, labels: Mapping[str, str], lang: str = "nl") -> str:
        """Return the question as one sentence; `labels` names what is filled in."""
        plural = schema()[self.seek].plural[lang]
        if not self.texts:
            return say("compose.all", lang, seek=plural)
        clauses = [self.clause(t, labels, lang) for t in self.texts]
        said = telling.listing(clauses, lang)
        return say("compose.sentence", lang, seek=plural.capitalize(), clauses=said)

    def clause(self, text: str, labels: Mapping[str, str], lang: str = "nl") -> str:
        """Return one arrow in words, as it follows the arrows before it."""
        before = self.texts[: self.texts.index(text)] if text in self.texts else []
        told = {self.root}.union(*(_arrow(earlier).names for earlier in before))
        arrow = _arrow(text)
        near, far = (self._end(term, told, labels, lang) for term in arrow.terms)
        words = relation_words(arrow, self.types[arrow.subject.name], lang)
        return telling.clause(near, words, far, text.startswith(NOT), lang)

    def _end(
        self, term: Term, told: Container[str], labels: Mapping[str, str], lang: str
    ) -> telling.End:
        name = term.name
        wide = say(f"compose.reach.{term.reach}", lang) if term.reach is not Reach.SAME else ""
        label = " ".join(filter(None, [labels[name], wide])) if name in labels else None
        number = name.removeprefix(name.rstrip("0123456789"))
        return telling.End(self.type_of(name), label, name in told, number)

    def say_name(self, name: str, labels: Mapping[str, str], lang: str = "nl") -> str:
        """Return what a name that is there is called: what is filled in, else its type."""
        end = self._end(Term(name, Reach.SAME, name), self.names, labels, lang)
        return telling.mention(end, lang)

    def table(self, labels: Mapping[str, str], title: str | None = None) -> dict[str, Any]:
        """Return the question as it stands in a file; what is filled in becomes what is given."""
        given = {name: self.type_of(name) for name in self.names if name in labels}
        own = {lang: self.sentence(labels, lang) for lang in LANGUAGES}
        wording = {lang: self.sentence({n: f"{{{n}}}" for n in given}, lang) for lang in LANGUAGES}
        return {
            "title": dict.fromkeys(LANGUAGES, title) if title else own, "wording": wording,
            "given": given,
            "types": {n: t for n, t in self._declared().items() if n not in given},
            "pattern": list(map(str, self.arrows)), "absent": list(map(str, self.absent)),
            "differ": self._differ(given), "answer": self.root,
            "rank": [{"by": "freshness"}, {"by": "certainty"}],
            "sentence": {lang: {
                "found": say("compose.found", lang, seek=schema()[self.seek].plural[lang]),
                "one": say("compose.one", lang),
                "nothing": say("compose.nothing", lang), "missing": say("compose.missing", lang),
            } for lang in LANGUAGES},
        }

    def _differ(self, given: Mapping[str, str]) -> list[list[str]]:
        """Two things of one kind under two names are meant to be two things."""
        open_names = [name for name in self.names if name not in given]
        return [
            [a, b] for i, a in enumerate(open_names) for b in open_names[i + 1:]
            if self.types[a] & self.types[b] and not self._only_absent(a, b)
        ]

    def _only_absent(self, *names: str) -> bool:
        held = {self.root}.union(*(arrow.names for arrow in self.arrows))
        return any(name not in held for name in names)

    def question(self, labels: Mapping[str, str], title: str | None = None) -> Question:
        """Return the question, ready to be asked; raises QuestionError for what cannot be."""
        return make_question(_DRAFT, self.table(labels, title))


def _arrow(text: str) -> Arrow:
    return parse_arrow(text.removeprefix(NOT), _DRAFT)


def _wide(arrow: Arrow, root: str) -> Term | None:
    """Return the end of an arrow that is in a hierarchy, if it is not what is sought."""
    for term in arrow.terms[::-1]:
        if term.name != root and _hierarchical_name(term.name):
            return term
    return None


def _reaching(arrow: Arrow, root: str, reach: Reach) -> Arrow:
    term = _wide(arrow, root)
    if term is None:
        return arrow
    wider = replace(term, reach=reach)
    if arrow.object == term:
        return replace(arrow, object=wider)
    return replace(arrow, subject=wider)


def _hierarchical(type_name: str) -> bool:
    kinds = typing().concrete(type_name)
    return all(
        any(r.transitive for r in schema()[kind].relations.values()) for kind in kinds
    )


def _hierarchical_name(name: str) -> bool:
    base = name.rstrip("0123456789")
    found = {t.name.lower(): t.name for t in schema().types.values()}.get(base)
    return bool(found and _hierarchical(found))


def _options(
    of: str, types: frozenset[str], name: str, owner: str, relation: Relation, lang: str
) -> list[Option]:
    known, found = typing(), []
    if types & known.concrete(owner):
        found += [
            Option(of, name, True, _label(relation.label[lang], target, lang), target)
            for target in relation.targets
        ]
    backward = relation.inverse_label if relation.inverse else None
    if backward and any(types & known.concrete(target) for target in relation.targets):
        found.append(Option(of, name, False, _label(backward[lang], owner, lang), owner))
    return found


def _label(words: str, target: str, lang: str) -> str:
    return f"{words} → {schema()[target].label[lang]}"


def relation_words(arrow: Arrow, types: frozenset[str], lang: str) -> str:
    """Return how an arrow reads from its subject, which can be of `types`."""
    for owner, relation in schema().relations()[arrow.relations[0]]:
        if types & typing().concrete(owner):
            return relation.label[lang]
    return arrow.relations[0]
