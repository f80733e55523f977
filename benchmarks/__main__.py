"""Measure Samenspel on invented towns: `python -m benchmarks [--size city --size region]`.

Prints a table for every size, and with `--write` also writes them to `docs/benchmarks.md`. Every
size runs in a process of its own, so that its memory is its own.
"""

from __future__ import annotations

import os
from argparse import ArgumentParser
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Final

from benchmarks.measure import machine
from benchmarks.report import PARTS, SIZES, report
from benchmarks.stopping import stop_when_told

_PAGE: Final = Path(__file__).parents[1] / "docs" / "benchmarks.md"
_USUAL: Final = ("city", "region", "network", "overlap")


def main() -> None:
    """Run what was asked for on the command line."""
    stop_when_told()
    parser = ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--size", action="append", choices=[*SIZES, *PARTS], help="repeatable")
    parser.add_argument("--write", action="store_true", help=f"also write docs/{_PAGE.name}")
    options = parser.parse_args()
    parts = [
        "# Benchmarks", "",
        "Written by `python -m benchmarks --write`. The towns are invented, see `towns.py` there.",
        "Ratios are times of the other (networkx where no name is given) divided by ours, in the"
        " same run, with equal answers.", "",
        f"Measured on {machine()}.",
        f"When it began, {os.getloadavg()[0]:.1f} processes wanted to run: more than there are"
        " cores means that times are too long and only ratios and processor time count.", "",
    ]
    for size in options.size or _USUAL:
        with ProcessPoolExecutor(1, get_context("spawn"), stop_when_told) as pool:
            part = pool.submit(report, size).result()
        parts.append(part)
    if options.write:
        _PAGE.write_text("\n".join(parts), "utf-8")


if __name__ == "__main__":
    main()
