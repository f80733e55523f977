"""Arrows as small values: what a question's pattern says, before any engine's language."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from graph.errors import QuestionError

_TERM: Final = r"(\*?)([a-z][a-z0-9_]*)(\*?)"
_ARROW: Final = re.compile(rf"{_TERM}\s*(<?)-\s*([a-z_]+(?:\s*\|\s*[a-z_]+)*)\s*-(>?)\s*{_TERM}")
EXAMPLE: Final = "post -covers-> theme*"


class Reach(StrEnum):
    """How far a term reaches along its hierarchy; each includes the thing itself."""

    SAME = "same"
    UP = "up"
    DOWN = "down"


@dataclass(frozen=True, slots=True)
class Term:
    """One end of an arrow: `name` reaches along `via` to `at`, the thing the arrow touches."""

    name: str
    reach: Reach = Reach.SAME
    at: str = ""
    via: str = ""

    def __str__(self) -> str:
        return {"up": f"{self.name}*", "down": f"*{self.name}"}.get(self.reach, self.name)


@dataclass(frozen=True, slots=True)
class Arrow:
    """From subject to object by one of `relations`; with `either`, in any direction."""

    subject: Term
    relations: tuple[str, ...]
    object: Term
    either: bool = False

    def __str__(self) -> str:
        head = "-" if self.either else "->"
        return f"{self.subject} -{'|'.join(self.relations)}{head} {self.object}"

    @property
    def terms(self) -> tuple[Term, Term]:
        """Both ends."""
        return self.subject, self.object

    @property
    def names(self) -> frozenset[str]:
        """The names that stand in the arrow."""
        return frozenset(term.name for term in self.terms)

    @property
    def variables(self) -> frozenset[str]:
        """The names in the arrow and the things that they reach."""
        return self.names | {term.at for term in self.terms}

    def turned(self) -> Arrow:
        """Return the arrow in the other direction."""
        return replace(self, subject=self.object, object=self.subject)


@dataclass(frozen=True, slots=True)
class Absent:
    """Arrows that must not exist together; names only known here stand for anything."""

    arrows: tuple[Arrow, ...]
    differ: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Query:
    """What an engine's writer needs: everything is named, typed and possible.

    `given` are ids handed in when asked; `checks` are variables whose type must be tested,
    because their arrows alone allow more; `variables` are what a row holds, in order.
    """

    arrows: tuple[Arrow, ...]
    absent: tuple[Absent, ...]
    differ: tuple[tuple[str, str], ...]
    given: tuple[str, ...]
    checks: tuple[tuple[str, tuple[str, ...]], ...]
    variables: tuple[str, ...]

    @property
    def unknown(self) -> tuple[str, ...]:
        """The variables that are not given; all, when all are."""
        return tuple(name for name in self.variables if name not in self.given) or self.variables

    def type_check(self, variable: str) -> tuple[str, ...]:
        """Return the types to test `variable` for, or nothing."""
        return dict(self.checks).get(variable, ())


def parse_arrow(text: str, file: str) -> Arrow:
    """Return the arrow that `text` says; raises QuestionError naming file and arrow."""
    found = _ARROW.fullmatch(text.strip())
    if not found:
        raise QuestionError("question.arrow", file=file, arrow=text, example=EXAMPLE)
    up1, left, down1, back, relations, forth, up2, right, down2 = found.groups()
    if (back and forth) or (up1 and down1) or (up2 and down2):
        raise QuestionError("question.arrow", file=file, arrow=text, example=EXAMPLE)
    names = tuple(dict.fromkeys(re.split(r"\s*\|\s*", relations)))
    arrow = Arrow(_term(up1, left, down1), names, _term(up2, right, down2), not (back or forth))
    return arrow.turned() if back else arrow


def _term(below: str, name: str, above: str) -> Term:
    return Term(name, Reach.DOWN if below else Reach.UP if above else Reach.SAME, name)


def name_reached(arrows: tuple[Arrow, ...], taken: set[str]) -> tuple[Arrow, ...]:
    """Give each thing that a term reaches a name of its own, such as `area_above`."""
    return tuple(
        replace(a, subject=_named(a.subject, taken), object=_named(a.object, taken)) for a in arrows
    )


def _named(term: Term, taken: set[str]) -> Term:
    if term.reach is Reach.SAME:
        return replace(term, at=term.name)
    base = f"{term.name}_{'above' if term.reach is Reach.UP else 'below'}"
    name, number = base, 2
    while name in taken:
        name, number = f"{base}_{number}", number + 1
    taken.add(name)
    return replace(term, at=name)


def together(
    arrows: tuple[Arrow, ...], known: frozenset[str], differ: tuple[tuple[str, str], ...]
) -> tuple[Absent, ...]:
    """Group absent arrows that share a name which is not known outside them."""
    groups: list[list[Arrow]] = []
    for arrow in arrows:
        free = arrow.names - known
        mine = [g for g in groups if any(free & other.names for other in g)]
        groups = [g for g in groups if g not in mine] + [[a for g in mine for a in g] + [arrow]]
    return tuple(
        Absent(tuple(g), tuple(
            pair for pair in differ
            if not set(pair) <= known and set(pair) <= known | {n for a in g for n in a.names}
        ))
        for g in groups
    )
