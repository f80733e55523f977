"""What a rule may look at: sentences with tagged names, the section's subject, the meeting."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final, NamedTuple

from graph.naming import fold
from ingest.prose.document import Block, Document, Sentence
from ingest.prose.entities import PARTIES, Entities, Entity
from ingest.prose.kinds import kind_of
from ingest.prose.knowledge import Knowledge

LETTERS: Final = {
    "Person": "P",
    "Organisation": "O",
    "Initiative": "I",
    "PublicBody": "G",
    "Area": "A",
    "Venue": "V",
    "Event": "E",
    "Agreement": "D",
    "Source": "S",
}
P: Final = r"⟦P(\d+)⟧"
PARTY: Final = r"⟦[OIGV](\d+)⟧"
ONE: Final = r"⟦[OIGV]\d+⟧"
LIST: Final = (
    rf"(?:{ONE}(?:, (?:en )?| en | & |/)(?:(?:de|het|d[eo]or|van|met) ){{0,2}}"
    rf"(?:[a-zà-ÿ-]+ )?)*{ONE}"
)
_TAG: Final = re.compile(r"⟦[A-Z](\d+)⟧")
_COURTESY: Final = re.compile(
    r"(?<![\w-])(?:(?:(?:de )?heer|mevrouw|meneer|(?:dhr|mevr|mw|drs|dr|ir|mr|ing|prof|ds)\.?) )+$",
    re.IGNORECASE,
)
_AGAIN: Final = re.compile(
    r"\b([dD]e|[hH]et|[dD]eze|[dD]it)\s+([a-zà-ÿ]{4,})\b(?!\s+(?:van\s+)?[A-ZÀ-Þ])"
)
_OWN_PAPER: Final = re.compile(
    r"\b(?:jaarverslag|nieuwsbrief|activiteitenverslag|projectplan|jaarplan|wie zijn wij"
    r"|over ons)\b",
    re.IGNORECASE,
)
_LETTER: Final = re.compile(
    r"geachte (?:leden van de )?raad|raadsbrief|college van burgemeester en wethouders van", re.I
)


def _is_noun_of(noun: str, entity: Entity) -> bool:
    """Tell whether 'de winkel' can be 'Dorpswinkel Ons Belang'."""
    low = fold(noun)
    words = fold(f"{entity.name} {entity.noun or ''}").split()
    short = kind_of(noun) is None and len(low) < 5
    return any(w == low or (w.endswith(low) and len(w) > len(low) + 2 and not short) for w in words)


def _with_courtesy(text: str, entity: Entity, start: int) -> int:
    """Return where a person's name begins with 'mevrouw' or 'drs.' before it."""
    if entity.type != "Person":
        return start
    courtesy = _COURTESY.search(text, max(0, start - 30), start)
    return courtesy.start() if courtesy else start


class Item(NamedTuple):
    """A thing at a span of a sentence."""

    entity: Entity
    start: int
    end: int


@dataclass(slots=True)
class Tagged:
    """A sentence in which every name is a tag: '⟦P0⟧ van ⟦O1⟧ vertelt …'."""

    sentence: Sentence
    text: str
    items: list[Item]

    def one(self, number: str) -> Entity:
        """Return the thing of a tag."""
        return self.items[int(number)].entity

    def all(self, text: str, types: frozenset[str] | None = None) -> list[Entity]:
        """Return the things tagged in a piece of the tagged text, once each."""
        found = (self.one(number) for number in _TAG.findall(text))
        return list({e.id: e for e in found if types is None or e.type in types}.values())

    def plain(self, text: str) -> str:
        """Return a piece of the tagged text with its names written out."""
        return _TAG.sub(
            lambda m: self.sentence.text[self.items[int(m[1])].start : self.items[int(m[1])].end],
            text,
        ).strip()


class Draft(NamedTuple):
    """What a rule finds; `start` and `end` in the even text."""

    subject: Entity
    relation: str
    object: Entity | None
    value: str | None
    start: int
    end: int
    attributes: dict[str, Any]
    rule: str


