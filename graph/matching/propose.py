"""Pairs of known things that a person should look at: close names, with the reasons in words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import product
from typing import Final, NamedTuple

from graph.ledger import Judgement, Ledger
from graph.matching.context import ORGANISATION, Context
from graph.matching.context import PERSON as SOMEBODY
from graph.matching.listing import Pair, Row, pairs
from graph.matching.reasons import why
from graph.parties import INITIATIVE, PERSON, Party, parties

MOST: Final = 300
"""So many pairs at most wait for a person; the next come when these have been looked at."""
METHOD: Final = "matching 1"
WHO: Final = "samenspel"
_OF_ONE_NAME: Final = 4
_BODIES: Final = ("represents", "member_of", "works_with")


class Candidate(NamedTuple):
    """Two ids that may be the same thing, why, and how likely (0 to 1)."""

    a: str
    b: str
    why: str
    certainty: float


def propose(ledger: Ledger) -> int:
    """Log pairs that a person should look at as unsure; return how many were new."""
    found = candidates(parties(ledger), ledger)
    return ledger.judge_many(
        (one.a, one.b, "unsure", WHO, one.why, METHOD, one.certainty) for one in found
    ) if found else 0


def candidates(
    found: Iterable[Party], ledger: Ledger,
    known_one: Callable[[str, str], bool] = lambda _a, _b: False,
) -> list[Candidate]:
    """Return the most likely pairs that were never judged, best first.

    No more than `MOST` wait at a time, and none that are one already, as `known_one` tells. People
    are proposed only when they are near in name and share an organisation or a place.
    """
    known = {party.id: party for party in found}
    waiting = sum(map(_waits, ledger.judgements()))
    judged = ledger.judged()
    best: dict[tuple[str, str], Candidate] = {}
    for pair in pairs(_rows(known.values(), ledger), elsewhere=True):
        for a, b in product(pair.a_rows[:_OF_ONE_NAME], pair.b_rows[:_OF_ONE_NAME]):
            low, high = sorted((a, b))
            if low != high and (low, high) not in judged and not known_one(
                    low, high) and _may_be_one(known[low], known[high], pair):
                best.setdefault((low, high), _candidate(low, high, pair))
    ranked = sorted(best.values(), key=lambda one: (-one.certainty, one.a, one.b))
    return ranked[:max(0, MOST - waiting)]


def _waits(judgement: Judgement) -> bool:
    return judgement.verdict == "unsure" and judgement.who == WHO


def _candidate(low: str, high: str, pair: Pair) -> Candidate:
    return Candidate(low, high, f"‘{pair.a}’, ‘{pair.b}’: {why(pair.reasons)}",
                     round(min(pair.score, 0.95), 3))


def _rows(found: Iterable[Party], ledger: Ledger) -> Iterator[Row]:
    """Yield every name with what stands beside it, in words: ids may give away who somebody is."""
    bodies = _bodies(ledger)
    called: dict[str, str] = {}
    for subject, name, _source, main in ledger.names():
        if main and not subject.startswith("person:"):
            called.setdefault(subject, name)
    for party in found:
        around = bodies[party.id] | party.run_by
        beside = Context(
            kind=SOMEBODY if party.kind == PERSON else ORGANISATION,
            organisation=_labels(around, called) if party.kind != "Organisation" else "",
            place=_labels(party.places, called) if party.kind != PERSON else "",
        )
        for name in dict.fromkeys(party.names):
            yield Row(party.id, name, beside)


def _labels(ids: Iterable[str], called: Mapping[str, str]) -> str:
    return "; ".join(sorted({called[one] for one in ids if one in called}))


def _bodies(ledger: Ledger) -> dict[str, set[str]]:
    """Return the organisations that people are tied to, also through the post they hold."""
    found: dict[str, set[str]] = defaultdict(set)
    for relation in _BODIES:
        for person, body in ledger.ties(relation):
            found[person].add(body)
    at: dict[str, set[str]] = defaultdict(set)
    for post, body in ledger.ties("at"):
        at[post].add(body)
    for person, post in ledger.ties("holds"):
        found[person] |= at[post]
    return found


def _may_be_one(one: Party, other: Party, pair: Pair) -> bool:
    """Tell whether two things of one kind have enough beside their names in common."""
    if one.kind != other.kind:
        return False
    if one.kind == PERSON:
        body = any(reason.key == "same_organisation" for reason in pair.reasons)
        return body or bool(one.places & other.places)
    if one.kind == INITIATIVE:
        # Within one source its keeper tells them apart; likeness there is for the overlap analysis.
        elsewhere = not one.sources & other.sources
        return elsewhere and bool(one.context & other.context)
    different = one.numbers and other.numbers and not one.numbers & other.numbers
    return not different and bool(one.context & other.context)
