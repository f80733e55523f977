"""Measure `samenspel match` on long invented lists: `python -m benchmarks.long_names [--size N]`.

Every list is matched by a process of its own, whose processor time and peak memory are told, and
its output is held against the truth that was planted. Pairs are pairs of rows.
"""

from __future__ import annotations

import json
import math
import os
import sys
from argparse import ArgumentParser
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from subprocess import PIPE, Popen
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any, Final, NamedTuple

from benchmarks.long_lists import true_pairs, write

CONTEXT: Final = "soort,organisatie,postcode,plaats"
BARE: Final = "soort"
_SIZES: Final = (100_000, 300_000)
_FIRST_ROW: Final = 2
_SHOWN: Final = 20


class Outcome(NamedTuple):
    """What matching one list took (processor seconds, seconds, MB), and how right it was."""

    size: int
    context: bool
    processor: float
    seconds: float
    memory: float
    automatic: int
    automatic_right: int
    shown: int
    shown_right: int
    true: int

    @property
    def row(self) -> str:
        """A line of the table in docs/names.md."""
        return (
            f"| {self.size:,} | {'yes' if self.context else 'no'} | {self.processor:.0f} s |"
            f" {self.seconds:.0f} s | {self.memory:,.0f} MB | {self.automatic:,} |"
            f" {_share(self.automatic_right, self.automatic, 2)} |"
            f" {_share(self.automatic_right, self.true)} | {self.shown - self.automatic:,} |"
            f" {_share(self.shown_right, self.true)} |"
        )


HEAD: Final = (
    "| rows | context | processor | clock | memory | joined | of these right | recall |"
    " for review | recall with review |\n|---|---|---|---|---|---|---|---|---|---|"
)


def _share(part: int, whole: int, digits: int = 1) -> str:
    return f"{100 * part / whole:.{digits}f}%" if whole else "–"


def main() -> None:
    """Measure the sizes that are asked for, with and without context."""
    parser = ArgumentParser(prog="python -m benchmarks.long_names", description=__doc__)
    parser.add_argument("--size", type=int, action="append", help="rows; repeatable")
    parser.add_argument("--context", choices=("with", "without", "both"), default="both")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--wrong", action="store_true", help="show wrong automatic pairs")
    given = parser.parse_args()
    print(f"load of the machine when it began: {os.getloadavg()[0]:.1f}\n{HEAD}", flush=True)
    for context in (True, False):
        if given.context not in ("both", "with" if context else "without"):
            continue
        made: list[Outcome] = []
        for size in given.size or _SIZES:
            made.append(measure(size, context=context, seed=given.seed, tell=given.wrong))
            print(made[-1].row, flush=True)
        if len(made) > 1:
            print(f"grows as n^{growth(made):.2f}")


def growth(made: Sequence[Outcome]) -> float:
    """Return the exponent with which processor time grows from the first size to the last."""
    first, last = made[0], made[-1]
    return math.log(last.processor / first.processor) / math.log(last.size / first.size)


def measure(size: int, *, context: bool, seed: int = 0, tell: bool = False) -> Outcome:
    """Match a list of `size` rows in a process of its own and hold it against the truth."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "names.csv"
        truths = write(size, path, seed)
        command = [sys.executable, "-c", "import sys; from cli import main; sys.exit(main())",
                   "match", str(path), "--column", "naam", "--context",
                   CONTEXT if context else BARE, "--format", "jsonl"]
        start = perf_counter()
        with Popen(command, stdout=PIPE, text=True, encoding="utf-8",
                   cwd=Path(__file__).parents[1]) as child:
            counts = score(map(json.loads, child.stdout or ()), truths, tell=tell)
            _, status, used = os.wait4(child.pid, 0)
            child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode > 1:
            raise SystemExit(f"match ended with {child.returncode}")
        return Outcome(size, context, used.ru_utime + used.ru_stime, perf_counter() - start,
                       used.ru_maxrss / 1024, *counts, true_pairs(truths))


def score(
    found: Iterable[Mapping[str, Any]], truths: Sequence[int], *, tell: bool = False
) -> tuple[int, int, int, int]:
    """Return automatic pairs and how many are right, then all pairs and how many are right."""
    automatic = right = shown = shown_right = told = 0
    for pair in found:
        of_a = [truths[int(n) - _FIRST_ROW] for n in pair["a_rows"]]
        of_b = [truths[int(n) - _FIRST_ROW] for n in pair["b_rows"]]
        pairs = len(of_a) * len(of_b)
        good = sum(a == b for a in of_a for b in of_b)
        shown, shown_right = shown + pairs, shown_right + good
        if pair["decision"] == "automatic":
            automatic, right = automatic + pairs, right + good
            if tell and good < pairs and told < _SHOWN:
                told += 1
                print(f"wrong: {pair['a']} | {pair['b']} | {'; '.join(pair['reasons'])}")
    return automatic, right, shown, shown_right


if __name__ == "__main__":
    main()
