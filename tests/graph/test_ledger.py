"""The ledger: nothing is lost, nothing is written twice, whatever happens."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.errors import InputError, LedgerError
from graph.ledger import Change, Ledger
from graph.statement import Fact, State
from tests.making import TOWN, thing

REPO = Path(__file__).parents[2]
facts = st.tuples(
    st.sampled_from(("initiative:town/a", "initiative:town/b")),
    st.sampled_from(("name", "phase", "description")),
    st.sampled_from(("x", "y", "é\u0085")),
    st.none() | st.just("X"),
).map(lambda said: Fact(said[0], said[1], said[2], quote=said[3]))


def read(ledger: Ledger, said: list[Fact], document: str = "d", seen: str = "2026-01-01") -> Change:
    """Read `said` as a document."""
    return ledger.read(TOWN, document, said, digest=str(said), seen=seen, method="test 1")


def standing(ledger: Ledger) -> set[tuple[str, str, str | None, str | None]]:
    """Return what is said now."""
    return {(s.subject, s.relation, s.value, s.quote) for s in ledger.statements()
            if s.state != "ended"}


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger(tmp_path / "ledger") as made:
        yield made


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(facts, max_size=6), min_size=1, max_size=4))
def test_only_the_last_reading_counts_and_the_same_again_changes_nothing(
    tmp_path_factory: pytest.TempPathFactory, readings: list[list[Fact]]
) -> None:
    with Ledger(tmp_path_factory.mktemp("l") / "ledger") as ledger:
        for said in readings:
            before = standing(ledger)
            change = read(ledger, said)
            now = {(f.subject, f.relation, f.value, f.quote) for f in said}
            assert standing(ledger) == now
            assert change.added + change.changed == len(now - before)
            assert change.ended + change.changed == len(before - now)
            assert change.confirmed == len(now & before)
            order = list(reversed(said))
            assert read(ledger, order) == Change(confirmed=len(now))
        assert len({s.id for s in ledger.statements()}) == len(list(ledger.statements()))


def test_a_change_is_one_added_and_one_ended(ledger: Ledger) -> None:
    read(ledger, thing("initiative:town/a", "Initiative", "Tuin", phase="idea"))
    change = read(ledger, thing("initiative:town/a", "Initiative", "Tuin", phase="running"))
    assert change == Change(changed=1, confirmed=2)
    [old] = ledger.statements(state="ended")
    assert old.value == "idea"


def test_a_row_that_moves_keeps_its_statement(ledger: Ledger) -> None:
    fact = Fact("initiative:town/a", "name", "Tuin", locator="rij 2")
    read(ledger, [fact])
    assert read(ledger, [fact._replace(locator="rij 9")]) == Change(confirmed=1)
    assert [s.locator for s in ledger.statements()] == ["rij 9"]


def test_documents_do_not_end_what_others_say(ledger: Ledger) -> None:
    fact = Fact("initiative:town/a", "name", "Tuin")
    read(ledger, [fact], "one")
    read(ledger, [fact], "two")
    read(ledger, [], "one")
    assert [s.state for s in ledger.statements()] == ["ended", "accepted"]


def test_an_older_reading_is_refused(ledger: Ledger) -> None:
    read(ledger, [Fact("initiative:town/a", "name", "Tuin")], seen="2026-02-01")
    with pytest.raises(InputError):
        read(ledger, [], seen="2026-01-01")
    assert len(standing(ledger)) == 1


def test_facts_that_break_off_leave_everything_as_it_was(ledger: Ledger) -> None:
    read(ledger, [Fact("initiative:town/a", "name", "Tuin")])

    def broken() -> Iterator[Fact]:
        yield Fact("initiative:town/b", "name", "Kas")
        raise InputError("no_such_file", file="x")

    with pytest.raises(InputError):
        ledger.read(TOWN, "d", broken(), digest="y", seen="2026-02-01", method="test 1")
    assert standing(ledger) == {("initiative:town/a", "name", "Tuin", None)}
    assert read(ledger, []) == Change(ended=1)


def test_a_decision_wins_until_it_is_undone(ledger: Ledger) -> None:
    read(ledger, [Fact("initiative:town/a", "name", "Tuin", state=State.PROPOSED)])
    [one] = ledger.statements()
    number = ledger.decide(one.id, State.REJECTED, "ik", "klopt niet")
    assert ledger.statement(one.id).state == "rejected"
    assert list(ledger.names()) == []
    ledger.undo("decision", number, "ik")
    assert ledger.statement(one.id).state == "proposed"


def test_a_file_that_is_no_ledger_is_refused_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "ledger").write_bytes(b"not a database" * 100)
    with pytest.raises(LedgerError) as refused:
        Ledger(tmp_path / "ledger")
    assert "ledger" in str(refused.value)


def _write_many(path: Path, name: str, times: int) -> None:
    with Ledger(path) as ledger:
        for n in range(times):
            said = [Fact(f"initiative:{name}/{n}-{k}", "name", "x") for k in range(50)]
            read(ledger, said, f"{name}-{n}")


def test_two_processes_writing_at_once_lose_nothing(tmp_path: Path) -> None:
    path, times = tmp_path / "ledger", 8
    spawn = multiprocessing.get_context("spawn")
    writers = [spawn.Process(target=_write_many, args=(path, name, times)) for name in ("a", "b")]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert [writer.exitcode for writer in writers] == [0, 0]
    with Ledger(path) as ledger:
        assert len(standing(ledger)) == 2 * times * 50


KILLED = """
import sys, time
from pathlib import Path
from graph.ledger import Ledger
from graph.statement import Fact
from tests.making import TOWN
with Ledger(Path(sys.argv[1])) as ledger:
    print("ready", flush=True)
    for n in range(1000):
        said = [Fact(f"initiative:town/{k}", "name", f"{n} {k}") for k in range(3000)]
        ledger.read(TOWN, "d", said, digest=str(n), seen="2026-01-01", method="test 1")
"""


@pytest.mark.parametrize("after", [0.05, 0.4, 0.9])
def test_kill_9_in_the_middle_leaves_one_whole_reading(tmp_path: Path, after: float) -> None:
    path = tmp_path / "ledger"
    with Ledger(path) as ledger:
        old = [Fact(f"initiative:town/{k}", "name", f"old {k}") for k in range(3000)]
        ledger.read(TOWN, "d", old, digest="old", seen="2026-01-01", method="test 1")
    with subprocess.Popen(
        [sys.executable, "-c", KILLED, str(path)], cwd=REPO, stdout=subprocess.PIPE
    ) as child:
        if child.stdout is None:
            pytest.fail("no output to wait for")
        child.stdout.readline()
        time.sleep(after)
        os.kill(child.pid, signal.SIGKILL)
    with Ledger(path) as ledger:
        said = standing(ledger)
        assert len(said) == 3000
        assert len({(value or "").split()[0] for _, _, value, _ in said}) == 1
        assert read(ledger, [], seen="2026-01-02").ended == 3000
