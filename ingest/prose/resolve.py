"""From spots to things: which spots are one thing, of which type, under which name."""

from __future__ import annotations

import itertools
import re
from collections import Counter, defaultdict
from typing import Final

from graph.naming import fold, plain
from ingest.prose.abbreviations import initialism_phrase
from ingest.prose.bodies import add_bodies
from ingest.prose.document import Document
from ingest.prose.entities import PARTIES, Entities, Entity, key_of
from ingest.prose.joining import BETWEEN, join_people, people_in_lists
from ingest.prose.kinds import TYPE_OF_KIND, kind_of
from ingest.prose.knowledge import Knowledge
from ingest.prose.partial import is_part
from ingest.prose.spot import Spot
from ingest.prose.spotting import Spotter
from ingest.prose.words import heads

_NEEDED: Final = 1.5
_COLLECTIVE: Final = frozenset({"Organisation", "Initiative", "Venue"})


class Resolver:
    """Makes the things of one document."""

    def __init__(
        self, document: Document, knowledge: Knowledge, gemeente: str | None, source: str
    ) -> None:
        self.document, self.knowledge, self.gemeente = document, knowledge, gemeente
        self.entities = Entities(source)
        self.spots = Spotter(document, knowledge, gemeente).spots()
        self.short: list[tuple[str, Entity]] = []

    def resolve(self) -> Entities:
        """Return all things that the document names."""
        self._name_with_nouns()
        self._join_lists()
        groups: dict[str, list[Spot]] = defaultdict(list)
        for spot in self.spots:
            if not spot.generic:
                groups[self._key(spot)].append(spot)
        typed = {key: self._type(spots) for key, spots in groups.items()}
        self._join_partial(groups, typed)
        for key, spots in groups.items():
            chosen = typed[key]
            if chosen is not None and not self._is_common(chosen, spots):
                self._make(chosen, spots)
        add_bodies(self.entities, self.spots, self.knowledge, self.gemeente)
        join_people(self.document, self.entities)
        return self.entities

    def _key(self, spot: Spot) -> str:
        return (
            "p:" if max(spot.votes, key=spot.votes.__getitem__, default="") == "Person" else ""
        ) + key_of(spot.text)

    # ── names of which the noun is a part ─────────────────────────────────────────────────────

    def _is_area(self, name: str) -> bool:
        known = self.knowledge.area(name, self.gemeente)
        if known is not None:
            return True
        key = key_of(name)
        if any(s.text.lower() == f"gemeente {name.lower()}" for s in self.spots):
            return True
        single = " " not in name
        return (single and kind_of(name) == "area") or any(
            s.votes.get("Area", 0) >= 2 and s.noun is None and key_of(s.text) == key
            for s in self.spots
        )

    def _name_with_nouns(self) -> None:
        """'bewonersplatform Waterkwartier' is one name when Waterkwartier is an area."""
        extra: list[Spot] = []
        for spot in self.spots:
            kind = kind_of(spot.noun) if spot.noun else None
            if kind in (None, "public", "area", "document") or not self._is_area(spot.text):
                if kind in ("event", "document") and len(spot.votes) > 1:
                    spot.votes.pop("Event", None)
                continue
            area = Spot(spot.text, spot.start, spot.end, spot.sentence, {"Area": 2.0})
            extra.append(area)
            start = self.document.text.rfind(str(spot.noun), 0, spot.start)
            spot.start, spot.text = start, f"{spot.noun} {spot.text}"
            spot.votes.pop("Area", None)
        self.spots += extra

    def _join_lists(self) -> None:
        """In 'Samen030, Dwarsverband en Omzien' one organisation vouches for the others."""
        kinds = ("Organisation", "Initiative")
        strong = {self._key(s) for s in self.spots if any(s.votes.get(k, 0) >= 2 for k in kinds)}
        often = Counter(
            self._key(s) for s in self.spots if not s.first and not s.generic and not s.votes
        )
        strong |= {key for key, times in often.items() if times > 1}
        spots = sorted((s for s in self.spots if not s.generic), key=lambda s: s.start)
        people_in_lists(spots, self.document.text)
        for left, right in itertools.pairwise(spots):
            if left.sentence != right.sentence:
                continue
            between = self.document.text[left.end : right.start]
            if not BETWEEN.fullmatch(between):
                continue
            for one, other in ((left, right), (right, left)):
                if "Person" not in one.votes and self._key(other) in strong:
                    one.vote("Organisation", 1.5)
                    one.first = False
            if right.votes.get("Area", 0) >= 2 and left.votes.get("Area", 0) >= 2:
                right.vote("Area", 1)

    # ── types ─────────────────────────────────────────────────────────────────────────────────

    def _type(self, spots: list[Spot]) -> str | None:
        votes: Counter[str] = Counter()
        for spot in spots:
            votes.update(spot.votes)
        one_word = " " not in spots[0].text
        gazetteer = votes.get("Area", 0) >= 3
        if (
            all(s.first for s in spots)
            and one_word
            and not gazetteer
            and not any(s.shaped for s in spots)
        ):
            return None
        if not votes:
            repeated = sum(not s.first for s in spots) > 1 and not self._in_lower(spots[0].text)
            return "Organisation" if repeated else None
        best, weight = max(votes.items(), key=lambda pair: (pair[1], pair[0]))
        if best == "Organisation" and votes.get("Initiative", 0) > 2:
            best = "Initiative"
        if weight < (0.5 if not one_word else _NEEDED):
            return None
        if self._is_generic_phrase(spots, best):
            return None
        return best

    def _in_lower(self, name: str) -> bool:
        return (
            re.search(rf"(?<![\w-]){re.escape(name.lower())}(?![\w-])", self.document.text)
            is not None
        )

    def _is_head(self, name: str) -> bool:
        """Tell whether a name is no more than the noun of a kind: 'Wijkraad'."""
        return any(fold(name) == fold(h) for kind in TYPE_OF_KIND for h in heads(kind))

    def _is_generic_phrase(self, spots: list[Spot], chosen: str) -> bool:
        """A run that the text also writes without capitals is no name: 'Sociaal Makelaar'."""
        name = spots[0].text
        if chosen == "Area":
            return (
                max(s.votes.get("Area", 0) for s in spots) < 3
                and " " not in name
                and self._in_lower(name)
            )
        if any(s.shaped for s in spots) or chosen in ("Person", "PublicBody"):
            return False
        if " " in name:
            return self._in_lower(name)
        if (
            kind_of(name) is not None
            and self._is_head(name)
            and not any(
                re.search(
                    r"\b(?:de|het|een|De|Het) $", self.document.text[max(0, s.start - 5) : s.start]
                )
                for s in spots
            )
        ):
            return True
        known = self.knowledge.concepts.get(plain(name))
        return (
            known is not None
            and not any(s.after_person or s.noun for s in spots)
            and kind_of(name) is None
        )

    def _is_common(self, chosen: str, spots: list[Spot]) -> bool:
        """An abbreviation of a phrase in lower case stands for a kind, not for a name."""
        name = spots[0].text
        if chosen not in _COLLECTIVE or not re.fullmatch(r"[A-Z]{3,5}", name):
            return False
        phrase = initialism_phrase(name, self.document.text)
        if phrase is None:
            return False
        self.entities.add(
            "Post", phrase, variants={name}, spans=[(s.start, s.end) for s in spots], noun=phrase
        )
        return True

    # ── one thing under several names ─────────────────────────────────────────────────────────

    def _join_partial(self, groups: dict[str, list[Spot]], typed: dict[str, str | None]) -> None:
        """'Ons Huis' and 'Stichting Ons Huis', 'Werkstation' and 'Werkstation Noord'."""
        for key in sorted(groups, key=len):
            if key not in groups or typed[key] == "Person" or typed[key] == "Area":
                continue
            short = min(groups[key], key=lambda s: s.first)
            wider = [
                k
                for k in groups
                if k != key
                and is_part(short, groups[k][0], self.knowledge, self.gemeente)
                and typed[k] in PARTIES | {"Venue", "Agreement"}
            ]
            if len(wider) == 1 and (typed[key] is None or self._fits(typed[key], typed[wider[0]])):
                for spot in groups.pop(key):
                    groups[wider[0]].append(spot)

    def _fits(self, one: str | None, other: str | None) -> bool:
        return one == other or {one, other} <= _COLLECTIVE

    # ── making them ───────────────────────────────────────────────────────────────────────────

    def _make(self, chosen: str, spots: list[Spot]) -> None:
        self._take_articles(spots)
        names = Counter(s.text for s in spots)
        name = max(names, key=lambda n: (len(plain(n)), names[n], n))
        if chosen != "Person" and len({key_of(n) for n in names}) == 1:
            name = max(names, key=lambda n: (names[n], sum(c.isupper() for c in n), n))
        noun = next((s.noun for s in spots if s.noun and s.noun not in s.text), None)
        entity_id = None
        if name.isupper() and len(name) > 3 and chosen == "Area":
            name = name.title()
        if chosen == "Area":
            known = self.knowledge.area(name, self.gemeente)
            entity_id = known.id if known and self._nearby(known.id) else None
        variants = set(names) | ({f"{noun} {name}"} if noun else set())
        for spot in spots:
            before = re.search(
                r"(?:^|[\s(])((?:[dD]e|[hH]et|'t)\s)$", self.document.text[: spot.start][-5:]
            )
            if before and chosen not in ("Person", "Area"):
                variants.add(before[1] + spot.text)
        self.entities.add(
            chosen,
            name,
            entity_id=entity_id,
            known=entity_id is not None,
            variants=variants,
            spans=[(s.start, s.end) for s in spots],
            noun=noun,
        )

    def _take_articles(self, spots: list[Spot]) -> None:
        """'De Akker' at the start of a sentence has its article when it has it elsewhere."""
        names = {s.text for s in spots}
        for spot in spots:
            article = re.search(
                r"(?:^|\s)(De |Het )$", self.document.text[max(0, spot.start - 5) : spot.start]
            )
            whole = article[1] + spot.text if article else ""
            if article and any(n == whole or n.endswith(f" {whole}") for n in names):
                spot.start, spot.text = spot.start - len(article[1]), whole

    def _nearby(self, area: str) -> bool:
        return self.knowledge.is_gemeente(area) or (
            self.gemeente is not None and self.knowledge.lies_in(area, self.gemeente)
        )
