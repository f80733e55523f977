"""Where Samenspel keeps its files: the ledger, a graph for each audience, and saved questions."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_data_path

from graph.errors import InputError
from graph.near import near_misses
from graph.statement import AUDIENCES, Access


@dataclass(frozen=True, slots=True)
class Home:
    """A folder with a ledger and what was built from it."""

    path: Path

    @classmethod
    def find(cls, path: str | Path | None = None) -> Home:
        """Return the home at `path`, else at SAMENSPEL_HOME, else in the user's data folder."""
        chosen = path or os.environ.get("SAMENSPEL_HOME") or user_data_path("samenspel", False)
        return cls(Path(chosen).expanduser())

    @property
    def ledger(self) -> Path:
        """The file of the ledger."""
        return self.path / "ledger.sqlite"

    @property
    def questions(self) -> Path:
        """The folder of the questions that users saved."""
        return self.path / "queries"

    def graph(self, audience: str) -> Path:
        """Return the file of an audience's graph; raises InputError for an unknown audience."""
        if audience not in AUDIENCES:
            raise InputError(
                "audience", value=audience, expected=", ".join(AUDIENCES),
                near=near_misses(audience, AUDIENCES),
            )
        return self.path / f"graph-{Access(audience)}.sqlite"
