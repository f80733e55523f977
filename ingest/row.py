"""One row while it is read: its cells, the things it names, and the facts it gives."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from graph.errors import SamenspelError
from graph.statement import Access, Fact
from ingest.names import Names
from ingest.rules import Test
from ingest.summary import Message

_WIDTH: Final = {Access.PUBLIC: 0, Access.NETWORK: 1, Access.STEWARD: 2}
Cells = Mapping[str, str]
LASTING: Final = frozenset(("holds", "represents", "member_of"))
"""Relations of which a row may give the period."""
CACHED: Final = 50_000
"""How many different cells a column remembers."""
_new: Final = tuple.__new__


class Thing(NamedTuple):
    """A thing as a row names it."""

    id: str
    type: str
    name: str
    quote: str


class Stub(NamedTuple):
    """A thing that is made because a cell refers to it; not said yet in any row."""

    kind: str
    name: str
    column: str
    hint: Callable[[str], str]


class RowRefused(Exception):
    """A row cannot be read as a whole: which column, what stood there, and why."""

    def __init__(self, column: str, value: str, reason: Message) -> None:
        super().__init__(column, value, reason.key)
        self.column, self.value, self.reason = column, value, reason


@dataclass(slots=True)
class Row:
    """A row while it is read: its cells, its things by alias, and the facts so far."""

    cells: dict[str, str]
    locator: str
    access: str
    confirmed: str | None = None
    since: str | None = None
    until: str | None = None
    things: dict[str, Thing] = field(default_factory=dict)
    fresh: list[Thing] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)

    def add(
        self, subject: str, relation: str, value: str | None, target: str | None,
        quote: str | None = None, access: str | None = None, lasting: bool = False,
    ) -> None:
        """Add a fact of this row; `lasting` facts get the row's period."""
        # The plain tuple constructor is twice as fast as Fact's own, at 13 facts a row.
        self.facts.append(_new(Fact, (
            subject, relation, value, target, self.locator, quote,
            self.since if lasting else None, self.until if lasting else None,
            self.confirmed, 1.0, "accepted", access or self.access,
        )))


@dataclass(slots=True)
class Context:
    """What the rows of one document share."""

    source: str
    area: str | None
    access: str
    names: Names
    notices: dict[str, Message] = field(default_factory=dict)
    stubs: dict[str, Stub] = field(default_factory=dict)
    made: set[str] = field(default_factory=set)
    unresolved: bool = False
    strangers: int = 0
    file: str = ""
    row: str = ""

    def notice(self, key: str, **fields: object) -> None:
        """Note something worth knowing, once, with the row that says it first."""
        told = f"{key} {fields.get('column')} {fields.get('value')}"
        if told not in self.notices:
            self.notices[told] = Message(key, {"file": self.file, "row": self.row, **fields})


def tester(when: Test, unless: Test) -> Callable[[Cells], bool] | None:
    """Return whether a row meets all `when` and none of the `unless` patterns, None if always.

    What a pattern says of a cell is worked out once per different cell.
    """
    tests = [(column, pattern, want, dict[str, bool]())
             for want, group in ((True, when), (False, unless)) for column, pattern in group]
    if not tests:
        return None

    def passes(cells: Cells) -> bool:
        for column, pattern, want, known in tests:
            cell = cells.get(column, "")
            found = known.get(cell)
            if found is None:
                if len(known) > CACHED:
                    known.clear()
                found = known[cell] = bool(pattern.search(cell))
            if found is not want:
                return False
        return True

    return passes


def narrowest(*levels: str | None) -> str:
    """Return the level that the fewest may see."""
    return max((Access(level) for level in levels if level), key=_WIDTH.__getitem__)


def reason_of(error: SamenspelError) -> Message:
    """Return an error as a message that can be said in every language."""
    return Message("refused.because", {"reason": lambda lang: error.message(lang)})


Writer = Callable[[Row], None]
"""Adds to a row the facts of one column."""
