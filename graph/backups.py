"""Copies of the ledger, remembered so that a person can be forgotten in them too."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Final

from graph.errors import InputError
from graph.home import Home
from graph.ledger import Ledger

_KEY: Final = "backup "


def backup(home: Home, target: Path) -> Path:
    """Copy the ledger of `home` to `target`, which is remembered; return the full path."""
    target = target.expanduser().resolve()
    if target == home.ledger.resolve():
        raise InputError("backup_self", file=target.name)
    with Ledger(home.ledger) as ledger:
        with closing(sqlite3.connect(home.ledger, timeout=60)) as db, db:
            db.execute("INSERT OR REPLACE INTO setting VALUES (?, ?)", (f"{_KEY}{target}", ""))
        ledger.backup(target)
    return target


def registered(home: Home) -> list[Path]:
    """Return where backups of this ledger were put, whether they still stand there or not."""
    with closing(sqlite3.connect(home.ledger)) as db:
        rows = db.execute("SELECT key FROM setting WHERE key LIKE ?", (f"{_KEY}%",))
        return sorted(Path(key.removeprefix(_KEY)) for key, in rows)
