"""Measure every rule on marked reports and write what was seen to `ingest/prose/certainty.toml`.

    python -m benchmarks.calibrate_rules TEXT GOLD [TEXT GOLD …]

A candidate that a gold file has, core or secondary, is right; any other is wrong, also when the
gold file merely left it out: what is measured is careful rather than kind.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from benchmarks.gold import read_gold
from benchmarks.scoring import Scorer
from ingest.prose.certainty import FILE, estimate
from ingest.prose.extraction import candidate_lines, extract
from ingest.prose.reading import read_document
from ingest.prose.rules import rules

ACCEPT_FROM: Final = 0.9
_HEAD: Final = """\
# Written by benchmarks/calibrate_rules.py: how often each rule was right on marked reports.
# A rule without sightings, or in another version, counts at most 0.85 and is never automatic.
"""


def measure(pairs: Sequence[tuple[Path, Path]]) -> dict[str, list[int]]:
    """Return [right, wrong] by rule over reports with their gold files."""
    seen: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for text, gold in pairs:
        lines = [
            line
            for line in candidate_lines(extract(read_document(text)))
            if line["relation"] != "same_as"
        ]
        for rule, (right, wrong) in Scorer(read_gold(gold)).facts(lines, evidence=False)[1].items():
            seen[rule][0] += right
            seen[rule][1] += wrong
    return seen


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and write; prints one line for each rule."""
    paths = [Path(a) for a in (sys.argv[1:] if arguments is None else arguments)]
    if not paths or len(paths) % 2:
        print(__doc__)
        return 2
    seen = measure(list(zip(paths[::2], paths[1::2], strict=True)))
    out = [_HEAD, f"accept_from = {ACCEPT_FROM}\n"]
    for rule_id, rule in sorted(rules().items()):
        right, wrong = seen.get(rule_id, (0, 0))
        print(
            f"{rule_id:26} {right:3} right {wrong:3} wrong "
            f" {estimate(rule.prior, right, wrong):.2f}"
        )
        if right + wrong:
            out.append(
                f'[rules."{rule_id}"]\nversion = {rule.version}\nright = {right}\nwrong = {wrong}\n'
            )
    FILE.write_text("\n".join(out), "utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
