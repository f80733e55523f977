"""Measure the name model: `python -m benchmarks.calibrate_names [--pairs FILE.csv] [--write]`.

Fits a logistic model per kind on the candidate pairs of invented lists (vocabulary 'a') and half
of the labelled pairs, sets the thresholds on predictions made out of fold, and reports on what it
never saw: lists of other words (vocabulary 'b') and the other half of the labelled pairs.
`--write` puts the outcome in graph/matching/model.toml. A file of labelled pairs has the columns
schema, name1, name2 and is_match (true or false).
"""

from __future__ import annotations

import argparse
import csv
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final, NamedTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from benchmarks.name_lists import Named, organisations, people
from graph.matching import comparison as comparing
from graph.matching.blocking import candidates
from graph.matching.context import ORGANISATION, PERSON, Context, agreement
from graph.matching.features import ORGANISATION_FEATURES, PERSON_FEATURES
from graph.matching.model import FILE

FEATURES: Final = {ORGANISATION: ORGANISATION_FEATURES, PERSON: PERSON_FEATURES}
SCHEMAS: Final = {"Person": PERSON, "Company": ORGANISATION, "Organization": ORGANISATION,
                  "LegalEntity": ORGANISATION, "Vessel": ORGANISATION}
PRECISION: Final = 0.995
ENOUGH: Final = 100
FLOOR: Final = 0.8
MISSED: Final = 1.5
SIZES: Final = {ORGANISATION: 1500, PERSON: 900}
LISTS: Final = {ORGANISATION: 4, PERSON: 12}
Array = NDArray[np.float64]


class Case(NamedTuple):
    """A pair with its truth; `safe` tells whether rules allow it to be joined without a human."""

    a: str
    b: str
    values: tuple[float, ...]
    same: bool
    safe: bool
    group: int


class Report(NamedTuple):
    """Precision and recall of what is joined by itself, and of all that is proposed."""

    automatic: int
    automatic_precision: float
    automatic_recall: float
    precision: float
    recall: float
    f1: float


def case(kind: str, a: str, b: str, one: Context, two: Context, same: bool, group: int) -> Case:
    """Compare two names and keep what the model needs."""
    if b < a:
        a, b, one, two = b, a, two, one
    found = comparing.features_of(a, b, kind, agreement(one, two))
    values = tuple(found.features[name] for name in FEATURES[kind])
    return Case(a, b, values, same, comparing.safe(a, b, kind, found), group)


