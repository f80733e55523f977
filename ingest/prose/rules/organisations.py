"""Organisations and initiatives: what kind, whose part, with whom, and whether they end."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations, product
from typing import Final

from ingest.prose.context import LIST, ONE, PARTY, Context, Draft, Tagged
from ingest.prose.entities import PARTIES, Entity
from ingest.prose.kinds import kind_of
from ingest.prose.rules import Rule

_VAGUE: Final = frozenset(
    {
        "werkgroep",
        "project",
        "initiatief",
        "groep",
        "organisatie",
        "club",
        "team",
        "bewonersinitiatief",
        "buurtinitiatief",
        "dienst",
        "bureau",
        "instelling",
    }
)
_KINDS: Final = PARTIES | {"Venue"}
_NOUN: Final = re.compile(
    rf"\b(?P<kind>(?:(?:sociaal|sociale|maatschappelijke|lokale) )?[a-zà-ÿ-]{{5,}}) {PARTY}"
)
_AS: Final = re.compile(
    rf"{PARTY}(?: [a-zà-ÿ]+){{0,2}} als (?:een |de )?(?:nieuwe )?(?P<kind>(?:[Ss]ociaal "
    rf"|[Ss]ociale )?[A-Za-zà-ÿ-]{{5,}})"
)
_IS: Final = re.compile(
    rf"^(?:(?:De|Het|Ook) )?{PARTY} is (?:een|de|het|dé|hét) (?P<kind>(?:[a-zà-ÿ-]+"
    rf" )?[a-zà-ÿ-]{{5,}})\b"
)
_SUCH: Final = re.compile(
    rf"\b(?P<adj>professionele|maatschappelijke|culturele|lokale)? ?(?P<kind>organisaties"
    rf"|wereld|instellingen|partijen|[a-zà-ÿ]*corporaties"
    rf"|[a-zà-ÿ]*organisaties|[a-zà-ÿ]*verenigingen|[a-zà-ÿ]*instellingen|[a-zà-ÿ]*stichtingen)"
    rf"(?:,? (?:met|zoals|waaronder|als))? (?P<list>{LIST})"
)
_PART: Final = re.compile(
    rf"\b(?:is|als|zijn|vormt|worden|wordt)?\s*(?:een )?onderdeel (?:zijn )?van (?:de |het"
    rf" )?{PARTY}"
)
_IS_PART: Final = re.compile(
    rf"^(?:(?:De|Het) )?{PARTY} is (?:een )?onderdeel van (?:de |het )?{PARTY}"
)
_MEMBERS: Final = re.compile(
    rf"\bleden van (?:de |het )?(?:\([^)]*\) )?{PARTY} \((?:inclusief|waaronder|onder wie|zoals)"
    rf"[^⟦)]*(?P<list>{LIST})\)"
)
_RUN: Final = re.compile(
    rf"\b(?:wordt|worden|is|werd)\b[^.]*?\b(?:gedragen|gerund|geleid|beheerd|uitgevoerd|opgezet|opgericht)"
    rf" door (?:de |het )?(?P<who>{LIST})"
)
_CARRIES: Final = re.compile(
    rf"{PARTY} (?:draagt|dragen|runt|runnen|beheert|beheren|exploiteert|exploiteren|coördineert)"
    r"(?: (?:ook|samen|nu|al))*(?: (?:de|het))? ⟦I(\d+)⟧(?! (?:bij|over|voor)\b)"
)
_STARTED_BY: Final = re.compile(
    rf"⟦I(\d+)⟧,? (?:is |was )?een (?:[a-zà-ÿ]+ )?(?:initiatief|project) van"
    rf" (?:de |het )?(?P<who>{LIST})"
)
_SAYS_KIND: Final = re.compile(r"(?:corporatie|organisatie|instelling|aanbieder)$")
_OWN_NOUN: Final = re.compile(r"(?P<kind>[A-ZÀ-Þ][a-zà-ÿ]{6,}) (?P<rest>\S.*)")
_WITH: Final = re.compile(
    rf"(?P<a>{LIST})[^.⟦]{{0,60}}?\b(?:werkt|werken|werkte|samenwerkt|samenwerken|samenwerking|trekt|trekken|optrekt)\b"
    rf"[^.⟦]*?\b(?:samen |nauw )*(?:samen )?met (?:de |het )?(?:[a-zà-ÿ]+ )?(?P<b>{LIST})"
)
_JOINT: Final = re.compile(
    rf"\b(?:samenwerking (?:van|tussen)|samenwerkingsverband van|samenspel (?:van|tussen))"
    rf" (?:de |het )?"
    rf"(?:[a-zà-ÿ-]+ )?(?P<list>{LIST})"
)
_ALONGSIDE: Final = re.compile(
    rf"⟦[OIGV](?P<a>\d+)⟧ [^.⟦⟧]{{0,80}}\bsamen met (?:de |het )?(?:[a-zà-ÿ]+ )?(?P<b>{LIST})"
)
_HELP: Final = re.compile(
    rf"\b[mM]et (?:de )?(?:hulp|behulp|steun|ondersteuning) van (?:[a-zà-ÿ]+"
    rf" ){{0,3}}(?P<b>{LIST})[^.]*?"
    r"\bvoor (?:de |het )?(?:[a-zà-ÿ]+ )?⟦[OI](?P<a>\d+)⟧"
)
_PARTNER: Final = re.compile(
    rf"^(?:Ook |Daarnaast (?:is|zijn) )?(?:de |het |De |Het )?(?P<b>{LIST}) (?:is|zijn)(?:"
    rf" [a-zà-ÿ]+)? partners?\b"
)
_BUNDLED: Final = re.compile(
    r"\b(?:krachten (?:gebundeld|bundelen)|bundelden\b.*\bkrachten|samengewerkt|slaan de"
    r" handen ineen)"
)
_WITH_FUND: Final = re.compile(rf"{PARTY} (?:heeft|hebben)\b[^.]*\bmet (?:de |het )?{PARTY}\.?$")
_ENDS: Final = re.compile(
    rf"{PARTY}(?: (?:per|vanaf|in|met ingang van) [a-z0-9 ]{{2,25}}?)? (?:verdwijnt|stopt"
    rf"|sluit|houdt (?:ermee op|op te bestaan)|gaat dicht|wordt opgeheven"
    r"|moet (?:[a-z ]{0,40} )?(?:sluiten|verdwijnen|stoppen|weg))\b",
    re.IGNORECASE,
)


def _named_kinds(context: Context, tagged: Tagged) -> Iterator[Draft]:
    """'Woningcorporatie Ons Erf' is one, when the text elsewhere says just 'Ons Erf'."""
    for item in tagged.items:
        found = _OWN_NOUN.fullmatch(tagged.sentence.text[item.start : item.end])
        if found is None or item.entity.type not in PARTIES:
            continue
        kind = found["kind"].lower()
        if _SAYS_KIND.search(kind) and found["rest"] in item.entity.variants:
            yield context.draft("organisations.called", item.entity, "kind", kind, tagged)


def _is_kind(word: str) -> bool:
    return kind_of(word.split()[-1]) in ("organisation", "initiative") and word not in _VAGUE


def kinds(context: Context) -> Iterator[Draft]:
    """'woningcorporatie Ons Erf', 'Zon is een stichting', 'X als nieuwe welzijnsorganisatie'."""
    for tagged in context.body:
        for match in _NOUN.finditer(tagged.text):
            party, kind = tagged.one(match[2]), match["kind"].strip()
            part_of_name = party.name.lower().startswith(kind.split()[-1])
            if _is_kind(kind) and party.type in _KINDS and not part_of_name:
                yield context.draft("organisations.noun", party, "kind", _kind(kind), tagged)
        for pattern, rule in ((_AS, "organisations.as"), (_IS, "organisations.is")):
            for match in pattern.finditer(tagged.text):
                party, kind = tagged.one(match[1]), match["kind"].strip()
                if _is_kind(kind) and not re.search(r"afwijz|afgewezen", tagged.text):
                    yield context.draft(rule, party, "kind", _kind(kind), tagged)
        for match in _SUCH.finditer(tagged.text):
            yield from _such(context, tagged, match)
        yield from _named_kinds(context, tagged)


def _kind(raw: str) -> str:
    words = raw.lower().split()
    return " ".join(words if len(words) > 1 and words[0] in ("sociaal", "sociale") else words[-1:])


def _such(context: Context, tagged: Tagged, match: re.Match[str]) -> Iterator[Draft]:
    noun = {"wereld": "organisatie", "partijen": "partij"}.get(match["kind"]) or (
        re.sub(r"en$", "", re.sub(r"(?<=ati)es$|(?<=uti)es$", "e", match["kind"]))
    )
    kind = f"{match['adj'] or ''} {noun}".strip()
    if kind in ("organisatie", "partij"):
        return
    same = re.split(r"(?:,| en) (?:de|het) ", match["list"])[0]
    for party in tagged.all(same, _KINDS - {"PublicBody"}):
        yield context.draft("organisations.such", party, "kind", kind, tagged)


def parts(context: Context) -> Iterator[Draft]:
    """'X is onderdeel van Y', 'X wordt gedragen door Y'."""
    for tagged in context.body:
        for match in _PART.finditer(tagged.text):
            whole = tagged.one(match[1])
            subject = _subject(context, tagged, match.start())
            if subject is not None and subject is not whole:
                yield context.draft("organisations.part", subject, "part_of", whole, tagged)
        explicit = _IS_PART.match(tagged.text)
        if explicit and explicit[1] != explicit[2]:
            part, whole = tagged.one(explicit[1]), tagged.one(explicit[2])
            yield context.draft("organisations.is_part", part, "part_of", whole, tagged)
        for match in _MEMBERS.finditer(tagged.text):
            for party in tagged.all(match["list"], PARTIES):
                yield context.draft(
                    "organisations.members", party, "member_of", tagged.one(match[1]), tagged
                )
        yield from _carried(context, tagged)
        for match in _RUN.finditer(tagged.text):
            subject = _subject(context, tagged, match.start())
            for party in tagged.all(match["who"]):
                if subject is not None and subject is not party and subject.type != "Person":
                    yield context.draft("organisations.run", subject, "run_by", party, tagged)


def _carried(context: Context, tagged: Tagged) -> Iterator[Draft]:
    """'Stichting Zon draagt Buurttuin De Akker', 'De Akker is een initiatief van Zon'."""
    for match in _CARRIES.finditer(tagged.text):
        if not re.match(r"[^.]*\b(?:niet|bij|over)\b", tagged.text[match.end() :]):
            carrier, carried = tagged.one(match[1]), tagged.one(match[2])
            yield context.draft("organisations.carries", carried, "run_by", carrier, tagged)
    for match in _STARTED_BY.finditer(tagged.text):
        for party in tagged.all(match["who"], PARTIES):
            started = tagged.one(match[1])
            if party is not started:
                yield context.draft("organisations.of", started, "run_by", party, tagged)


def _subject(context: Context, tagged: Tagged, before: int) -> Entity | None:
    found = re.match(rf"^(?:(?:De|Het|Ook) )?{PARTY}", tagged.text)
    if found and found.end() <= before:
        return tagged.one(found[1])
    topic = context.topic(tagged)
    return topic[0] if len(topic) == 1 else None


def together(context: Context) -> Iterator[Draft]:
    """Who works with whom."""
    for tagged in context.body:
        if re.search(r"\bniet (?:meer )?samen", tagged.text):
            continue
        for rule, a, b in _pairs(context, tagged):
            if a is not b and a.type in PARTIES:
                yield context.draft(rule, a, "works_with", b, tagged)
        yield from _others(context, tagged)


def _pairs(context: Context, tagged: Tagged) -> Iterator[tuple[str, Entity, Entity]]:
    for match in _WITH.finditer(tagged.text):
        for a, b in product(tagged.all(match["a"], PARTIES), tagged.all(match["b"], PARTIES)):
            yield "organisations.with", a, b
    for rule, pattern in (("organisations.alongside", _ALONGSIDE), ("organisations.help", _HELP)):
        for match in pattern.finditer(tagged.text):
            for b in tagged.all(match["b"], PARTIES):
                yield rule, tagged.one(match["a"]), b
    partner = _PARTNER.match(tagged.text)
    before = context.party_before(tagged) or next(iter(context.topic(tagged)), None)
    if partner and before is not None:
        for b in tagged.all(partner["b"], PARTIES):
            yield "organisations.partner", before, b
    for match in _JOINT.finditer(tagged.text):
        for a, b in combinations(tagged.all(match["list"], PARTIES), 2):
            yield "organisations.joint", a, b


def _others(context: Context, tagged: Tagged) -> Iterator[Draft]:
    match = _WITH_FUND.search(tagged.text)
    if match:
        a, b = tagged.one(match[1]), tagged.one(match[2])
        if a is not b:
            yield context.draft("organisations.achieved", a, "works_with", b, tagged)
    host = re.search(
        rf"\bin de [a-zà-ÿ]*(?:huiskamer|ruimte|tuin) van (?P<list>{ONE} en (?:de |het )?{ONE})",
        tagged.text,
    )
    for a, b in combinations(tagged.all(host["list"], PARTIES), 2) if host else ():
        yield context.draft("organisations.shared", a, "works_with", b, tagged)
    after = context.after(tagged)
    listed = (
        re.match(rf"(?P<list>{LIST}) (?:hebben|zijn|gaan|organiseerden|maakten)\b", after.text)
        if after
        else None
    )
    if after and listed and _BUNDLED.search(tagged.text):
        for a, b in combinations(after.all(listed["list"], PARTIES), 2):
            yield context.draft("organisations.bundled", a, "works_with", b, tagged, after)


def endings(context: Context) -> Iterator[Draft]:
    """'Nu de huiskamer verdwijnt': something ends; always for a person to judge."""
    for tagged in context.body:
        for match in _ENDS.finditer(tagged.text):
            if tagged.text.rstrip().endswith("?"):
                continue
            subject = tagged.one(match[1])
            if subject.type in ("Initiative", "Organisation"):
                yield context.draft(
                    "organisations.ends",
                    subject,
                    "phase",
                    "ended",
                    tagged,
                    says=tagged.plain(match.group()),
                )


RULES: Final = (
    Rule("organisations.noun", 1, 0.95),
    Rule("organisations.as", 1, 0.85),
    Rule("organisations.is", 1, 0.85),
    Rule("organisations.such", 1, 0.8),
    Rule("organisations.part", 1, 0.75),
    Rule("organisations.is_part", 1, 0.92),
    Rule("organisations.members", 1, 0.85),
    Rule("organisations.run", 1, 0.85),
    Rule("organisations.carries", 1, 0.88),
    Rule("organisations.of", 1, 0.88),
    Rule("organisations.called", 1, 0.88),
    Rule("organisations.with", 1, 0.9),
    Rule("organisations.alongside", 1, 0.8),
    Rule("organisations.partner", 1, 0.75),
    Rule("organisations.help", 1, 0.75),
    Rule("organisations.joint", 1, 0.85),
    Rule("organisations.achieved", 1, 0.6),
    Rule("organisations.shared", 1, 0.7),
    Rule("organisations.bundled", 1, 0.75),
    Rule("organisations.ends", 1, 0.5),
)
FINDERS: Final = (kinds, parts, together, endings)
