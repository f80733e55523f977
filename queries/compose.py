"""Composing a question arrow by arrow: what may be added, and what hangs together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import combinations
from typing import Final

from graph.errors import QuestionError
from graph.schema import schema
from queries.language.pattern import Absent, Arrow, Reach, Term, parse_arrow, together
from queries.language.reading import typing
from queries.offering import Option, in_hierarchy, offered

NOT: Final = "!"
"""In front of an arrow that must not exist."""
DRAFT: Final = "draft"
"""What a question is called that has no name yet."""
MOST_ARROWS: Final = 12


@dataclass(frozen=True)
class Draft:
    """A question being made: the type that is sought, and the arrows that must (not) hold."""

    seek: str
    arrows: tuple[Arrow, ...] = ()
    absent: tuple[Arrow, ...] = ()

    @classmethod
    def read(cls, seek: str, texts: Sequence[str]) -> Draft:
        """Return the draft that a view's address holds, as `texts` gave it.

        Raises QuestionError for what the schema does not allow, and for what is not made here.
        """
        if schema()[seek].abstract:
            raise QuestionError("question.not_made", value=seek)
        if len(texts) > MOST_ARROWS:
            raise QuestionError("question.many_arrows", most=MOST_ARROWS)
        parsed = [(text.startswith(NOT), arrow_of(text)) for text in texts]
        once = dict.fromkeys(parsed)
        draft = cls(seek, tuple(a for no, a in once if not no), tuple(a for no, a in once if no))
        draft.check()
        return draft

    def check(self) -> None:
        """Raise QuestionError when the arrows cannot hold together, or could not be made here."""
        for arrow in (*self.arrows, *self.absent):
            typing().check_relations(arrow, DRAFT)
            if arrow.either or len(arrow.relations) > 1 or not arrow.names <= self._declared.keys():
                raise QuestionError("question.not_made", value=str(arrow))
        linked = _linked(self.held, self.absent)
        for known, arrows in ((self.held, self.arrows), (linked, self.absent)):
            for arrow in arrows:
                if not arrow.names <= known:
                    raise QuestionError("question.loose", arrow=str(arrow), root=self.root)
        typing().hierarchies((*self.arrows, *self.absent), self.types, DRAFT)

    @property
    def texts(self) -> list[str]:
        """The arrows as they stand in an address or a file."""
        return [*map(str, self.arrows), *(f"{NOT}{arrow}" for arrow in self.absent)]

    @property
    def root(self) -> str:
        """The name of what is sought."""
        return self.seek.lower()

    @cached_property
    def held(self) -> frozenset[str]:
        """What is sought, and the names that arrows which must hold link to it."""
        return _linked(frozenset((self.root,)), self.arrows)

    def groups(self, given: Iterable[str]) -> tuple[Absent, ...]:
        """Return the arrows that must not exist, those that must not exist together in one."""
        return together(self.absent, self.held.union(given), ())

    @cached_property
    def types(self) -> dict[str, frozenset[str]]:
        """The types that each name can have; raises QuestionError for an impossible arrow."""
        found = typing().infer((*self.arrows, *self.absent), self._declared, DRAFT)
        return {self.root: typing().concrete(self.seek), **found}

    @cached_property
    def _declared(self) -> dict[str, str]:
        """The type that each name was made for: `area2` is an Area."""
        terms = [term for arrow in (*self.arrows, *self.absent) for term in arrow.terms]
        made = {term.name: kind for term in terms if (kind := _made_for(term.name))}
        return {**made, self.root: self.seek}

    @property
    def names(self) -> list[str]:
        """All names, what is sought first."""
        return list(self.types)

    def type_of(self, name: str) -> str:
        """Return the narrowest type that says what `name` can be."""
        return typing().name(self.types[name])

    def open_types(self, given: Iterable[str]) -> dict[str, str]:
        """Return for what type each name was made that is not given."""
        return {name: kind for name, kind in self._declared.items() if name not in set(given)}

    def options(self, of: str, lang: str = "nl") -> list[Option]:
        """Return the arrows that the schema allows for `of`, in order of label."""
        return offered(of, self.types[of], lang)

    def add(self, option: Option, *, to: str | None = None, absent: bool = False) -> Draft:
        """Return the draft with an arrow more, to a new name or to one that it has already.

        What builds on a thing that must not exist must not exist either.
        """
        other = to or self._fresh(option.target)
        far = Term(other, self._default_reach(option, to), other)
        near = Term(option.of, Reach.SAME, option.of)
        pair = (near, far) if option.forward else (far, near)
        arrow = Arrow(pair[0], (option.relation,), pair[1])
        if absent or self.only_absent(option, to):
            return replace(self, absent=(*self.absent, arrow))
        return replace(self, arrows=(*self.arrows, arrow))

    def only_absent(self, option: Option, to: str | None) -> bool:
        """Tell whether an option builds on a thing that must not exist."""
        return not {option.of, to or option.of} <= self.held

    def _fresh(self, type_name: str) -> str:
        base, number = type_name.lower(), 2
        name = base
        while name in self.types or name == self.root:
            name, number = f"{base}{number}", number + 1
        return name

    def _default_reach(self, option: Option, to: str | None) -> Reach:
        """In or under an area or theme is what people mean, but a post serves what is above."""
        if to or not in_hierarchy(option.target):
            return Reach.SAME
        return Reach.UP if option.relation in ("serves", "covers") else Reach.DOWN

    def reach(self, text: str, reach: Reach) -> Draft:
        """Return the draft in which the far end of arrow `text` reaches otherwise."""
        return self._changed(text, lambda arrow: _reaching(arrow, self.root, reach))

    def reach_of(self, text: str) -> Reach | None:
        """Return how wide arrow `text` reaches at its far end; None when that cannot differ."""
        term = _wide(arrow_of(text), self.root)
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
        arrows = tuple(a for a in self.arrows if str(a) != text)
        absent = tuple(a for a in self.absent if f"{NOT}{a}" != text)
        held = replace(self, arrows=arrows).held
        linked = _linked(held, absent)
        return replace(
            self, arrows=tuple(a for a in arrows if a.names <= held),
            absent=tuple(a for a in absent if a.names <= linked),
        )

    def _changed(self, text: str, change: Callable[[Arrow], Arrow]) -> Draft:
        def each(arrows: tuple[Arrow, ...], mark: str) -> tuple[Arrow, ...]:
            return tuple(change(a) if f"{mark}{a}" == text else a for a in arrows)

        return replace(self, arrows=each(self.arrows, ""), absent=each(self.absent, NOT))

    def differ(self, given: Iterable[str]) -> list[list[str]]:
        """Return the pairs of names that are meant to be two things: those of one kind.

        Two that are filled in are what they are, and two that must not exist, each by itself,
        are never there together.
        """
        given = set(given)
        known = self.held | given
        groups = [{n for a in group.arrows for n in a.names} for group in self.groups(given)]
        return [
            [a, b] for a, b in combinations(self.names, 2)
            if self.types[a] & self.types[b] and not {a, b} <= given
            and (known & {a, b} or any({a, b} <= group for group in groups))
        ]

    def unless(self, given: Iterable[str]) -> list[str]:
        """Return what is over, and so left out, of everything that is not given."""
        return [
            f"{name}.{test}" for name in self.names if name not in set(given)
            for test in dict.fromkeys(
                test for kind in sorted(self.types[name]) for test in schema()[kind].over
            )
        ]


def arrow_of(text: str) -> Arrow:
    """Return the arrow that must, or must not, exist; raises QuestionError."""
    return parse_arrow(text.removeprefix(NOT), DRAFT)


def _linked(start: frozenset[str], arrows: Sequence[Arrow]) -> frozenset[str]:
    """Return the names that arrows link to `start`, with those."""
    linked = start
    for _ in arrows:
        linked = linked.union(*(arrow.names for arrow in arrows if arrow.names & linked))
    return linked


def _made_for(name: str) -> str | None:
    base = name.rstrip("0123456789")
    return next((t.name for t in schema().types.values() if t.name.lower() == base), None)


def _wide(arrow: Arrow, root: str) -> Term | None:
    """Return the end of an arrow that is in a hierarchy, if it is not what is sought."""
    for term in arrow.terms[::-1]:
        kind = _made_for(term.name)
        if term.name != root and kind and in_hierarchy(kind):
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
