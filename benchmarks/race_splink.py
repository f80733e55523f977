"""The same list through Splink: `python benchmarks/race_splink.py LIST.csv [--threads N]`.

Needs Splink 5 in an environment of its own and nothing of Samenspel. LIST.csv is what
`benchmarks.long_lists.write` makes. Names get the help that Splink expects: lower case, no
diacritics or punctuation, legal forms and numbers in columns of their own, term frequencies; the
model is trained by expectation maximisation. Told are processor time, memory, and precision and
recall at .99 and at the lowest threshold with precision .99.
"""

from __future__ import annotations

import resource
from argparse import ArgumentParser
from importlib import import_module
from time import perf_counter, process_time
from typing import Any, Final

_LEGAL: Final = (
    "stichting|stichtng|st|stg|vereniging|verenging|ver|bv|b v|cooperatie|coop|ua|u a|nv|n v|vof")
_PREPARE: Final = f"""
CREATE TABLE listed AS
WITH plain AS (
  SELECT row_number() OVER () AS unique_id, waarheid AS truth, soort AS kind, naam AS name,
    trim(regexp_replace(strip_accents(lower(naam)), '[^a-z0-9]+', ' ', 'g')) AS words,
    nullif(trim(regexp_replace(strip_accents(lower(organisatie)), '[^a-z0-9]+', ' ', 'g')), '')
      AS organisation,
    nullif(replace(upper(postcode), ' ', ''), '') AS postcode, nullif(lower(plaats), '') AS place
  FROM read_csv($path, header = true, all_varchar = true))
SELECT *, nullif(regexp_replace(regexp_replace(words, '\\b({_LEGAL}|de|het|en)\\b', ' ', 'g'),
    ' +', '', 'g'), '') AS core,
  array_to_string(list_sort(regexp_extract_all(words, '\\b({_LEGAL})\\b')), ' ') AS legal,
  array_to_string(regexp_extract_all(words, '[0-9]+|\\b[ivx]+\\b'), ' ') AS numbers,
  postcode[:4] AS area, words[:4] AS start
FROM plain
"""


def settings(library: Any, splink: Any) -> Any:
    """Return what is compared and which pairs meet."""
    block = splink.block_on
    return splink.SettingsCreator(
        link_type="dedupe_only",
        comparisons=[
            library.JaroWinklerAtThresholds("core", [0.96, 0.9, 0.8]).configure(
                term_frequency_adjustments=True),
            library.ExactMatch("legal"), library.ExactMatch("numbers"), library.ExactMatch("kind"),
            library.JaroWinklerAtThresholds("organisation", [0.9]),
            library.CustomComparison(output_column_name="postcode", comparison_levels=[
                {"sql_condition": "postcode_l IS NULL OR postcode_r IS NULL",
                 "label_for_charts": "unknown", "is_null_level": True},
                {"sql_condition": "postcode_l = postcode_r", "label_for_charts": "equal"},
                {"sql_condition": "area_l = area_r", "label_for_charts": "area"},
                {"sql_condition": "ELSE", "label_for_charts": "other"}]),
            library.ExactMatch("place").configure(term_frequency_adjustments=True),
        ],
        blocking_rules_to_generate_predictions=[
            block("core", "place"), block("core", "area"), block("core", "organisation"),
            block("postcode", "substr(core, 1, 2)"), block("start", "substr(core, -4)", "place"),
            block("substr(core, 1, 6)", "place"), block("substr(core, -6)", "place"),
        ],
        additional_columns_to_retain=["truth", "name"],
    )


def train(linker: Any, splink: Any) -> None:
    """Estimate the chances of agreement, without labels."""
    block, training = splink.block_on, linker.training
    training.estimate_probability_two_random_records_match(
        [block("core", "postcode"), block("core", "organisation")], recall=0.35)
    training.estimate_u_using_random_sampling(max_pairs=2e6, seed=1)
    training.estimate_parameters_using_expectation_maximisation(block("postcode", "kind"))
    training.estimate_parameters_using_expectation_maximisation(block("core", "place"))


def main() -> None:
    """Run the race and print what it took and how right it was."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("list")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--memory", default="6GB")
    given = parser.parse_args()
    splink = import_module("splink")
    library = import_module("splink.comparison_library")
    db = import_module("duckdb").connect(":memory:", config={
        "threads": given.threads, "memory_limit": given.memory})
    start, clock = process_time(), perf_counter()
    db.execute(_PREPARE, {"path": given.list})
    api = splink.DuckDBAPI(connection=db)
    linker = splink.Linker(api.register("listed"), settings(library, splink))
    train(linker, splink)
    pairs = linker.inference.predict(threshold_match_probability=0.5)
    taken = process_time() - start, perf_counter() - clock
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"Splink {splink.__version__}: {taken[0]:.0f} s of processor, {taken[1]:.0f} s,"
          f" {memory:,.0f} MB")
    tell(db, pairs.physical_name)


def tell(db: Any, table: str) -> None:
    """Print precision and recall at some thresholds."""
    (true,) = db.execute(
        "SELECT sum(n * (n - 1) / 2) FROM (SELECT count(*) n FROM listed GROUP BY truth)"
    ).fetchone()
    for cut in (0.5, 0.9, 0.99, 0.999, 0.9999, 0.99999, 0.999999, 0.9999999):
        total, right = db.execute(
            f"SELECT count(*), count(*) FILTER (truth_l = truth_r) FROM {table}"
            " WHERE match_probability >= ?", [cut]).fetchone()
        print(f"at {cut}: {total:,} pairs, precision {right / max(total, 1):.4f},"
              f" recall {right / true:.4f}")


if __name__ == "__main__":
    main()
