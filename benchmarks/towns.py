"""Invented towns of any size, as facts: the same seed gives the same town.

Made to be as uneven as real ones: few organisations know very many, most know few; areas lie in
areas; posts have a remit of themes and areas; half of the money goes to a tenth of the takers.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate, count
from pathlib import Path
from random import Random
from typing import Final

from graph.statement import Fact

SCOPE: Final = "bench"
_THEMES: Final = Path(__file__).parents[1] / "data" / "themes" / "themes.csv"
_KINDS: Final = {"thema": "theme", "doelgroep": "targetgroup", "soort hulp": "resource"}
SHARES: Final = {
    "initiative": 0.20, "organisation": 0.08, "person": 0.26, "post": 0.10, "venue": 0.04,
    "grant": 0.15, "scheme": 0.01, "need": 0.03, "offer": 0.03, "event": 0.05, "agreement": 0.01,
    "commitment": 0.02,
}
_TYPES: Final = {"publicbody": "PublicBody", "targetgroup": "TargetGroup"}
_COMMON: Final = (
    "samen met buren elke week voor iedereen die mee wil doen en hulp zoekt of geeft in de straat"
).split()
_STREETS: Final = (
    "linde eik beuk wilg esdoorn kastanje molen kerk school dijk haven brug park laan plein hof "
    "veld meer sloot wei heide duin zand klei rozen tulp ster maan zon wind regen vos haas egel "
    "merel"
).split()
MOSTLY_INITIATIVES: Final = {
    kind: 0.8 if kind == "initiative" else 0.02 for kind in SHARES
}
"""Shares for measuring overlap."""

_FIRST: Final = (
    "Anna Bram Cem Daan Eva Fatma Gijs Hanna Ilse Joris Karim Lotte Merel Noor Omar Pim Quinten "
    "Roos Sanne Thijs Umut Vera Wout Xander Yara Zoë"
).split()
_ENDS: Final = ("", "en", "plek")
_YEARS: Final = range(2016, 2027)
_DEPARTMENTS: Final = 12
_DESKS: Final = 3
"""Departments of a town, and desks in its wards besides the one of the whole town."""


class Town:
    """Facts of an invented town with about `nodes` things and `edges` arrows."""

    def __init__(
        self, nodes: int, edges: int, seed: int = 1, shares: Mapping[str, float] = SHARES
    ) -> None:
        self.nodes, self.edges, self.random, self.shares = nodes, edges, Random(seed), shares
        self.vocabulary = [a + b + c for a in _STREETS for b in _STREETS for c in _ENDS]
        self.random.shuffle(self.vocabulary)
        self.frequency = list(accumulate(1 / (10 + i) for i in range(len(self.vocabulary))))
        self.ids: dict[str, list[str]] = {}
        self.words: dict[str, list[str]] = {}
        self.wards: dict[str, list[str]] = {}
        self.arrows = 0

    def facts(self) -> Iterator[Fact]:
        """Yield all facts, things first."""
        yield from self._concepts()
        yield from self._areas()
        for kind, share in self.shares.items():
            amount = max(1, int(self.nodes * share))
            self.ids[kind] = [f"{kind}:{SCOPE}/{i}" for i in range(amount)]
        yield from self._bodies()
        for kind in self.shares:
            make = getattr(self, f"_{kind}")
            for number, entity in enumerate(self.ids[kind]):
                yield Fact(entity, "type", value=_TYPES.get(kind, kind.capitalize()))
                yield from make(entity, number)
        yield from self._more_ties()

    def _to(self, subject: str, relation: str, target: str, **more: str) -> Fact:
        self.arrows += 1
        return Fact(subject, relation, object=target, **more)  # type: ignore[arg-type]

    def _any(self, kind: str) -> str:
        return self.random.choice(self.ids[kind])

    def _known(self, kind: str) -> str:
        """Return one of a kind, the first ones far more often: a heavy tail."""
        things = self.ids[kind]
        return things[min(len(things) - 1, int(self.random.paretovariate(0.7)) - 1)]

    def _concepts(self) -> Iterator[Fact]:
        with _THEMES.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                entity, kind = row["id"], _KINDS[row["soort"]]
                self.ids.setdefault(kind, []).append(entity)
                names = [n for n in row["ook bekend als"].split(";") if n]
                self.words[entity] = [w for name in (row["naam"], *names) for w in name.split()]
                yield Fact(entity, "type", value=_TYPES.get(kind, kind.capitalize()))
                yield Fact(entity, "name", value=row["naam"])
                yield from (Fact(entity, "alt_name", value=name) for name in names)
                yield from (self._to(entity, "broader", up) for up in row["valt onder"].split(";")
                            if up)

    def _areas(self) -> Iterator[Fact]:
        towns = max(1, int(self.nodes * self.shares["initiative"]) // 1000)
        self.ids["area"], self.ids["town"], self.ids["ward"] = [], [], []
        for town in range(towns):
            yield from self._area(f"g{town}", "gemeente", "town", None)
            for ward in range(10):
                yield from self._area(f"g{town}w{ward}", "wijk", "ward", f"g{town}")
                for street in range(8):
                    yield from self._area(f"g{town}w{ward}b{street}", "buurt", "area",
                                          f"g{town}w{ward}")

    def _area(self, name: str, level: str, kind: str, inside: str | None) -> Iterator[Fact]:
        entity = f"area:{SCOPE}/{name}"
        self.ids[kind].append(entity)
        yield Fact(entity, "type", value="Area")
        yield Fact(entity, "name", value=f"{self.random.choice(_STREETS).capitalize()} {name}")
        yield Fact(entity, "level", value=level)
        if inside:
            above = f"area:{SCOPE}/{inside}"
            if kind == "ward":
                self.wards.setdefault(above, []).append(entity)
            yield self._to(entity, "within", above)

    def _bodies(self) -> Iterator[Fact]:
        """Yield for every town its public body, with departments by theme and desks."""
        self.ids["publicbody"] = []
        for number, town in enumerate(self.ids["town"]):
            body = f"publicbody:{SCOPE}/{number}"
            self.ids["publicbody"].append(body)
            yield from self._body(body, f"Gemeente {number}", town)
            for part in range(_DEPARTMENTS):
                department = f"{body}-{part}"
                yield from self._body(department, f"Afdeling {part} van gemeente {number}", town)
                yield self._to(department, "part_of", body)
                for theme in self.random.sample(self.ids["theme"], 3):
                    yield self._to(department, "about", theme)
            for place in (town, *self.random.sample(self.wards[town], _DESKS)):
                yield from self._desk(f"servicepoint:{SCOPE}/{place.rpartition('/')[2]}",
                                      body, place)

    def _body(self, entity: str, name: str, town: str) -> Iterator[Fact]:
        yield Fact(entity, "type", value="PublicBody")
        yield Fact(entity, "name", value=name)
        yield self._to(entity, "active_in", town)

    def _desk(self, entity: str, body: str, place: str) -> Iterator[Fact]:
        yield Fact(entity, "type", value="ServicePoint")
        yield Fact(entity, "name", value=f"Loket {place.rpartition('/')[2]}")
        yield self._to(entity, "at", body)
        yield self._to(entity, "serves", place)

    def _place(self) -> str:
        return self._any(self.random.choices(("area", "ward", "town"), (6, 3, 1))[0])

    def _text(self, themes: Sequence[str]) -> str:
        own = [self.random.choice(self.words[t]) for t in themes for _ in range(2)]
        words = own + self.random.choices(_COMMON, k=6)
        words += self.random.choices(self.vocabulary, cum_weights=self.frequency, k=9)
        self.random.shuffle(words)
        return " ".join(words).capitalize()

    def _initiative(self, entity: str, number: int) -> Iterator[Fact]:
        themes = self.random.sample(self.ids["theme"], self.random.choice((1, 1, 2)))
        first, second = self.random.choices(_STREETS, k=2)
        yield Fact(entity, "name", value=f"{first.capitalize()}{second} {number}")
        yield Fact(entity, "description", value=self._text(themes))
        started = self.random.choice(_YEARS)
        yield Fact(entity, "started", value=f"{started}-0{self.random.randint(1, 9)}-01")
        if self.random.random() < 0.15:
            yield Fact(entity, "ended", value=f"{self.random.randint(started, 2026)}-10-01")
        yield from (self._to(entity, "about", theme) for theme in themes)
        yield self._to(entity, "active_in", self._place())
        if self.random.random() < 0.6:
            yield self._to(entity, "for_group", self._any("targetgroup"))
        if self.random.random() < 0.3:
            yield self._to(entity, "housed_in", self._any("venue"))
        if self.random.random() < 0.4:
            yield self._to(entity, "run_by", self._known("organisation"))

    def _organisation(self, entity: str, number: int) -> Iterator[Fact]:
        yield Fact(entity, "name", value=f"Stichting {self.random.choice(_STREETS)} {number}")
        yield self._to(entity, "active_in", self._place())
        yield self._to(entity, "about", self._any("theme"))

    def _person(self, entity: str, number: int) -> Iterator[Fact]:
        first, second = self.random.choice(_FIRST), self.random.choice(_STREETS)
        family = f"{second.capitalize()}{self.random.choice(_STREETS)}"
        yield Fact(entity, "name", value=f"{first} {self.random.choice(_FIRST)} van der {family}")
        if number < len(self.ids["post"]) * 0.9:
            yield self._to(entity, "holds", self.ids["post"][number])
        elif self.random.random() < 0.5:
            yield self._to(entity, "represents", self._any("initiative"))
        else:
            yield self._to(entity, "member_of", self._known("organisation"))

    def _post(self, entity: str, number: int) -> Iterator[Fact]:
        yield Fact(entity, "name", value=f"Adviseur {number}")
        yield Fact(entity, "standing", value="professional")
        yield Fact(entity, "email", value=f"post{number}@bench.example")
        public = self.random.random() < 0.4
        party = self._any("publicbody") if public else self._known("organisation")
        yield self._to(entity, "at", party)
        yield self._to(entity, "serves", self._place())
        for theme in self.random.sample(self.ids["theme"], self.random.randint(1, 3)):
            yield self._to(entity, "covers", theme)

    def _venue(self, entity: str, number: int) -> Iterator[Fact]:
        yield Fact(entity, "name", value=f"Huis {self.random.choice(_STREETS)} {number}")
        yield self._to(entity, "located_in", self._any("area"))

    def _grant(self, entity: str, number: int) -> Iterator[Fact]:
        yield Fact(entity, "name", value=f"Subsidie {number}")
        yield Fact(entity, "year", value=str(self.random.choice(_YEARS)))
        asked = int(self.random.paretovariate(1.1) * 1000)
        yield Fact(entity, "amount_requested", value=str(asked * 100))
        if self.random.random() < 0.7:
            yield Fact(entity, "amount_granted", value=str(asked * 80))
        yield self._to(entity, "payer", self._any("publicbody"))
        taker = self._any("initiative")
        yield self._to(entity, "recipient", taker)
        yield self._to(entity, "funds", taker)
        yield self._to(entity, "under", self._any("scheme"))
        yield self._to(entity, "benefits", self._place())

    def _scheme(self, entity: str, number: int) -> Iterator[Fact]:
        yield Fact(entity, "name", value=f"Regeling {number}")
        yield self._to(entity, "owned_by", self._any("post"))
        yield self._to(entity, "about", self._any("theme"))
        yield self._to(entity, "open_to", self._any("town"))

    def _need(self, entity: str, number: int) -> Iterator[Fact]:
        yield Fact(entity, "name", value=f"Vraag {number}")
        yield Fact(entity, "status", value=self.random.choice(("open", "open", "met")))
        yield self._to(entity, "sought_by", self._any("initiative"))
        yield self._to(entity, "asks_for", self._any("resource"))
        yield self._to(entity, "needed_in", self._place())
        yield self._to(entity, "about", self._any("theme"))

    def _offer(self, entity: str, number: int) -> Iterator[Fact]:
        yield Fact(entity, "name", value=f"Aanbod {number}")
        yield Fact(entity, "status", value="open")
        yield self._to(entity, "offered_by", self._known("organisation"))
        yield self._to(entity, "provides", self._any("resource"))
        yield self._to(entity, "available_in", self._place())
        yield self._to(entity, "about", self._any("theme"))

    def _event(self, entity: str, number: int) -> Iterator[Fact]:
        yield Fact(entity, "name", value=f"Bijeenkomst {number}")
        yield Fact(entity, "date", value=f"{self.random.choice(_YEARS)}-05-01")
        yield self._to(entity, "held_in", self._any("ward"))

    def _agreement(self, entity: str, number: int) -> Iterator[Fact]:
        yield Fact(entity, "name", value=f"Pact {number}")
        for _ in range(self.random.randint(2, 8)):
            yield self._to(entity, "agreed_by", self._known("organisation"))
        yield self._to(entity, "concerns", self._any("ward"))

    def _commitment(self, entity: str, number: int) -> Iterator[Fact]:
        yield Fact(entity, "name", value=f"Toezegging {number}")
        yield self._to(entity, "made_by", self._any("post").replace("post:", "person:"))
        yield self._to(entity, "made_to", self._any("initiative"))
        yield self._to(entity, "under", self._any("agreement"))

    def _more_ties(self) -> Iterator[Fact]:
        """Yield ties between agents until there are enough arrows; a third is met at events."""
        for turn in count():
            if self.arrows >= self.edges:
                return
            if turn % 3 == 0:
                yield self._to(self._any("person"), "attended", self._any("event"))
            elif turn % 3 == 1:
                self.arrows += 1  # stands both ways
                yield self._to(self._any("initiative"), "works_with", self._any("initiative"))
            else:
                self.arrows += 1
                yield self._to(self._known("organisation"), "works_with", self._any("initiative"))
