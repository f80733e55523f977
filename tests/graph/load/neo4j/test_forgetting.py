"""Who is forgotten is also gone from a server, once it is loaded again; and that is said."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.build import build
from graph.engines.neo4j import Server
from graph.errors import GraphError
from graph.home import Home
from graph.load.neo4j.claim import Claim
from tests.conftest import Samenspel
from tests.graph.load.neo4j.town import rows
from tests.making import thing, write

EVERYTHING = "MATCH (n) OPTIONAL MATCH (n)-[r]->() RETURN properties(n), properties(r)"
NAME = "Fenna van Zwaluwenburg"
LOAD = "samenspel load neo4j --audience steward"


@pytest.fixture
def home(tmp_path: Path) -> Home:
    made = Home(tmp_path / "home")
    write(made, [
        *thing("organisation:town/dock", "Organisation", "Dock"),
        *thing("person:town/fenna-van-zwaluwenburg", "Person", NAME,
               member_of="organisation:town/dock"),
    ])
    build(made)
    return made


def test_forgetting_says_which_servers_still_know(
    home: Home, neo4j_server: Server, samenspel: Samenspel
) -> None:
    assert samenspel("load", "neo4j", "--audience", "steward").code == 0
    assert "Zwaluwenburg" in repr(rows(neo4j_server, EVERYTHING))
    said = samenspel("forget", NAME)
    assert said.code == 0 and LOAD in said.err and "--audience public" not in said.err
    assert LOAD in samenspel("forget", NAME, "--format", "json").err
    assert samenspel("load", "neo4j", "--audience", "steward").code == 0
    assert "waluwenburg" not in repr(rows(neo4j_server, EVERYTHING))
    assert LOAD not in samenspel("forget", NAME).err


def test_a_load_that_broke_off_left_people_too(
    home: Home, neo4j_server: Server, samenspel: Samenspel, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cut_off(*_: object, **__: object) -> None:
        raise GraphError("neo4j_lost", uri=neo4j_server.uri)

    monkeypatch.setattr(Claim, "finish", cut_off)
    assert samenspel("load", "neo4j", "--audience", "steward").code != 0
    assert "Zwaluwenburg" in repr(rows(neo4j_server, EVERYTHING))
    assert LOAD in samenspel("forget", NAME).err


def test_only_the_audience_that_a_database_was_given_to_is_loaded_again(
    home: Home, neo4j_server: Server, samenspel: Samenspel
) -> None:
    assert samenspel("load", "neo4j").code == 0
    assert samenspel("load", "neo4j", "--audience", "steward", "--replace").code == 0
    said = samenspel("forget", NAME).err
    assert LOAD in said and "--audience public" not in said


def test_a_load_that_was_refused_left_nothing(
    home: Home, neo4j_server: Server, samenspel: Samenspel
) -> None:
    assert samenspel("load", "neo4j", "--audience", "steward").code == 0
    assert samenspel("load", "neo4j").code == 2
    assert samenspel("load", "neo4j", "--uri", "bolt://127.0.0.1:9").code == 2
    said = samenspel("forget", NAME).err
    assert said.count("samenspel load") == 1 and LOAD in said


def test_forgetting_says_nothing_of_servers_when_none_was_loaded(
    home: Home, samenspel: Samenspel
) -> None:
    assert "load" not in samenspel("forget", NAME).err
