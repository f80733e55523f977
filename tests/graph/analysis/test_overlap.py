"""Overlap between the initiatives of one invented wijk, and the look-alikes that are none."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.statement import Fact
from graph.store import Graph
from tests.graph.analysis.networks import agent
from tests.making import fact, graph_of, thing

WARD, EAST, WEST, FAR = (f"area:town/{n}" for n in ("wijk", "oost", "west", "ver"))
THEMES = ("eten", "taal", "werk", "groen", "klussen", "sport", "schulden")
KINDS = {f"theme:{n}": "Theme" for n in THEMES} | {
    f"targetgroup:{n}": "TargetGroup" for n in ("ouderen", "nieuwkomers", "jongeren")}


def surroundings() -> list[Fact]:
    """Return areas, themes and groups, and others that make words and groups less rare."""
    texts = (
        "hardlopen langs de rivier", "schaken op dinsdag", "koor voor beginners", "judo en spel",
        "filmhuis met nagesprek", "rekenen met oma", "zwemmen zonder diploma", "poëzie in de tram",
        "fotoclub nachtlicht", "vogels tellen", "drummen en blazen", "kleding ruilen",
    )
    others = [f for i, text in enumerate(texts) for f in thing(
        agent(f"other{i}"), "Initiative", f"Ander {i}", description=text, active_in=FAR,
        about="theme:sport", for_group="targetgroup:jongeren")]
    return [
        *thing("area:town/stad", "Area", "Stad"),
        *thing(WARD, "Area", "Wijk", within="area:town/stad"),
        *thing(EAST, "Area", "Oost", within=WARD), *thing(WEST, "Area", "West", within=WARD),
        *thing(FAR, "Area", "Ver", within="area:town/stad"),
        *(f for i, kind in KINDS.items() for f in thing(i, kind, i.partition(":")[2])),
        fact("theme:eten", "alt_name", "koken"), fact("theme:eten", "alt_name", "maaltijd"),
        *others,
    ]


def initiative(name: str, text: str, theme: str, area: str = EAST, **more: str) -> list[Fact]:
    themes = [fact(agent(name), "about", f"theme:{t}") for t in theme.split()]
    return themes + thing(agent(name), "Initiative", name, description=text, active_in=area, **more)


def kinds(graph: Graph) -> dict[frozenset[str], str]:
    return {
        frozenset((graph.label(e.subject), graph.label(e.object or ""))): kind
        for kind in ("duplicates", "complements", "continues", "shares_with")
        for e in graph.statements(relation=kind)
    }


OLD = {"for_group": "targetgroup:ouderen"}
NEW = {"for_group": "targetgroup:nieuwkomers"}
SOUP = initiative(
    "Lepel", "Elke week koken ouderen samen een maaltijd voor de straat", "eten", **OLD)
TABLE = initiative("Lange Tafel", "Samen koken en een maaltijd eten met ouderen", "eten", **OLD)


def test_the_same_thing_under_two_names_is_double(tmp_path: Path) -> None:
    graph = graph_of(tmp_path, [*surroundings(), *SOUP, *TABLE])
    assert kinds(graph) == {frozenset(("Lepel", "Lange Tafel")): "duplicates"}
    (pair,) = graph.statements(relation="duplicates")
    assert pair.detail is not None
    assert pair.detail["shared"]["theme"] == ["theme:eten"]
    assert pair.detail["shared"]["area"] == [EAST]
    assert "zelfde thema: eten" in (pair.quote or "")
    sides = {b.subject for b in graph.basis(pair.id)}
    assert sides == {agent("Lepel"), agent("Lange Tafel")}
    assert {b.relation for b in graph.basis(pair.id)} >= {"about", "active_in", "for_group"}
    assert len(graph.edges(agent("Lepel"), ["duplicates"], backward=False)) == 1
    assert len(graph.edges(agent("Lange Tafel"), ["duplicates"], backward=False)) == 1


@pytest.mark.parametrize("other", [
    initiative("Lepel Elders", "Samen koken en een maaltijd eten met ouderen", "eten", FAR, **OLD),
    initiative("Lepel Taal", "Woorden leren bij de maaltijd", "taal", FAR),
    initiative("Lepel Jong", "Samen koken, een maaltijd", "eten", for_group="targetgroup:jongeren"),
    initiative("Lepels Graven", "Samen spitten in de tuin", "groen"),
    initiative("Lepel Was", "Samen koken en eten met ouderen", "eten", phase="ended", **OLD),
], ids=["elsewhere", "other theme and wijk", "other group", "other theme", "no longer there"])
def test_look_alikes_are_no_doubles(tmp_path: Path, other: list[Fact]) -> None:
    assert kinds(graph_of(tmp_path, [*surroundings(), *SOUP, *other])) == {}


def test_one_area_may_lie_in_the_other(tmp_path: Path) -> None:
    wide = initiative("Pan", "Ouderen koken samen een maaltijd voor de straat", "eten", WARD, **OLD)
    graph = graph_of(tmp_path, [*surroundings(), *SOUP, *wide])
    assert kinds(graph) == {frozenset(("Lepel", "Pan")): "duplicates"}
    assert "ligt in het andere" in (graph.statements(relation="duplicates")[0].quote or "")


def test_a_broad_theme_in_a_wide_area_that_all_have_makes_no_doubles(tmp_path: Path) -> None:
    crowd = [f for i in range(40) for f in initiative(
        f"Feest {i}", f"Straatfeest met muziek nummer{i} en limonade{i}", "eten", WARD)]
    assert kinds(graph_of(tmp_path, [*surroundings(), *crowd])) == {}


def followed(**more: str) -> list[Fact]:
    return [
        *surroundings(),
        *initiative("Oud", "Samen koken en eten met ouderen", "eten", started="2015-01-01",
                    ended="2024-06-01", **OLD),
        *initiative("Nieuw", "Ouderen eten en koken samen", "eten", started="2024-09-01", **OLD),
        *(fact(agent("Nieuw"), relation, value) for relation, value in more.items()),
    ]


def test_who_begins_when_another_ends_looks_like_a_follow_up(tmp_path: Path) -> None:
    graph = graph_of(tmp_path, followed())
    (pair,) = graph.statements(relation="continues")
    assert (pair.subject, pair.object) == (agent("Nieuw"), agent("Oud"))
    assert "2024-06-01" in (pair.quote or "")
    assert {"started", "ended"} <= {b.relation for b in graph.basis(pair.id)}


def test_what_a_source_says_of_two_is_left_as_it_is(tmp_path: Path) -> None:
    assert kinds(graph_of(tmp_path, followed(follows=agent("Oud")))) == {}


def test_seeking_what_another_offers_complements(tmp_path: Path) -> None:
    graph = graph_of(tmp_path, [
        *surroundings(), *initiative("Zaaien", "Wortels en bieten", "groen"), *SOUP,
        *thing("resource:materiaal", "Resource", "materiaal"),
        *thing("need:town/n", "Need", "groente gezocht", sought_by=agent("Lepel"), needed_in=EAST,
               asks_for="resource:materiaal"),
        *thing("offer:town/o", "Offer", "groente over", offered_by=agent("Zaaien"),
               available_in=EAST, provides="resource:materiaal"),
    ])
    assert kinds(graph) == {frozenset(("Lepel", "Zaaien")): "complements"}
    (pair,) = graph.statements(relation="complements")
    assert {"sought_by", "offered_by", "could_use"} <= {b.relation for b in graph.basis(pair.id)}


def test_other_themes_for_the_same_few_in_one_neighbourhood_complement(tmp_path: Path) -> None:
    graph = graph_of(tmp_path, [
        *surroundings(), *initiative("Praat", "Oefenen met woorden", "taal", **NEW),
        *initiative("Aan de Slag", "Een dag mee naar een baas", "werk", **NEW),
        *initiative("Ver Weg", "Een vak leren", "werk", FAR, **NEW),
    ])
    assert kinds(graph) == {frozenset(("Praat", "Aan de Slag")): "complements"}


def test_the_same_place_or_carrier_is_shared(tmp_path: Path) -> None:
    house = thing("venue:town/huis", "Venue", "Het Huis", located_in=EAST)
    carrier = thing("organisation:town/o", "Organisation", "O")
    graph = graph_of(tmp_path, [
        *surroundings(), *house, *carrier,
        *initiative("Spreekuur", "Brieven over geld", "schulden", housed_in="venue:town/huis"),
        *initiative("Zagen", "Planken en lijm", "klussen", housed_in="venue:town/huis",
                    run_by="organisation:town/o"),
        *initiative("Rennen", "Rondjes", "sport", FAR, run_by="organisation:town/o"),
    ])
    assert kinds(graph) == {frozenset(("Spreekuur", "Zagen")): "shares_with",
                            frozenset(("Zagen", "Rennen")): "shares_with"}
    reasons = {e.quote for e in graph.statements(relation="shares_with")}
    assert any("zelfde plek: Het Huis" in (r or "") for r in reasons)


def test_yearly_grants_for_one_project_are_a_series_not_doubles(tmp_path: Path) -> None:
    facts = [*surroundings(), *thing("organisation:town/o", "Organisation", "O")]
    for year in ("2017", "2018", "2019"):
        facts += initiative(f"Zomerfeest {year}", "Zomerfeest met muziek", "eten",
                            run_by="organisation:town/o")
        facts += thing(f"grant:town/{year}", "Grant", year, year=year,
                       funds=agent(f"Zomerfeest {year}"))
    graph = graph_of(tmp_path, facts)
    chain = [(e.subject[-4:], e.object[-4:]) for e in graph.statements(relation="continues")
             if e.object]
    assert sorted(chain) == [("2018", "2017"), ("2019", "2018")]
    assert set(kinds(graph).values()) == {"continues"}


def test_what_rests_on_few_shared_traits_is_less_stable(tmp_path: Path) -> None:
    hall = {"housed_in": "venue:town/zaal"}
    graph = graph_of(tmp_path, [
        *surroundings(), *SOUP, *TABLE, *thing("venue:town/zaal", "Venue", "Zaal", located_in=WEST),
        *initiative("Judo", "vallen en opstaan", "sport", WEST, **hall),
        *initiative("Tafel", "lenen zonder zorgen", "schulden", WEST, **hall),
    ])
    (double,) = graph.statements(relation="duplicates")
    (sharing,) = graph.statements(relation="shares_with")
    assert double.detail is not None and sharing.detail is not None
    assert 0.3 < double.detail["stability"] < 0.95  # all of six traits are needed
    assert 0.6 < sharing.detail["stability"] <= 1  # only the venue of both is
    assert double.detail["coverage"] == sharing.detail["coverage"] == 1


def test_where_few_themes_are_known_a_double_is_less_certain_and_says_so(tmp_path: Path) -> None:
    vague = [f for i in range(8) for f in thing(
        agent(f"vaag{i}"), "Initiative", f"Vaag {i}", active_in=EAST)]
    graph = graph_of(tmp_path, [*surroundings(), *SOUP, *TABLE, *vague])
    (double,) = graph.statements(relation="duplicates")
    assert double.detail is not None
    assert double.detail["coverage"] == pytest.approx(0.2)
    assert double.certainty <= 0.5
    assert "Let op" in (double.quote or "")
