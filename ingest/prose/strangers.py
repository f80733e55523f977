"""People whose first name is on no list: known by what stands around the name."""

from __future__ import annotations

import re
from typing import Final

from graph.naming import fold, plain
from ingest.prose.document import Sentence
from ingest.prose.kinds import kind_of
from ingest.prose.knowledge import Knowledge
from ingest.prose.spans import Run
from ingest.prose.words import ordinary, roles

_FOLLOWED: Final = re.compile(r"\s*\((?P<in>[^)]{2,60})\)")
_PLAIN_NAME: Final = re.compile(r"[A-ZÀ-Þ][a-zà-ÿ]+(?:-[A-ZÀ-Þa-z][a-zà-ÿ]+)*")
_NOUN: Final = re.compile(
    r"(?:gang|ing|heid|tie|plan|verslag|beleid|project|avond|dag|bedrijf|werk|schap|teit|ment|brief"
    r"|wijzer|groep|team|fonds|budget|regeling|agenda)$"
)
_DEFINITE: Final = re.compile(r"(?:^|\s)(?:de|het|'t|een)\s+(?:[a-zà-ÿ]+\s+)?$", re.IGNORECASE)


def stranger_in(run: Run, sentence: Sentence, knowledge: Knowledge, gemeente: str | None) -> int:
    """Two plain words before '(Organisatie)' or 'van Organisatie' where no first name is known."""
    found = run.tokens
    if len(found) < 2 or not all(_PLAIN_NAME.fullmatch(t.text) for t in found[:2]):
        return 0
    if any(t.shaped or kind_of(t.text) or fold(t.text) in ordinary() for t in found[:2]):
        return 0
    if any(knowledge.area(t.text, gemeente) for t in found[:2]) or _NOUN.search(found[0].text):
        return 0
    if plain(found[0].text) in knowledge.concepts or _DEFINITE.search(sentence.text[: run.start]):
        return 0
    if len(found) == 2 and _acts_as_person(sentence.text, run):
        return 2
    if len(found) == 2:
        bracket = _FOLLOWED.match(sentence.text, run.end)
        inside = bracket["in"] if bracket else ""
        initials = "".join(t.text[0] for t in found)
        named = any(c.isupper() for c in inside) or any(r in inside for r in roles())
        named = named or bool(re.fullmatch(r"[a-zà-ÿ-]+(?:ster|ist|eur|coach|lid|hoofd)", inside))
        return 2 if named and inside.upper() != initials else 0
    after = found[2:]
    ties = [t.text for t in after if not t.capital]
    return 2 if ties[:1] == ["van"] and not after[0].capital else 0


def _acts_as_person(text: str, run: Run) -> bool:
    """'aldus Wiliam Willems', 'Birgit Oelkers, expert op …', 'Birgit Oelkers vertelt'."""
    after = text[run.end :]
    told = re.search(
        r"\b(?:aldus|zegt|vertelt|volgens|zei|vertelde|weet|verzucht|lacht)\s+$",
        text[: run.start],
    )
    tells = re.match(
        r"\s+(?:vertelt|vertelde|zegt|zei|lacht|knikt|legt uit|legde uit|licht toe|weet)\b",
        after,
    )
    role = re.match(r",\s+(?:de |een )?([a-zà-ÿ-]+)\s+(?:bij|van|op|in|namens|voor|uit)\b", after)
    return bool(told or tells or (role and kind_of(role[1]) is None))