@dataclass
class Context:
    """One document, read and with its names resolved."""

    document: Document
    entities: Entities
    knowledge: Knowledge
    gemeente: str | None
    meeting: Entity | None = None
    absent: set[str] = field(default_factory=set)
    _named_by: dict[str, list[Entity]] = field(default_factory=dict)

    @cached_property
    def tagged(self) -> list[Tagged]:
        """All sentences with their names tagged, headings too."""
        return [self._tag(sentence) for sentence in self.document.sentences()]

    @cached_property
    def body(self) -> list[Tagged]:
        """The sentences of texts and bullets."""
        return [t for t in self.tagged if self.block(t).kind != "heading"]

    def block(self, tagged: Tagged) -> Block:
        """Return the block of a sentence."""
        return self.document.block_of(tagged.sentence)

    def _tag(self, sentence: Sentence) -> Tagged:
        items = self._items(sentence)
        text, last = "", 0
        for number, item in enumerate(items):
            text += (
                sentence.text[last : item.start] + f"⟦{LETTERS.get(item.entity.type, 'X')}{number}⟧"
            )
            last = item.end
        return Tagged(sentence, text + sentence.text[last:], items)

    def _items(self, sentence: Sentence) -> list[Item]:
        found: list[Item] = []
        for start, end, entity in self.entities.within(sentence.start, sentence.end):
            if entity.type in LETTERS and (not found or start >= found[-1].end + sentence.start):
                at = _with_courtesy(sentence.text, entity, start - sentence.start)
                at = max(at, found[-1].end if found else 0)
                found.append(Item(entity, at, end - sentence.start))
        for match in _AGAIN.finditer(sentence.text):
            entity_again = self._again(match[2], sentence)
            free = all(i.end <= match.start() or i.start >= match.end() for i in found)
            if entity_again is not None and free:
                found.append(Item(entity_again, match.start(2), match.end(2)))
        return sorted(found, key=lambda item: item.start)

    def _again(self, noun: str, sentence: Sentence) -> Entity | None:
        """'de tuin' is the one garden that this section is about or named last."""
        kind = kind_of(noun)
        if kind in ("public", "area", "document", "event") or len(noun) < 4:
            return None
        types = ("Agreement",) if kind == "agreement" else ("Initiative", "Organisation", "Venue")
        named = self._named_by.get(noun)
        if named is None:
            named = self._named_by[noun] = [
                e for e in self.entities if e.type in types and _is_noun_of(noun, e)
            ]
        if not named:
            return None
        heading = self.document.heading_of(self.document.block_of(sentence))
        for start in (heading.start if heading else 0, 0):
            fits = [e for e in named if any(start <= s < sentence.start for s, _ in e.spans)]
            if fits:
                return fits[0] if len(fits) == 1 else None
        return None

    # ── who a passage is about ────────────────────────────────────────────────────────────────

    def topic(self, tagged: Tagged) -> list[Entity]:
        """Return the parties and venues that the heading above a sentence names."""
        block = self.block(tagged)
        heading = self.document.heading_of(block)
        if heading is None:
            return []
        found = [e for _, _, e in self._outer(heading) if e.type in (*PARTIES, "Venue")]
        if found:
            return list({e.id: e for e in found}.values())
        return []

    def _outer(self, block: Block) -> Iterator[tuple[int, int, Entity]]:
        last = -1
        for start, end, entity in self.entities.within(block.start, block.end):
            if start >= last:
                last = end
                yield start, end, entity

    def section(self, tagged: Tagged) -> list[Tagged]:
        """Return the sentences that stand under the same heading."""
        return self._sections[self.block(tagged).section]

    @cached_property
    def _sections(self) -> dict[int, list[Tagged]]:
        found: dict[int, list[Tagged]] = defaultdict(list)
        for tagged in self.body:
            found[self.block(tagged).section].append(tagged)
        return found

    def before(self, tagged: Tagged) -> Tagged | None:
        """Return the sentence before, in the same section."""
        found = [t for t in self.section(tagged) if t.sentence.start < tagged.sentence.start]
        return found[-1] if found else None

    def after(self, tagged: Tagged) -> Tagged | None:
        """Return the sentence after, in the same section."""
        found = [t for t in self.section(tagged) if t.sentence.start > tagged.sentence.start]
        return found[0] if found else None

    @cached_property
    def municipality(self) -> Entity | None:
        """The gemeente that 'de gemeente' means here."""
        found = [e for e in self.entities.of("PublicBody") if fold(e.name).startswith("gemeente ")]
        return max(found, key=lambda e: len(e.spans)) if found else None

    @cached_property
    def is_letter(self) -> bool:
        """Whether 'wij' is the gemeente, as in a letter to the council."""
        return _LETTER.search(self.document.text) is not None

    @cached_property
    def author(self) -> Entity | None:
        """The one party whose annual report, newsletter or plan this is: 'wij' in its text."""
        top = [b for b in self.document.blocks if b.sentences][:3]
        said = " ".join(b.sentences[0].text for b in top)
        if self.meeting is not None or self.is_letter or not _OWN_PAPER.search(said):
            return None
        named = {e.id: e for b in top if b.kind == "heading" for _, _, e in self._outer(b)}
        parties = [e for e in named.values() if e.type in ("Initiative", "Organisation")]
        return parties[0] if len(parties) == 1 else None

    def party_before(self, tagged: Tagged) -> Entity | None:
        """Return the party that opens the nearest of the two sentences before."""
        earlier = [t for t in self.section(tagged) if t.sentence.start < tagged.sentence.start]
        for before in reversed(earlier[-2:]):
            found = re.match(rf"(?:(?:De|Het|Ook) )?{PARTY}", before.text)
            if found:
                return before.one(found[1])
        return None

    # ── drafts ────────────────────────────────────────────────────────────────────────────────

    def draft(
        self,
        rule: str,
        subject: Entity,
        relation: str,
        target: Entity | str,
        tagged: Tagged,
        end: Tagged | None = None,
        **attributes: Any,
    ) -> Draft:
        """Return a draft that quotes a sentence, or several up to `end`."""
        thing = target if isinstance(target, Entity) else None
        value = target if isinstance(target, str) else None
        last = (end or tagged).sentence.end
        return Draft(subject, relation, thing, value, tagged.sentence.start, last, attributes, rule)

    def make(self, type_name: str, name: str, tagged: Tagged, *variants: str) -> Entity:
        """Return a thing that a sentence speaks of without a name of its own."""
        cut = re.sub(r"\s+", " ", name).strip(" .;:,-")
        span = (tagged.sentence.start, tagged.sentence.end)
        made = self.entities.add(type_name, cut, variants={v for v in variants if v and v != cut})
        if span not in made.spans and type_name not in ("Event", "Agreement", "Source"):
            made.spans.append(span)
        return made
