"""Invented lists of up to a million names of a country, of which it is known who is who.

Towns are filled one by one, so that a longer list has more towns. Planted are spellings, legal
forms, abbreviations, and what tells names apart that are nearly equal: sisters by number, Roman
number, year, compass word or article, legal forms, namesakes in other towns and in other
neighbourhoods of one town, people of one name, wrong and missing context.
"""

from __future__ import annotations

import csv
import random
from collections.abc import Iterator, Sequence
from itertools import product
from pathlib import Path
from typing import Final, NamedTuple

from benchmarks.name_lists import a_person, an_organisation, spellings, what_counts
from benchmarks.name_words import VOCABULARIES, Vocabulary

COLUMNS: Final = ("naam", "soort", "organisatie", "postcode", "plaats", "waarheid")
_PER_TOWN: Final = 2500
_FRONTS: Final = (
    "Zonne Water Linden Kastanje Molen Veen Duin Haven Konings Raven Zilver Goud Winter Zomer "
    "Lente Heide Kruis Berken Eiken Wilgen Rozen Vlas Korte Lange Hoge Lage Noorder Zuider "
    "Ooster Wester Klaver Distel Sterren Maan Wolken Vlinder Reiger Zwanen Vinken Meeuwen").split()
_BACKS: Final = (
    "hof brug veld weide bron poort berg dal stek kamp borg kade zicht tuin burcht horst lust "
    "rust laan kring gaard broek akker singel plas haag toren stroom sluis vaart").split()
_TOWN_FRONTS: Final = (
    "Aver Bruin Crom Dal Elz Frans Gel Harde Idsing Jisp Kol Lop Maar Nijen Ommer Pol Roos Schin "
    "Tieng Urs").split()
_TOWN_BACKS: Final = (
    "dam broek huizen veen lo wijk beek voort drecht hoven ingen werd burg zijl made horn mond "
    "schoten karspel sloot").split()
_NAME_FRONTS: Final = (
    "Hoog Groen Wester Dijk Bree Kolk Slaa Ruit Ven Til Wit Zwart Koel Mole Boer Sande Kamp Hage "
    "Poel Eik Terp Wolf Vree Lam Schip").split()
_NAME_BACKS: Final = (
    "stra sma mans ma ink veld kamp bergen hout laar horst huis man ing sen").split()
_DISTRICTS: Final = 12
_LETTERS: Final = "ABCDEGHJKLNPRSTVWXZ"


class Listed(NamedTuple):
    """A row of the list; `truth` is the number of the thing that it stands for."""

    name: str
    kind: str
    organisation: str
    postcode: str
    place: str
    truth: int


class _Town(NamedTuple):
    name: str
    districts: tuple[int, ...]
    words: Vocabulary


def rows(size: int, seed: int = 0) -> list[Listed]:
    """Return a list of `size` rows in no order; the same for the same seed."""
    rng = random.Random(f"long{seed}")
    found: list[Listed] = []
    truth = 0
    for town in _towns(rng):
        made = list(_town_rows(rng, town, truth))
        truth += len(made)
        found += made
        if len(found) >= size:
            break
    del found[size:]
    rng.shuffle(found)
    return found


def write(size: int, path: Path, seed: int = 0) -> list[int]:
    """Write a list as CSV and return the truth of each row; the first row of data is row 2."""
    found = rows(size, seed)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        writer.writerows(found)
    return [row.truth for row in found]


def _towns(rng: random.Random) -> Iterator[_Town]:
    one, other = VOCABULARIES["a"], VOCABULARIES["b"]
    things = [f"{a}{b}" for a, b in product(_FRONTS, _BACKS)]
    family = [f"{a}{b}" for a, b in product(_NAME_FRONTS, _NAME_BACKS)]
    words = Vocabulary(
        (), one.places + other.places, (one.things + other.things) * 10 + tuple(things),
        one.kinds + other.kinds, one.groups + other.groups, one.trades + other.trades,
        one.given + other.given,
        one.surnames * 2 + other.surnames * 2 + tuple(family) + tuple(f"van {n}" for n in family),
        one.nicknames + other.nicknames,
    )
    names = [f"{a}{b}" for a, b in product(_TOWN_FRONTS, _TOWN_BACKS)]
    rng.shuffle(names)
    for number, name in enumerate(names):
        first = 1000 + number * _DISTRICTS
        # A town of its own has its own places and a part of the words, as towns have.
        local = words._replace(places=tuple(rng.sample(words.places, 15)),
                               things=tuple(rng.sample(words.things, 700)))
        yield _Town(name, tuple(range(first, first + _DISTRICTS)), local)


