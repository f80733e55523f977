"""Mentions and candidates compared with a gold file, by its own scoring rules."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from benchmarks.gold import STATEMENTS, Gold, GoldFact, fold, overlaps, symmetric

_HERE: Final = Path(__file__).parent
RELATIONS: Final = _HERE / "gold_relations.toml"
NAMED: Final = (
    "Person",
    "Organisation",
    "GovernmentBody",
    "Initiative",
    "Place",
    "Event",
    "Document",
    "Agreement",
)


@dataclass(slots=True)
class Rate:
    """Hits, wrong ones and missed ones, with what they were."""

    right: int = 0
    wrong: list[str] = field(default_factory=list)
    found: int = 0
    missed: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        """Share of what was proposed that is right."""
        return self.right / (self.right + len(self.wrong)) if self.right + len(self.wrong) else 1.0

    @property
    def recall(self) -> float:
        """Share of what should be found that was."""
        return (
            self.found / (self.found + len(self.missed)) if self.found + len(self.missed) else 1.0
        )

    @property
    def f1(self) -> float:
        """Harmonic mean of both."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0

    def to_json(self) -> dict[str, Any]:
        """Return the numbers."""
        return {
            "precision": round(self.precision, 3),
            "recall": round(self.recall, 3),
            "f1": round(self.f1, 3),
            "right": self.right,
            "wrong": len(self.wrong),
            "found": self.found,
            "missed": len(self.missed),
        }


