"""The model is read from TOML and wrong files are refused with a useful word."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.errors import SchemaError
from graph.schema import read_schema, schema

GOOD = """
name = "Thing"
label = { nl = "ding", en = "thing" }
plural = { nl = "dingen", en = "things" }
required = ["name"]
[properties.name]
label = { nl = "naam", en = "name" }
[relations.near]
target = "Thing"
symmetric = true
label = { nl = "dicht bij", en = "near" }
"""


def refusal(folder: Path, text: str) -> str:
    (folder / "thing.toml").write_text(text, "utf-8")
    with pytest.raises(SchemaError) as caught:
        read_schema(folder)
    return caught.value.message("en")


def test_the_model_holds_every_type_of_the_design() -> None:
    wanted = (
        "Initiative Organisation PublicBody Person Post Area Venue Theme TargetGroup Scheme Grant"
        " Agreement Commitment Need Offer Event Challenge ValueClaim Source"
    ).split()
    assert set(wanted) <= {t.name for t in schema().concrete()}


def test_a_type_inherits_properties_and_relations() -> None:
    initiative = schema()["Initiative"]
    assert {"name", "email", "phase"} <= set(initiative.properties)
    assert {"active_in", "works_with", "duplicates"} <= set(initiative.relations)


def test_a_type_says_when_a_thing_of_it_is_over() -> None:
    assert schema()["Initiative"].over == ("ended", "phase = ended")
    assert schema()["ServicePoint"].over == schema()["Post"].over == ("ended",)
    assert schema()["Theme"].over == ()


def test_what_is_over_is_said_of_a_property_that_the_type_has(tmp_path: Path) -> None:
    assert "thing.toml" in (said := refusal(tmp_path, 'over = ["stopped"]\n' + GOOD))
    assert "stopped" in said and "over" in said


def test_subtypes_are_found_below_their_ancestor() -> None:
    assert schema().below("Party") == {"Party", "Initiative", "Organisation", "PublicBody"}
    assert schema().is_a("ServicePoint", "Post")
    assert not schema().is_a("Post", "ServicePoint")


def test_an_id_tells_its_type() -> None:
    found = schema().type_of("targetgroup:ouderen")
    assert found is not None
    assert found.name == "TargetGroup"
    assert schema().type_of("nonsense:1") is None


def test_a_relation_has_one_nature_in_all_types() -> None:
    for uses in schema().relations().values():
        assert len({(r.transitive, r.symmetric) for _, r in uses}) == 1


def test_a_property_never_has_the_name_of_a_relation() -> None:
    names = {p for t in schema().types.values() for p in t.properties}
    assert not names & set(schema().relations())


def test_every_amount_of_money_of_a_grant_has_its_status() -> None:
    amounts = [p for p in schema()["Grant"].properties.values() if p.value == "money"]
    assert len({p.status for p in amounts}) == len(amounts) > 0
    assert None not in {p.status for p in amounts}


def test_a_good_file_is_read(tmp_path: Path) -> None:
    (tmp_path / "thing.toml").write_text(GOOD, "utf-8")
    assert read_schema(tmp_path)["Thing"].relations["near"].symmetric


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            GOOD.replace("required", "requierd"),
            "thing.toml: 'requierd' is not known. Did you mean: required?",
        ),
        (
            GOOD.replace('target = "Thing"', 'target = "Thong"'),
            "'relations.near.target' refers to 'Thong'",
        ),
        (
            GOOD.replace('["name"]', '["nane"]'),
            "'required' refers to 'nane', which does not exist. Did you mean: name?",
        ),
        (GOOD.replace("symmetric = true", ""), "'relations.near.inverse' is missing"),
        (GOOD + 'targte = "x"', "'relations.near.targte' is not known. Did you mean: target?"),
        (
            GOOD.replace('label = { nl = "naam", en = "name" }', 'value = "text"'),
            "'properties.name.label' is 'None'",
        ),
        (
            GOOD.replace('label = { nl = "naam"', 'value = "mony"\nlabel = { nl = "naam"'),
            "Did you mean: money?",
        ),
        (
            GOOD.replace('name = "Thing"', 'name = "Thing"\nextends = "Thing"'),
            "'Thing' extends itself",
        ),
        (
            GOOD.replace('name = "Thing"', 'name = "Thing"\nextends = "Thimg"'),
            "'extends' refers to 'Thimg'",
        ),
        ("name = ", "'TOML'"),
    ],
)
def test_a_wrong_file_is_refused_with_file_key_and_near_misses(
    tmp_path: Path, text: str, said: str
) -> None:
    message = refusal(tmp_path, text)
    assert "thing.toml" in message
    assert said in message