def _town_rows(rng: random.Random, town: _Town, truth: int) -> Iterator[Listed]:
    """Yield about 2,500 rows: organisations and what resembles them, then people."""
    names = _names(rng, town)
    count = truth
    for name in names:
        umbrella = rng.choice(names) if rng.random() < 0.15 else ""
        yield from _spelled(rng, town, name, umbrella, count)
        count += 1
    few = names[:max(1, len(names) // 60)]
    for _ in range(_PER_TOWN // 5):
        employer = rng.choice(few if rng.random() < 0.5 else names)
        yield from _person(rng, town, employer, count)
        count += 1


def _names(rng: random.Random, town: _Town) -> list[str]:
    found: dict[str, str] = {}
    extra: list[str] = []
    while len(found) < _PER_TOWN * 0.48:
        name = an_organisation(rng, town.words, town.name)
        if found.setdefault(what_counts(name, town.name), name) is name and rng.random() < 0.12:
            sister = _sister(rng, name)
            if sister == name:
                extra.append(name)
            else:
                found.setdefault(what_counts(sister, town.name), sister)
    return list(found.values()) + extra


def _sister(rng: random.Random, name: str) -> str:
    """Return the name of something else that is nearly equal, or is equal in another district."""
    year, number = rng.randint(2015, 2025), rng.randint(1, 30)
    return rng.choice((
        name, name, f"{name} {rng.choice(('Noord', 'Noord-Oost', 'Oost', 'Zuidwest'))}",
        f"{name} {number}", f"{name} {rng.choice(('I', 'II', 'III', 'IV', 'VI'))}",
        f"{name} {year}", f"{name} {year + 1}", f"{name} Beheer B.V.", f"Vrienden van {name}",
        f"Stichting {name}", f"Vereniging {name}", f"{name} Jeugd", f"{name} Junior",
    ))


def _spelled(
    rng: random.Random, town: _Town, name: str, umbrella: str, truth: int
) -> Iterator[Listed]:
    home = _postcode(rng, rng.choice(town.districts))
    for spelling in spellings(rng, name, town.name):
        yield Listed(
            spelling, "organisatie", umbrella if rng.random() < 0.9 else "",
            _told_postcode(rng, town, home), _told_place(rng, town), truth)


def _person(rng: random.Random, town: _Town, employer: str, truth: int) -> Iterator[Listed]:
    w = town.words
    given = w.given[min(int(rng.expovariate(4 / len(w.given))), len(w.given) - 1)]
    second = rng.choice(w.given) if rng.random() < 0.3 else ""
    family = rng.choice(w.surnames)
    home = _postcode(rng, rng.choice(town.districts))
    for _ in range(rng.choices((1, 2, 3), (65, 27, 8))[0]):
        at = employer if rng.random() < 0.95 else ""
        yield Listed(
            a_person(rng, w, given, second, family, ""), "persoon",
            next(reversed(list(spellings(rng, at, town.name)))) if at else "",
            _told_postcode(rng, town, home) if rng.random() < 0.4 else "",
            _told_place(rng, town), truth)


def _postcode(rng: random.Random, district: int) -> str:
    return f"{district} {rng.choice(_LETTERS)}{rng.choice('ABCD')}"


def _told_postcode(rng: random.Random, town: _Town, home: str) -> str:
    """Return the postcode as a list gives it: right, of a letter box, short, or not at all."""
    chance = rng.random()
    if chance < 0.15:
        return ""
    if chance < 0.22:
        return _postcode(rng, rng.choice(town.districts))
    return home[:4] if chance < 0.27 else home.replace(" ", "") if chance < 0.4 else home


def _told_place(rng: random.Random, town: _Town) -> str:
    chance = rng.random()
    if chance < 0.08:
        return ""
    if chance < 0.1:
        return f"{rng.choice(_TOWN_FRONTS)}{rng.choice(_TOWN_BACKS)}"
    return town.name.upper() if chance < 0.2 else town.name


def true_pairs(truths: Sequence[int]) -> int:
    """Return how many pairs of rows are one thing."""
    counted: dict[int, int] = {}
    for truth in truths:
        counted[truth] = counted.get(truth, 0) + 1
    return sum(n * (n - 1) // 2 for n in counted.values())
