"""Names in one document that may be one thing: proposals with reasons, never silent merges."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations
from typing import Final, NamedTuple

from rapidfuzz.distance import DamerauLevenshtein

from graph.naming import fold, plain
from ingest.prose.abbreviations import initialism_phrase
from ingest.prose.context import Context
from ingest.prose.entities import NAMED, Entity, bare, key_of
from ingest.prose.persons import surname

_GROUPS: Final = (
    {"Organisation", "Initiative", "PublicBody", "Venue"},
    {"Area"},
    {"Agreement"},
    {"Source"},
    {"Event"},
)
_SHORT: Final = 6
_MODEL: Final = re.compile(
    r"\b(?P<first>[a-zà-ÿ]{5,}?)(?:s|en)?(?P<noun>model|plan|pact|visie|aanpak|methode|programma)\b"
)


class Hint(NamedTuple):
    """Two names that may be one thing; `verdict` is same only for case and punctuation."""

    a: str
    b: str
    a_id: str
    b_id: str
    type: str
    why: str
    certainty: float
    verdict: str
    start: int
    end: int


def _hint(
    a: Entity,
    b: Entity,
    name_a: str,
    name_b: str,
    why: str,
    certainty: float,
    verdict: str = "unsure",
) -> Hint:
    span = next((s for s in a.spans if a.spans), (0, 0))
    return Hint(name_a, name_b, a.id, b.id, a.type, why, certainty, verdict, *span)


def _within(entity: Entity) -> Iterator[Hint]:
    """Spellings already read as one thing in this document."""
    names = sorted(
        {entity.name, *entity.variants} - _with_article(entity), key=lambda n: (-len(n), n)
    )
    main = entity.name
    tail = main.split(" ", 1)[1] if " " in main else main
    for other in names:
        if key_of(other) == key_of(tail) != key_of(main) and other != tail:
            yield _hint(
                entity,
                entity,
                other,
                tail,
                "alleen hoofdletters of leestekens verschillen",
                1.0,
                "same",
            )
        if other == main or len(plain(other)) < 2:
            continue
        if plain(other).replace(" ", "") == plain(main).replace(" ", ""):
            yield _hint(
                entity,
                entity,
                other,
                main,
                "alleen hoofdletters of leestekens verschillen",
                1.0,
                "same",
            )
        elif key_of(other) == key_of(main):
            yield _hint(entity, entity, other, main, "alleen het lidwoord verschilt", 0.97)
        elif (
            plain(bare(other)) in plain(main)
            and entity.type != "Person"
            and entity.type != "PublicBody"
        ):
            yield _hint(entity, entity, other, main, "de korte naam is een deel van de lange", 0.9)


def _with_article(entity: Entity) -> set[str]:
    """Return variants that only add a lower-case article, or a noun, in front of another."""
    known = {entity.name, *entity.variants}
    return (
        {
            n
            for n in known
            if any(
                n != o and n.lower().endswith(f" {o.lower()}") and n[: -len(o)].islower()
                for o in known
            )
        }
        | {n for n in known if re.match(r"(?:de|het|een|'t) ", n)}
        | {n for n in known if re.match(r"(?:De|Het) ", n) and n[n.index(" ") + 1 :] == entity.name}
    )


def _people(context: Context) -> Iterator[Hint]:
    people = [p for p in context.entities.of("Person") if len(p.name.split()) > 1]
    for a, b in combinations(people, 2):
        if fold(a.name.split()[0]) != fold(b.name.split()[0]):
            continue
        last = [fold(surname(p.name)).split()[-1] for p in (a, b)]
        apart = DamerauLevenshtein.distance(*last)
        if (0 < apart <= 2 and max(map(len, last)) > 3) or apart == 0:
            why = f"zelfde voornaam, achternaam verschilt {apart} letter(s)"
            yield _hint(a, b, a.name, b.name, why, 0.9 if apart < 2 else 0.7)


def _spellings(context: Context) -> Iterator[Hint]:
    for types in _GROUPS:
        things = [e for e in context.entities.of(*types) if not e.id.startswith("area:GM")]
        for a, b in combinations(things, 2):
            one, other = key_of(a.name), key_of(b.name)
            if (
                (a.known and b.known)
                or min(len(one), len(other)) < _SHORT
                or re.search(r"\d", one + other)
            ):
                continue
            apart = DamerauLevenshtein.distance(one, other, score_cutoff=2)
            if apart == 1 or (apart == 2 and min(len(one), len(other)) > 9):
                yield _hint(
                    a, b, a.name, b.name, f"{apart} letter(s) verschil", 0.9 if apart == 1 else 0.6
                )


def _initialisms(context: Context) -> Iterator[Hint]:
    things = context.entities.of("Organisation", "Initiative", "PublicBody", "Venue")
    for short in things:
        if not re.fullmatch(r"[A-Z]{2,6}", short.name):
            continue
        for long in things:
            words = [w for w in re.findall(r"[^\W_]+", long.name) if w[0].isupper()]
            if "".join(w[0] for w in words) == short.name and len(words) > 1:
                yield _hint(
                    short, long, short.name, long.name, "beginletters van de lange naam", 0.95
                )
    for post in context.entities.of("Post"):
        for variant in sorted(post.variants):
            if variant.isupper() and initialism_phrase(variant, context.document.text):
                yield _hint(post, post, variant, post.name, "afkorting van de omschrijving", 0.95)


def _models(context: Context) -> Iterator[Hint]:
    """'het schakelmodel' after 'het model "Schakels voor …"'."""
    papers = context.entities.of("Source", "Agreement")
    for found in _MODEL.finditer(context.document.text):
        for paper in papers:
            named = (paper.noun or "") == found["noun"] or found["noun"] in plain(paper.name)
            first = plain(paper.name).split()[0]
            if (
                named
                and first.startswith(fold(found["first"]))
                and found.group() not in plain(paper.name)
            ):
                paper.variants.add(found.group())
                yield Hint(
                    found.group(),
                    paper.name,
                    paper.id,
                    paper.id,
                    paper.type,
                    "samenstelling met het eerste woord van de naam",
                    0.85,
                    "unsure",
                    *found.span(),
                )


def find_hints(context: Context) -> list[Hint]:
    """Return every proposal once, surest first."""
    found: dict[frozenset[str], Hint] = {}
    for hint in (
        *_people(context),
        *_spellings(context),
        *_initialisms(context),
        *_models(context),
        *(h for e in list(context.entities) if e.type in NAMED for h in _within(e)),
    ):
        found.setdefault(frozenset({hint.a, hint.b}), hint)
    return sorted(found.values(), key=lambda h: (-h.certainty, h.a, h.b))
