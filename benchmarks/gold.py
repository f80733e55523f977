"""A gold file and what matches it, by the scoring rules that stand in the file itself."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path
from typing import Any, Final

import yaml

_QUOTES: Final = str.maketrans("‘’‚‛´`“”„«»", "''''''\"\"\"\"\"")
STATEMENTS: Final = frozenset({"Need", "Offer", "Action", "FundingFlow"})
PARENTS: Final = {
    "LOCATED_AT": "LOCATED_IN",
    "HELD_AT": "LOCATED_IN",
    "WORKS_IN": "LOCATED_IN",
    "FOR_PLACE": "LOCATED_IN",
    "CONCERNS_PLACE": "LOCATED_IN",
    "WANTS": "NEEDS",
    "CALLS_FOR": "NEEDS",
    "HAS_ACTION": "NEEDS",
    "SHOULD_FUND": "FUNDS",
    "PAYS_INTO": "FUNDS",
    "REQUESTS_FUNDING": "FUNDS",
    "PROVIDES_ROLE": "HAS_ROLE",
}
_SYMMETRIC: Final = frozenset({"COLLABORATES_WITH", "SAME_AS"})


def normal(text: str) -> str:
    """Return text as the scoring rules compare it: NFC, plain spaces and quotes."""
    return " ".join(unicodedata.normalize("NFC", text).translate(_QUOTES).split())


def fold(text: str) -> str:
    """Return text for comparing names."""
    return normal(text).casefold()


@dataclass(slots=True)
class GoldEntity:
    """An entity of the gold file with all names that count."""

    id: str
    types: frozenset[str]
    names: frozenset[str]
    core: bool


@dataclass(slots=True)
class GoldFact:
    """A fact that may be found by any of `ends` (subject, object), with any of `quotes`."""

    ids: list[str]
    predicate: str
    ends: list[tuple[str, str]]
    quotes: list[str]
    core: bool
    fields: Mapping[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class Gold:
    """A gold file."""

    entities: dict[str, GoldEntity]
    facts: list[GoldFact]
    aliases: list[tuple[str, str]]
    negatives: list[str]
    parents: Mapping[str, str]

    @property
    def names(self) -> frozenset[str]:
        """All names of all entities, folded."""
        return frozenset(name for entity in self.entities.values() for name in entity.names)

    def named(self, name: str, types: Iterable[str]) -> list[GoldEntity]:
        """Return the entities with this name and one of these types."""
        wanted, key = set(types), fold(name)
        return [e for e in self.entities.values() if key in e.names and wanted & e.types]

    def same_predicate(self, ours: Iterable[str], gold: str) -> bool:
        """Tell whether a predicate of ours counts as the gold's: equal, or under one parent."""
        parent = self.parents.get(gold, gold)
        return any(one == gold or self.parents.get(one, one) == parent for one in ours)


def read_gold(path: Path) -> Gold:
    """Read a gold file."""
    raw = yaml.safe_load(path.read_text("utf-8"))
    entities = {e["id"]: _entity(e) for e in raw["entities"]}
    aliases = [(r["s"], r["o"]) for r in raw["relations"] if r["p"] == "SAME_AS"]
    parents = {**PARENTS, **(raw.get("scoring", {}).get("predicate_parents") or {})}
    return Gold(
        entities, list(_facts(raw["relations"])), aliases, raw.get("negatives", []), parents
    )


def _entity(raw: Mapping[str, Any]) -> GoldEntity:
    types = {raw["type"], *raw.get("alt_types", [])}
    if "TargetGroup" in str(raw.get("note", "")):
        types.add("TargetGroup")
    names = frozenset(fold(str(n)) for n in (raw["name"], *raw.get("variants", [])))
    return GoldEntity(raw["id"], frozenset(types), names, raw.get("tier", "core") == "core")


def _split(value: Any) -> list[str]:
    parts = [part.strip() for part in str(value).split(",")]
    return parts if all(re.fullmatch(r"[A-Z]\d+", part) for part in parts) else [str(value)]


def _facts(relations: Iterable[Mapping[str, Any]]) -> Iterator[GoldFact]:
    known: dict[tuple[str, str, str], GoldFact] = {}
    for raw in relations:
        if raw["p"] == "SAME_AS":
            continue
        core = raw.get("tier", "core") == "core"
        for ends in _ends(raw):
            key = (ends[0][0], raw["p"], "|".join(o for _, o in ends))
            if key in known:
                known[key].ids.append(raw["id"])
                known[key].quotes.append(normal(raw["quote"]))
                continue
            fact = GoldFact([raw["id"]], raw["p"], ends, [normal(raw["quote"])], core, raw)
            known[key] = fact
            yield fact


def _ends(raw: Mapping[str, Any]) -> Iterator[list[tuple[str, str]]]:
    """Yield the ends of each fact that a line stands for: pairs are one fact, lists several."""
    subjects = _split(raw["s"])
    if raw["o"] == "each other":
        yield list(combinations(subjects, 2))
        return
    for target in _split(raw["o"]):
        ends = [(subject, target) for subject in subjects]
        if "flow" in raw:
            ends += [(subject, raw["flow"]) for subject in subjects]
        yield ends


def overlaps(quote: str, gold_quotes: Iterable[str]) -> bool:
    """Tell whether a quote contains a gold quote, lies in one, or shares a run of words with it."""
    ours = normal(quote)
    return any(_shares(ours, gold) for gold in gold_quotes)


def _shares(ours: str, gold: str) -> bool:
    if gold in ours or ours.rstrip(".") in gold:
        return True
    words, size = gold.split(), min(4, len(gold.split()))
    return any(" ".join(words[i : i + size]) in ours for i in range(len(words) - size + 1))


def symmetric(predicate: str) -> bool:
    """Tell whether the ends of a predicate may be swapped."""
    return predicate in _SYMMETRIC
