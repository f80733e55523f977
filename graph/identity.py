"""Which ids stand for one thing: judgements, made by rules or by people, never overwritten."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import Final, NamedTuple

from networkx.utils import UnionFind

from graph.ledger import Judgement, Ledger
from graph.matching.propose import candidates
from graph.naming import core, normal, plain, saint
from graph.parties import INITIATIVE, PERSON, Party, buckets, parties
from graph.texts import say

METHOD: Final = "identity 2"
WHO: Final = "samenspel"
_SHORTEST_CORE: Final = 8
"""A name without its legal form needs as many letters as this to be joined to one with it."""


class _Same(NamedTuple):
    """Two ids that are safely one thing."""

    a: str
    b: str
    why: str
    certainty: float


def clusters(ledger: Ledger) -> dict[str, str]:
    """Return the canonical id of every id that was judged the same as another.

    Surest judgements go first; one that would join two ids judged different is left out.
    The canonical id is the one with most statements, then the smallest.
    """
    judgements = ledger.judgements()
    same = sorted((j for j in judgements if j.verdict == "same"), key=lambda j: (-j.certainty, j.n))
    if not same:
        return {}
    apart = [(j.a, j.b) for j in judgements if j.verdict == "different"]
    joined = _join(same, apart)
    weight = Counter(s.subject for s in ledger.statements() if s.state != "ended")
    found: dict[str, str] = {}
    for members in joined.to_sets():
        canonical = min(members, key=lambda i: (-weight[i], i))
        found |= dict.fromkeys(members, canonical)
    return found


def _join(same: Iterable[Judgement], apart: list[tuple[str, str]]) -> UnionFind:
    joined = UnionFind({j.a for j in same} | {j.b for j in same})
    for judgement in same:
        trial = {joined[judgement.a], joined[judgement.b]}
        if not any({joined[a], joined[b]} == trial for a, b in apart if len(trial) == 2):
            joined.union(judgement.a, judgement.b)
    return joined


def join(ledger: Ledger) -> int:
    """Log what is safely the same, and what a person should look at; return how many were logged.

    Never a pair that was judged before, by whomever; people only by an equal number.
    """
    found = parties(ledger)
    judged = ledger.judged()
    rows: dict[tuple[str, str], tuple[str, str, str, str, str, str, float]] = {}
    same = [*_by_number(found), *_by_name(found)]
    roots = UnionFind([j.a for j in same] + [j.b for j in same])
    for one in same:
        roots.union(one.a, one.b)
    same += _initiatives(found, roots)
    for one in same:
        key = (one.a, one.b)
        if key not in judged and key not in rows:
            rows[key] = (*key, "same", WHO, one.why, METHOD, one.certainty)
        roots.union(one.a, one.b)
    for maybe in candidates(found, ledger, lambda a, b: bool(roots[a] == roots[b])):
        rows[maybe.a, maybe.b] = (
            maybe.a, maybe.b, "unsure", WHO, maybe.why, METHOD, maybe.certainty
        )
    return ledger.judge_many(rows.values()) if rows else 0


def _by_number(found: Iterable[Party]) -> Iterator[_Same]:
    """Yield those of one kind with an equal number (KvK, Almanak, ...)."""
    keyed = ((party, [(party.kind, number) for number in party.numbers]) for party in found)
    for (_, number), members in buckets(keyed):
        yield from _star(members, say("identity.same_number", "nl", number=number), 1.0)


def _by_name(found: Iterable[Party]) -> Iterator[_Same]:
    """Yield organisations in one source or town whose names differ in spelling only."""
    keyed = (
        (party, [(bare, place) for bare in _cores(party) for place in party.context])
        for party in found if party.kind not in (INITIATIVE, PERSON)
    )
    for (bare, _place), members in buckets(keyed):
        for names, why, certainty in _spellings(bare, members):
            yield from _star(names, why, certainty)


def _cores(party: Party) -> set[str]:
    return {bare for name in party.names if (bare := core(name)[0])}


def _spellings(bare: str, members: list[Party]) -> Iterator[tuple[list[Party], str, float]]:
    """Yield groups of one name: equal legal forms, and bare names where only one form is in use.

    A missing form counts only within one source, whose keeper writes about one world.
    """
    if any(_apart(one, other) for one, other in combinations(members, 2)):
        return
    by_forms: dict[frozenset[str], list[Party]] = {}
    for party in members:
        forms = next(core(name)[1] for name in party.names if core(name)[0] == bare)
        by_forms.setdefault(forms, []).append(party)
    for group in by_forms.values():
        alike = len({normal(party.name) for party in group}) == 1
        key = "same_spelling" if alike else "same_spacing"
        yield group, say(f"identity.{key}", "nl", a=group[0].name, b=group[-1].name), 0.99
    widest = max(by_forms, key=len)
    one_source = set.intersection(*(party.sources for party in members))
    if one_source and len(by_forms) > 1 and len(bare) >= _SHORTEST_CORE and all(
            forms <= widest for forms in by_forms):
        firsts = [group[0] for group in by_forms.values()]
        why = say("identity.form_missing", "nl", a=firsts[0].name, b=firsts[-1].name)
        yield firsts, why, 0.97


def _apart(one: Party, other: Party) -> bool:
    """Tell whether two parties of one name are known to be two."""
    numbers = one.numbers and other.numbers and not one.numbers & other.numbers
    here, there = one.places - one.towns, other.places - other.towns
    return bool(numbers or (here and there and not here & there)) or _sint(one) != _sint(other)


def _sint(party: Party) -> bool:
    return any(saint(plain(name).split()) for name in party.names)


def _initiatives(found: Iterable[Party], roots: UnionFind) -> Iterator[_Same]:
    """Yield initiatives with one name that are run by the same party, or are in the same place."""
    keyed = (
        (party, [(normal(name), *one) for name in party.names for one in _evidence(party, roots)])
        for party in found if party.kind == INITIATIVE
    )
    for (_name, what, _which), members in buckets(keyed):
        a, b = members[0].name, members[-1].name
        yield from _star(members, say(f"identity.initiative_{what}", "nl", a=a, b=b), 0.98)


def _evidence(party: Party, roots: UnionFind) -> list[tuple[str, str]]:
    if party.run_by:
        return [("run_by", roots[agent]) for agent in party.run_by]
    return [("place", area) for area in party.places - party.towns]


def _star(members: list[Party], why: str, certainty: float) -> Iterator[_Same]:
    """Yield every member with the one that has the smallest id."""
    first, *others = sorted({party.id for party in members})
    for other in others:
        yield _Same(first, other, why, certainty)
