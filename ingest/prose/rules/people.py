"""People: which function they have, for whom they speak, and who was there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from graph.naming import fold, slug
from ingest.prose.context import PARTY, Context, Draft, P, Tagged
from ingest.prose.entities import PARTIES, Entity
from ingest.prose.kinds import is_street
from ingest.prose.rules import Rule
from ingest.prose.words import either, roles, table

ROLE: Final = rf"(?P<role>(?:[a-zà-ÿ]+-)?[a-zà-ÿ]*?(?:{either(roles())}))"
_OF: Final = r"(?:van|bij|namens|voor|vanuit|uit)(?: (?:de|het|onze))?"
_TITLE: Final = re.compile(
    rf"\b{ROLE}(?: {_OF} {PARTY}| van (?:de|het) [a-zà-ÿ]+)?,? {P}", re.IGNORECASE
)
_BRACKET: Final = re.compile(rf"{P} \((?P<in>[^)]+)\)")
_APPOSITION: Final = re.compile(
    rf"{P}(?: \([^)]*\))?, (?:een |de |al sinds \d{{4}}"
    rf" )?(?P<words>[^,.;()⟦⟧]*?\b)?{ROLE}\b(?P<rest>[^.;,()]*)",
    re.IGNORECASE,
)
_NOT_LOCAL: Final = frozenset(
    {"gedeputeerde", "statenlid", "minister", "staatssecretaris", "kamerlid"}
)
_FROM: Final = re.compile(
    rf"{P},? (?:van|namens|bij|vanuit|uit)(?: (?:de|het))?(?: [a-zà-ÿ]+)? ?{PARTY}"
)
_BESIDE: Final = re.compile(rf"(?:^|[,;:] |\ben ){P} {PARTY}(?=[,;.)]| en |$)")
_DASH: Final = re.compile(
    rf"(?:^|[,;:] ){P} ?[–—-] (?:de |het )?{PARTY}(?=[,;.(]| [–—|-]|$)"
    rf"|^{PARTY} [–—-] {P}(?=[,;.(]| [–—|-]|$)"
)
_SIGNED_BY: Final = re.compile(
    r"^(?:behandeld door|behandelend ambtenaar|contactpersoon|inlichtingen(?: bij)?|steller"
    rf"|uw contact|van)\s*:? {P}",
    re.IGNORECASE,
)
_IS: Final = re.compile(
    rf"(?:{P} (?:is|wordt)|\b(?:is|wordt) {P})(?: (?:per|sinds|met ingang van) [a-z0-9 ]{{3,20}}?)?"
    rf" (?:de |het |onze |een )?(?:nieuwe )?{ROLE}(?= (?:van|bij)|[.,;]|$)"
    rf"(?: (?:van|bij) (?:de |het )?(?:[a-zà-ÿ]+ )?{PARTY})?",
    re.IGNORECASE,
)
_WHO_IS: Final = re.compile(
    rf"^(?:(?:De |Onze )?(?:nieuwe )?){ROLE}(?: (?:van|bij) (?:de |het )?{PARTY})? (?:is|wordt)"
    rf"(?: nu| sinds [a-z0-9 ]{{3,15}}?)? {P}",
    re.IGNORECASE,
)
_LIVES: Final = re.compile(
    r"\s*(?:\w*bewoner|\w*bewoonster|inwoner|inwoonster|buurman|buurvrouw|namens bewoners)\b", re.I
)
_LEAVES: Final = re.compile(
    r"\b(?:treedt|trad|treden|stopt|stopte|vertrekt|vertrok|afscheid|aftredend|voormalig|opgevolgd"
    r"|voorheen|destijds|jarenlang|werd)\b"
)
_AS: Final = re.compile(rf"{P}[^.;⟦⟧]{{0,60}}\bals {ROLE}\b", re.IGNORECASE)


def _post(context: Context, role: str, at: Entity | None) -> Entity:
    entity_id = None
    if at is not None:
        entity_id = f"{context.entities.id_for('Post', role)}-{slug(at.name)}"
    post = context.entities.add("Post", role, entity_id=entity_id)
    standing = roles().get(role) or next(
        (s for word, s in sorted(roles().items(), key=lambda r: -len(r[0])) if role.endswith(word)),
        "",
    )
    if standing:
        post.attributes["standing"] = standing
    if at is not None:
        post.attributes["at"] = at.id
    return post


def holds(
    context: Context,
    rule: str,
    tagged: Tagged,
    person: Entity,
    role: str,
    at: Entity | None,
    near: str = "",
) -> Iterator[Draft]:
    """Yield that a person holds a post, and belongs to the body that the post is at."""
    role = role.lower()
    if role.startswith(("oud-", "ex-")):
        return
    if role not in roles() and role.rpartition("-")[2] in roles():
        role = role.rpartition("-")[2]
    office = role in roles() and roles()[role] == "office"
    body = at or (_council_of(context, tagged, role, near) if office else None)
    post = _post(context, role, body)
    extra: dict[str, Any] = {"at": body.name} if body else {}
    yield context.draft(rule, person, "holds", post, tagged, **extra)
    if body is not None and body.type in PARTIES:
        if office:
            named = any(item.entity is body for item in tagged.items)
            rule = "people.office_named" if named else "people.office"
        yield context.draft(rule, person, "member_of", body, tagged)


def _council_of(context: Context, tagged: Tagged, role: str, near: str) -> Entity | None:
    """Return the gemeente of an office: the town named with it, else that of the document."""
    if role in _NOT_LOCAL:
        return None
    town = re.match(r"\s*(?:van |in |te )?(?:de gemeente )?⟦A(\d+)⟧", near)
    if not town:
        return context.municipality
    area = tagged.one(town[1])
    known = context.municipality
    if known is not None and fold(known.name) == f"gemeente {fold(area.name)}":
        return known
    return context.entities.add("PublicBody", f"gemeente {area.name}")


def titles(context: Context) -> Iterator[Draft]:
    """'wethouder Anna Jansen', 'directeur van Stichting Zon Piet Smit'."""
    for tagged in context.tagged:
        for match in _TITLE.finditer(tagged.text):
            if tagged.text[match.end() : match.end() + 1] == "'":
                continue
            groups = match.groups()
            person, at = tagged.one(groups[-1]), groups[-2]
            body = tagged.one(at) if at else None
            role = match["role"]
            before = re.search(
                r"(sociaal|maatschappelijk|actieve) $", tagged.text[: match.start()], re.I
            )
            role = (
                f"{before[1]} {role}"
                if before and f"{before[1]} {role}".lower() in roles()
                else role
            )
            if re.search(r"\b(?:oud|voormalig|ex)[- ]$", tagged.text[: match.start()], re.I):
                continue
            yield from holds(
                context,
                "people.title",
                tagged,
                person,
                role,
                body or _founder_of(context, role),
                tagged.text[match.end() :],
            )


def _founder_of(context: Context, role: str) -> Entity | None:
    """An initiator named without more is the initiator of the one initiative spoken of."""
    if not role.lower().startswith(("initiatiefne", "oprich")):
        return None
    parties = [e for e in context.entities.of("Initiative") if e.spans]
    return max(parties, key=lambda e: len(e.spans)) if parties else None


def brackets(context: Context) -> Iterator[Draft]:
    """'Anna Jansen (Stichting Zon)', 'Piet Smit (voorzitter)', '(wijkmanager gemeente Zee)'."""
    for tagged in context.tagged:
        for match in _BRACKET.finditer(tagged.text):
            person, inside = tagged.one(match[1]), match["in"]
            parties = tagged.all(inside, PARTIES | {"Venue"})
            role = re.match(rf"\s*{ROLE}\b", inside, re.IGNORECASE)
            short = table("nl")["short_roles"].get(inside.strip(" .").lower())
            if short:
                yield from holds(context, "people.bracket_role", tagged, person, short, None)
            elif role:
                yield from holds(
                    context,
                    "people.bracket_role",
                    tagged,
                    person,
                    role["role"],
                    parties[0] if parties else None,
                    inside[role.end() :],
                )
            if short or role or _LIVES.match(inside):
                continue
            parties = [p for p in parties if p.type != "Venue" or not _is_address(p.name)]
            if not re.match(r"\s*(?:(?:van|namens|bij|de|het|[a-zà-ÿ-]+) ){0,1}⟦", inside):
                continue
            for party in parties:
                yield context.draft("people.bracket", person, "member_of", party, tagged)
                if fold(party.name).startswith("gemeenteraad"):
                    post = _post(context, "gemeenteraadslid", party)
                    post.variants.add("raadslid")
                    yield context.draft(
                        "people.council", person, "holds", post, tagged, at=party.name
                    )


def _is_address(name: str) -> bool:
    return is_street(name.split()[-1]) or name[-1:].isdigit()


def appositions(context: Context) -> Iterator[Draft]:
    """'Anna Jansen, directeur van Stichting Zon', 'Piet Smit als coördinator'."""
    for tagged in context.tagged:
        for match in _APPOSITION.finditer(tagged.text):
            if re.match(r" ⟦P\d", tagged.text[match.end("role") :]):
                continue
            if (match["words"] or "").count(" ") > 2:
                continue
            found = re.match(rf" (?:{_OF} )?(?:[a-zà-ÿ]+ )?{PARTY}", match["rest"])
            party = tagged.one(found[1]) if found else None
            more = re.match(r" ([a-zà-ÿ]+)$|( [a-zà-ÿ]+)(?= )", match["rest"])
            role = match["role"]
            if (
                more
                and party is None
                and not re.match(r" (?:van|bij|die|en|is|in|van)\b", match["rest"])
            ):
                role += match["rest"].rstrip() if match["rest"].count(" ") < 3 else ""
            near = tagged.text[match.end("role") :]
            yield from holds(
                context, "people.apposition", tagged, tagged.one(match[1]), role, party, near
            )
        named = _WHO_IS.match(tagged.text)
        if named:
            at = tagged.one(named[2]) if named[2] else None
            yield from holds(context, "people.is", tagged, tagged.one(named[3]), named["role"], at)
        for match in _IS.finditer(tagged.text):
            at = tagged.one(match[4]) if match[4] else None
            person = tagged.one(match[1] or match[2])
            yield from holds(context, "people.is", tagged, person, match["role"], at)
        for match in _AS.finditer(tagged.text):
            if _LEAVES.search(tagged.text):
                continue
            parties = tagged.all(match.group(), PARTIES)
            yield from holds(
                context,
                "people.as",
                tagged,
                tagged.one(match[1]),
                match["role"],
                parties[0] if len(parties) == 1 else None,
            )


def ties(context: Context) -> Iterator[Draft]:
    """'Anna Jansen van Stichting Zon', 'Piet Smit Ons Huis' (when Ons Huis is named elsewhere)."""
    for tagged in context.tagged:
        for match in _FROM.finditer(tagged.text):
            party = tagged.one(match[2])
            yield context.draft("people.from", tagged.one(match[1]), "member_of", party, tagged)
        for match in _BESIDE.finditer(tagged.text):
            party = tagged.one(match[2])
            if len(party.spans) > 1:
                yield context.draft(
                    "people.beside", tagged.one(match[1]), "member_of", party, tagged
                )
        for match in _DASH.finditer(tagged.text):
            person, tied = match[1] or match[4], match[2] or match[3]
            yield context.draft(
                "people.dash", tagged.one(person), "member_of", tagged.one(tied), tagged
            )
        signed = _SIGNED_BY.match(tagged.text) if context.is_letter else None
        if signed and context.municipality is not None:
            yield context.draft(
                "people.letter", tagged.one(signed[1]), "member_of", context.municipality, tagged
            )


RULES: Final = (
    Rule("people.title", 2, 0.95),
    Rule("people.office", 2, 0.9),
    Rule("people.office_named", 1, 0.95),
    Rule("people.bracket", 1, 0.95),
    Rule("people.bracket_role", 2, 0.95),
    Rule("people.council", 1, 0.85),
    Rule("people.apposition", 2, 0.9),
    Rule("people.as", 1, 0.8),
    Rule("people.is", 1, 0.88),
    Rule("people.from", 1, 0.95),
    Rule("people.beside", 1, 0.7),
    Rule("people.dash", 1, 0.88),
    Rule("people.letter", 1, 0.88),
)
FINDERS: Final = (
    titles,
    brackets,
    appositions,
    ties,
)
