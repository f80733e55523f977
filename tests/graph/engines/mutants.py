"""A question with one part less, or narrower, for each part that it has: each must be noticed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from queries.language.pattern import Arrow, Reach, Term
from queries.language.reading import Pattern
from queries.question import Question

KINDS: Final = ("less", "same", "unless")
"""One part less; what reaches does not; what is over counts."""


def mutants(question: Question) -> Iterator[tuple[str, Question]]:
    """Yield what was done to a question, and what it became."""
    pattern = question.pattern
    assert pattern
    for said, other in _patterns(pattern):
        yield said, replace(question, pattern=other)
    for place, test in enumerate(question.unless):
        if test.of not in dict(pattern.types):  # only what is shown: no arrow tells
            continue
        rest = question.unless[:place] + question.unless[place + 1:]
        yield f"unless {test.of}.{test.property} {'|'.join(test.values)}".strip(), replace(
            question, unless=rest
        )


def _patterns(pattern: Pattern) -> Iterator[tuple[str, Pattern]]:
    for place, pair in enumerate(pattern.differ):
        rest = pattern.differ[:place] + pattern.differ[place + 1:]
        yield f"less {'-'.join(pair)}", replace(pattern, differ=rest)
    for place, arrow in enumerate(pattern.arrows):
        for said, others in _arrows(arrow):
            arrows = (*pattern.arrows[:place], *others, *pattern.arrows[place + 1:])
            yield said, replace(pattern, arrows=arrows)
    for place, arrow in enumerate(pattern.absent):
        for said, others in _arrows(arrow):
            arrows = (*pattern.absent[:place], *others, *pattern.absent[place + 1:])
            yield f"{said} absent", replace(pattern, absent=arrows)


def _arrows(arrow: Arrow) -> Iterator[tuple[str, tuple[Arrow, ...]]]:
    """Yield what an arrow may become: nothing, or an arrow that says less."""
    yield f"less {arrow}", ()
    if arrow.subject.reach is not Reach.SAME:
        yield f"same {arrow} left", (replace(arrow, subject=_same(arrow.subject)),)
    if arrow.object.reach is not Reach.SAME:
        yield f"same {arrow} right", (replace(arrow, object=_same(arrow.object)),)
    for name in arrow.relations if len(arrow.relations) > 1 else ():
        rest = tuple(other for other in arrow.relations if other != name)
        yield f"less {name} in {arrow}", (replace(arrow, relations=rest),)


def _same(term: Term) -> Term:
    return Term(term.name, Reach.SAME, term.name)
