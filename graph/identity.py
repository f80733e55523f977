"""Which ids stand for one thing: judgements, made by rules or by people, never overwritten."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from networkx.utils import UnionFind

from graph.ledger import Judgement, Ledger


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
