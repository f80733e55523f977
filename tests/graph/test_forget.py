"""A person who asks to be forgotten is nowhere to be found, and does not come back."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.backups import backup
from graph.build import build
from graph.errors import Ambiguous, InputError, NotFound
from graph.forget import forget
from graph.home import Home
from graph.ledger import Ledger, Source
from graph.statement import Fact, State
from graph.store import Graph
from tests.making import fact, thing, write

NAME = "Fenna van Zwaluwenburg"
FORMS = ("zwaluwenburg", "zwaluwenburg".upper(), "Zwaluwenburg")
PERSON = "person:town/fenna-van-zwaluwenburg"
MAIL = "fvz1970@example.org"


def facts() -> list[Fact]:
    return [
        *thing("organisation:town/dock", "Organisation", "Dock"),
        *thing("post:town/voorzitter", "Post", "Voorzitter", at="organisation:town/dock"),
        *thing(PERSON, "Person", NAME, holds="post:town/voorzitter", email=MAIL),
        *thing("person:town/other", "Person", "Daan Okker", holds="post:town/voorzitter",
               works_with=PERSON),
        *thing("initiative:town/tuin", "Initiative", "De Tuin",
               description=f"Begonnen door {NAME} in 2019.", url="https://x.org/~fenna-van-zwaluwenburg"),
        *thing("initiative:town/stichting-fenna-van-zwaluwenburg", "Initiative",
               f"Stichting {NAME}", run_by="organisation:town/dock"),
        fact("initiative:town/tuin", "about", "theme:groen",
             quote="Mevrouw Van Zwaluwenburg zegt dat het om groen gaat.", locator="p. 3"),
        *thing("theme:groen", "Theme", "groen"),
        fact("organisation:town/dock", "description", f"Mail naar {MAIL} of bel."),
    ]


def traces(home: Home, *more: Path) -> list[str]:
    """Return the files in which the surname or the address can be read, in any case."""
    found = []
    for path in [*(p for p in home.path.rglob("*") if p.is_file()), *more]:
        content = path.read_bytes().lower()
        if b"zwaluwenburg" in content or MAIL.encode() in content:
            found.append(path.name)
    return found


@pytest.fixture
def home(tmp_path: Path) -> Home:
    made = Home(tmp_path / "home")
    write(made, facts())
    build(made)
    return made


def test_the_name_is_in_no_byte_of_any_file_afterwards(home: Home, tmp_path: Path) -> None:
    copy = backup(home, tmp_path / "copy.sqlite")
    assert traces(home, copy)
    done = forget(home, NAME)
    assert traces(home, copy) == []
    assert (done.backups, done.missing, done.already) == (1, 0, False)
    assert done.statements > 4
    assert done.redacted > 2


def test_reading_the_same_facts_again_brings_nobody_back(home: Home) -> None:
    forget(home, PERSON)
    write(home, [*facts(), fact("initiative:town/tuin", "description", f"Nieuw: {NAME} is terug.")])
    write(home, thing("person:b/fenna-van-zwaluwenburg", "Person", NAME), Source("b", "B"), "b")
    build(home)
    assert traces(home) == []


def test_an_unchanged_reading_changes_nothing_after_forgetting(home: Home) -> None:
    forget(home, PERSON)
    with Ledger(home.ledger) as ledger:
        before = sorted(ledger.statements())
    write(home, facts())
    with Ledger(home.ledger) as ledger:
        assert sorted(ledger.statements()) == before


def test_what_is_known_of_others_stays(home: Home) -> None:
    forget(home, NAME)
    with Graph(home.graph("public")) as graph:
        assert graph.node(PERSON) is None
        assert [e.object for e in graph.edges("person:town/other", ["holds"])] == [
            "post:town/voorzitter"]
        assert graph.properties("initiative:town/tuin")["description"] == [
            "Begonnen door [naam verwijderd] in 2019."]
        (evidence,) = graph.statements("initiative:town/tuin", "about")
        assert evidence.quote == "Mevrouw [naam verwijderd] zegt dat het om groen gaat."
        assert evidence.locator == "p. 3"


def test_decisions_and_judgements_about_the_person_go_too(home: Home) -> None:
    with Ledger(home.ledger) as ledger:
        held = next(s for s in ledger.statements(subject=PERSON) if s.relation == "holds")
        ledger.decide(held.id, State.ACCEPTED, "ann", f"{NAME} zelf gebeld")
        ledger.judge(PERSON, "person:town/other", "different", who="ann", why="andere naam")
    assert forget(home, PERSON).decisions == 2
    with Ledger(home.ledger) as ledger:
        assert ledger.judgements() == []
    assert traces(home) == []


def test_all_ids_of_a_joined_person_go(home: Home) -> None:
    write(home, thing("person:b/f-v-z", "Person", "F. van Zwaluwenburg"), Source("b", "B"), "b")
    with Ledger(home.ledger) as ledger:
        ledger.judge(PERSON, "person:b/f-v-z", "same", who="ann", why="zelfde adres")
    forget(home, "person:b/f-v-z")
    assert traces(home) == []


def test_forgetting_twice_takes_out_nothing_more(home: Home) -> None:
    forget(home, NAME)
    again = forget(home, NAME)
    assert (again.statements, again.redacted, again.decisions) == (0, 0, 0)
    assert again.already


def test_namesakes_are_told_apart_by_id(home: Home) -> None:
    other = "person:b/fenna"
    write(home, thing(other, "Person", NAME), Source("b", "B"), "b")
    with pytest.raises(Ambiguous) as caught:
        forget(home, NAME)
    assert caught.value.fields["count"] == 2
    forget(home, PERSON)
    with Ledger(home.ledger) as ledger:
        assert not list(ledger.statements(subject=PERSON))
        assert {s.value for s in ledger.statements(subject=other)} == {"Person", NAME}
    write(home, facts())
    with Ledger(home.ledger) as ledger:
        assert not list(ledger.statements(subject=PERSON))


def test_nobody_is_meant_by_an_unknown_name(home: Home) -> None:
    with pytest.raises(NotFound):
        forget(home, "Niemand Hier")


def test_a_backup_that_was_moved_is_counted_as_missing(home: Home, tmp_path: Path) -> None:
    backup(home, tmp_path / "copy.sqlite").rename(tmp_path / "elsewhere.sqlite")
    assert forget(home, NAME).missing == 1


def test_what_a_broken_off_build_left_behind_goes_too(home: Home) -> None:
    (home.path / ".stage-4194304.sqlite").write_text(NAME)
    forget(home, NAME)
    assert traces(home) == []


def test_saved_questions_lose_the_name(home: Home) -> None:
    home.questions.mkdir()
    (home.questions / "mijn.toml").write_text(f'title = "Wat doet {NAME}?"\n')
    forget(home, NAME)
    assert (home.questions / "mijn.toml").read_text() == 'title = "Wat doet [naam verwijderd]?"\n'


def test_a_backup_never_overwrites_the_ledger_itself(home: Home) -> None:
    with pytest.raises(InputError):
        backup(home, home.ledger)
