"""How sure a conclusion from ties is, in numbers and in words."""

from __future__ import annotations

from typing import Final, NamedTuple

from graph.texts import say

THIN: Final = 0.5
"""When something is known of a smaller share than this, coverage is thin."""
HOLDS: Final = 0.8
"""When less of what is found with fewer ties is true, that is said."""


class Sureness(NamedTuple):
    """How sure a conclusion is, each from 0 to 1.

    `stability` is how often it is found again when a tenth of the ties is missing, `coverage` of
    which share of those concerned any tie is known. `holds` looks the other way, where measured:
    which share of what is found with a tenth missing is true with all that is known.
    """

    stability: float
    coverage: float
    holds: float | None = None

    @property
    def thin(self) -> bool:
        """Say whether too little is known to be sure."""
        return self.coverage < THIN

    @property
    def certainty(self) -> float:
        """Return how certain the conclusion is; never more than the share that holds."""
        sure = self.stability * (0.5 if self.thin else 0.9)
        return round(sure if self.holds is None else min(sure, self.holds), 2)

    def detail(self) -> dict[str, float | bool]:
        """Return the same for programs and pages."""
        holds = {} if self.holds is None else {"holds": round(self.holds, 2)}
        return {"stability": round(self.stability, 2), **holds,
                "coverage": round(self.coverage, 2), "thin": self.thin}

    def warning(self, thin: str = "analysis.thin") -> str:
        """Return in words what makes it less sure; `thin` is the text about coverage."""
        said = say(thin, share=f"{100 * self.coverage:.0f}") if self.thin else ""
        if self.holds is not None and self.holds < HOLDS:
            said += say("analysis.more_ties", share=f"{100 * (1 - self.holds):.0f}")
        return said
