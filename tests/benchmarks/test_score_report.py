"""The scorer follows the scoring rules of the gold file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from benchmarks.gold import overlaps, read_gold
from benchmarks.negatives import violated
from benchmarks.score_report import main
from benchmarks.scoring import RELATIONS, Scorer

GOLD = """
entities:
- {id: P1, type: Person, name: Anna Jansen, variants: [Anna], tier: core}
- {id: P2, type: Person, name: Piet Smit, tier: core}
- {id: O1, type: Organisation, alt_types: [Initiative], name: Zon, tier: core}
- {id: O2, type: Organisation, name: Maan, tier: secondary}
- {id: N1, type: Need, name: een zaal, tier: core}
relations:
- {id: X1, s: P1, p: AFFILIATED_WITH, o: O1, quote: "Anna Jansen (Zon)", tier: core}
- {id: X2, s: P1, p: AFFILIATED_WITH, o: O1, quote: "Anna van Zon", tier: core}
- {id: X3, s: O1, p: NEEDS, o: N1, quote: "Zon zoekt een zaal", tier: core}
- {id: X4, s: P2, p: AFFILIATED_WITH, o: O2, quote: "Piet Smit (Maan)", tier: secondary}
- {id: X5, s: "O1,O2", p: COLLABORATES_WITH, o: each other, quote: "samen met", tier: core}
negatives:
- "Share Button (web residue)"
- "DOCK as Person"
- "a granted subsidy for Zon (only requested)"
"""


def thing(name: str, type_name: str) -> dict[str, Any]:
    return {"name": name, "type": type_name, "id": f"x:{name}", "variants": [name]}


def line(subject: dict[str, Any], relation: str, target: Any, quote: str) -> dict[str, Any]:
    return {"subject": subject, "relation": relation, "object": target, "quote": quote,
            "rule": "r", "attributes": {}}


@pytest.fixture
def scorer(tmp_path: Path) -> Scorer:
    path = tmp_path / "gold.yaml"
    path.write_text(GOLD)
    return Scorer(read_gold(path))


ANNA, PIET = thing("anna", "Person"), thing("Piet Smit", "Person")
ZON, MAAN = thing("Zon", "Initiative"), thing("Maan", "Organisation")


def test_two_pieces_of_evidence_are_one_fact(scorer: Scorer) -> None:
    rate, _ = scorer.facts([line(ANNA, "member_of", ZON, "Anna Jansen (Zon) sprak.")])
    assert (rate.right, rate.wrong, rate.found, len(rate.missed)) == (1, [], 1, 2)


def test_a_secondary_fact_counts_neither_way(scorer: Scorer) -> None:
    rate, _ = scorer.facts([line(PIET, "member_of", MAAN, "Piet Smit (Maan)")])
    assert (rate.right, rate.wrong) == (0, [])


def test_the_wrong_sentence_is_wrong(scorer: Scorer) -> None:
    rate, _ = scorer.facts([line(ANNA, "member_of", ZON, "Heel iets anders dan daar stond.")])
    assert len(rate.wrong) == 1


def test_a_need_matches_by_its_sentence_and_reversed(scorer: Scorer) -> None:
    need = thing("zaal", "Need")
    rate, _ = scorer.facts([line(need, "sought_by", ZON, "Zon zoekt een zaal.")])
    assert (rate.right, rate.wrong) == (1, [])


def test_pairs_count_once_and_in_any_direction(scorer: Scorer) -> None:
    rate, _ = scorer.facts([
        line(MAAN, "works_with", ZON, "Zon samen met Maan"),
        line(ZON, "works_with", MAAN, "Zon samen met Maan"),
    ])
    assert (rate.right, rate.wrong) == (1, [])


def test_entities_match_by_type_or_alternative_and_any_spelling(scorer: Scorer) -> None:
    rate = scorer.entities([ANNA, ZON, MAAN, thing("Piet Smit", "Area")])
    assert (rate.right, rate.wrong) == (2, ["Area: Piet Smit"])
    assert rate.missed == ["P2 piet smit"]


def test_one_thing_made_of_two_is_a_wrong_merge(scorer: Scorer) -> None:
    both = {**ANNA, "variants": ["Anna", "Piet Smit"]}
    assert len(scorer.merges([both])) == 1
    assert scorer.merges([ANNA, ZON]) == []


def test_negatives_are_found(scorer: Scorer) -> None:
    mentions = [thing("DOCK", "Person"), thing("Share Button", "Organisation")]
    granted = line(thing("g", "Grant"), "recipient", ZON, "q")
    granted["attributes"] = {"status": "granted"}
    assert len(violated(scorer.gold.negatives, mentions, [granted])) == 3
    assert violated(scorer.gold.negatives, [thing("DOCK", "Organisation")], []) == []


def test_quotes_overlap_when_they_share_a_run_of_words() -> None:
    assert overlaps("Zij zei: “Zon zoekt een zaal”.", ["Zon zoekt een zaal"])
    assert not overlaps("Zon is een ster.", ["Zon zoekt een zaal"])


def test_it_runs_on_any_text_and_gold(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "gold.yaml").write_text(GOLD)
    (tmp_path / "a.txt").write_text("Anna Jansen (Zon) sprak. Ook Zon zoekt een zaal.")
    paths = [str(tmp_path / "a.txt"), str(tmp_path / "gold.yaml")]
    assert main([*paths, "--format", "json", "--relations", str(RELATIONS)]) == 0
    assert json.loads(capsys.readouterr().out)["verbatim"] == 1