def from_list(kind: str, listed: Sequence[Named], group: int) -> tuple[list[Case], int]:
    """Return the candidate pairs of a list, and how many true pairs the list holds."""
    rows = sorted({(n.name, n.context): n for n in listed}.values())
    pairs = candidates([r.name for r in rows], [r.context for r in rows]).tolist()
    cases = [case(kind, rows[i].name, rows[j].name, rows[i].context, rows[j].context,
                  rows[i].truth == rows[j].truth, group) for i, j in pairs]
    by_truth: dict[int, int] = {}
    for row in rows:
        by_truth[row.truth] = by_truth.get(row.truth, 0) + 1
    return cases, sum(n * (n - 1) // 2 for n in by_truth.values())


def invented(kind: str, vocabulary: str) -> tuple[list[Case], int]:
    """Return the pairs of invented lists, half of them without context."""
    make = organisations if kind == ORGANISATION else people
    cases, total = [], 0
    for seed in range(LISTS[kind]):
        found, true = from_list(
            kind, make(vocabulary, seed, SIZES[kind], context=seed % 2 == 0), seed)
        cases += found
        total += true
    return cases, total


def labelled(kind: str, path: Path | None, *, held_out: bool) -> list[Case]:
    """Return one half of the labelled pairs of a kind; one second name is in one half only."""
    if path is None:
        return []
    cases = []
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            group = crc32(row["name2"].casefold().encode())
            if SCHEMAS[row["schema"]] == kind and (group % 2 == 1) == held_out:
                known = Context(kind=kind)
                cases.append(case(kind, row["name1"], row["name2"], known, known,
                                  row["is_match"] == "true", 10 + group % 1000))
    return cases


def matrix(cases: Sequence[Case]) -> tuple[Array, Array]:
    """Return features and truths as arrays."""
    return (np.array([c.values for c in cases], dtype=float),
            np.array([c.same for c in cases], dtype=float))


def fit(cases: Sequence[Case], weights: Array) -> LogisticRegression:
    """Fit the model."""
    x, y = matrix(cases)
    return LogisticRegression(C=3.0, max_iter=5000).fit(x, y, sample_weight=weights)


def out_of_fold(cases: Sequence[Case], weights: Array) -> Array:
    """Return the score of every case by a model that did not see its group."""
    x, _ = matrix(cases)
    scores = np.zeros(len(cases))
    folds = GroupKFold(n_splits=4).split(x, groups=[c.group for c in cases])
    for train, test in folds:
        model = fit([cases[i] for i in train], weights[train])
        scores[test] = model.predict_proba(x[test])[:, 1]
    return scores


def automatic_threshold(cases: Sequence[Case], scores: Array) -> float:
    """Return the lowest score above which safe pairs are right 995 times in 1,000."""
    ranked = sorted(((s, c.same) for s, c in zip(scores, cases, strict=True) if c.safe),
                    reverse=True)
    best, right = 0.9999, 0
    for total, (score, same) in enumerate(ranked, 1):
        right += same
        if total >= ENOUGH and right / total >= PRECISION:
            best = float(score)
    return max(best, FLOOR)


def review_threshold(cases: Sequence[Case], scores: Array, weights: Array) -> float:
    """Return the score with the best F measure; a missed pair weighs more than a wrong one."""
    truth = np.array([c.same for c in cases])
    best, threshold = 0.0, 0.5
    for cut in np.arange(0.1, 0.9, 0.01):
        hits = weights[(scores >= cut) & truth].sum()
        shown = weights[scores >= cut].sum()
        measure = (1 + MISSED) * hits / (shown + MISSED * weights[truth].sum())
        if measure > best:
            best, threshold = measure, float(cut)
    return threshold


def report(cases: Sequence[Case], scores: Array, cuts: tuple[float, float], true: int) -> Report:
    """Measure pairs of which `true` are one thing, also those that were never compared."""
    automatic, review = cuts
    joined = [c.same for s, c in zip(scores, cases, strict=True) if s >= automatic and c.safe]
    shown = [c.same for s, c in zip(scores, cases, strict=True) if s >= review]
    precision, recall = sum(shown) / max(len(shown), 1), sum(shown) / max(true, 1)
    return Report(
        len(joined), sum(joined) / max(len(joined), 1), sum(joined) / max(true, 1),
        precision, recall, 2 * precision * recall / max(precision + recall, 1e-9))


def calibrate(kind: str, pairs: Path | None) -> tuple[str, list[tuple[str, Report]]]:
    """Return the model of one kind as TOML, and the reports on what it never saw."""
    lists, _ = invented(kind, "a")
    known = labelled(kind, pairs, held_out=False)
    cases = lists + known
    share = 0.15 * len(lists) / max(len(known), 1)
    weights = np.array([1.0] * len(lists) + [share] * len(known))
    scores = out_of_fold(cases, weights)
    cuts = automatic_threshold(cases, scores), review_threshold(cases, scores, weights)
    model = fit(cases, weights)
    reports = []
    other, true = invented(kind, "b")
    held = labelled(kind, pairs, held_out=True)
    for title, tested, total in (
        ("invented lists", other, true), ("labelled pairs", held, sum(c.same for c in held)),
    ):
        if tested:
            x, _ = matrix(tested)
            reports.append((title, report(tested, model.predict_proba(x)[:, 1], cuts, total)))
    return as_toml(kind, model, cuts, reports), reports


def as_toml(
    kind: str, model: LogisticRegression, cuts: tuple[float, float],
    reports: Iterable[tuple[str, Report]],
) -> str:
    """Return the model and what was measured as TOML."""
    lines = [f"[{kind}]", f"intercept = {model.intercept_[0]:.4f}",
             f"automatic = {cuts[0]:.4f}", f"review = {cuts[1]:.4f}"]
    lines += [f"# held out, {title}: " + ", ".join(
        f"{k} {v:.4f}" if isinstance(v, float) else f"{k} {v}"
        for k, v in found._asdict().items()) for title, found in reports]
    lines.append(f"[{kind}.weights]")
    lines += [f"{name} = {weight:.4f}"
              for name, weight in zip(FEATURES[kind], model.coef_[0], strict=True)]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Calibrate both kinds and print what was found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=Path)
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args()
    made = [calibrate(kind, given.pairs)[0] for kind in (ORGANISATION, PERSON)]
    text = "# Written by benchmarks/calibrate_names.py; scores are probabilities, 0 to 1.\n" + \
        "\n".join(made)
    print(text)
    if given.write:
        FILE.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
