"""Where the facts are that come with Samenspel: beside the packages, installed or not."""

from __future__ import annotations

from pathlib import Path
from typing import Final

FOLDER: Final = Path(__file__).resolve().parent.parent / "data"


def folders() -> list[Path]:
    """Return the folders of the bundled sources, in order of name."""
    return sorted(declared.parent for declared in FOLDER.glob("*/source.toml"))
