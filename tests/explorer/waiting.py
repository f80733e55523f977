"""The small town after a report was read: facts and a pair of names wait for a decision."""

from __future__ import annotations

from typing import Final

from graph.home import Home
from graph.ledger import Ledger, Source
from graph.reports import report_file
from graph.statement import Fact, State
from tests.explorer.town import town
from tests.making import fact, thing, write

REPORT: Final = Source("verslag", "Verslag van de buurttafel", "Wijkraad", date="2026-10-01")
TEXT: Final = (
    "Buurttafel\n\nJo opent de avond.\n\n"
    "De Club gaat over groen. De Club werkt in West. Tuin van Oost is begonnen.\n\nEinde.\n"
)
GREEN: Final = "De Club gaat over groen"
WEST: Final = "De Club werkt in West"
BEGUN: Final = "Tuin van Oost: fase begint"
PAIR: Final = ("initiative:t/tuin", "initiative:t/tuintje")


def wait(home: Home) -> None:
    """Write the town, what a report proposes about it, and a pair that may be one."""
    write(home, [*town(), *thing(PAIR[1], "Initiative", "Tuintje van Oost")])
    write(home, _proposed(), REPORT, "verslag.txt", seen="2026-10-01")
    path = report_file(home.ledger, REPORT.id, "verslag.txt")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(TEXT, "utf-8")
    with Ledger(home.ledger) as ledger:
        ledger.judge(*PAIR, "unsure", who="samenspel", why="namen lijken op elkaar",
                     certainty=0.7)


def _proposed() -> list[Fact]:
    club, tuin = "organisation:t/club", "initiative:t/tuin"
    return [
        fact(club, "about", "theme:groen", quote="De Club gaat over groen.", certainty=0.95,
             locator="alinea 2", state=State.PROPOSED),
        fact(club, "active_in", "area:t/west", quote="De Club werkt in West.", certainty=0.92,
             locator="alinea 2", state=State.PROPOSED),
        fact(tuin, "phase", "starting", quote="Tuin van Oost is begonnen.", certainty=0.5,
             locator="alinea 2", state=State.PROPOSED),
    ]


def states(home: Home) -> dict[str, str]:
    """Return how the proposed facts of the report stand now, by relation."""
    with Ledger(home.ledger) as ledger:
        return {s.relation: s.state for s in ledger.statements(source=REPORT.id)}


def verdict(home: Home) -> str:
    """Return what was last judged of the pair."""
    with Ledger(home.ledger) as ledger:
        return next(j.verdict for j in ledger.judgements() if (j.a, j.b) == PAIR)
