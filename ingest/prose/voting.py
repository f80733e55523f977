"""What speaks for a name being an area, an organisation, an agreement …: votes with a weight."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from graph.naming import fold, plain
from ingest.prose.document import Document
from ingest.prose.kinds import TYPE_OF_KIND, is_area_like, is_street, kind_in, kind_of, noun_before
from ingest.prose.knowledge import Knowledge
from ingest.prose.spans import Token
from ingest.prose.spot import Spot
from ingest.prose.words import heads, ordinary

_PLACED: Final = re.compile(r"(?:^|[\s(])(?:in|uit|te|naar|rond|rondom|vanuit|omgeving)\s+$", re.I)
_PLACED_THE: Final = re.compile(r"(?:^|\s)(?:in|uit|naar|rond|van)\s+(?:de|het|'t)\s+$", re.I)
_PEOPLE_OF: Final = re.compile(
    r"\b(?:bewoners|inwoners|wijkbewoners|jongeren|ouderen|straten|hart|centrum|toekomst"
    r"|huishoudens) van (?:de |het )?$",
    re.IGNORECASE,
)
_STAFF_OF: Final = re.compile(
    r"\b(?:experts|medewerkers|vrijwilligers|adviseurs|bestuur|leden|directeur|deskundigen"
    r"|collega's|bestuurders) van (?:de |het )?$"
)
_CALLED_SO: Final = re.compile(
    r"\b(?:met als naam|genaamd|onder de naam|met de naam) (?:de |het )?$"
)
_AFTER_ADDRESS: Final = re.compile(r"[a-z]{3} \d{1,4}[a-zA-Z]?, $|\d{4} ?[A-Z]{2},? $")
_SIDE: Final = re.compile(
    r"^(.+?)([- ])(?:Noord|Zuid|Oost|West|Centrum|Midden|Binnenstad|Noord-?West|Noord-?Oost"
    r"|Zuid-?West|Zuid-?Oost)$"
)
_AREA_ENDS: Final = (*heads("area"), *heads("area", "endings"))


@dataclass(frozen=True, slots=True)
class Voter:
    """Votes on the spots of one document."""

    document: Document
    knowledge: Knowledge
    gemeente: str | None

    def shape(self, name: str, before: str) -> float:
        """'de AED' is an organisation only after 'van', 'bij' …; DOCK without article is."""
        if not re.fullmatch(r"[A-Z]{2,4}", name) or (
            before and not re.search(r"\b(?:de|het|een) $", before)
        ):
            return 2
        if not before:
            return 1
        return 2 if re.search(r"\b(?:van|bij|door|namens|met) (?:de|het) $", before) else 0.5

    def kind(self, spot: Spot, name: str, before: str, only: Token | None) -> None:
        """Vote by the noun before a name, else by the nouns in it."""
        noun = noun_before(before)
        inside = kind_in(name)
        if noun is not None:
            spot.noun = noun[0]
            kind = noun[1]
            if kind == "public":
                spot.text, spot.start = f"{noun[0]} {spot.text}", spot.start - len(noun[0]) - 1
                spot.vote("PublicBody", 6)
            else:
                spot.vote(TYPE_OF_KIND[kind], 4 if kind != "event" and kind != "document" else 2.5)
        elif inside is not None:
            strong = len(name.split()) > 1 or inside == "agreement"
            weight = 6 if inside == "public" else 3.5 if strong else 2.5
            spot.vote(TYPE_OF_KIND[inside], weight)
            spot.generic = only is not None and inside == "public"

    def _is_gemeente_name(self, name: str) -> bool:
        return f"emeente {name}" in self.document.text

    def place(self, spot: Spot, name: str, before: str, only: Token | None) -> None:
        """Vote by the gazetteer, by the words before, and by the shape of the name."""
        self._gazetteer(spot, name)
        self._context(spot, name, before, only is not None)
        self._shape_of_place(spot, name, before, only is not None)
        dateline = tuple(f"{name} {dash} " for dash in "–-—")
        if re.fullmatch(r"[A-ZÀ-Þ]{4,}(?:[- ][A-ZÀ-Þ]+)*", name) and spot.sentence.text.startswith(
            dateline
        ):
            spot.votes.clear()
            spot.shaped = False
            spot.vote("Area", 4)

    def _gazetteer(self, spot: Spot, name: str) -> None:
        known = self.knowledge.area(name, self.gemeente)
        if known is not None:
            inside = self.gemeente is not None and self.knowledge.lies_in(known.id, self.gemeente)
            spot.vote("Area", 3 if inside else 1 if fold(name) in ordinary() or spot.first else 2)
        elif self._is_gemeente_name(name):
            spot.vote("Area", 3)

    def _context(self, spot: Spot, name: str, before: str, single: bool) -> None:
        if (
            _PLACED.search(before)
            and spot.noun is None
            and plain(name) not in self.knowledge.concepts
        ):
            article = re.match(r"(?:De|Het|'t) ", name)
            spot.vote("Venue" if article else "Area", 1.5 if article else 2)
            if single and not article and is_area_like(name):
                spot.vote("Area", 1.5)
        if (
            _PEOPLE_OF.search(before) and (single or name.startswith(("Het ", "De ", "Den ")))
        ) or _AFTER_ADDRESS.search(before):
            spot.vote("Area", 2)
        if not spot.votes and not single and re.search(r"\bin (?:de|het) $", before):
            spot.vote("Venue", 1)
        if _STAFF_OF.search(before):
            spot.vote("Organisation", 1.5 if not spot.votes.get("Event") else 4)
        if _CALLED_SO.search(before):
            kinds = [kind_of(word) for word in re.findall(r"[a-zà-ÿ]+", before)]
            fit = [k for k in kinds if k in ("agreement", "initiative", "document")]
            spot.vote(TYPE_OF_KIND[fit[-1]] if fit else "Initiative", 2)

    def _shape_of_place(self, spot: Spot, name: str, before: str, single: bool) -> None:
        last = name.split()[-1]
        if single and is_street(name) and self.knowledge.area(name, self.gemeente) is None:
            placed = re.search(r"\b(?:aan|op|in|langs)\s+(?:de|het)\s+$|\baan\s+$", before)
            spot.vote("Venue", 2.5 if placed else 1)
        side = _SIDE.search(name)
        if side:
            base = self.knowledge.area(side[1], self.gemeente)
            spot.vote("Area", 3 if base else 2 if side[2] == "-" else 0.5)
        elif (
            _PLACED_THE.search(before)
            and (kind_of(last) == "area" or single)
            and any(last.lower().endswith(e) for e in _AREA_ENDS)
        ):
            spot.vote("Area", 1.5)
