"""Workbooks and documents that are zip files: whether they are what they seem."""

from __future__ import annotations

from pathlib import Path
from typing import Final
from zipfile import BadZipFile, ZipFile

from graph.errors import InputError

_LARGE: Final = 100 << 20
"""Bytes once unpacked from which a file is looked at twice."""
_SQUEEZED: Final = 150
"""How many times smaller a large file may be as a zip; a real sheet is 5 to 30 times."""
_LARGEST: Final = 2 << 30


def refuse_bomb(path: Path) -> None:
    """Raise InputError for a zip file that would fill the memory when unpacked."""
    try:
        with ZipFile(path) as file:
            size = sum(part.file_size for part in file.infolist())
    except (BadZipFile, OSError, ValueError):
        return  # whoever reads it says what is wrong
    if size > _LARGEST or (size > _LARGE and size > _SQUEEZED * path.stat().st_size):
        raise InputError("zip_bomb", file=path.name, size=size >> 20)
