"""Asks a question of a graph: given things by name in, ranked answers with a because out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any, Final

from graph.batch import Triple
from graph.engines import default_engine
from graph.errors import QuestionError
from graph.freshness import Freshness
from graph.near import near_misses
from graph.numbers import ids
from graph.store import Edge, Graph, Node
from graph.texts import say
from queries.answer import Answer, Because, Result
from queries.because import Reasons
from queries.fields import Fields
from queries.language.pattern import Arrow, Reach
from queries.matches import Matches
from queries.matching import matches
from queries.money import flows
from queries.passing import passing
from queries.paths import introduce
from queries.question import Question, broken, fallbacks, find_question, questions
from queries.rank import Candidate, Ranking
from queries.sentence import fill
from queries.showing import Shown, stored
from queries.words import fresh, money

__all__ = ["Answer", "Because", "Question", "Result", "ask", "broken", "find_question", "questions"]
WEAK: Final = 0.7
"""One source that is less certain than this is weak evidence."""


def ask(
    graph: Graph, question: str | Question, given: Mapping[str, str], *, engine: str | None = None,
    lang: str = "nl", limit: int = 50, today: date | None = None,
) -> Result:
    """Return the answers to a question; `given` holds names, ids, and values such as a year.

    Raises QuestionError for a wrong or missing given, NotFound or Ambiguous for a name.
    """
    if isinstance(question, str):
        question = find_question(question)
    chosen = engine or default_engine()
    return _Asking(graph, question, given, chosen, lang, limit, today or date.today()).result()


class _Asking:
    """One question being asked once."""

    def __init__(
        self, graph: Graph, question: Question, given: Mapping[str, str], engine: str, lang: str,
        limit: int, today: date,
    ) -> None:
        self.graph, self.question, self.engine = graph, question, engine
        self.lang, self.limit, self.today = lang, limit, today
        self.raw = {name: value for name, value in given.items() if value}
        self.given = self._resolve(self.raw)
        self.ids = {n: node.id for n, node in self.given.items() if n in question.things()}
        self.summary: dict[str, Any] = {}

    def _resolve(self, given: Mapping[str, str]) -> dict[str, Node]:
        question, things = self.question, self.question.things()
        for name in given:
            if name not in question.given:
                raise QuestionError("question.given", question=question.name, value=name,
                                    near=near_misses(name, question.given) or [*question.given])
        for name, kind in question.given.items():
            if name not in question.optional and name not in given:
                raise QuestionError("question.needs", question=question.name, value=name, type=kind)
        return {
            name: self.graph.resolve(text, things[name]) if name in things
            else Node(text, question.given[name], text) for name, text in given.items()
        }

    def result(self) -> Result:
        """Return everything that the question asks for."""
        question = self.question
        answers = self._answers()
        otherwise = self._otherwise({a.id for a in answers})
        told = question.sentence.get(self.lang) or question.sentence.get("nl") or {}
        known = self._known(answers)
        abstained = None
        if not answers:
            abstained = {
                "reason": fill(told.get("nothing", say("answer.nothing", self.lang)), known),
                "missing": fill(told.get("missing", say("answer.missing", self.lang)), known),
            }
        return Result(
            question.name, question.title[self.lang], self.given, answers, abstained, otherwise,
            abstained["reason"] if abstained else self._sentence(told, known, answers),
            self.summary,
        )

    def _answers(self) -> list[Answer]:
        question = self.question
        if question.method:
            return introduce(self.graph, question, self.ids, self.lang, self.today)
        literals = {name: self.raw[name] for name in question.literals() if name in self.raw}
        if question.pattern is None:
            return []
        found = matches(self.graph, question, self.ids, literals, self.engine)
        if question.sum:
            grants = {*ids(self.graph, found[question.sum]).values()}
            answers, self.summary = flows(
                self.graph, question, grants, self.limit, self.lang, self.today
            )
            return answers
        return self._ranked(found, question.pattern.asked(frozenset(self.ids)))

    def _ranked(self, found: Matches, arrows: Sequence[Arrow]) -> list[Answer]:
        key = [name for name in self.question.answer if name not in self.ids]
        key = key or list(self.question.answer)
        ranking = Ranking(self.graph, self.question, arrows, found, key, self.today)
        candidates = ranking.best(None if self.question.tally else self.limit)
        self.summary["count"] = ranking.count
        self._tally(candidates)
        best = candidates[: self.limit]
        shown = self._shown([row for c in best for row in (c.best, *c.bindings)])
        fields = Fields(
            self.graph, self.question.fields, shown, best, self.lang, self.today
        )
        reasons = Reasons(self.graph, self.lang, self.today)
        behind = [_behind(c, arrows, reasons, shown, fields) for c in best]
        reasons.look_up(t for group in behind for t in group)
        return [
            self._answer(place, c, key, fields, reasons.of(group))
            for place, (c, group) in enumerate(zip(best, behind, strict=True), 1)
        ]

    def _shown(self, rows: Sequence[Mapping[str, str]]) -> Shown:
        """Follow the arrows to show, without what is over."""
        shown = Shown(self.graph, self.question.show, rows)
        for test in self.question.unless:
            if reached := shown.reached(test.of):
                over = passing(self.graph, test, reached)
                shown.drop(test.of, lambda entity, _, over=over: entity in over)  # type: ignore[misc]
        return shown

    def _tally(self, candidates: Sequence[Candidate]) -> None:
        """Count all answers by the relation that makes them, not only those that are shown."""
        spec = self.question.fields.get(self.question.tally or "")
        if isinstance(spec, Mapping) and "relation" in spec:
            counts: dict[str, int] = {}
            for candidate in candidates:
                tie = candidate.between(spec["relation"])
                name = tie.relation if tie else ""
                name = spec.get("as", {}).get(name, name)
                counts[name] = counts.get(name, 0) + 1
            self.summary[str(self.question.tally)] = counts

    def _answer(
        self, place: int, candidate: Candidate, key: Sequence[str], fields: Fields,
        because: list[Because],
    ) -> Answer:
        values, links = fields.of(candidate)
        seen = candidate.weakest.seen if candidate.weakest else None
        if seen is None and because:
            seen = because[0].date
        how_fresh = fresh(seen, self.today) if seen else None
        warning = self._warning(candidate, how_fresh)
        warning = warning or self._weak_part(candidate, fields.shown)
        if warning:
            values["warning"] = warning
        nodes = [fields.things[candidate.best[name]] for name in key]
        return Answer(
            place, " ".join(n.id for n in nodes), " – ".join(n.label for n in nodes),
            nodes[0].type, candidate.score, values,
            how_fresh.value if how_fresh else None, because, links,
        )

    def _warning(self, candidate: Candidate, how_fresh: Freshness | None) -> str | None:
        if how_fresh is Freshness.STALE:
            return say("answer.stale", self.lang)
        if any(edge.state == "proposed" for edge in candidate.ties):
            return say("answer.proposed", self.lang)
        weak = any(edge.certainty < WEAK and edge.sources <= 1 for edge in candidate.ties)
        return say("answer.weak", self.lang) if weak and not candidate.derived else None

    def _weak_part(self, candidate: Candidate, shown: Shown) -> str | None:
        """Return a warning when what the answer shows is stale or a proposal, if it matters."""
        for name, label in self.question.warn.items():
            edges = [edge for _, edge in shown.pairs(name, candidate.context())]
            if any(edge.state == "proposed" for edge in edges):
                return say("answer.proposed", self.lang)
            if any(fresh(edge.seen, self.today) is Freshness.STALE for edge in edges):
                return say("answer.stale_part", self.lang, label=label[self.lang])
        return None

    def _otherwise(self, answered: set[str]) -> list[Answer]:
        found: list[Answer] = []
        for other in fallbacks(self.question):
            given = {n: node.id for n, node in self.given.items() if n in other.given}
            if not {n for n in other.given if n not in other.optional} <= set(given):
                continue
            asked = _Asking(self.graph, other, given, self.engine, self.lang, 5, self.today)
            found += [a for a in asked._answers() if a.id not in answered]
        return found

    # ── sentences ─────────────────────────────────────────────────────────────────────────────

    def _known(self, answers: Sequence[Answer]) -> dict[str, object]:
        """Return what sentences may name: the first answer's fields, totals, and what is given."""
        known: dict[str, object] = {}
        if answers:
            fields = answers[0].fields
            known = {
                n: v for n, v in fields.items()
                if isinstance(v, str | int | float) and n not in self.question.given
            }
            known["label"] = answers[0].label
        known["count"] = len(answers)
        for name, value in self.summary.items():
            if isinstance(value, dict):
                euros = name in ("totals", "over_term")
                said = partial(money, lang=self.lang) if euros else str
                known |= {f"{name}_{key}": said(v) for key, v in value.items() if v}
            elif isinstance(value, str | int | float):
                known[name] = value
        return known | {name: node.label for name, node in self.given.items()}

    def _sentence(
        self, told: Mapping[str, str], known: Mapping[str, object], answers: Sequence[Answer]
    ) -> str:
        kind = "one" if known["count"] == 1 and "one" in told else "found"
        special = (k for k in ("vacant", "direct") if k in told and answers[0].fields.get(k))
        kind = next(special, kind)
        text = fill(told.get(kind) or say("answer.found", self.lang, **known), known)
        if all("warning" in answer.fields for answer in answers):
            text = f"{text} {answers[0].fields['warning']}"
        return text


def _behind(
    candidate: Candidate, arrows: Sequence[Arrow], reasons: Reasons, shown: Shown, fields: Fields
) -> list[Triple]:
    """Return the triples that an answer rests on and shows, the needed arrows first."""
    row = candidate.best
    found: list[Triple] = [t for some in candidate.behind for edge in some for t in stored(edge)]
    for term in (t for a in arrows for t in a.terms if t.reach is not Reach.SAME):
        ends = (term.name, term.at) if term.reach is Reach.UP else (term.at, term.name)
        found += reasons.chain(term.via, row[ends[0]], row[ends[1]])
    context = candidate.context()
    if not arrows:
        found += [(row[name], "name", None) for name in row]
    edges: list[Edge] = shown.edges(context)
    found += [t for edge in edges for t in stored(edge)]
    return list(dict.fromkeys([*found, *fields.value_triples(context)]))
