"""What is left behind when a program is broken off: files full of names, so they are removed."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Final

_LEFTOVER: Final = re.compile(r"^\.(?:stage|graph-\w+)-(\d+)\.sqlite")
_PART: Final = re.compile(r"^\.part-(\d+)-")


def clear(home: Path) -> str | None:
    """Remove what was left half written in a home; return the process of a build that runs."""
    for path in home.rglob(".part-*"):
        found = _PART.match(path.name)
        if found and not _alive(int(found[1])):
            path.unlink(missing_ok=True)
    running = None
    for path in home.iterdir() if home.exists() else ():
        found = _LEFTOVER.match(path.name)
        if found and _alive(int(found[1])):
            running = found[1]
        elif found:
            path.unlink(missing_ok=True)
    return running


def _alive(pid: int) -> bool:
    if os.name == "nt":
        return False
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
