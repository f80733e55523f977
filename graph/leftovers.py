"""What builds leave behind when they are broken off: files full of names, so they are removed."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Final

_LEFTOVER: Final = re.compile(r"^\.(?:stage|graph-\w+)-(\d+)\.sqlite")


def clear(home: Path) -> str | None:
    """Remove what broken-off builds left in a home; return the process of one that still runs."""
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
