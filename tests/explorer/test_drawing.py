"""The drawing: what is drawn, where it stands, and that its page needs nothing from elsewhere."""

from __future__ import annotations

import re

from explorer.components.drawing import network_html
from explorer.components.layout import positions
from explorer.neighbourhood import neighbourhood
from explorer.view import View
from graph.store import Node
from tests.explorer.town import EVIL, EVIL_END


def known(view: View, entity: str) -> Node:
    """Return a thing of the town."""
    node = view.graph.node(entity)
    assert node is not None
    return node


def test_one_step_shows_what_is_tied_directly(view: View) -> None:
    around = neighbourhood(view.graph, known(view, "initiative:t/tuin"), steps=1)
    assert {"venue:t/huis", "organisation:t/club", "theme:moestuin"} <= set(around.steps)
    assert "person:t/jo" not in around.steps
    assert all(step <= 1 for step in around.steps.values())


def test_areas_and_themes_are_shown_but_not_walked_through(view: View) -> None:
    around = neighbourhood(view.graph, known(view, "organisation:t/club"), steps=2)
    assert "area:t/oost" in around.steps and "post:t/groen" not in around.steps


def test_what_does_not_fit_is_counted(view: View) -> None:
    centre = known(view, "initiative:t/tuin")
    everything = neighbourhood(view.graph, centre, steps=1)
    few = neighbourhood(view.graph, centre, steps=1, most=4)
    assert len(few.nodes) == 4
    assert few.left_out == len(everything.nodes) - 4


def test_filters_keep_only_the_kinds_and_ties_that_were_asked_for(view: View) -> None:
    centre = known(view, "initiative:t/tuin")
    only = neighbourhood(view.graph, centre, steps=1, types=["Theme"])
    assert {n.type for n in only.nodes} == {"Initiative", "Theme"}
    only = neighbourhood(view.graph, centre, steps=1, relations=["run_by"])
    assert {e.relation for e in only.edges} == {"run_by"}


def test_opening_a_thing_adds_what_is_around_it(view: View) -> None:
    centre = known(view, "need:t/schuur")
    before = neighbourhood(view.graph, centre, steps=1)
    after = neighbourhood(view.graph, centre, steps=1, also=["initiative:t/tuin"])
    assert "venue:t/huis" not in before.steps and "venue:t/huis" in after.steps


def test_the_page_of_a_drawing_asks_nothing_from_elsewhere(view: View) -> None:
    html = network_html(view, neighbourhood(view.graph, known(view, "initiative:t/tuin")))
    assert "<link" not in html and not re.search(r"<script[^>]+src", html)
    assert "default-src 'none'" in html


def test_labels_are_data_and_never_markup(view: View) -> None:
    html = network_html(view, neighbourhood(view.graph, known(view, "initiative:t/tuin")))
    assert EVIL not in html and EVIL_END not in html
    assert r"\u003cimg src=x" in html
    assert "popup.innerHTML" not in html


def test_the_same_neighbourhood_is_drawn_the_same() -> None:
    ids, ties = ["a", "b", "c", "d"], [("a", "b"), ("a", "c"), ("c", "d")]
    steps = {"a": 0, "b": 1, "c": 1, "d": 2}
    assert positions("a", ids, ties, steps) == positions("a", ids, ties, steps)
    assert len(set(positions("a", ids, ties, steps).values())) == 4
