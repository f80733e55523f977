"""The Amsterdam subsidy register of two years, read as it lies there."""

from __future__ import annotations

import csv
import re
import time
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from graph.identity import clusters, join
from graph.ledger import Ledger
from ingest.pipeline import ingest
from ingest.summary import Summary
from tests.shared_files import shared_file

REPO = Path(__file__).parents[2]
THEMES = REPO / "data" / "themes"
OLD, NEW = "amsterdam_subsidieregister_2019-01-14.csv", "amsterdam_subsidieregister_2020-03-09.csv"
AMOUNTS = {
    "amount_requested": "BEDRAG_AANGEVRAAGD", "amount_granted": "BEDRAG_VERLEEND",
    "amount_settled": "BEDRAG_VASTGESTELD",
}
SECONDS = 15
Sums = dict[tuple[str, str, str], Decimal]


def rows_of(name: str) -> list[dict[str, str]]:
    """Return the rows of a register, read with nothing of ours."""
    path = shared_file(f"registers/{name}")
    with path.open(encoding="utf-8-sig", newline="") as file:
        delimiter = ";" if name == OLD else ","
        return [row for row in csv.DictReader(file, delimiter=delimiter)
                if row["DOSSIERNUMMER"].startswith("SBA-")]


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Ledger, list[Summary]]]:
    """Read the themes, the register of 2019 and that of 2020."""
    with Ledger(tmp_path_factory.mktemp("registers") / "ledger") as ledger:
        ingest(ledger, [THEMES])
        read = [summary for name in (OLD, NEW)
                for summary in ingest(ledger, [shared_file(f"registers/{name}")])]
        yield ledger, read


