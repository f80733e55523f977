"""A composed question reads as plain sentences in both languages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.schema import schema
from graph.texts import LANGUAGES
from queries.compose import Draft
from queries.language.reading import typing
from queries.telling import arrow_said, name_said, sentence

READ = Path(__file__).with_name("sentences.txt")
"""Every sentence about one arrow, as somebody read and approved it."""


@pytest.mark.parametrize(
    ("seek", "texts", "labels", "says"),
    [
        ("Initiative", [], {}, "Alle initiatieven."),
        ("Initiative", ["initiative -about-> *theme", "initiative -active_in-> *area"],
         {"theme": "natuur"},
         "Initiatieven waarvoor geldt: het initiatief gaat over natuur (of wat daaronder valt)"
         " en het initiatief werkt in een gebied."),
        ("Area", ["!initiative -active_in-> *area"], {},
         "Gebieden waarvoor geldt: geen enkel initiatief werkt in het gebied."),
        ("Organisation", ["commitment -made_by-> organisation"], {},
         "Organisaties waarvoor geldt: een toezegging is gedaan door de organisatie."),
        ("Initiative", ["!initiative -run_by-> agent"], {},
         "Initiatieven waarvoor geldt: het initiatief wordt door niemand gedragen."),
        ("Initiative", ["!initiative -about-> *theme"], {"theme": "groen"},
         "Initiatieven waarvoor geldt:"
         " het initiatief gaat niet over groen (of wat daaronder valt)."),
        ("Need", ["need -sought_by-> initiative", "initiative -about-> theme"], {},
         "Vragen waarvoor geldt: de vraag is een vraag van een initiatief"
         " en het initiatief gaat over een thema."),
        ("Initiative", ["!initiative -run_by-> agent", "!agent -active_in-> *area"], {},
         "Initiatieven waarvoor geldt: er is geen partij waarvoor samen geldt"
         " (het initiatief wordt gedragen door de partij en de partij werkt in een gebied)."),
        ("Initiative", ["!initiative -run_by-> agent", "!agent -active_in-> *area"],
         {"agent": "DOCK"},
         "Initiatieven waarvoor geldt: het initiatief wordt niet gedragen door DOCK"
         " en DOCK werkt in geen enkel gebied."),
        ("Initiative", ["!initiative -run_by-> agent", "!agent -works_with-> agent2",
                        "!initiative -about-> *theme"], {},
         "Initiatieven waarvoor geldt: er is niemand voor wie samen geldt"
         " (het initiatief wordt gedragen door diegene en diegene werkt samen met iemand (2))"
         " en het initiatief gaat over geen enkel thema."),
    ],
)
def test_what_is_asked_is_said_in_plain_dutch(
    seek: str, texts: list[str], labels: dict[str, str], says: str
) -> None:
    assert sentence(Draft.read(seek, texts), labels) == says


def test_a_question_reads_as_a_sentence_in_english() -> None:
    draft = Draft.read("Initiative", [
        "initiative -about-> *theme", "!initiative -run_by-> party", "!party -active_in-> *area",
    ])
    assert sentence(draft, {}, "en") == (
        "Initiatives for which this holds: the initiative is about some theme and there is no party"
        " for which all of this holds (the initiative is run by the party and the party works in"
        " some area)."
    )


def test_each_arrow_of_what_must_not_exist_together_follows_the_one_before() -> None:
    draft = Draft.read("Initiative", ["!initiative -run_by-> party", "!party -active_in-> *area"])
    assert [arrow_said(draft, text, {}) for text in draft.texts] == [
        "er is geen partij waarvoor samen geldt: het initiatief wordt gedragen door de partij …",
        "… en de partij werkt in een gebied",
    ]
    assert name_said(draft, "party") == "de partij"


def arrows_of_the_model() -> Iterator[str]:
    """Yield what is said of every arrow that can be added, from both ends: it is so, it is not,
    and it is not so of something that is filled in."""
    for name, uses in sorted(schema().relations().items()):
        for owner, relation in uses:
            for target in relation.targets:
                yield f"{owner} {name} {target}"
                yield from _said(owner, f"{name} {target}")
                if relation.inverse:
                    yield from _said(target, f"<{name} {owner}")


def _said(kind: str, key: str) -> Iterator[str]:
    draft = Draft(min(typing().concrete(kind)))
    chosen = next(o for o in draft.options(draft.root) if o.key == f"{draft.root} {key}")
    for lang in LANGUAGES:
        for absent, filled in ((False, False), (True, False), (True, True)):
            made = draft.add(chosen, absent=absent)
            labels = {name: "X" for name in made.names[1:] if filled}
            yield f"  {arrow_said(made, made.texts[0], labels, lang)}"


def test_every_sentence_was_read_by_somebody() -> None:
    """Read what is new here aloud; when it is good, put it in `sentences.txt` at its place."""
    assert list(arrows_of_the_model()) == READ.read_text("utf-8").splitlines()
