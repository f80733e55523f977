"""Spots: the places in a document where something is named, with what hints at its type."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from graph.naming import fold, plain
from ingest.prose.document import Document, Sentence
from ingest.prose.kinds import TYPE_OF_KIND, is_street, kind_in, kind_of, noun_before
from ingest.prose.knowledge import Knowledge
from ingest.prose.persons import is_first_name, person_in
from ingest.prose.spans import Run, Token, runs
from ingest.prose.words import heads, ordinary, roles, words

_ADDRESS: Final = re.compile(
    r"(?:(?<!\w)'t |\b)[A-ZÀ-Þ][\w'-]*(?:(?: (?:van|de|der|den|het|ter|ten))* [A-ZÀ-Þ][\w-]*){0,4}"
    r" \d{1,4}(?: ?[a-zA-Z](?!\w))?(?!\w|[.,]\d|%| (?:uur|jaar|euro|mensen))"
)
_GENERIC: Final = re.compile(
    r"\b(?:[dD]e|[hH]et|uw|onze|ons)\s+(?:nieuwe\s+)?(?P<word>gemeenteraad|gemeente|provincie"
    r"|raad)\b(?!\s+(?:van )?[A-ZÀ-Þ])(?![-\w])"
    r"|\b(?P<loose>gemeenteraadsleden|gemeenteraadslid|gemeenteraad|raadslid|raadsleden|provincie"
    r"|[gG]emeente)\b(?!\s+(?:van )?[A-ZÀ-Þ])(?![-\w'])"
)
_CALLED: Final = re.compile(
    r"(?:[A-Z]\.)+ \((?P<first>[A-ZÀ-Þ][\w-]+)\) (?P<last>(?:(?:van|de|der|den|ten|ter|el|al) )*"
    r"[A-ZÀ-Þ][\w'-]+)"
)
_LOWER_DEED: Final = re.compile(
    r"\b(?:het|dit|een|ons) (?:nieuwe? |gezamenlijke? )?(?P<word>[a-zà-ÿ]+(?:akkoord|pact|convenant))\b"
    r"(?! [A-ZÀ-Þ])"
)
_QUOTED: Final = re.compile(r"([\"'])(?P<name>[^\"']{3,60}?)\1(?![\w])")
_PLACED: Final = re.compile(r"(?:^|[\s(])(?:in|uit|te|naar|rond|rondom|vanuit|omgeving)\s+$", re.I)
_PLACED_THE: Final = re.compile(r"(?:^|\s)(?:in|uit|naar|rond|van)\s+(?:de|het|'t)\s+$", re.I)
_FOLLOWED: Final = re.compile(r"\s*\((?P<in>[^)]{2,60})\)")
_PLAIN_NAME: Final = re.compile(r"[A-ZÀ-Þ][a-zà-ÿ]+(?:-[A-ZÀ-Þa-z][a-zà-ÿ]+)*")
_ROAD: Final = re.compile(r"[ANES]\d{1,3}")
_PEOPLE_OF: Final = re.compile(
    r"\b(?:bewoners|inwoners|wijkbewoners|jongeren|ouderen|straten|hart|centrum|toekomst|huishoudens) van (?:de |het )?$"
)
_STAFF_OF: Final = re.compile(
    r"\b(?:experts|medewerkers|vrijwilligers|adviseurs|bestuur|leden|directeur|deskundigen|collega's|bestuurders) van (?:de |het )?$"
)
_CALLED_SO: Final = re.compile(r"\b(?:met als naam|genaamd|onder de naam|met de naam) (?:de |het )?$")
_AFTER_ADDRESS: Final = re.compile(r"[a-z]{3} \d{1,4}[a-zA-Z]?, $|\d{4} ?[A-Z]{2},? $")
_DEFINITE: Final = re.compile(r"(?:^|\s)(?:de|het|'t|een)\s+(?:[a-zà-ÿ]+\s+)?$", re.IGNORECASE)


@dataclass(slots=True)
class Spot:
    """A name at a span of the even text; `votes` weigh the types it may have."""

    text: str
    start: int
    end: int
    sentence: Sentence
    votes: dict[str, float] = field(default_factory=dict)
    noun: str | None = None
    first: bool = False
    generic: bool = False
    after_person: bool = False
    shaped: bool = False

    def vote(self, type_name: str, weight: float) -> None:
        """Add to the weight of a type."""
        self.votes[type_name] = self.votes.get(type_name, 0.0) + weight


class Spotter:
    """Finds the spots of one document."""

    def __init__(self, document: Document, knowledge: Knowledge, gemeente: str | None) -> None:
        self.document, self.knowledge, self.gemeente = document, knowledge, gemeente
        self._known = frozenset(
            run.text(sentence.text) for sentence in document.sentences() for run in runs(sentence.text)
            if not run.first and len(run.tokens) > 1
        )

    def spots(self) -> list[Spot]:
        """Return all spots in order."""
        found: list[Spot] = []
        for sentence in self.document.sentences():
            found += self._of(sentence)
        return sorted(found, key=lambda spot: (spot.start, -spot.end))

    def _of(self, sentence: Sentence) -> Iterator[Spot]:
        taken: list[tuple[int, int]] = []
        if sentence.text.isupper() and len(sentence.text.split()) > 1:
            sentence = sentence._replace(text=sentence.text.title())
        for spot in (
            *self._called(sentence), *self._addresses(sentence), *self._quoted(sentence),
            *self._deeds(sentence),
        ):
            taken.append((spot.start - sentence.start, spot.end - sentence.start))
            yield spot
        for run in runs(sentence.text, self._known):
            for spot in self._run(run, sentence, False):
                at = spot.start - sentence.start
                if not any(start <= at < end for start, end in taken):
                    yield spot
        for match in _GENERIC.finditer(sentence.text):
            key = "word" if match["word"] else "loose"
            spot = self._spot(sentence, match.start(key), match.end(key))
            spot.generic = True
            spot.vote("PublicBody", 3)
            yield spot

    def _spot(self, sentence: Sentence, start: int, end: int) -> Spot:
        return Spot(sentence.text[start:end], sentence.start + start, sentence.start + end, sentence)

    def _addresses(self, sentence: Sentence) -> Iterator[Spot]:
        for match in _ADDRESS.finditer(sentence.text):
            street = re.sub(r"\s\d.*$", "", match.group())
            if is_street(street.split()[-1]) or street.startswith("'t "):
                spot = self._spot(sentence, match.start(), match.end())
                spot.vote("Venue", 5)
                yield spot

    def _called(self, sentence: Sentence) -> Iterator[Spot]:
        """Initials with the first name in brackets: R. (Rachid) Ouali."""
        for match in _CALLED.finditer(sentence.text):
            spot = self._spot(sentence, match.start(), match.end())
            spot.text = f"{match['first']} {match['last']}"
            spot.vote("Person", 5)
            yield spot

    def _deeds(self, sentence: Sentence) -> Iterator[Spot]:
        """An agreement named by its noun alone: het nieuwe coalitieakkoord."""
        for match in _LOWER_DEED.finditer(sentence.text):
            spot = self._spot(sentence, match.start("word"), match.end("word"))
            spot.vote("Agreement", 4)
            spot.shaped = True
            yield spot

    def _quoted(self, sentence: Sentence) -> Iterator[Spot]:
        """A name in quotes after a noun: het model "Schakels", de 'Burgertop'."""
        for match in _QUOTED.finditer(sentence.text):
            before = sentence.text[: match.start()]
            noun = noun_before(before)
            name = match["name"]
            if not name[0].isupper() or len(name.split()) > 8 or name[-1] in ",.!?":
                continue
            if noun is None and not re.search(r"\b(?:de|het|genaamd|naam|heet)\s+$", before):
                continue
            inner = noun[1] if noun else kind_in(name)
            if inner is None or inner == "area":
                continue
            start = match.start("name")
            spot = self._spot(sentence, start, match.end("name"))
            spot.noun = noun[0] if noun else None
            spot.vote(TYPE_OF_KIND[inner], 4)
            yield spot

    def _run(self, run: Run, sentence: Sentence, after_person: bool) -> Iterator[Spot]:
        text = sentence.text
        found = list(run.tokens)
        while found and self._shouted(found[0], sentence):
            found = found[1:]
            run = Run(tuple(found), False)
        if not found or run.first and not run.tokens[0].shaped and text[run.end:run.end + 1] == ":":
            return
        while found and found[0].text.lower() in roles() and len(found) > 1 and found[1].capital:
            found = found[1:]
            run = Run(tuple(found), False)
        if found[0].text.lower() in ("mevrouw", "meneer", "dhr", "mevr", "mw", "bewoner", "heer"):
            found = found[1:]
            if not found:
                return
            run = Run(tuple(found), False)
        before = text[: run.start] or self._alone_before(sentence)
        size = person_in(run, before) or self._unknown_person(run, sentence)
        if size and not self._is_known_place(run, size, text):
            spot = self._spot(sentence, run.start, found[size - 1].end)
            spot.vote("Person", 4)
            yield spot
            rest = found[size:]
            while rest and not rest[0].capital:
                rest = rest[1:]
            if rest and not (len(rest) == 1 and fold(rest[0].text) in ordinary()):
                yield from self._run(Run(tuple(rest), False), sentence, True)
            return
        if re.search(r"\d{4} ?$", text[: run.start]) and re.fullmatch("[A-Z]{2}", found[0].text):
            if len(found) == 1:
                return
            run = Run(tuple(found[1:]), False)
        yield from self._name(run, sentence, after_person)

    def _shouted(self, token: Token, sentence: Sentence) -> bool:
        """A long word in capitals is emphasis, unless it is a dateline or a place."""
        if len(token.text) < 6 or not token.text.isalpha() or not token.text.isupper():
            return False
        dateline = re.match(r"[A-ZÀ-Þ -]+ ?[–—-] ", sentence.text)
        return not dateline and self.knowledge.area(token.text, self.gemeente) is None

    def _alone_before(self, sentence: Sentence) -> str:
        """Return the line before when it is only a function: 'Wijkwethouder'."""
        blocks = self.document.blocks
        before = blocks[sentence.block - 1].sentences if sentence.block else []
        return f"{before[-1].text} " if before and before[-1].text.lower() in roles() else ""

    def _is_known_place(self, run: Run, size: int, text: str) -> bool:
        """'Den Haag' and 'Ten Boer' are no people."""
        name = text[run.start:run.tokens[size - 1].end]
        return size > 1 and self.knowledge.area(name, self.gemeente) is not None

    def _unknown_person(self, run: Run, sentence: Sentence) -> int:
        """Two plain words before '(Organisatie)' or 'van Organisatie' where no first name is known."""
        found = run.tokens
        if len(found) < 2 or not all(_PLAIN_NAME.fullmatch(t.text) for t in found[:2]):
            return 0
        if any(t.shaped or kind_of(t.text) or fold(t.text) in ordinary() for t in found[:2]):
            return 0
        if any(self.knowledge.area(t.text, self.gemeente) for t in found[:2]):
            return 0
        if plain(found[0].text) in self.knowledge.concepts or _DEFINITE.search(
            sentence.text[: run.start]
        ):
            return 0
        if len(found) == 2 and self._acts_as_person(sentence.text, run):
            return 2
        if len(found) == 2:
            bracket = _FOLLOWED.match(sentence.text, run.end)
            inside = bracket["in"] if bracket else ""
            initials = "".join(t.text[0] for t in found)
            named = any(c.isupper() for c in inside) or any(r in inside for r in roles())
            return 2 if named and inside.upper() != initials else 0
        after = found[2:]
        ties = [t.text for t in after if not t.capital]
        return 2 if ties[:1] == ["van"] and not after[0].capital else 0

    def _acts_as_person(self, text: str, run: Run) -> bool:
        """'aldus Wiliam Willems', 'Birgit Oelkers, expert op …', 'Birgit Oelkers vertelt'."""
        after = text[run.end:]
        told = re.search(r"\b(?:aldus|zegt|vertelt|volgens|zei|vertelde|weet|verzucht|lacht)\s+$", text[: run.start])
        tells = re.match(r"\s+(?:vertelt|vertelde|zegt|zei|lacht|knikt|legt uit|legde uit|licht toe|weet)\b", after)
        role = re.match(r",\s+(?:de |een )?([a-zà-ÿ-]+)\s+(?:bij|van|op|in|namens|voor|uit)\b", after)
        return bool(told or tells or role and kind_of(role[1]) is None)

    def _name(self, run: Run, sentence: Sentence, after_person: bool) -> Iterator[Spot]:
        text = sentence.text
        name = run.text(text)
        before = text[: run.start]
        only = run.tokens[0] if len(run.tokens) == 1 else None
        if only is not None and _ROAD.fullmatch(name):
            return
        if only is not None and self._is_adjective(only, text):
            return
        spot = self._spot(sentence, run.start, run.end)
        spot.first = run.first
        spot.after_person = after_person
        spot.shaped = any(t.shaped for t in run.tokens)
        self._vote_kind(spot, name, before, only)
        self._vote_place(spot, name, before, only)
        known = self.knowledge.parties.get(plain(name))
        if known is not None:
            spot.vote(known.type, 5)
        if after_person:
            spot.vote("Organisation", 2)
        elif re.search(r"\((?:[^()]*[\s,])?$", before) and re.match(r"\s*[),]", text[run.end:]):
            spot.vote("Organisation", 1.5)
        if spot.shaped and not spot.votes.get("Area"):
            spot.vote("Organisation", self._shape_weight(name, before))
        if len(run.tokens) > 1 and not run.first:
            spot.vote("Organisation", 0.5)
        if only is not None and is_first_name(name) and not spot.votes:
            spot.vote("Person", 1)
        yield spot

    def _shape_weight(self, name: str, before: str) -> float:
        """An abbreviation with an article, 'de AED', is an organisation only after 'van', 'bij' …"""
        if not re.fullmatch(r"[A-Z]{2,4}", name) or (
            before and not re.search(r"\b(?:de|het|een) $", before)
        ):
            return 2
        if not before:
            return 1
        return 2 if re.search(r"\b(?:van|bij|door|namens|met) (?:de|het) $", before) else 0.5

    def _is_adjective(self, token: Token, text: str) -> bool:
        """'Utrechtse wijk', 'Surinaamse ouderen': an adjective, not a name."""
        after = re.match(r"\s+([a-zà-ÿ]\w+)", text[token.end:])
        if after is None or after[1] in words("links") or after[1] in words("openers"):
            return False
        if re.fullmatch(r"[A-ZÀ-Þ][a-zà-ÿ]+er", token.text):
            return bool(self.knowledge.gemeenten(token.text[:-2]))
        return re.fullmatch(r"[A-ZÀ-Þ][a-zà-ÿ]+se", token.text) is not None

    def _vote_kind(self, spot: Spot, name: str, before: str, only: Token | None) -> None:
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

    def _vote_place(self, spot: Spot, name: str, before: str, only: Token | None) -> None:
        known = self.knowledge.area(name, self.gemeente)
        if known is not None:
            inside = self.gemeente is not None and self.knowledge.lies_in(known.id, self.gemeente)
            spot.vote("Area", 3 if inside else 1 if fold(name) in ordinary() or spot.first else 2)
        elif self._is_gemeente_name(name):
            spot.vote("Area", 3)
        if _PLACED.search(before) and spot.noun is None:
            article = re.match(r"(?:De|Het|'t) ", name)
            if plain(name) not in self.knowledge.concepts:
                spot.vote("Venue" if article else "Area", 1.5 if article else 2)
        if _PEOPLE_OF.search(before) and only is not None:
            spot.vote("Area", 2)
        if _STAFF_OF.search(before):
            spot.vote("Organisation", 1.5)
        if _CALLED_SO.search(before):
            nouns = [k for w in re.findall(r"[a-zà-ÿ]+", before) if (k := kind_of(w)) in ("agreement", "initiative", "document")]
            spot.vote(TYPE_OF_KIND[nouns[-1]] if nouns else "Initiative", 2)
        if _AFTER_ADDRESS.search(before):
            spot.vote("Area", 2)
        last = name.split()[-1]
        if only is not None and is_street(name) and not known:
            spot.vote("Venue", 2.5 if re.search(r"\b(?:aan|op|in)\s+(?:de|het)?\s*$", before) else 1)
        side = re.search(r"^(.+?)([- ])(?:Noord|Zuid|Oost|West|Centrum|Midden|Binnenstad|Noord-?West"
                         r"|Noord-?Oost|Zuid-?West|Zuid-?Oost)$", name)
        if side:
            base = self.knowledge.area(side[1], self.gemeente)
            spot.vote("Area", 3 if base else 2 if side[2] == "-" else 0.5)
        elif _PLACED_THE.search(before) and (kind_of(last) == "area" or only is not None) \
                and any(last.lower().endswith(e) for e in _AREA_ENDS):
            spot.vote("Area", 1.5)
        if re.fullmatch(r"[A-ZÀ-Þ]{4,}(?:[- ][A-ZÀ-Þ]+)*", name) and spot.sentence.text.startswith(
            (f"{name} – ", f"{name} - ", f"{name} — ")
        ):
            spot.votes.clear()
            spot.shaped = False
            spot.vote("Area", 4)


_AREA_ENDS: Final = (*heads("area"), *heads("area", "endings"))