@pytest.fixture(scope="module")
def grants(both: tuple[Ledger, list[Summary]]) -> dict[str, dict[str, str]]:
    """Return what stands about every grant, by id and relation."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for said in both[0].statements(source="amsterdam-subsidies"):
        if said.state != "ended" and said.subject.startswith("grant:"):
            found[said.subject][said.relation] = said.value or said.object or ""
    return found


def test_every_row_is_read_and_the_update_is_told(both: tuple[Ledger, list[Summary]]) -> None:
    old, new = both[1]
    assert (old.rows, new.rows) == (12_778, 18_235)
    assert old.refused == new.refused == []
    assert old.notices == new.notices == []
    assert new.change.added > 50_000
    assert new.change.changed > 0
    assert new.change.ended > 0
    assert new.change.confirmed > 150_000


def test_what_the_later_register_changed_is_ended_and_added(
    both: tuple[Ledger, list[Summary]], grants: dict[str, dict[str, str]]
) -> None:
    before = {row["DOSSIERNUMMER"]: row for row in rows_of(OLD)}
    after = {row["DOSSIERNUMMER"]: row for row in rows_of(NEW)}
    changed = next(number for number, row in before.items() if number in after
                   and row["BEDRAG_VASTGESTELD"] != after[number]["BEDRAG_VASTGESTELD"] != "NULL"
                   and row["BEDRAG_VASTGESTELD"] != "NULL")
    grant = f"grant:amsterdam-subsidies/{changed.lower()}"
    said = [(s.state, Decimal(s.value or "0")) for s in both[0].statements(subject=grant)
            if s.relation == "amount_settled"]
    assert ("ended", Decimal(before[changed]["BEDRAG_VASTGESTELD"])) in said
    assert grants[grant]["amount_settled"] == f"{Decimal(after[changed]['BEDRAG_VASTGESTELD']):.2f}"
    gone = set(before) - set(after)
    assert not any(f"grant:amsterdam-subsidies/{number.lower()}" in grants for number in gone)


def test_sums_per_year_field_and_status_equal_the_file_to_the_cent(
    both: tuple[Ledger, list[Summary]], grants: dict[str, dict[str, str]]
) -> None:
    fields = {subject: name for subject, name, _, main in both[0].names() if main}
    from_ledger: Sums = defaultdict(Decimal)
    for said in grants.values():
        field = fields[said["about"]].lower() if "about" in said else "algemeen"
        for status in AMOUNTS:
            if status in said:
                from_ledger[said["year"], field, status] += Decimal(said[status])
    from_file: Sums = defaultdict(Decimal)
    named = {name.lower(): fields[subject].lower() for subject, name, _, _ in both[0].names()}
    for row in rows_of(NEW):
        field = named.get(row["BELEIDSTERREIN"].lower(), "algemeen")
        for status, column in AMOUNTS.items():
            if row[column] != "NULL":
                from_file[row["SUBSIDIEJAAR"], field, status] += Decimal(row[column])
    assert from_ledger == from_file
    assert len({field for _, field, _ in from_file}) >= 15


def test_an_amount_that_is_not_there_is_not_zero(grants: dict[str, dict[str, str]]) -> None:
    rows = rows_of(NEW)
    assert sum("amount_settled" in g for g in grants.values()) == sum(
        row["BEDRAG_VASTGESTELD"] != "NULL" for row in rows
    )
    assert any(g["amount_granted"] == "0.00" for g in grants.values())


def test_every_private_applicant_is_another_unknown_person(
    both: tuple[Ledger, list[Summary]], grants: dict[str, dict[str, str]]
) -> None:
    private = [g["recipient"] for g in grants.values() if g["recipient"].startswith("person:")]
    nameless = [row for row in rows_of(NEW) if row["AANVRAGER"].strip() in ("", "(Particulier)")]
    assert len(private) == len(set(private)) == len(nameless)
    assert set(private) <= {subject for subject, _ in both[0].values("unknown")}


def test_the_record_broken_over_two_lines_is_read_whole(
    both: tuple[Ledger, list[Summary]]
) -> None:
    """A next-line character in a name: to some readers the end of a line."""
    [broken] = [row for row in rows_of(NEW) if any("\u0085" in cell for cell in row.values())]
    grant = f"grant:amsterdam-subsidies/{broken['DOSSIERNUMMER'].lower()}"
    said = {s.relation: s for s in both[0].statements(subject=grant) if s.state != "ended"}
    [whole] = [cell for cell in broken.values() if "\u0085" in cell]
    assert any(" ".join(whole.split()) in (s.value or "") for s in said.values())
    assert said["amount_requested"].value == f"{Decimal(broken['BEDRAG_AANGEVRAAGD']):.2f}"


def test_residents_initiatives_have_their_applicant_money_and_place(
    both: tuple[Ledger, list[Summary]], grants: dict[str, dict[str, str]]
) -> None:
    under = [row["DOSSIERNUMMER"] for row in rows_of(NEW)
             if re.search("bewonersinitia", row["REGELINGNAAM"], re.IGNORECASE)]
    assert len(under) == 1_857
    for number in under:
        assert "funds" in grants[f"grant:amsterdam-subsidies/{number.lower()}"]
    run_by, active_in = dict(both[0].ties("run_by")), set(both[0].ties("active_in"))
    for grant in grants.values():
        if "funds" in grant:
            assert run_by[grant["funds"]] == grant["recipient"]
            assert "benefits" not in grant or (grant["funds"], grant["benefits"]) in active_in
    assert len({g["funds"] for g in grants.values() if "funds" in g}) < 2_100


def test_the_district_benefits_and_the_municipality_pays(
    grants: dict[str, dict[str, str]]
) -> None:
    rows = {f"grant:amsterdam-subsidies/{r['DOSSIERNUMMER'].lower()}": r for r in rows_of(NEW)}
    for grant, said in grants.items():
        department = rows[grant]["ORGANISATIEONDERDEEL"]
        assert said["payer"] == "publicbody:amsterdam/gemeente-amsterdam"
        assert said["department"] == department
        assert ("benefits" in said) == department.startswith("stadsdeel ")


def test_thirteen_applicants_under_two_spellings_become_one_and_nobody_else(
    both: tuple[Ledger, list[Summary]]
) -> None:
    ledger = both[0]
    join(ledger)
    names = {subject: name for subject, name, _, main in ledger.names() if main}
    joined = {frozenset((names[j.a], names[j.b])) for j in ledger.judgements()
              if j.verdict == "same" and j.a.startswith("organisation:")}
    assert joined == {
        frozenset(pair) for pair in (
            ("BIZ Vereniging Uitgaansgebied Leidsebuurt",
             "BIZ vereniging Uitgaansgebied Leidsebuurt"),
            ("Centrum Beeldende Kunst Zuidoost", "Stichting Centrum Beeldende Kunst Zuidoost"),
            ("Chinese Ouderen Vereniging Tung Lok", "Chinese ouderenvereniging Tung Lok"),
            ("Cooperatie Go West Bouwgroep Nieuw West U.A.",
             "Cooperatie Go West Bouwgroep Nieuw-West U.A."),
            ("Donkergroen Beheer bv", "Donkergroen beheer bv"),
            ("Dream Support", "Dream Support B.V."),
            ("N.V. Zeedijk", "NV Zeedijk"),
            ("Samenwonen-Samenleven", "Stichting Samenwonen-Samenleven"),
            ("Scouting Holendrecht", "Stichting Scouting Holendrecht"),
            ("Small World Catering V.O.F.", "Small World Catering V.o.f."),
            ("Sport op Maat", "Sport op Maat B.V."),
            ("Stichting WeThePeople", "We The People"),
            ("vereniging De Kroonvaders", "vereniging de Kroonvaders"),
        )
    }
    assert not any(one.startswith("person:") for one in clusters(ledger))
    assert join(ledger) == 0


def test_an_older_register_after_a_newer_one_is_refused(tmp_path: Path) -> None:
    with Ledger(tmp_path / "ledger") as ledger:
        ingest(ledger, [shared_file(f"registers/{NEW}")])
        before = sum(1 for _ in ledger.statements())
        [summary] = ingest(ledger, [shared_file(f"registers/{OLD}")])
        assert summary.error is not None
        assert "2020-03-09" in summary.error.message("nl")
        assert sum(1 for _ in ledger.statements()) == before


def test_reading_takes_seconds_and_reading_again_changes_nothing(tmp_path: Path) -> None:
    register = shared_file(f"registers/{NEW}")
    with Ledger(tmp_path / "ledger") as ledger:
        start = time.process_time()
        ingest(ledger, [register])
        first = time.process_time() - start
        again = [s for _ in range(2) for s in ingest(ledger, [register])]
        second = (time.process_time() - start - first) / 2
    assert first < SECONDS
    assert second * 5 < first
    assert all((s.change.added, s.change.changed, s.change.ended) == (0, 0, 0) for s in again)
    assert all(s.change.confirmed > 250_000 for s in again)
