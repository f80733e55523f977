"""What stands in the address: readable words that bring back the same thing."""

from __future__ import annotations

import pytest

from explorer import address
from explorer.view import View
from graph.errors import NotFound


@pytest.mark.parametrize("entity", ["initiative:t/tuin", "theme:groen", "area:t/oost"])
def test_an_id_in_the_address_can_be_read_back(view: View, entity: str) -> None:
    assert ":" not in address.short(entity) and "/" not in address.short(entity)
    assert address.long(view, address.short(entity)) == entity
    assert address.long(view, entity) == entity


def test_a_name_that_can_only_be_one_thing_stands_as_it_is(view: View) -> None:
    oost = view.lookups.the("Oost", "Area")
    assert address.word_for(view, oost, "Area") == "Oost"
    assert address.node_for(view, "oost", "Area") == oost
    assert address.node_for(view, "area.t.oost", "Area") == oost


def test_a_name_that_is_not_there_is_said_to_be_unknown(view: View) -> None:
    with pytest.raises(NotFound):
        address.node_for(view, "Nergens", "Area")


def test_a_link_carries_the_language(view: View) -> None:
    assert address.href(view, "thing", {"thing": "a b"}) == "./thing?thing=a+b&lang=nl"
