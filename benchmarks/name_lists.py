"""Invented lists of names of which it is known who is who: towns, seeded spellings, namesakes."""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Callable, Iterator
from typing import Final, NamedTuple

from benchmarks.name_words import VOCABULARIES, Vocabulary
from graph.matching.context import ORGANISATION, PERSON, Context

_LETTERS: Final = "abcdefghijklmnoprstuvwz"


class Named(NamedTuple):
    """A name as it stands in a list, and which thing it truly is."""

    name: str
    context: Context
    truth: int


def organisations(vocabulary: str, seed: int, size: int, *, context: bool = True) -> list[Named]:
    """Return a list of names of `size` organisations of one town, many in several spellings."""
    rng = random.Random(f"{vocabulary}{seed}")
    words = VOCABULARIES[vocabulary]
    town = rng.choice(words.towns)
    names: dict[str, str] = {}
    tries = 0
    while len(names) < size and tries < size * 20:
        name = an_organisation(rng, words, town)
        names.setdefault(what_counts(name, town), name)
        tries += 1
    found = []
    for truth, name in enumerate(names.values()):
        place = rng.choice(words.places)
        for spelling in spellings(rng, name, town):
            at = place if rng.random() < 0.9 else rng.choice(words.places)
            known = Context(place=at if context and rng.random() < 0.7 else "", kind=ORGANISATION)
            found.append(Named(spelling, known, truth))
    return found


def what_counts(name: str, town: str) -> str:
    """Return what two things in one town do not share: all but its name, articles and signs."""
    kept = (w for w in name.split() if w not in ("De", "Het", "&", town))
    return "".join(c for c in "".join(kept).casefold() if c.isalnum())


def an_organisation(rng: random.Random, w: Vocabulary, town: str) -> str:
    thing, kind, place = rng.choice(w.things), rng.choice(w.kinds), rng.choice(w.places)
    number, group, trade = rng.randint(1, 4), rng.choice(w.groups), rng.choice(w.trades)
    family = rng.choice(w.surnames)
    letters = "".join(rng.choice(rng.choice((w.kinds, w.places)))[0] for _ in range(3)).upper()
    patterns = (
        rng.choice((letters, f"Stichting {letters}")),
        f"{kind} {place}", f"{kind} De {thing}", f"Stichting {kind} De {thing}",
        f"{kind} De {thing} {place}", f"Stichting De {thing}", f"Stichting {thing} {town}",
        f"Stichting {group} {place}", f"Stichting {thing} voor {group}", f"{kind} {town}",
        f"Basisschool De {thing} {number}", f"Vereniging {thing} & {rng.choice(w.things)}",
        f"Vereniging Vrienden van {kind} De {thing}", f"{kind} {place} {town}",
        f"Bewonersvereniging {place}", f"Stichting Opvang {group} {place}", f"Samen {place}",
        f"{trade} {family}", f"{family} {trade} B.V.", f"{family[:1].upper()}{family[1:]} {trade}",
        f"{thing} {trade} B.V.", f"Coöperatie {thing} {place} U.A.", f"{place} Werkt!",
        f"V.v.E. {place}straat {number * 10}-{number * 10 + 8}", f"{thing}{rng.randint(2, 99)}",
        f"Stichting {kind}s {rng.choice(('Noord', 'Zuid', 'Oost', 'West'))}", f"De {thing}",
        f"{thing} {place} i.o.", f"Wijkraad {place}", f"Stichting Steun {kind} {place}",
    )
    return rng.choice(patterns)


def spellings(rng: random.Random, name: str, town: str) -> Iterator[str]:
    yield name
    count = rng.choices((0, 1, 2), (55, 35, 10))[0]
    made = {name}
    for _ in range(count * 3):
        if len(made) > count:
            return
        spelling = name
        for change in rng.choices(_CHANGES, _LIKELY, k=rng.choices((1, 2), (75, 25))[0]):
            spelling = change(rng, spelling, town)
        if spelling not in made and len(spelling) > 2:
            made.add(spelling)
            yield spelling


def _case(rng: random.Random, name: str, _town: str) -> str:
    return rng.choice((name.upper(), name.lower(), name.title()))


def _form(rng: random.Random, name: str, _town: str) -> str:
    for long, short in (("Stichting ", ("St. ", "Stg. ", "stichting ", "St ", "Stichtng ", "")),
                        ("Vereniging ", ("Ver. ", "vereniging ", "Verenging ", "")),
                        ("Coöperatie ", ("Cooperatie ", "Coöp. ", ""))):
        if name.startswith(long):
            rest = name.removeprefix(long)
            return rng.choice([s + rest for s in short] + [f"{rest}, {long.strip()}"])
    if name.endswith(" B.V."):
        return name.removesuffix(" B.V.") + rng.choice((" BV", " bv", " b.v.", "", " B.V"))
    return name


