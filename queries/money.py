"""Grants added up per payer and recipient: to the cent, and never over statuses."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, Final

from graph.batch import Triple, neighbours, nodes, values
from graph.schema import schema
from graph.statement import State
from graph.store import Graph, Node
from graph.texts import say
from queries.answer import Answer
from queries.because import Reasons
from queries.question import Question, Rank
from queries.words import fresh

TOLD: Final = 10
"""Grants of one flow whose statements are told; the largest first."""
_MONTHS: Final = 12
Sums = dict[str, Decimal]


@dataclass
class Grant:
    """One flow of money as its statements tell it."""

    id: str
    payers: list[str]
    payees: list[str]
    schemes: list[str]
    amounts: Sums
    per: str | None
    times: Decimal | None
    year: str | None
    status: str | None
    proposed: bool = False
    """Whether nobody looked yet at who pays, who gets or how much: that much is not added."""

    @property
    def largest(self) -> Decimal:
        """The largest amount, whatever its status."""
        return max(self.amounts.values(), default=Decimal(0))

    @property
    def recurs(self) -> bool:
        """Whether the amounts are per year or month."""
        return self.per in ("year", "month")

    def total(self, amount: Decimal) -> Decimal | None:
        """Return an amount per year or month over the whole term, if that is known."""
        if not self.recurs:
            return amount
        if self.times is None:
            return None
        return amount * self.times * (_MONTHS if self.per == "month" else 1)


@dataclass
class Flow:
    """All grants from the same payer to the same recipient; `people` are private ones in it."""

    key: tuple[str, str]
    grants: list[Grant] = field(default_factory=list)
    people: set[str] = field(default_factory=set)

    @property
    def sums(self) -> Sums:
        """Amounts by status, as they stand in the source."""
        return add_up(self.grants)


@cache
def statuses() -> dict[str, str]:
    """Return the money properties of a grant with the status that each stands for."""
    properties = schema()["Grant"].properties.values()
    return {p.name: p.status for p in properties if p.status}


def add_up(grants: Iterable[Grant]) -> Sums:
    """Return amounts by status as they stand: an amount per year counts once."""
    total: Sums = {}
    for grant in grants:
        for status, amount in grant.amounts.items():
            total[status] = total.get(status, Decimal(0)) + amount
    return total


def flows(
    graph: Graph, question: Question, grant_ids: set[str], limit: int, lang: str, today: date
) -> tuple[list[Answer], dict[str, Any]]:
    """Return one answer for each payer and recipient, and the totals over all grants."""
    grants = _read(graph, grant_ids)
    ends = {i for g in grants for i in (*g.payers, *g.payees, *g.schemes)}
    things = nodes(graph, ends)
    people = _private(graph, things)
    found = _group(grants, people)
    found.sort(key=lambda flow: (_rank(flow, question.rank), flow.key))
    reasons = Reasons(graph, lang, today)
    shown = found[:limit]
    behind = [_behind(flow) for flow in shown]
    reasons.look_up(t for group in behind for t in group)
    answers = [
        _answer(place, flow, things, reasons, group, lang, today)
        for place, (flow, group) in enumerate(zip(shown, behind, strict=True), 1)
    ]
    return answers, {"count": len(found), **_summary(grants, things, people, lang)}


def _read(graph: Graph, ids: set[str]) -> list[Grant]:
    ties = [neighbours(graph, ids, [name], forward=True)
            for name in ("payer", "recipient", "under")]
    payers, payees, schemes = (
        {i: [e.object for e in edges] for i, edges in found.items()} for found in ties
    )
    known = values(graph, ids, ["per", "years", "year", "status"])
    known |= values(graph, ids, [*statuses()], state=State.ACCEPTED)
    guessed = {i for found in ties for i, edges in found.items()
               if any(e.state == State.PROPOSED for e in edges)}
    guessed |= {i for i, _ in values(graph, ids, [*statuses()], state=State.PROPOSED)}

    def one(entity: str, name: str) -> str | None:
        return next(iter(known.get((entity, name), [])), None)

    return [
        Grant(
            i, payers.get(i, []), payees.get(i, []), schemes.get(i, []),
            {status: Decimal(v) for name, status in statuses().items() if (v := one(i, name))},
            one(i, "per"), Decimal(t) if (t := one(i, "years")) else None, one(i, "year"),
            one(i, "status"), i in guessed,
        )
        for i in sorted(ids)
    ]


def _private(graph: Graph, things: Mapping[str, Node]) -> set[str]:
    """Return the people who are not named: hidden ones and unknown recipients of a register."""
    people = {i for i, node in things.items() if node.type == "Person"}
    unknown = {entity for entity, _ in values(graph, people, ["unknown"])}
    return unknown | {i for i in people if "/" not in i}


def _group(grants: Iterable[Grant], people: set[str]) -> list[Flow]:
    found: dict[tuple[str, str], Flow] = {}
    for grant in grants:
        key = (_end(grant.payers, people), _end(grant.payees, people))
        flow = found.setdefault(key, Flow(key))
        flow.grants.append(grant)
        flow.people |= people & {*grant.payers, *grant.payees}
    return list(found.values())


def _end(ids: Sequence[str], people: set[str]) -> str:
    """Return who stands at one end of a flow; unnamed people are one end together."""
    return " ".join(dict.fromkeys("person:" if i in people else i for i in ids))


def _rank(flow: Flow, ranks: Sequence[Rank]) -> tuple[Decimal, ...]:
    sums = flow.sums
    return tuple(
        -sums.get(rank.of, Decimal(0)) if rank.by == "amount" else Decimal(-len(flow.grants))
        for rank in ranks
    )


def _behind(flow: Flow) -> list[Triple]:
    found: list[Triple] = []
    for grant in sorted(flow.grants, key=lambda g: (-g.largest, g.id))[:TOLD]:
        found += [(grant.id, "payer", i) for i in grant.payers]
        found += [(grant.id, "recipient", i) for i in grant.payees]
        found += [(grant.id, n, None) for n, s in statuses().items() if s in grant.amounts]
    return found


def _answer(
    place: int, flow: Flow, things: Mapping[str, Node], reasons: Reasons, behind: Sequence[Triple],
    lang: str, today: date,
) -> Answer:
    payer, payee = (_label(end, things, len(flow.people), lang) for end in flow.key)
    schemes = sorted({s for g in flow.grants for s in g.schemes})
    because = reasons.of(behind)
    oldest = min((b.date for b in because), default=None)
    sums = flow.sums
    fields: dict[str, Any] = {
        "payer": payer, "payee": payee, "amounts": _plain(sums), "grants": len(flow.grants),
        "years": sorted({g.year for g in flow.grants if g.year}),
        "schemes": [things[s].label for s in schemes],
        "standing": dict(sorted(Counter(g.status for g in flow.grants if g.status).items())),
    }
    recurring = [r for g in flow.grants if g.recurs for r in _recurring(g)]
    if recurring:
        fields["recurring"] = recurring
    fields |= _term(flow.grants)
    if any(g.proposed for g in flow.grants):
        fields["warning"] = say("answer.proposed", lang)
    links = {"payer": flow.key[0].split(), "payee": flow.key[1].split(), "schemes": schemes,
             "grants": [g.id for g in flow.grants]}
    return Answer(
        place, " ".join(end or "-" for end in flow.key), f"{payer} → {payee}", "Grant",
        float(sums.get("granted", Decimal(0))), fields,
        fresh(oldest, today).value if oldest else None, because,
        {name: [i for i in ids if i != "person:"] for name, ids in links.items()},
    )


def _label(end: str, things: Mapping[str, Node], people: int, lang: str) -> str:
    labels = [
        say("answer.private", lang, count=people) if i == "person:" else things[i].label
        for i in end.split()
    ]
    return ", ".join(labels) or say("answer.unknown", lang)


def _plain(sums: Sums) -> dict[str, float]:
    """Return amounts as numbers with two decimals, in the order in which money moves."""
    return {s: float(sums[s]) for s in statuses().values() if s in sums}


def _recurring(grant: Grant) -> list[dict[str, Any]]:
    return [
        {"grant": grant.id, "status": status, "amount": float(amount), "per": grant.per,
         "years": float(grant.times) if grant.times else None,
         "total": float(total) if (total := grant.total(amount)) is not None else None}
        for status, amount in grant.amounts.items()
    ]


def _term(grants: Sequence[Grant]) -> dict[str, Any]:
    """Return the sums over the whole term, when some amounts recur and all terms are known."""
    if not any(g.recurs for g in grants) or any(g.total(g.largest) is None for g in grants):
        return {}
    total: Sums = {}
    for grant in grants:
        for status, amount in grant.amounts.items():
            total[status] = total.get(status, Decimal(0)) + (grant.total(amount) or 0)
    return {"over_term": _plain(total)}


# ── totals ────────────────────────────────────────────────────────────────────────────────────


def _summary(
    grants: Sequence[Grant], things: Mapping[str, Node], people: set[str], lang: str
) -> dict[str, Any]:
    totals = add_up(grants)
    by_year: dict[str, list[Grant]] = {}
    for grant in grants:
        by_year.setdefault(grant.year or "", []).append(grant)
    basis = next((s for s in ("granted", "settled", "paid", "requested") if totals.get(s)), None)
    found: dict[str, Any] = {
        "grants": len(grants), "totals": _plain(totals),
        "by_year": {year: _plain(add_up(some)) for year, some in sorted(by_year.items())},
        "share_of": basis,
    }
    found |= _term(grants)
    if basis:
        for name in ("payers", "payees"):
            found[name] = _concentration(grants, name, basis, things, people, lang)
    return found


def _concentration(
    grants: Iterable[Grant], side: str, status: str, things: Mapping[str, Node], people: set[str],
    lang: str,
) -> dict[str, Any]:
    """Return how unevenly money is spread: the largest's share and the Herfindahl index (0-1)."""
    sums: dict[str, Decimal] = {}
    for grant in grants:
        end = " ".join(getattr(grant, side))
        sums[end] = sums.get(end, Decimal(0)) + grant.amounts.get(status, Decimal(0))
    total = sum(sums.values())
    if not total:
        return {}
    largest = min(sums, key=lambda end: (-sums[end], end))
    shown = _end(largest.split(), people)
    return {
        "id": None if "person:" in shown.split() else shown or None,
        "label": _label(shown, things, 1, lang),
        "share": round(float(sums[largest] / total), 4),
        "hhi": round(float(sum((v / total) ** 2 for v in sums.values())), 4),
        "count": len(sums),
    }
