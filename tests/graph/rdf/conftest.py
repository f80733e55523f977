"""The bundled data without the areas of the whole country, built once."""

from __future__ import annotations

import pytest

from graph.build import build
from graph.home import Home
from graph.identity import join
from graph.ledger import Ledger
from ingest.bundled import folders
from ingest.pipeline import ingest


@pytest.fixture(scope="package")
def small_home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """Return a home with the invented town, Utrecht 2019 and the themes; for reading only."""
    home = Home(tmp_path_factory.mktemp("small"))
    with Ledger(home.ledger) as ledger:
        ingest(ledger, [folder for folder in folders() if folder.name != "areas"])
        join(ledger)
    build(home)
    return home