def _small(rng: random.Random, name: str, _town: str) -> str:
    return rng.choice((
        name.replace("De ", "de "), name.replace("De ", ""), name.replace("-", " "),
        name.replace("&", "en"), name.replace(" ", "-", 1), name.replace(".", ""),
        name.replace("!", ""), f'"{name}"', name.replace("vereniging", " vereniging"),
        _bare(name), name.replace(" ", "  ", 1), name.replace(" i.o.", ""),
    ))


def _typo(rng: random.Random, name: str, _town: str) -> str:
    at = rng.randrange(1, max(2, len(name) - 1))
    if not name[at:at + 1].isalpha():
        return name
    letter = rng.choice(_LETTERS)
    return rng.choice((
        name[:at] + name[at + 1:], name[:at] + letter + name[at:], name[:at] + name[at] + name[at:],
        name[:at] + letter + name[at + 1:], name[:at - 1] + name[at] + name[at - 1] + name[at + 1:],
    ))


def _longer(rng: random.Random, name: str, town: str) -> str:
    return rng.choice((f"{name} {town}", name.replace(f" {town}", ""), f"{name} ({town})"))


def _short(rng: random.Random, name: str, _town: str) -> str:
    words = [w for w in name.replace("-", " ").split() if w not in ("Stichting", "Vereniging")]
    short = "".join(w[0] for w in words).upper()
    return rng.choice((short, f"{name} ({short})")) if len(words) > 2 else name


def _bare(name: str) -> str:
    spread = unicodedata.normalize("NFKD", name)
    return "".join(c for c in spread if not unicodedata.combining(c))


_Change = Callable[[random.Random, str, str], str]
_CHANGES: Final[tuple[_Change, ...]] = (_case, _form, _small, _typo, _longer, _short)
_LIKELY: Final = (20, 30, 25, 18, 6, 4)


def people(vocabulary: str, seed: int, size: int, *, context: bool = True) -> list[Named]:
    """Return a list of names of `size` people of one town, namesakes among them."""
    rng = random.Random(f"people{vocabulary}{seed}")
    w = VOCABULARIES[vocabulary]
    found = []
    for truth in range(size):
        given, family = _by_rank(rng, w.given), _family(rng, w)
        second = rng.choice(w.given) if rng.random() < 0.5 else ""
        third = rng.choice(w.surnames) if rng.random() < 0.06 else ""
        place = rng.choice(w.places)
        at = f"Stichting {rng.choice(w.things)} {rng.choice(w.places[:3])}"
        for _ in range(rng.choices((1, 2, 3), (60, 30, 10))[0]):
            here = at if rng.random() < 0.85 else f"Stichting {rng.choice(w.things)}"
            found.append(Named(a_person(rng, w, given, second, family, third), Context(
                organisation=here if context and rng.random() < 0.8 else "",
                place=place if context and rng.random() < 0.5 else "", kind=PERSON), truth))
    return found


def _family(rng: random.Random, w: Vocabulary) -> str:
    """Return a surname: a common one, or one made from the words of the town."""
    if rng.random() < 0.4:
        return _by_rank(rng, w.surnames)
    root = rng.choice(w.things).removeprefix("Ó ")
    ending = rng.choice(("stra", "sma", "man", "mans", "inga", "er", "ers", "s", "sen", "huis",
                         "veld", "kamp", "hout", "berg", "hof", "steen"))
    prefix = rng.choices(("", "van ", "van der ", "de ", "El "), (70, 10, 10, 7, 3))[0]
    return f"{prefix}{root}{ending}"


def _by_rank(rng: random.Random, names: tuple[str, ...]) -> str:
    return names[min(int(rng.expovariate(3 / len(names))), len(names) - 1)]


def a_person(
    rng: random.Random, w: Vocabulary, given: str, second: str, family: str, third: str
) -> str:
    called = next((short for long, short in w.nicknames if long == given), given)
    prefix, _, last = family.rpartition(" ")
    if third and rng.random() < 0.5:
        last = f"{last}-{third}"
    letters = "".join(f"{n[0]}." for n in (given, second) if n)
    surname = f"{prefix} {last}".strip()
    name = rng.choices((
        f"{given} {surname}", f"{called} {surname}", f"{letters} {surname}",
        f"{given[0]}. {surname}", f"{last}, {letters} {prefix}".strip(),
        f"{rng.choice((('Dhr.', 'Mw.')[len(given) % 2], 'drs.', 'ir.'))} {letters} {surname}",
        f"{last}, {given} {prefix}".strip(), f"{given} {second} {surname}".replace("  ", " "),
        f"{letters} ({given}) {surname}", _bare(f"{given} {surname}").upper(),
        f"{('Dhr.', 'Mw.')[len(given) % 2]} {surname}",
    ), (40, 5, 12, 8, 4, 6, 4, 4, 3, 4, 2))[0]
    return _typo(rng, name, "") if rng.random() < 0.08 else name
