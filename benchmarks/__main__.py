"""Measure Samenspel on invented towns: `python -m benchmarks [--size city --size region]`.

Prints a table for every size, and with `--write` also puts it in `docs/benchmarks.md`, where the
sizes that were not run stay as they were. Every size runs in a process of its own, so that its
memory is its own.
"""

from __future__ import annotations

from argparse import ArgumentParser
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Final

from benchmarks.page import put
from benchmarks.report import PARTS, SIZES, report
from benchmarks.stopping import stop_when_told

_PAGE: Final = Path(__file__).parents[1] / "docs" / "benchmarks.md"
_USUAL: Final = ("city", "region", "network", "overlap")


def main() -> None:
    """Run what was asked for on the command line."""
    stop_when_told()
    parser = ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--size", action="append", choices=[*SIZES, *PARTS], help="repeatable")
    parser.add_argument("--write", action="store_true", help=f"put it in docs/{_PAGE.name} too")
    options = parser.parse_args()
    for size in options.size or _USUAL:
        with ProcessPoolExecutor(1, get_context("spawn"), stop_when_told) as pool:
            part = pool.submit(report, size).result()
        if options.write:
            put(_PAGE, part, (*SIZES, *PARTS))


if __name__ == "__main__":
    main()
