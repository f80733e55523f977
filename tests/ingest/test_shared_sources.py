"""Every other real file beside the repository, read as it lies there."""

from __future__ import annotations

import csv
import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.identity import join
from graph.ledger import Ledger
from graph.statement import Statement
from ingest import bundled
from ingest.pipeline import ingest
from ingest.recognise import mapping_of
from ingest.summary import Summary
from tests.shared_files import shared_file

FILES = (
    "areas", "people", "social-map", "registers/360giving_154_grants.json",
)


class Read:
    """What was read, and what is said by it."""

    def __init__(self, ledger: Ledger, summaries: list[Summary]) -> None:
        self.ledger = ledger
        self.summaries = {summary.file: summary for summary in summaries}
        self.said: dict[str, dict[str, list[Statement]]] = defaultdict(lambda: defaultdict(list))
        for statement in ledger.statements():
            self.said[statement.subject][statement.relation].append(statement)

    def values(self, subject: str, relation: str) -> set[str]:
        """Return the values or ids that are said."""
        return {s.value or s.object or "" for s in self.said[subject][relation]}


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Read]:
    """Read the bundled data and every shared file."""
    with Ledger(tmp_path_factory.mktemp("shared") / "ledger") as ledger:
        ingest(ledger, [f for f in bundled.folders() if f.name in ("areas", "themes")])
        yield Read(ledger, ingest(ledger, [shared_file(name) for name in FILES]))


def test_every_file_is_read_with_as_many_rows_as_expected(real: Read) -> None:
    assert len(real.summaries) == 17
    for summary in real.summaries.values():
        assert summary.error is None, summary.file
        assert summary.refused == [], summary.file
        assert not [n for n in summary.notices if n.key == "notice.count"], summary.file


@pytest.mark.parametrize("name", ["areas", "people", "social-map", "registers"])
def test_every_file_is_recognised(name: str) -> None:
    for path in Path(shared_file(name)).iterdir():
        assert not mapping_of(path).template, path.name


def test_utrecht_has_its_neighbourhoods_with_outlines_and_postcodes(real: Read) -> None:
    lunetten = "area:BU03440732"
    path = shared_file("areas/utrecht_cbs_buurten_2014.geojson")
    features = json.loads(path.read_text("utf-8"))["features"]
    for feature in features:
        area = f"area:{feature['properties']['buurtcode']}"
        assert feature["properties"]["buurtnaam"] in real.values(area, "name")
        assert f"area:{feature['properties']['wijkcode']}" in real.values(area, "within")
        assert real.values(area, "outline")
    assert real.values(lunetten, "level") == {"buurt"}
    with shared_file("areas/utrecht_pc4_buurt.csv").open(newline="") as file:
        for row in csv.DictReader(file):
            assert row["pc4"] in real.values(f"area:{row['buurtcode']}", "postcode")


def test_all_dutch_areas_have_a_name_a_level_and_a_place(real: Read) -> None:
    levels = Counter(level for _, level in real.ledger.values("level"))
    assert levels["buurt"] > 12_000
    assert real.values("area:WK034407", "name") == {"Zuid"}
    assert "Wijk 07 Zuid" in real.values("area:WK034407", "alt_name")
    assert "area:GM0344" in real.values("area:WK034407", "within")


def test_amsterdam_has_districts_with_neighbourhoods_in_them(real: Read) -> None:
    districts = {area for area, outer in real.ledger.ties("within")
                 if outer == "area:GM0363" and area.startswith("area:amsterdam/")}
    assert "area:amsterdam/nieuw-west" in districts
    assert len(districts) == 9
    assert real.values("area:BU0363AA01", "within") == {"area:WK0363AA"}


def test_key_figures_are_taken_for_known_areas_only(real: Read) -> None:
    assert "226500" in real.values("area:GM0034", "population")
    named = {subject for subject, *_ in real.ledger.names()}
    assert {area for area, _ in real.ledger.values("population")} <= named
    [notice] = real.summaries["kwb2024_gemeenten_wijken.csv"].notices
    assert notice.key == "notice.strangers"


