"""What is known before a report is read: areas, themes, groups, kinds of help, named parties."""

from __future__ import annotations

import csv
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

from graph.ledger import Ledger
from graph.naming import plain
from graph.schema import schema
from ingest.bundled import FOLDER

_DATA: Final = FOLDER
_CONCEPTS: Final = frozenset({"Theme", "TargetGroup", "Resource"})
_PARTIES: Final = frozenset({"Initiative", "Organisation", "PublicBody", "Venue", "Agreement"})
_CODE: Final = re.compile(r"area:(?:GM|WK|BU)(\d{4})")
_TOWN: Final = "gemeente"
_LONGEST: Final = 6
_TYPE_OF_KIND: Final = {"thema": "Theme", "doelgroep": "TargetGroup", "soort hulp": "Resource"}


class Known(NamedTuple):
    """A thing that the graph already holds."""

    id: str
    type: str
    name: str


class Found(NamedTuple):
    """A known concept at a span of a text."""

    start: int
    end: int
    known: Known


@dataclass(slots=True)
class Knowledge:
    """Names by their plain form; an area knows what it lies in, a gemeente that it is one."""

    concepts: dict[str, Known] = field(default_factory=dict)
    areas: dict[str, list[Known]] = field(default_factory=lambda: defaultdict(list))
    parties: dict[str, Known] = field(default_factory=dict)
    above: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    towns: set[str] = field(default_factory=set)

    @classmethod
    def bundled(cls) -> Knowledge:
        """Return what comes with Samenspel: all Dutch areas, and the themes."""
        return _bundled()

    @classmethod
    def of(cls, ledger: Ledger) -> Knowledge:
        """Return what a ledger knows, on top of what comes with Samenspel."""
        base = _bundled()
        made = cls(dict(base.concepts), base.areas.copy(), {}, base.above.copy())
        for entity, name, _source, main in ledger.names():
            entity_type = schema().type_of(entity)
            if entity_type is not None:
                made.add(Known(entity, entity_type.name, name), main)
        for area, wide in ledger.ties("within"):
            made.above[area] = made.above[area] | {wide}
        made.towns = {area for area, level in ledger.values("level") if level == _TOWN}
        return made

    def add(self, known: Known, main: bool = True) -> None:
        """Learn a name; a first main name stands, another name fills what is free."""
        key = plain(known.name)
        if not key:
            return
        if known.type in _CONCEPTS:
            self.concepts.setdefault(key, known)
        elif known.type == "Area":
            if all(known.id != other.id for other in self.areas.get(key, ())):
                self.areas[key] = [*self.areas.get(key, ()), known]
        elif known.type in _PARTIES and (main or key not in self.parties):
            self.parties.setdefault(key, known)

    def lies_in(self, area: str, wide: str) -> bool:
        """Tell whether an area is, or lies in, another."""
        return wide in self._around(area) or self.gemeente(area) == wide

    def _around(self, area: str) -> list[str]:
        """Return an area and all it lies in, nearest first; a circle ends where it began."""
        found = [area]
        for one in found:
            found += sorted(self.above.get(one, set()) - set(found))
        return found

    def is_gemeente(self, area: str) -> bool:
        """Tell whether an area is a gemeente: by its code, or because a source says so."""
        return area.startswith("area:GM") or area in self.towns

    def gemeente(self, area: str) -> str | None:
        """Return the gemeente of an area, from its code or from what it lies in."""
        for one in self._around(area):
            code = _CODE.match(one)
            if code or one in self.towns:
                return f"area:GM{code[1]}" if code else one
        return None

    def gemeenten(self, name: str) -> list[Known]:
        """Return the gemeenten with this name."""
        return [known for known in self.areas.get(plain(name), ()) if self.is_gemeente(known.id)]

    def area(self, name: str, within: str | None) -> Known | None:
        """Return the widest area of this name inside gemeente `within`, or the gemeente itself."""
        found = self.areas.get(plain(name), [])
        if within is not None:
            inside = [known for known in found if self.lies_in(known.id, within)]
            if inside:
                return min(inside, key=lambda k: (not self.is_gemeente(k.id), _rank(k.id), k.id))
        return next(iter(self.gemeenten(name)), None)

    def _concept(self, words: str) -> Known | None:
        known = self.concepts.get(words)
        if known is None and words.endswith("en") and len(words) > 8 and " " not in words:
            known = self.concepts.get(words[:-2])
        return known

    def concepts_in(
        self, text: str, types: Iterable[str] = ("Theme", "TargetGroup")
    ) -> list[Found]:
        """Return the concepts that a text names, longest first, without overlap."""
        wanted = frozenset(types)
        words = list(re.finditer(r"[^\W_]+(?:[-'/.][^\W_]+)*", text))
        found, at = [], 0
        while at < len(words):
            step = 1
            for size in range(min(_LONGEST, len(words) - at), 0, -1):
                start, end = words[at].start(), words[at + size - 1].end()
                known = self._concept(plain(text[start:end]))
                if known is not None:
                    if known.type in wanted:
                        found.append(Found(start, end, known))
                    step = size
                    break
            at += step
        return found


