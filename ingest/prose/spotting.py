"""Spots: the places in a document where something is named, with what hints at its type."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from graph.naming import fold, plain
from ingest.prose.document import Document, Sentence
from ingest.prose.kinds import is_street, kind_in
from ingest.prose.knowledge import Knowledge
from ingest.prose.persons import is_first_name, person_in, titled
from ingest.prose.shapes import shaped, spot_at
from ingest.prose.spans import Run, Token, runs
from ingest.prose.spot import Spot
from ingest.prose.strangers import stranger_in
from ingest.prose.voting import Voter
from ingest.prose.words import is_role, ordinary, roles, words

_GENERIC: Final = re.compile(
    r"\b(?:[dD]e|[hH]et|uw|onze|ons)\s+(?:nieuwe\s+)?(?P<word>gemeenteraad|gemeente|provincie"
    r"|raad)\b(?!\s+(?:van )?[A-ZÀ-Þ])(?![-\w])"
    r"|\b(?:[hH]et|[oO]ns) (?P<board>college(?: van (?:burgemeester en wethouders"
    r"|B ?(?:&|en) ?W))?)"
    r"(?!\s+(?:van )?[A-ZÀ-Þ])(?![-\w])"
    r"|\b(?P<loose>gemeenteraadsleden|gemeenteraadslid|gemeenteraad|raadslid|raadsleden|provincie"
    r"|[gG]emeente)\b(?!\s+(?:van )?[A-ZÀ-Þ])(?![-\w'])"
)
_COURTESIES: Final = frozenset({"mevrouw", "meneer", "dhr", "mevr", "mw", "bewoner", "heer"})
_OPENED: Final = re.compile(r"[(,] ?$")
_PERSON_OPENS: Final = re.compile(r"([A-ZÀ-Þ][\w-]+)(?: [\w'.-]+){1,4} \($")
_ROAD: Final = re.compile(r"[ANES]\d{1,3}")


class Spotter:
    """Finds the spots of one document."""

    def __init__(self, document: Document, knowledge: Knowledge, gemeente: str | None) -> None:
        self.document, self.knowledge, self.gemeente = document, knowledge, gemeente
        self._voter = Voter(document, knowledge, gemeente)
        self._known = frozenset(
            run.text(sentence.text)
            for sentence in document.sentences()
            for run in runs(sentence.text)
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
        for spot in shaped(sentence):
            taken.append((spot.start - sentence.start, spot.end - sentence.start))
            yield spot
        for run in runs(sentence.text, self._known):
            for spot in self._run(run, sentence, False):
                at = spot.start - sentence.start
                if not any(start <= at < end for start, end in taken):
                    yield spot
        for match in _GENERIC.finditer(sentence.text):
            key = str(match.lastgroup)
            spot = spot_at(sentence, match.start(key), match.end(key))
            spot.generic = True
            spot.vote("PublicBody", 3)
            yield spot

    def _run(self, run: Run, sentence: Sentence, after_person: bool) -> Iterator[Spot]:
        text = sentence.text
        trimmed = self._trim(run, sentence)
        if trimmed is None:
            return
        run = trimmed
        before = text[: run.start] or self._alone_before(sentence)
        size = person_in(run, before) or stranger_in(run, sentence, self.knowledge, self.gemeente)
        if size and titled(before) and self._is_town(run.tokens[0]):
            yield from self._name(Run(run.tokens[:1], False), sentence, after_person)
            if len(run.tokens) > 1:
                yield from self._run(Run(run.tokens[1:], False), sentence, False)
            return
        if not size or self._is_known_place(run, size, text):
            yield from self._name(run, sentence, after_person)
            return
        spot = spot_at(sentence, run.start, run.tokens[size - 1].end)
        spot.vote("Person", 4)
        yield spot
        rest = run.tokens[size:]
        while rest and not rest[0].capital:
            rest = rest[1:]
        if rest and not (len(rest) == 1 and fold(rest[0].text) in ordinary()):
            yield from self._run(Run(rest, False), sentence, True)

    def _trim(self, run: Run, sentence: Sentence) -> Run | None:
        """Take what is no part of a name off the start of a run: titles, shouting, postcodes."""
        found, text = run.tokens, sentence.text
        while found and self._shouted(found[0], sentence):
            found = found[1:]
        label = (
            run.first and text[run.end : run.end + 1] == ":" and not self._is_full_name(run, text)
        )
        if not found or (label and not found[0].shaped):
            return None
        while len(found) > 1 and is_role(found[0].text) and found[1].capital:
            found = found[1:]
        alone = found[0].text if len(found) == 1 else ""
        if is_role(alone) and ("-" in alone or _OPENED.search(text[: found[0].start])):
            return None
        courtesy = found[0].text.lower() in _COURTESIES
        postcode = re.search(r"\d{4} ?$", text[: found[0].start]) and re.fullmatch(
            "[A-Z]{2}", found[0].text
        )
        if courtesy or postcode:
            found = found[1:]
        after = re.match(r" [a-zà-ÿ]{3,}", text[run.end :])
        if len(found) > 1 and after and re.fullmatch(r"[A-ZÀ-Þ][a-zà-ÿ]+se", found[-1].text):
            found = found[:-1]
        if not found:
            return None
        return run if found == run.tokens else Run(found, False)

    def _is_full_name(self, run: Run, text: str) -> bool:
        """Tell whether what stands before a colon is a name rather than a label."""
        if len(run.tokens) < 2:
            return False
        name = run.text(text)
        kind = kind_in(name)
        return (
            name in self._known
            or kind in ("organisation", "initiative", "venue")
            or person_in(run, "") > 1
        )

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

    def _is_town(self, token: Token) -> bool:
        """'wethouder Zeist': a gemeente after a function, not a surname."""
        return bool(self.knowledge.gemeenten(token.text)) and not is_first_name(token.text)

    def _is_known_place(self, run: Run, size: int, text: str) -> bool:
        """'Den Haag' and 'Ten Boer' are no people."""
        name = text[run.start : run.tokens[size - 1].end]
        return size > 1 and self.knowledge.area(name, self.gemeente) is not None

    def _name(self, run: Run, sentence: Sentence, after_person: bool) -> Iterator[Spot]:
        text = sentence.text
        name = run.text(text)
        before = text[: run.start]
        only = run.tokens[0] if len(run.tokens) == 1 else None
        if only is not None and (
            _ROAD.fullmatch(name) or re.match(r" van (?:de|het) [a-zà-ÿ]", text[run.end :])
        ):
            return
        if only is not None and self._is_adjective(only, text):
            return
        spot = spot_at(sentence, run.start, run.end)
        spot.first = run.first
        spot.after_person = after_person
        spot.shaped = any(t.shaped for t in run.tokens)
        self._voter.kind(spot, name, before, only)
        self._voter.place(spot, name, before, only)
        known = self.knowledge.parties.get(plain(name))
        if known is not None:
            spot.vote(known.type, 5)
        elif name.lower() in words("national"):
            spot.vote("Organisation", 4)
        if after_person:
            spot.vote("Organisation", 2)
        elif re.search(r"\((?:[^()]*[\s,])?$", before) and re.match(r"\s*[),]", text[run.end :]):
            spot.vote("Organisation", 1.5)
            self._bracketed(spot, before)
        if spot.shaped and not spot.votes.get("Area"):
            spot.vote("Organisation", self._voter.shape(name, before))
        if len(run.tokens) > 1 and not run.first:
            spot.vote("Organisation", 0.5)
        if only is not None and is_first_name(name) and not spot.votes:
            spot.vote("Person", 1)
        yield spot

    def _bracketed(self, spot: Spot, before: str) -> None:
        """What stands alone in brackets after a person is a party, unless a known area."""
        person = _PERSON_OPENS.search(before)
        known = self.knowledge.area(spot.text, self.gemeente) is not None
        if is_street(spot.text.split()[-1]):
            spot.vote("Venue", 2)
        elif person and is_first_name(person[1]) and not known:
            spot.votes.pop("Area", None)
            spot.vote("Organisation", 2)

    def _is_adjective(self, token: Token, text: str) -> bool:
        """'Utrechtse wijk', 'Surinaamse ouderen': an adjective, not a name."""
        after = re.match(r"\s+([a-zà-ÿ]\w+)", text[token.end :])
        if after is None or after[1] in words("links") or after[1] in words("openers"):
            return False
        if re.fullmatch(r"[A-ZÀ-Þ][a-zà-ÿ]+er", token.text):
            return bool(self.knowledge.gemeenten(token.text[:-2]))
        return re.fullmatch(r"[A-ZÀ-Þ][a-zà-ÿ]+se", token.text) is not None
