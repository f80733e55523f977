"""Files that only their owner may read; SQLite gives its side files the same rights."""

from __future__ import annotations

from pathlib import Path
from typing import Final

_OWNER_FILE: Final = 0o600
_OWNER_FOLDER: Final = 0o700


def private_file(path: Path) -> None:
    """Make an empty file for its owner alone, or make an existing one so, if that is allowed."""
    if not path.exists():
        path.touch(_OWNER_FILE)
        return
    try:
        path.chmod(_OWNER_FILE)
    except PermissionError:
        return


def private_folder(path: Path) -> None:
    """Make a folder for its owner alone; the rights of one that is there stay as they are."""
    if not path.exists():
        path.mkdir(_OWNER_FOLDER, parents=True, exist_ok=True)