class Scorer:
    """Compares lines of mentions and candidates with a gold file."""

    def __init__(self, gold: Gold, relations: Path = RELATIONS) -> None:
        self.gold = gold
        self.relations = tomllib.loads(relations.read_text("utf-8"))
        self.types: Mapping[str, list[str]] = tomllib.loads(
            (_HERE / "gold_types.toml").read_text("utf-8")
        )

    # ── entities ──────────────────────────────────────────────────────────────────────────────

    def entities(self, mentions: Sequence[Mapping[str, Any]], types: Iterable[str] = NAMED) -> Rate:
        """Score mentions of named types; what matches a secondary entity counts neither way."""
        rate, found, wanted = Rate(), set[str](), set(types)
        for mention in mentions:
            ours = self.types.get(mention["type"], [])
            if not wanted.intersection(ours):
                continue
            hits = {e.id: e for name in self._names(mention) for e in self.gold.named(name, ours)}
            if any(e.core for e in hits.values()):
                rate.right += 1
                found |= set(hits)
            elif not hits:
                rate.wrong.append(f"{mention['type']}: {mention['name']}")
        for entity in self.gold.entities.values():
            if entity.core and wanted & entity.types and next(iter(entity.types & wanted)):
                if entity.id in found:
                    rate.found += 1
                elif not entity.types.isdisjoint(wanted):
                    rate.missed.append(f"{entity.id} {sorted(entity.names)[0]}")
        return rate

    def _names(self, end: Mapping[str, Any]) -> list[str]:
        return [end["name"], *end.get("variants", [])]

    # ── facts ─────────────────────────────────────────────────────────────────────────────────

    def facts(
        self, lines: Iterable[Mapping[str, Any]], evidence: bool = True
    ) -> tuple[Rate, dict[str, list[int]]]:
        """Score candidates; a second candidate of one gold fact counts neither way.

        Without `evidence` a fact counts as right whatever sentence it quotes.
        """
        rate, hit = Rate(), set[int]()
        rules: dict[str, list[int]] = {}
        for line in lines:
            if line["relation"] not in self.relations:
                continue
            fits = [n for n, fact in enumerate(self.gold.facts) if self._fits(line, fact, evidence)]
            core = [n for n in fits if self.gold.facts[n].core]
            tally = rules.setdefault(line["rule"], [0, 0])
            if core:
                tally[0] += 1
                rate.right += not hit.issuperset(core)
                hit |= set(core)
            elif fits:
                tally[0] += 1
            else:
                tally[1] += 1
                rate.wrong.append(self._say(line))
        for n, fact in enumerate(self.gold.facts):
            if fact.core and n in hit:
                rate.found += 1
            elif fact.core:
                rate.missed.append(
                    f"{fact.ids[0]} {fact.ends[0][0]} {fact.predicate} "
                    f"{fact.ends[0][1]}: {fact.quotes[0][:70]}"
                )
        return rate, rules

    def _say(self, line: Mapping[str, Any]) -> str:
        end = line["object"]["name"] if line.get("object") else line["value"]
        return f"[{line['rule']}] {line['subject']['name']} {line['relation']} {end}"

    def _fits(self, line: Mapping[str, Any], fact: GoldFact, evidence: bool) -> bool:
        mapped = self.relations[line["relation"]]
        predicates = [*_listed(mapped["predicate"]), *mapped.get("also", [])]
        if not self.gold.same_predicate(predicates, fact.predicate):
            return False
        loose = not evidence and not self._by_evidence(fact)
        if not loose and not overlaps(line["quote"], fact.quotes):
            return False
        subject, target = line["subject"], line.get("object") or line["value"]
        if mapped.get("reversed"):
            subject, target = target, subject
        return any(
            (self._end(subject, s) and self._end(target, o))
            or (symmetric(fact.predicate) and self._end(subject, o) and self._end(target, s))
            for s, o in fact.ends
        )

    def _by_evidence(self, fact: GoldFact) -> bool:
        """Tell whether an end has no name of its own, so that only its sentence identifies it."""
        found = [self.gold.entities.get(end) for ends in fact.ends for end in ends]
        return any(entity is None or entity.types & STATEMENTS for entity in found)

    def _end(self, ours: Mapping[str, Any] | str, gold: str) -> bool:
        """Match one end: named things by name, needs and the like by their evidence."""
        entity = self.gold.entities.get(gold)
        if isinstance(ours, str):
            names = entity.names if entity else {fold(gold)}
            return fold(ours) in names or (entity is None and _group(gold))
        types = self.types.get(ours["type"], [])
        if entity is None:
            return bool(STATEMENTS.intersection(types)) or any(
                fold(n) == fold(gold) for n in self._names(ours)
            )
        if entity.types & STATEMENTS:
            return bool(entity.types.intersection(types))
        if any(fold(name) in entity.names for name in self._names(ours)):
            return True
        return (
            ours["type"] in ("Event", "Agreement", "Source")
            and bool(entity.types.intersection(types))
            and any(
                fold(name) in own or own in fold(name)
                for name in self._names(ours)
                for own in entity.names
                if len(own) > 8
            )
        )

    # ── names ─────────────────────────────────────────────────────────────────────────────────

    def aliases(self, lines: Iterable[Mapping[str, Any]]) -> tuple[int, int]:
        """Count the gold's aliases that are proposed as one thing."""
        pairs = {
            frozenset({fold(line["subject"]["name"]), fold(line["object"]["name"])})
            for line in lines
            if line["relation"] == "same_as"
        }
        hinted = {
            frozenset({n.casefold() for n in (line["subject"]["name"], line["object"]["name"])})
            for line in lines
            if line["relation"] == "same_as"
        }
        wanted = [frozenset({fold(a), fold(b)}) for a, b in self.gold.aliases]
        return sum(pair in pairs or pair in hinted for pair in wanted), len(wanted)

    def merges(self, mentions: Iterable[Mapping[str, Any]]) -> list[str]:
        """Return mentions that make one thing of two things of the gold file."""
        wrong = []
        for mention in mentions:
            types = self.types.get(mention["type"], [])
            if not set(NAMED).intersection(types):
                continue
            sets = [{e.id for e in self.gold.named(n, types)} for n in self._names(mention)]
            sets = [ids for ids in sets if ids]
            if sets and not set.intersection(*sets):
                wrong.append(f"{mention['name']}: {mention['variants']}")
        return wrong


def _listed(value: str | list[str]) -> list[str]:
    return [value] if isinstance(value, str) else value


def _group(literal: str) -> bool:
    """Tell whether a literal end is an unnamed group or description, matched by its evidence."""
    return literal.casefold() == literal and not literal[:1].isdigit()
