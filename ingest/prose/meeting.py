"""The meeting that a report is of: whether there was one, and what it is called."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from graph.naming import plain
from ingest.prose.document import Document, Sentence
from ingest.prose.entities import Entities, Entity
from ingest.prose.words import either, heads, words

_EVENT: Final = "|".join(sorted(map(re.escape, heads("event")), key=lambda w: -len(w)))
_HELD: Final = re.compile(
    rf"\b(?:de|het|deze) (?P<event>[a-zà-ÿ]*(?:{_EVENT}))\b[^.]{{0,80}}\b(?:vond plaats|werd"
    rf" gehouden"
    r"|werd georganiseerd|was georganiseerd|vond .{0,40} plaats)"
    rf"|\bbijeen(?:gekomen)? (?:in|voor|om)\b|\bopent de (?P<event2>[a-zà-ÿ]*(?:{_EVENT}))\b"
    r"|^Op \d{1,2} [a-z]+(?: \d{4})? (?:keken|kwamen|spraken|verzamelden|gingen)\b"
    rf"|\b(?:vond|vonden)\b[^.]{{0,80}}\b(?:de|het|onze) (?:[a-zà-ÿ-]+ )?[a-zà-ÿ]*(?:{_EVENT})"
    r"\b[^.]{0,60}\bplaats\b"
    r"|\bgingen we\b.{0,40}\bin gesprek\b|\bkwamen\b.{0,60}\b(?:bijeen|samen|bij elkaar)\b",
    re.IGNORECASE,
)
_REPORT: Final = re.compile(
    r"^(?:verslag|notulen|terugblik|impressie|samenvatting)\b(?:\s+(?:van|op)(?: (?:de"
    r"|het))?)?\s*:?\s*"
    r"(?P<name>.*)",
    re.IGNORECASE,
)
_LISTED: Final = re.compile(
    r"^(?:aanwezig|aanwezigen|presentielijst|deelnemers)\b[^:]{0,20}:", re.I
)
_NAMES: Final = re.compile(rf"\b(?:[dD]e|[dD]eze|[hH]et|[dD]it) (?:[a-zà-ÿ]*(?:{_EVENT}))\b")
_ABSENT: Final = re.compile(
    rf"(?:^|[;.] )(?:{either(words('absence'))})\b[^:;]{{0,25}}:?(?P<who>[^;:]*)",
    re.IGNORECASE,
)
_ABSENT_LABEL: Final = re.compile(
    rf"(?:\d[.)]? ?)?(?:{either(words('absence'))})(?: met kennisgeving| m\.[bk.]+)?", re.I
)
PRESENT_LABEL: Final = re.compile(rf"(?:\d[.)]? ?)?(?:{either(words('presence'))})", re.I)
_OTHER_LABEL: Final = re.compile(r"(?!\W)[A-Za-zà-ÿ. ]{3,40}:|\d{1,2}[.)] ")


def find_meeting(document: Document, entities: Entities) -> Entity | None:
    """Return the meeting that a document reports, named after its title; None for an article."""
    sentences = list(document.sentences())
    held = [s for s in sentences if _HELD.search(s.text) or _LISTED.match(s.text)]
    held += below(document, PRESENT_LABEL)
    report = _REPORT.match(document.title or "")
    if (not held and not report) or (not document.title and not held):
        return None
    title = (document.title or "bijeenkomst").strip()
    title = title.title() if title.isupper() else title
    name = title
    if report and len(report["name"]) > 5:
        name = report["name"]
    for event in entities.of("Event"):
        if plain(event.name) in plain(title):
            event.variants |= {title, name}
            return event
    variants = {title, name, (document.title or title).strip()} | {
        m.group() for s in held for m in _NAMES.finditer(s.text) if len(m.group()) < 40
    }
    return entities.add(
        "Event", name, variants=variants, spans=[document.title_span] if document.title_span else []
    )


def below(document: Document, label: re.Pattern[str]) -> Iterator[Sentence]:
    """Yield the lines of a list that stands below a label of its own: 'Aanwezig:'.

    The list ends at a white line, unless bullets go on, and at the next label.
    """
    last: Sentence | None = None
    fresh = False
    for sentence in document.sentences():
        text = sentence.text.rstrip(": ")
        if label.fullmatch(text):
            last, fresh = sentence, True
            continue
        if last is None:
            continue
        gap = document.text[last.end : sentence.start].count("\n") > 1
        bullet = document.block_of(sentence).kind == "bullet"
        if (gap and not fresh and not bullet) or _OTHER_LABEL.match(sentence.text):
            last = None
            continue
        yield sentence
        last, fresh = sentence, False


def absent_people(document: Document, entities: Entities) -> set[str]:
    """Return the ids of those whom a list names as absent."""
    gone: set[str] = set()
    for sentence in below(document, _ABSENT_LABEL):
        gone |= {e.id for _, _, e in entities.within(sentence.start, sentence.end, ["Person"])}
    for sentence in document.sentences():
        for match in _ABSENT.finditer(sentence.text):
            start, end = (sentence.start + at for at in match.span())
            gone |= {e.id for _, _, e in entities.within(start, end, ["Person"])}
    return gone
