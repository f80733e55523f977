"""Files that are there whole or not at all: written under a name of their own, then renamed."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from graph.private import private_file


@contextmanager
def whole(path: Path, *, private: bool = False) -> Iterator[Path]:
    """Give a new name beside `path` to write to, which becomes `path` if nothing was raised.

    A `private` file is for its owner alone from the start.
    """
    part = path.with_name(f".part-{os.getpid()}-{uuid4().hex}")
    try:
        if private:
            private_file(part)
        yield part
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