def _rank(area: str) -> int:
    return 0 if area.startswith("area:GM") else 1 if "/" in area else 2 if "WK" in area else 3


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


@cache
def _bundled() -> Knowledge:
    made = Knowledge()
    for row in _rows(_DATA / "themes" / "themes.csv"):
        kind = _TYPE_OF_KIND[row["soort"] or "thema"]
        known = Known(row["id"], kind, row["naam"])
        made.add(known)
    for row in _rows(_DATA / "themes" / "themes.csv"):
        known = Known(row["id"], _TYPE_OF_KIND[row["soort"] or "thema"], row["naam"])
        for other in filter(None, row["ook bekend als"].split(";")):
            made.concepts.setdefault(plain(other), known)
    for path in sorted((_DATA / "areas").glob("*.csv")):
        for row in _rows(path):
            known = Known(row["id"], "Area", row["naam"])
            for name in (row["naam"], *filter(None, row.get("ook bekend als", "").split(";"))):
                made.add(known._replace(name=name))
            made.above[row["id"]].update(filter(None, row["ligt in"].split(";")))
    return made


def gemeente_of(knowledge: Knowledge, text: str) -> str | None:
    """Return the gemeente that a text is about: the one it names most, also as an adjective."""
    counts: Counter[str] = Counter()
    for found in re.finditer(r"\b[gG]emeente ((?:Den |'s-|De |Het )?[A-ZÀ-Þ][\w-]+)", text):
        for known in knowledge.gemeenten(found[1]):
            counts[known.id] += 3
    for found in re.finditer(
        r"(?<![.!?] )(?:(?<![\w-])(?:in|te|uit|van|stad|[-–|]) |, |\d{4} ?[A-Z]{2} )"
        r"((?:Den |'s-)?[A-ZÀ-Þ][\w-]+)",
        text,
    ):
        for known in knowledge.gemeenten(found[1]):
            counts[known.id] += 1
    for found in re.finditer(r"\b([A-ZÀ-Þ][\w-]{3,}?)(?:se|er)\b", text):
        for known in knowledge.gemeenten(found[1]):
            counts[known.id] += 1
    best = counts.most_common(2)
    if not best or (len(best) > 1 and best[0][1] == best[1][1]):
        return None
    gemeente, count = best[0]
    return gemeente if count > 1 or _names_part_of(knowledge, text, gemeente) else None


def _names_part_of(knowledge: Knowledge, text: str, gemeente: str) -> bool:
    for word in set(re.findall(r"(?<![.!?] )\b[A-ZÀ-Þ][\w-]{4,}", text)):
        known = knowledge.area(word, gemeente)
        if known is not None and not knowledge.is_gemeente(known.id):
            return True
    return False
