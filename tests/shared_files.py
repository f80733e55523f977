"""Real files made by others: beside the repository, or where SAMENSPEL_SHARED says."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

SHARED = Path(os.environ.get("SAMENSPEL_SHARED") or Path(__file__).parents[2] / "shared")


def shared_file(name: str) -> Path:
    """Return a shared file or folder; skips the test when it is not there."""
    path = SHARED / name
    if not path.exists():
        pytest.skip(f"no {name}: set SAMENSPEL_SHARED to the folder with the real files")
    return path
