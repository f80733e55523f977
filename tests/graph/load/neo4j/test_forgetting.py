"""Who is forgotten is also gone from a server, once it is loaded again; and that is said."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.build import build
from graph.engines.neo4j import Server
from graph.home import Home
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


def test_forgetting_says_nothing_of_servers_when_none_was_loaded(
    home: Home, samenspel: Samenspel
) -> None:
    assert "load" not in samenspel("forget", NAME).err
