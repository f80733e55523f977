"""Capitalised runs of a sentence: where names may stand, before anything is known of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Final, NamedTuple

from graph.naming import fold
from ingest.prose.knowledge import Knowledge
from ingest.prose.words import first_names, ordinary, words

TOKEN: Final = re.compile(
    r"'t [A-ZÀ-Þ][\w-]+|'[tsn]\b(?=[ -])|(?:[A-Z]\.)+(?:-?[A-Z]\.)*"
    r"|[^\W_]+(?:[-'&.@+][^\W_]+)*|[^\w\s]"
)
_CAPITAL: Final = re.compile(r"[A-ZÀ-Þ]|\d+[A-Z][a-z]|[a-z]+[A-Z]|'t [A-Z]")
_INITIALS: Final = re.compile(r"(?:[A-Z]\.)+(?:-?[A-Z]\.)*")
_SHAPED: Final = re.compile(
    r"[A-ZÀ-Þ]{2,}[\d-]*[A-Z]*|[A-Z][A-Za-z-]*\d+\w*|[A-ZÀ-Þ][a-zà-ÿ]+[A-ZÀ-Þ]\w*"
    r"|[A-Z]{2,}[a-zà-ÿ]\w*|[a-zà-ÿ]+[A-Z]\w*|[A-Z][a-z]{1,3}-[A-Z][a-z]{1,4}"
)
_COMMON: Final = re.compile(r"^[A-ZÀ-Þ][a-zà-ÿ]+(?:en|ers|ing|heid|tie|aars|ars)$")
_DATELINE: Final = re.compile(r"[A-ZÀ-Þ][A-ZÀ-Þ' -]{2,} ?[–—-] ")
_MOST_LINKS: Final = 3


class Token(NamedTuple):
    """A word or mark of a sentence; offsets in the sentence."""

    text: str
    start: int
    end: int

    @property
    def capital(self) -> bool:
        """Whether it could be a word of a name."""
        return _CAPITAL.match(self.text) is not None

    @property
    def initials(self) -> bool:
        """Whether it is initials: 'I.' or 'L.M.'."""
        return _INITIALS.fullmatch(self.text) is not None

    @property
    def shaped(self) -> bool:
        """Whether no ordinary word looks so: VNG, Samen030, OkeNu."""
        return _SHAPED.fullmatch(self.text) is not None


class Run(NamedTuple):
    """Words with capitals and the small words between them; `first` opens the sentence."""

    tokens: tuple[Token, ...]
    first: bool

    @property
    def start(self) -> int:
        """Where it begins in the sentence."""
        return self.tokens[0].start

    @property
    def end(self) -> int:
        """Where it ends in the sentence."""
        return self.tokens[-1].end

    def text(self, sentence: str) -> str:
        """Return it as it stands."""
        return sentence[self.start : self.end]


def tokens(text: str) -> list[Token]:
    """Return the words and marks of a text."""
    return [Token(m.group(), m.start(), m.end()) for m in TOKEN.finditer(text)]


def _near(left: Token, right: Token, text: str) -> bool:
    between = text[left.end : right.start]
    return between == " " or (between == "" and left.text in ("'t", "'s", "&"))


def _extend(found: Sequence[Token], at: int, text: str) -> int:
    """Return the index after the run that begins at `at`."""
    last = at
    while True:
        step = last + 1
        links = 0
        while (
            step < len(found)
            and links < _MOST_LINKS
            and not found[step].capital
            and (found[step].text in words("links") or found[step].text == "&")
            and _near(found[step - 1], found[step], text)
        ):
            step, links = step + 1, links + 1
        if step >= len(found) or not found[step].capital:
            return last + 1
        if not _near(found[step - 1], found[step], text):
            return last + 1
        between = [t.text for t in found[last + 1 : step]]
        whole = {t.text for t in found[at:step]} if between == ["en"] else set()
        if "voor" in whole and {"Stichting", "Vereniging"} & whole:
            last = step
            continue
        if between == ["te"] and fold(found[at].text) not in first_names():
            return last + 1
        introduced = at > 0 and found[at - 1].text in ("initiatief", "project", "programma")
        if not _linked(found, last, step) and not (introduced and _within_name(between)):
            return last + 1
        last = step


def _within_name(between: Sequence[str]) -> bool:
    """Tell whether small words go on a name that 'project' opens: 'project Samen aan Tafel'."""
    return between[:1] in (["door"], ["aan"]) or between == ["in"] or between == ["met"]


@cache
def _known_towns() -> frozenset[str]:
    """'Peel en Maas', 'Bergen op Zoom': the ends of names with small words, as they are joined."""
    towns = (
        known.name
        for all_ in Knowledge.bundled().areas.values()
        for known in all_
        if known.id.startswith("area:GM")
    )
    return frozenset(town for town in towns if re.search(r" (?:en|op|aan|in|bij) ", town))


def _linked(found: Sequence[Token], last: int, step: int) -> bool:
    """Tell whether the small words between two capitals can be part of one name."""
    between = [t.text for t in found[last + 1 : step]]
    if not between or " ".join(t.text for t in found[last : step + 1]) in _known_towns():
        return True
    if fold(found[step].text) == "elkaar":
        return True
    if between[0] in ("voor", "op") and len(between) > 1:
        return False
    if between[0] in ("door", "in", "met", "en", "bij", "het", "aan", "naar"):
        return False
    return between != ["op"] or fold(found[last].text) in first_names()


def runs(text: str, known: frozenset[str] = frozenset()) -> list[Run]:
    """Return the capitalised runs of a sentence; openers such as 'De' at its start are left out.

    An opener stays when it begins one of the `known` names: 'Ons Erf'.
    """
    found = tokens(text)
    dateline = _DATELINE.match(text)
    opens = dateline.end() if dateline else 0
    made: list[Run] = []
    at = 0
    while at < len(found):
        if not found[at].capital:
            at += 1
            continue
        after = _extend(found, at, text)
        first = not any(t.text[0].isalpha() and t.start >= opens for t in found[:at])
        run = tuple(found[at:after])
        whole = text[run[0].start : run[-1].end]
        if first and whole in known:
            made.append(Run(run, False))
        else:
            made += _split(run, first)
        at = after
    return made


def _after_links(found: Sequence[Token]) -> Sequence[Token]:
    while found and not found[0].capital:
        found = found[1:]
    return found


def _opener(token: Token) -> bool:
    low = token.text.lower()
    if token.shaped and len(token.text) > 1 and low not in words("not_names"):
        return False
    return low in words("openers")


def _split(found: tuple[Token, ...], first: bool) -> list[Run]:
    """Drop openers at the start of a sentence, and runs of ordinary words only."""
    start = 0
    if first:
        while start < len(found) and (
            _opener(found[start])
            or not found[start].capital
            or (start + 1 < len(found) and found[start].text.lower() in words("not_names"))
        ):
            start += 1
    rest = found[start:]
    if (
        first
        and len(rest) > 2
        and rest[1].text == "van"
        and _COMMON.search(rest[0].text)
        and fold(rest[0].text) not in first_names()
    ):
        rest = tuple(_after_links(rest[1:]))
        first = False
    while rest and not rest[-1].capital:
        rest = rest[:-1]
    if not rest or all(fold(t.text) in ordinary() for t in rest):
        return []
    return [Run(rest, first and start == 0)]
