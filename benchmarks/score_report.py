"""Score what is read from a report against a gold file.

python -m benchmarks.score_report TEXT GOLD [--relations FILE] [--format text|json] [--misses]
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.gold import Gold, read_gold
from benchmarks.negatives import violated
from benchmarks.scoring import RELATIONS, Rate, Scorer
from ingest.prose.extraction import Extraction, candidate_lines, extract, mention_lines
from ingest.prose.reading import read_document


@dataclass(slots=True)
class Score:
    """All measures of one report."""

    entities: Rate
    accepted: Rate
    candidates: Rate
    verbatim: float
    aliases: tuple[int, int]
    wrong_merges: list[str]
    negatives: list[str]
    rules: dict[str, list[int]]

    def to_json(self) -> dict[str, Any]:
        """Return the numbers."""
        return {
            "entities": self.entities.to_json(),
            "accepted": self.accepted.to_json(),
            "candidates": self.candidates.to_json(),
            "verbatim": self.verbatim,
            "aliases": list(self.aliases),
            "wrong_merges": self.wrong_merges,
            "negatives": self.negatives,
        }


def score(extraction: Extraction, gold: Gold, relations: Path = RELATIONS) -> Score:
    """Return all measures of what was read against a gold file."""
    scorer = Scorer(gold, relations)
    mentions, lines = list(mention_lines(extraction)), list(candidate_lines(extraction))
    facts = [line for line in lines if line["relation"] != "same_as"]
    every, rules = scorer.facts(facts)
    accepted, _ = scorer.facts([line for line in facts if line["state"] == "accepted"])
    text = extraction.document.original
    exact = [
        line["quote"] == text[line["start"] : line["end"]] and line["quote"] != "" for line in facts
    ]
    return Score(
        scorer.entities(mentions),
        accepted,
        every,
        sum(exact) / len(exact) if exact else 1.0,
        scorer.aliases(lines),
        scorer.merges(mentions),
        violated(gold.negatives, mentions, lines, gold.names),
        rules,
    )


def score_files(text: Path, gold: Path, relations: Path = RELATIONS) -> Score:
    """Read a report and score it against a gold file."""
    return score(extract(read_document(text)), read_gold(gold), relations)


def _print(result: Score, misses: bool) -> None:
    for name, rate in (
        ("named entities", result.entities),
        ("accepted facts", result.accepted),
        ("all candidates", result.candidates),
    ):
        print(
            f"{name:16} P {rate.precision:.3f}  R {rate.recall:.3f}  F1 {rate.f1:.3f}"
            f"  ({rate.right} right, {len(rate.wrong)} wrong, {rate.found} of"
            f" {rate.found + len(rate.missed)} found)"
        )
        if misses:
            for sign, items in (("-", rate.missed), ("+", rate.wrong)):
                for item in items:
                    print(f"    {sign} {item}")
    print(f"quotes verbatim  {result.verbatim:.1%}")
    print(f"aliases proposed {result.aliases[0]}/{result.aliases[1]}")
    print(f"wrong merges     {len(result.wrong_merges)} {result.wrong_merges or ''}")
    print(f"negatives        {len(result.negatives)} violated {result.negatives or ''}")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the scorer from the command line."""
    parser = argparse.ArgumentParser(prog="benchmarks.score_report")
    parser.add_argument("text", type=Path)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--relations", type=Path, default=RELATIONS)
    parser.add_argument("--format", choices=("text", "json"), default="text")
    parser.add_argument("--misses", action="store_true")
    given = parser.parse_args(arguments)
    result = score_files(given.text, given.gold, given.relations)
    if given.format == "json":
        print(json.dumps(result.to_json(), ensure_ascii=False, indent=2))
    else:
        _print(result, given.misses)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