def test_the_council_holds_posts_at_a_body_for_a_party(real: Read) -> None:
    source = [s for s in real.ledger.statements(source="utrecht-raad") if s.state != "ended"]
    people = {s.subject for s in source if s.relation == "type" and s.value == "Person"}
    posts = {s.subject for s in source if s.relation == "type" and s.value == "Post"}
    assert (len(people), len(posts)) == (64, 7)
    held = Counter(s.object for s in source if s.relation == "holds")
    assert held["post:utrecht-raad/raadslid"] == 44
    assert held["post:utrecht-raad/wethouder"] == 6
    assert real.values("post:utrecht-raad/wethouder", "standing") == {"office"}
    assert real.values("post:utrecht-raad/wethouder", "at") == {
        "publicbody:utrecht-raad/gemeente-utrecht-utrecht-ut"
    }
    assert sum(s.relation == "member_of" for s in source) == 62
    assert not [s for s in source if s.relation == "email" and s.subject in people]


def test_titles_are_stripped_from_names_and_kept_as_found(real: Read) -> None:
    [name] = real.said["person:utrecht-raad/118849"]["name"]
    assert (name.value, name.quote) == ("J.H.C. van Zanen", "Dhr. mr. J.H.C. van Zanen")


def test_one_almanak_number_is_one_person(real: Read) -> None:
    join(real.ledger)
    pairs = {(j.a, j.b) for j in real.ledger.judgements()
             if j.verdict == "same" and j.a.startswith("person:")}
    assert ("person:politicians-almanak/118849", "person:utrecht-raad/118849") in pairs
    for a, b in pairs:
        assert a.partition("/")[2] == b.partition("/")[2]


def test_services_have_theme_district_and_functional_contact(real: Read) -> None:
    source = list(real.ledger.statements(source="amsterdam-voorzieningen"))
    services = {s.subject for s in source if s.value == "Initiative"}
    assert len(services) == 209
    for service in services:
        assert real.values(service, "active_in"), service
    themed = [s for s in services if real.values(s, "about")]
    assert len(themed) > 160
    public = {s.value for s in source if s.relation in ("email", "phone") and s.access == "public"}
    hidden = {s.value for s in source if s.relation in ("email", "phone") and s.access == "steward"}
    assert "oost@buurtbuik.nl" in public
    assert "0203030910" in public
    assert not [value for value in public if (value or "").startswith("06")]
    assert [value for value in hidden if (value or "").startswith("06")]
    known = {"info", "infosdv", "kantoor.amsterdam", "amsterdam", "oost", "zuid", "zuidoost",
             "winkel", "stadspas", "sponsormaatje", "ikdoemee"}
    assert {v.partition("@")[0] for v in public if v and "@" in v} <= known


def test_the_themes_of_the_municipalities_are_a_scheme(real: Read) -> None:
    path = shared_file("social-map/vng_topics.json")
    topics = json.loads(path.read_text("utf-8"))["topics"]
    broader = [(a, b) for a, b in real.ledger.ties("broader") if a.startswith("theme:vng/")]
    assert len({b for _, b in broader}) == len(topics) == 20
    assert len(broader) == len({(t["name"], s["name"]) for t in topics for s in t["sub"]})


def test_grants_in_another_currency_are_not_euros(real: Read) -> None:
    source = list(real.ledger.statements(source="360giving"))
    assert sum(s.value == "Grant" for s in source) == 154
    assert not [s for s in source if s.relation.startswith("amount_")]
    assert any((s.value or "").endswith(" GBP") for s in source if s.relation == "purpose")
    unknown = {s.subject for s in source if s.relation == "unknown"}
    assert len(unknown) == 99
    assert "euro" in real.summaries["360giving_154_grants.json"].notices[0].message("nl")
