"""The page with all tables: every size has a part of its own, which the next run of it replaces."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from graph.whole import whole

_INTRODUCTION: Final = """\
# Benchmarks

Written by `python -m benchmarks --write`, which replaces the sizes that it measures and keeps the
others. The towns are invented, see `benchmarks/towns.py`. Ratios are times of the other (networkx
where no name is given) divided by ours, in the same run, with equal answers. Where more processes
wanted to run than there are cores, times are too long and only ratios and processor time count.
"""


def put(page: Path, part: str, order: Iterable[str]) -> None:
    """Put a part (`## Title` and below) in a page of parts, each known by its title's first word.

    Replaces what the page has of that size; the parts are kept in `order`.
    """
    parts = _parts(page.read_text("utf-8")) if page.exists() else {}
    parts |= _parts(part)
    kept = [parts[name].strip() + "\n" for name in order if name in parts]
    with whole(page) as part_file:
        part_file.write_text("\n".join([_INTRODUCTION, *kept]), "utf-8")


def _parts(text: str) -> dict[str, str]:
    found = re.split(r"^## ", text, flags=re.MULTILINE)[1:]
    return {re.findall(r"\w+", part)[0].lower(): f"## {part}" for part in found}
