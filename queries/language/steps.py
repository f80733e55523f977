"""The order in which a writer says arrows and hierarchies: each beside what is known by then."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from queries.language.pattern import Arrow, Reach, Term

Step = Arrow | Term
"""An arrow, or a term whose hierarchy must be climbed."""


def in_order(arrows: Sequence[Arrow], known: set[str]) -> Iterator[Step]:
    """Yield every arrow and hierarchy; `known` names are bound before. Starts with an arrow."""
    hierarchies = [t for arrow in arrows for t in arrow.terms if t.reach is not Reach.SAME]
    waiting: list[Step] = [*hierarchies, *arrows]
    known = set(known)
    while waiting:
        step = next((s for s in waiting if known & _bound(s)), waiting[-1])
        waiting.remove(step)
        known |= _bound(step)
        yield step


def ends(term: Term) -> tuple[str, str]:
    """Return the names of what is below and above in a reaching term."""
    return (term.name, term.at) if term.reach is Reach.UP else (term.at, term.name)


def _bound(step: Step) -> frozenset[str]:
    if isinstance(step, Term):
        return frozenset((step.name, step.at))
    return frozenset(term.at for term in step.terms)
