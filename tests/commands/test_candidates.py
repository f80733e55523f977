"""Facts found in a report, on the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Samenspel

REPORT = """Verslag buurtavond Oost

Datum: 3 mei 2024

Stichting De Boom werkt samen met Stichting Groenrijk.
Stichting Groenrijk heeft € 3.000 aangevraagd bij
Fonds Rivierland.
"""


@pytest.mark.parametrize(("lang", "words"), [
    ("nl", ("Stichting De Boom werkt samen met Stichting Groenrijk", "2024", "aangenomen")),
    ("en", ("Stichting De Boom works with Stichting Groenrijk", "2024", "accepted")),
])
def test_candidates_are_told_in_words_with_the_id_to_decide_with(
    lang: str, words: tuple[str, ...], samenspel: Samenspel, tmp_path: Path
) -> None:
    (tmp_path / "avond.txt").write_text(REPORT)
    samenspel("ingest", tmp_path / "avond.txt", "--source", "avond")
    out = samenspel("candidates", "--lang", lang).out
    for word in words:
        assert word in out
    assert "works_with" not in out
    told = next(row for row in out.splitlines() if "Stichting Groenrijk" in row)
    rejected = samenspel("review", "reject", told.split()[0])
    assert rejected.code == 0
